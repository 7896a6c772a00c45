"""The organization of a Fides manifest, and what people of its own terms can ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policygen.declaration.identity import Address
from policygen.formats._fides_keys import words
from policygen.formats._teller import Teller
from policygen.notice.blocks import CountryName
from policygen.notice.rights import available

Thing = dict[str, Any]


def organization(teller: Teller, key: str) -> Thing:
    """The company, its data protection officer and its representative."""
    declared = teller.declaration
    officer, representative = declared.data_protection_officer, declared.representative
    if declared.controller.address is None:
        teller.ask("organization.controller.address", declared.controller.at, "What is the postal address?")
    if officer is None or officer.none is not None:
        teller.ask("organization.data_protection_officer", officer.at if officer else declared.controller.at,
                   "Who is the data protection officer? Fides cannot say that there is none: nothing stands there.")
    return without_empty({
        "fides_key": key,
        "name": teller.text(declared.controller.name),
        "controller": _company(teller),
        "data_protection_officer": without_empty({
            "name": teller.text(officer.name), "address": address(teller, officer.address),
            "email": teller.text(officer.email), "phone": teller.text(officer.phone)}) if officer else {},
        "representative": without_empty({
            "name": teller.text(representative.name), "address": address(teller, representative.address),
            "email": teller.text(representative.email), "phone": teller.text(representative.phone)})
        if representative else {}})


def _company(teller: Teller) -> Thing:
    controller = teller.declaration.controller
    by_email, by_phone = teller.reached("email"), teller.reached("phone")
    if by_email is None:
        teller.ask("organization.controller.email", controller.where("contacts"), "At which e-mail address?")
    place = address(teller, controller.address) or teller.said(CountryName(controller.country))
    if controller.address is None:
        teller.used.add(controller.country.at)
    return without_empty({"name": teller.text(controller.name), "address": place,
                          "email": teller.text(by_email.email) if by_email else "",
                          "phone": teller.text(by_phone.phone) if by_phone else ""})


def address(teller: Teller, declared: Address | None) -> str:
    """A postal address on one line with the name of the country."""
    if declared is None:
        return ""
    teller.used.add(declared.country.at)
    return ", ".join(filter(None, (teller.address(declared), teller.said(CountryName(declared.country)))))


def entitled(teller: Teller, id: str) -> Thing:
    """The rights of people that have an entry of their own, and whether they are decided on by machines."""
    declaration = teller.declaration
    activities = [activity for activity in declaration.activities if id in activity.data_subjects]
    names = {"Informed"} | {words("rights")[fact.id] for fact, uses in available(declaration)
                            if fact.id in words("rights")
                            and (not uses or any(activity in activities for activity, _ in uses))}
    theirs = {activity.id for activity in activities}
    decided = any(made.activity is None or made.activity in theirs for made in declaration.automated_decisions)
    evaluated = any(activity.profiling is not None for activity in activities)
    made: Thing = {"rights": {"strategy": "INCLUDE", "values": [name for name in _order() if name in names]}}
    return {**made, "automated_decisions_or_profiling": True} if decided or evaluated else made


def _order() -> Iterator[str]:
    yield "Informed"
    yield from dict.fromkeys(words("rights").values())


def without_empty(thing: Thing) -> Thing:
    """The thing without empty texts, lists and mappings."""
    return {key: value for key, value in thing.items() if value not in ("", [], {}, None)}


def contact_of(teller: Teller) -> str:
    """How the data protection officer is reached, or else whom to ask about privacy."""
    officer = teller.declaration.data_protection_officer
    if officer is not None and officer.none is None:
        return teller.text(officer.email) or teller.text(officer.phone) or teller.text(officer.name) or \
            address(teller, officer.address)
    contact = teller.reached("email")
    return teller.text(contact.email) if contact is not None else ""
