"""The systems of a Fides manifest: each activity, each recipient, each other source, and storage on the device.

An activity has a privacy declaration for each purpose and legal basis, because Fides has one basis in each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policygen.declaration.activity import Activity
from policygen.declaration.basis import LegalBasis, Purpose
from policygen.formats._fides_keys import Keys, words
from policygen.formats._fides_losses import SPECIAL
from policygen.formats._fides_sharing import Flow, Sources, flows, outgoing, recipients, shared, transferred
from policygen.formats._fides_storage import storage, unique
from policygen.formats._fides_teller import FidesTeller
from policygen.formats._fides_whole import address, contact_of, without_empty
from policygen.notice.basis import bases_of
from policygen.notice.terms import find
from policygen.schema import Str

Thing = dict[str, Any]


def systems(teller: FidesTeller, keys: Keys, policy: str) -> list[Thing]:
    """All systems; `policy` is the address of the page, or empty."""
    declaration = teller.declaration
    teller.ask("system.requires_data_protection_assessments", declaration.at, "Do the activities need a data "
               "protection impact assessment? `false` stands there.")
    if not policy:
        teller.ask("system.privacy_policy", declaration.at, "At which address is the policy published? Set `base_url` "
                   "in policygen.yaml.")
    common = _common(teller, policy)
    sources, given, made = Sources(teller, keys), list[Flow](), list[Thing]()
    for activity in declaration.activities:
        found = flows(teller, keys, activity, _categories(activity))
        given += found
        made.append(_activity(teller, keys, activity, found, {**common, "ingress": sources.incoming(
            activity, _categories(activity))}))
    if declaration.cookies is not None:
        stored, found = storage(teller, keys, common)
        given += found
        made.append(stored)
    return [*made, *recipients(teller, given), *sources.systems]


def _common(teller: FidesTeller, policy: str) -> Thing:
    """What each system of the company says alike."""
    controller = teller.declaration.controller
    return {"privacy_policy": policy, "legal_name": teller.text(controller.name),
            "legal_address": address(teller, controller.address), "dpo": contact_of(teller),
            "data_security_practices": _security(teller), "responsibility": [words("roles")["controller"]]}


def _security(teller: FidesTeller) -> str:
    security = teller.declaration.security
    if security is None:
        return ""
    lines = [teller.words(security.about)]
    for measure in security.measures:
        label = teller.term("measures", measure.measure)
        detail, place = teller.words(measure.detail), teller.words(measure.where_)
        lines.append((f"{label}: {detail}" if detail else label) + (f" ({place})" if place else ""))
    return "\n".join(filter(None, (*lines, teller.words(security.access))))


def _categories(activity: Activity) -> list[Str]:
    return list({str(id): id for item in activity.data for id in item.category}.values())


def _activity(teller: FidesTeller, keys: Keys, activity: Activity, found: Sequence[Flow], common: Thing) -> Thing:
    group = find(teller.declaration.groups, activity.group) if activity.group is not None else None
    teller.used.update([activity.group.at] if activity.group is not None else [])
    uses = [(purpose, basis) for purpose in activity.purposes
            for basis in bases_of(teller.declaration, activity, purpose) or (None,)]
    interests = any(basis is not None and basis.basis == "legitimate_interests" for _, basis in uses)
    role = "controller" if activity.on_behalf_of is None else "processor"
    transfers = [transfer for flow in found for transfer in flow.recipient.transfers]
    return without_empty({
        "fides_key": teller.key("activity", activity.id), "organization_fides_key": teller.organization,
        "name": teller.words(activity.title), "description": teller.words(activity.about),
        "system_type": words("systems")["activity"],
        "administrating_department": teller.words(group.title) if group else "",
        "egress": outgoing(teller, found), **common, "responsibility": [words("roles")[role]],
        "joint_controller_info": _joint(teller, activity),
        **_decided(teller, activity), **transferred(teller, transfers),
        "legitimate_interest_disclosure_url": f"{common['privacy_policy']}#activities-{activity.id}"
        if interests and common["privacy_policy"] else "",
    }) | {"privacy_declarations": unique([_declaration(teller, keys, activity, use, found) for use in uses])}


def _joint(teller: FidesTeller, activity: Activity) -> str:
    """With whom the activity is decided together."""
    said = []
    for other in teller.declaration.joint_controllers:
        named = [id for id in other.activities if id == activity.id]
        teller.used.update(id.at for id in named)
        if named or not other.activities:
            ways = "; ".join(filter(None, (teller.text(other.contact), teller.text(other.link))))
            said.append(f"{teller.text(other.name)}: {teller.words(other.arrangement)}"
                        + (f" ({ways})" if ways else ""))
    return "\n".join(said)


def _decided(teller: FidesTeller, activity: Activity) -> Thing:
    """Whether the activity decides by machine alone with effects of law, and what allows it."""
    found = [made for made in teller.declaration.automated_decisions if made.activity == activity.id]
    for made in found:
        teller.used.update(value.at for value in (made.activity, made.allowed_by) if value is not None)
    return {"uses_profiling": True, "legal_basis_for_profiling":
            list(dict.fromkeys(words("decisions")[made.allowed_by] for made in found))} if found else {}


def _declaration(teller: FidesTeller, keys: Keys, activity: Activity, use: tuple[Purpose, LegalBasis | None],
                 found: Sequence[Flow]) -> Thing:
    purpose, basis = use
    people = basis.people if basis is not None and basis.people else activity.data_subjects
    if basis is None:
        teller.ask("system.privacy_declarations.legal_basis_for_processing", purpose.at, "What is the legal basis?")
    else:
        teller.used.add(basis.basis.at)
    return without_empty({
        "name": _name(teller, activity, purpose, basis),
        "data_use": keys.of("purposes", purpose.purpose),
        "data_categories": [keys.of("data", id) for id in _categories(activity)],
        "data_subjects": [keys.of("data_subjects", id) for id in people],
        "legal_basis_for_processing": words("bases")[basis.basis] if basis is not None else "",
        "flexible_legal_basis_for_processing": False if basis is not None else None,
        "retention_period": _retention(teller, activity, basis),
        **_special(teller, activity), **shared(teller, found)})


def _name(teller: FidesTeller, activity: Activity, purpose: Purpose, basis: LegalBasis | None) -> str:
    """The purpose; with its basis where it has several."""
    name = teller.words(purpose.about) or teller.term("purposes", purpose.purpose)
    if basis is None or len(bases_of(teller.declaration, activity, purpose)) == 1:
        return name
    return f"{name} ({teller.words(basis.when) or teller.term('legal_bases', basis.basis)})"


def _retention(teller: FidesTeller, activity: Activity, basis: LegalBasis | None) -> str:
    """The rules that hold for a purpose with this basis, as they are told to people."""
    defaults = teller.declaration.defaults
    said = []
    for rule in activity.retention or (defaults.retention if defaults else ()):
        if not rule.basis or (basis is not None and basis.basis in rule.basis):
            said += teller.rule(rule)
    if not said:
        teller.ask("system.privacy_declarations.retention_period", activity.at, "How long are the data kept?")
    return " ".join(said)


def _special(teller: FidesTeller, activity: Activity) -> Thing:
    """Whether there are special categories of data, and the first condition that allows them."""
    for id in _categories(activity):
        own = teller.own("data", id)
        if own is not None and own.special is not None:
            teller.partly(own.where("special"), SPECIAL)
    marked = [teller.is_marked(id, "special") for id in _categories(activity)]
    if not any(marked):
        return {}
    if not activity.special_categories:
        teller.ask("system.privacy_declarations.special_category_legal_basis", activity.at, "What allows the use of "
                   "special categories of data?")
        return {"processes_special_category_data": True}
    first = activity.special_categories[0].condition
    teller.used.add(first.at)
    return {"processes_special_category_data": True, "special_category_legal_basis": words("conditions")[first]}
