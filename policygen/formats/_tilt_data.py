"""`dataDisclosed` and `sources` of TILT: its unit is one category of data, so an activity becomes several entries.

Purposes with different legal bases get entries of their own, because TILT cannot say which basis belongs to which
purpose of an entry. `_id` is made of the ids of the declaration, so that it stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from policygen.declaration import derived
from policygen.declaration.activity import Activity, Obligation, RecipientUse, Source
from policygen.declaration.basis import LegalBasis, Purpose
from policygen.declaration.retention import Retention
from policygen.formats._teller import Teller
from policygen.law import facts
from policygen.notice.basis import bases_of
from policygen.notice.roles import role_name
from policygen.notice.terms import find
from policygen.schema import Period, Str

Thing = dict[str, Any]


def disclosed(teller: Teller) -> list[Thing]:
    """An entry for each activity, group of purposes with the same bases, and category of data."""
    return [entry for activity in teller.declaration.activities for entry in _activity(teller, activity)]


def _activity(teller: Teller, activity: Activity) -> Iterator[Thing]:
    declaration = teller.declaration
    groups: dict[tuple[str, ...], list[Purpose]] = {}
    for purpose in activity.purposes:
        bases = bases_of(declaration, activity, purpose)
        groups.setdefault(tuple(str(_basis(teller, basis)) for basis in bases), []).append(purpose)
        if not bases:
            teller.ask("dataDisclosed[].legalBases", purpose.at, "What is the legal basis? An empty list stands there.")
    for number, purposes in enumerate(groups.values(), 1):
        bases = [basis for purpose in purposes for basis in bases_of(declaration, activity, purpose)]
        for category in _categories(teller, activity):
            id = f"{activity.id}.{number}.{category}" if len(groups) > 1 else f"{activity.id}.{category}"
            yield _entry(teller, activity, (category, id), purposes, bases)


def _categories(teller: Teller, activity: Activity) -> list[Str]:
    """The categories of an activity, each once; one may stand there several times with different conditions."""
    found: dict[str, Str] = {}
    for category in (category for item in activity.data for category in item.category):
        teller.used.add(category.at)
        found.setdefault(str(category), category)
    return list(found.values())


def _entry(teller: Teller, activity: Activity, data: tuple[Str, str], purposes: Sequence[Purpose],
           bases: Sequence[LegalBasis]) -> Thing:
    category, id = data
    defaults = teller.declaration.defaults
    rules = activity.retention or (defaults.retention if defaults else ())
    named = {str(basis.basis) for basis in bases}
    return {
        "_id": id,
        "category": teller.term("data", category),
        "purposes": _unique({"purpose": teller.term("purposes", purpose.purpose),
                             "description": _described(teller, activity, purpose)} for purpose in purposes),
        "legalBases": _unique((*(_basis(teller, basis) for basis in bases), *_further(teller, activity, category))),
        "legitimateInterests": _unique(_interest(teller, basis) for basis in bases
                                       if basis.basis == "legitimate_interests"),
        "recipients": _unique(_recipient(teller, use) for use in derived.recipient_uses(teller.declaration, activity)
                              if _gets(teller, use, category)),
        "storage": [made for rule in rules if _about(teller, rule.data, category)
                    and (not rule.basis or {str(basis) for basis in rule.basis} & named)
                    for made in teller.once(("storage", rule.at), partial(_stored_by, teller, rule))],
        "nonDisclosure": _obligation(teller, activity, category),
    }


def _described(teller: Teller, activity: Activity, purpose: Purpose) -> str:
    """The activity, and the purpose in the company's own words."""
    about = teller.words(purpose.about)
    return f"{teller.words(activity.title)}: {about}" if about else teller.words(activity.title)


def _basis(teller: Teller, basis: LegalBasis) -> Thing:
    when = teller.words(basis.when)
    described = teller.term("legal_bases", basis.basis) + (f" ({when})" if when else "")
    law = teller.laws(basis.law)
    return {"reference": _reference("legal_bases", basis.basis),
            "description": f"{described}: {law}" if law else described}


def _reference(kind: str, id: str) -> str:
    """A provision as TILT writes it: `GDPR 6(1)(a)` is `GDPR-6-1-a`."""
    return "-".join(re.findall(r"[A-Za-z0-9]+", facts(kind)[id]["provision"]))


def _further(teller: Teller, activity: Activity, category: Str) -> Iterator[Thing]:
    """The conditions of Art. 9, and the statutes of Art. 10 and 87, where the category needs them."""
    allowed = any(not condition.data or category in condition.data for condition in activity.special_categories)
    if allowed and teller.is_marked(category, "special"):
        for condition in activity.special_categories:
            if _about(teller, condition.data, category):
                law = teller.laws(condition.law)
                label = teller.term("special_conditions", condition.condition)
                yield {"reference": _reference("special_conditions", condition.condition),
                       "description": f"{label}: {law}" if law else label}
    if activity.criminal_law and teller.is_marked(category, "criminal"):
        yield {"reference": "GDPR-10", "description": teller.laws(activity.criminal_law)}
    if activity.national_id_law and teller.is_kind_of(category, "national_id_number"):
        yield {"reference": "GDPR-87", "description": teller.laws(activity.national_id_law)}


