"""The parts of TILT that stand once in a document: who, transfers, rights, automated decisions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from policygen.declaration.recipient import Transfer
from policygen.formats._teller import Teller
from policygen.law import authority_label, authority_of, facts
from policygen.localise.page import Page
from policygen.notice.blocks import TermName
from policygen.notice.rights import TEXTS, available
from policygen.notice.terms import find
from policygen.problem import Position
from policygen.schema import Str

Thing = dict[str, Any]
UNKNOWN_EMAIL = "not-declared@example.invalid"                   # RFC 2606 reserves `.invalid`; no mail ever arrives
UNKNOWN_COUNTRY = "ZZ"                                           # ISO 3166-1 leaves it to users; CLDR: unknown region
PHONE = re.compile(r"\+*\(?[0-9]{1,4}\)?[-\s./0-9]*")


def controller(teller: Teller) -> Thing:
    """The controller; `representative` is a person who speaks for it, never the representative of Art. 27 GDPR."""
    declared = teller.declaration.controller
    contact = teller.reached("email")
    if declared.address is None:
        teller.ask("controller.address", declared.at, "What is the postal address? An empty text stands there.")
    if not declared.represented_by:
        teller.ask("controller.representative.name", declared.at, "Who represents the company? An empty text stands "
                   "there.")
    if contact is None:
        teller.ask("controller.representative.email", declared.where("contacts"), "At which e-mail address? "
                   f"`{UNKNOWN_EMAIL}` stands there.")
    return {"name": teller.text(declared.name), "address": teller.address(declared.address),
            "country": teller.text(declared.country),
            "representative": _without_empty({
                "name": ", ".join(map(teller.text, declared.represented_by)),
                "email": teller.text(contact.email) if contact else UNKNOWN_EMAIL,
                "phone": _phone(teller, contact.phone) if contact else ""}, "phone")}


def officer(teller: Teller) -> Thing:
    """The data protection officer; TILT cannot say that there is none, so placeholders stand there."""
    declared = teller.declaration.data_protection_officer
    found = declared if declared is not None and declared.none is None else None
    at = declared.at if declared is not None else teller.declaration.controller.at
    address = found.address if found else None
    email = teller.text(found.email) if found else ""
    if found is None:
        teller.ask("dataProtectionOfficer", at, "Who is the data protection officer? TILT cannot say that there is "
                   f"none: empty texts, the country `{UNKNOWN_COUNTRY}` and `{UNKNOWN_EMAIL}` stand there.")
    elif not (found.name and email and address):
        teller.ask("dataProtectionOfficer", at, "TILT asks for the name, e-mail address, postal address and country of "
                   f"the data protection officer. Where one is not declared, an empty text, `{UNKNOWN_EMAIL}` or the "
                   f"country `{UNKNOWN_COUNTRY}` stands there.")
    return _without_empty({"name": teller.text(found.name) if found else "", "address": teller.address(address),
                           "country": teller.text(address.country) if address else UNKNOWN_COUNTRY,
                           "email": email or UNKNOWN_EMAIL,
                           "phone": _phone(teller, found.phone) if found else ""}, "phone")


def _phone(teller: Teller, phone: Str | None) -> str:
    """A telephone number in the form that TILT takes, or nothing."""
    return teller.text(phone) if phone is not None and PHONE.fullmatch(phone) else ""


def transfers(teller: Teller) -> list[Thing]:
    """Each country outside the EEA with what protects the data there; TILT does not say whose transfer it is."""
    policy = teller.declaration.transfers
    declared = [transfer for recipient in teller.declaration.recipients for transfer in recipient.transfers]
    made = [thing for transfer in (*declared, *(policy.general if policy else ())) for thing in
            _transfer(teller, transfer)]
    return [thing for number, thing in enumerate(made) if thing not in made[:number]]


def _transfer(teller: Teller, transfer: Transfer) -> Iterator[Thing]:
    safeguards: dict[str, list[str]] = {}
    for tool in transfer.tools:
        place = _safeguard(tool)
        if place:
            safeguards.setdefault(place, []).append(teller.term("transfer_tools", tool))
    protected = {place: {"available": True, "description": "; ".join(labels)} for place, labels in safeguards.items()}
    for country in map(teller.text, transfer.to):
        yield {"country": country, **protected}
    if not transfer.to and protected:
        yield protected


def _safeguard(tool: str) -> str:
    """The key of TILT for a tool, or an empty text for a derogation of Art. 49, which TILT does not have."""
    article = facts("transfer_tools")[tool]["provision"].removeprefix("GDPR ")
    if article.startswith("45"):
        return "adequacyDecision"
    if tool == "scc":
        return "standardDataProtectionClause"
    return "appropriateGuarantees" if article.startswith("46") else ""


def rights(teller: Teller, page: Page) -> Thing:
    """The rights that TILT has; it has none for restriction, objection and automated decisions."""
    told = {fact.id for fact, _ in available(teller.declaration)}
    portability = "portability" in told
    first = teller.declaration.rights.how
    access = _right(teller, ["access"], [teller.words(first)] if first else [])
    portable = _right(teller, ["portability"], []) if portability else {"available": False}
    withdrawals = [consent.withdraw for activity in teller.declaration.activities for consent in activity.consent]
    withdrawals += [consent.withdraw for consent in teller.declaration.cookies.consent] \
        if teller.declaration.cookies else []
    ways = list(dict.fromkeys(map(teller.words, withdrawals)))
    return {
        "accessAndDataPortability": dict(portable),
        "rightToInformation": access,
        "rightToRectificationOrDeletion": _right(teller, ["rectification", "erasure"], []),
        "rightToDataPortability": portable,
        "rightToWithdrawConsent": _right(teller, ["withdraw_consent"], ways)
        if "withdraw_consent" in told or ways else {"available": False},
        "rightToComplain": _complaint(teller, page),
    }


def _right(teller: Teller, ids: Sequence[str], more: Sequence[str]) -> Thing:
    """A right: the company's own words where it has any, else those of the notice; and whom to write to."""
    declared = teller.declaration.rights
    notes = [note for id in ids for note in declared.rights if note.id == id]
    own = [text for note in notes for text in (teller.words(note.note), teller.words(note.self_service)) if text]
    own += more
    contacts = [find(teller.declaration.controller.contacts, id) for id in declared.contact]
    email = next((contact for contact in contacts if contact.email), None)
    form = next((contact for contact in contacts if contact.form), None)
    link = next((note.link for note in notes if note.link), None) or (form.form if form else None)
    teller.used.update(id.at for id in declared.contact for contact in (email, form)
                       if contact is not None and contact.id == id)
    evidence = teller.words(declared.identity)
    return _without_empty({
        "available": True,
        "description": "\n".join(own) or teller.said(*(TEXTS[id][1] for id in ids)),
        "url": teller.text(link), "email": teller.text(email.email) if email else "",
        "identificationEvidences": [evidence] if evidence else []}, "url", "email")


def _complaint(teller: Teller, page: Page) -> Thing:
    declaration = teller.declaration
    declared = declaration.complaint.authorities if declaration.complaint else ()
    fact = facts("authorities")[declared[0]] if declared else authority_of(declaration.controller.country)
    at: Position = declaration.controller.where("country")
    if declared:
        at = declared[0].at
        teller.used.add(at)
    if fact is None:
        teller.ask("rightToComplain.supervisoryAuthority.name", at, "Which is the supervisory authority? An empty text "
                   "stands there.")
    said = [block.text for block in page.walk() if block.id == "complaint.right"]
    first = teller.words(declaration.complaint.first) if declaration.complaint else ""
    authority = {"name": teller.said(TermName("authorities", Str(fact.id, at), authority_label(fact)))
                 if fact else "", "country": fact["country"] if fact else ""}
    return _without_empty({
        "available": True, "description": " ".join(filter(None, (first, *said))),
        "url": fact.get("complaint") or fact["website"] if fact else "", "identificationEvidences": [],
        "supervisoryAuthority": _without_empty(authority, "country")}, "url")


def decisions(teller: Teller) -> Thing:
    """Automated decisions, and profiling, which TILT counts among them; all of the document in two texts."""
    logic, effects = [], []
    for made in teller.declaration.automated_decisions:
        title = teller.words(made.title)
        logic.append(f"{title}: {teller.words(made.logic)}")
        effects.append(" ".join((f"{title}:", teller.words(made.consequence), teller.words(made.human))))
    for activity in teller.declaration.activities:
        profiling = activity.profiling
        if profiling is not None:
            title = teller.words(activity.title)
            logic.append(f"{title}: {teller.words(profiling.logic)}")
            said = map(teller.words, (profiling.threshold, profiling.consequence, profiling.limits, profiling.opt_out))
            effects.append(" ".join((f"{title}:", *filter(None, said))))
    if not logic:
        return {"inUse": False}
    return {"inUse": True, "logicInvolved": "\n".join(logic), "scopeAndIntendedEffects": "\n".join(effects)}


def _without_empty(thing: Thing, *keys: str) -> Thing:
    return {key: value for key, value in thing.items() if value or key not in keys}