def _interest(teller: Teller, basis: LegalBasis) -> Thing:
    said = teller.words(basis.interest) or teller.term("legal_bases", basis.basis)
    balancing = teller.words(basis.balancing)
    return {"exists": True, "reasoning": f"{said}\n{balancing}" if balancing else said}


def _about(teller: Teller, data: Sequence[Str], category: Str) -> bool:
    """Whether a list of categories names the category, or is empty, which means all."""
    found = [id for id in data if id == category]
    teller.used.update(id.at for id in found)
    return bool(found) or not data


def _gets(teller: Teller, use: RecipientUse, category: Str) -> bool:
    """Whether the recipient gets the category in this use."""
    recipient = find(teller.declaration.recipients, use.recipient)
    never = [id for id in use.without if id == category]
    teller.used.update(id.at for id in never)
    return not never and _about(teller, use.data or recipient.data, category)


def _recipient(teller: Teller, use: RecipientUse) -> Thing:
    recipient = find(teller.declaration.recipients, use.recipient)
    teller.used.add(use.recipient.at)
    made = {"name": teller.text(recipient.name), "country": teller.text(recipient.country)}
    purpose, role = use.purpose or recipient.purpose, use.role or recipient.role
    if recipient.kind is not None:
        category = teller.term("recipients", recipient.kind)
    elif purpose is not None:
        category = teller.words(purpose)
    elif role is not None:
        category = teller.said(role_name(role))
        teller.used.add(role.at)
    else:
        category = teller.text(recipient.name)
    return {**{key: value for key, value in made.items() if value}, "category": category}


def _stored_by(teller: Teller, rule: Retention) -> list[Thing]:
    return list(_storage(teller, rule))


def _storage(teller: Teller, rule: Retention) -> Iterator[Thing]:
    """A rule: its periods in the order in which they follow each other; what is kept longer stands by itself."""
    texts = teller.rule(rule)
    ends = ([None] if rule.stages and (rule.restarts or rule.then or rule.note) else [])
    periods = [rule.period, *(stage.period for stage in rule.stages), *ends, *([rule.backups] if rule.backups else []),
               *(exception.period for exception in rule.except_)]
    assert len(periods) == len(texts), (periods, texts)
    cut = len(texts) - len(rule.except_)
    yield _stored(list(zip(texts[:cut], periods[:cut], strict=True)))
    for text, period in zip(texts[cut:], periods[cut:], strict=True):
        yield _stored([(text, period)])


def _stored(parts: Sequence[tuple[str, Period | None]]) -> Thing:
    temporal = [{"description": text, "ttl": period.iso} for text, period in parts if period is not None]
    return {"temporal": temporal, "purposeConditional": [text for text, period in parts if period is None],
            "legalBasisConditional": [], "aggregationFunction": "sum" if len(temporal) > 1 else "max"}


def _obligation(teller: Teller, activity: Activity, category: Str) -> Thing:
    defaults = teller.declaration.defaults
    obligations: Sequence[Obligation] = activity.obligation or (defaults.obligation if defaults else ())
    found = [obligation for obligation in obligations if _about(teller, obligation.data, category)]
    if not found:
        teller.ask("dataDisclosed[].nonDisclosure", activity.at, "Must people provide these data, by law or by "
                   "contract? TILT cannot leave it open: `false` stands there.")
    teller.used.update(obligation.kind.at for obligation in found)
    kinds = {str(obligation.kind) for obligation in found}
    return {"legalRequirement": "statutory" in kinds, "contractualRegulation": "contractual" in kinds,
            "obligationToProvide": "statutory" in kinds,
            "consequences": " ".join(filter(None, (teller.words(obligation.consequence) for obligation in found)))}


def sources(teller: Teller) -> list[Thing]:
    """Where data come from, if not from the person."""
    made = []
    for activity in teller.declaration.activities:
        declared = [source for source in derived.sources(teller.declaration, activity)
                    if source.source != "data_subject"]
        for category in _categories(teller, activity):
            found = _unique(_source(teller, source) for source in declared if _about(teller, source.data, category))
            if found:
                made.append({"_id": f"{activity.id}.{category}", "dataCategory": teller.term("data", category),
                             "sources": found})
    return made


def _source(teller: Teller, source: Source) -> Thing:
    label, name = teller.term("sources", source.source), teller.words(source.name)
    if source.public is None:
        teller.ask("sources[].sources[].publiclyAvailable", source.at, "Is the source publicly accessible? TILT cannot "
                   "leave it open: `false` stands there.")
    else:
        teller.used.add(source.where("public"))
    return {"description": f"{label}: {name}" if name else label, "url": "", "publiclyAvailable": bool(source.public)}


def _unique(things: Any) -> list[Thing]:
    """The things, each once, in their order."""
    made: list[Thing] = []
    for thing in things:
        if thing not in made:
            made.append(thing)
    return made
