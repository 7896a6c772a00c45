"""What follows from a declaration without standing in it: shipped terms behind own ones, marked data, places."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from policygen.declaration.activity import Activity, DataItem, RecipientUse, Source
from policygen.declaration.basis import Purpose
from policygen.declaration.recipient import Recipient
from policygen.declaration.root import Declaration, OwnTerm
from policygen.law import eea
from policygen.schema import Country
from policygen.vocabulary import VocabularyTerm, terms

MARKS = ("special", "criminal")


def own_terms(declaration: Declaration, kind: str) -> Sequence[OwnTerm]:
    """The company's own terms of a kind."""
    found: Sequence[OwnTerm] = getattr(declaration.vocabulary, kind, ()) if declaration.vocabulary else ()
    return found


def shipped(declaration: Declaration, kind: str, id: str) -> str:
    """The shipped term that an id is, or that an own term is a kind of; the id itself where there is none."""
    own = next((term.broader for term in own_terms(declaration, kind) if term.id == id), None)
    return str(own or id)


def term(declaration: Declaration, kind: str, id: str) -> VocabularyTerm | None:
    """The shipped term behind an id, or None for an own term without a broader one."""
    return terms(kind).get(shipped(declaration, kind, id))


def is_direct_marketing(declaration: Declaration, purpose: Purpose) -> bool:
    """Whether the right to object to direct marketing reaches the purpose."""
    known = term(declaration, "purposes", purpose.purpose)
    return known is not None and known.direct_marketing


def marked(declaration: Declaration, mark: str) -> frozenset[str]:
    """The ids of data that are `special` (Art. 9) or `criminal` (Art. 10); own terms by their flag or broader term."""
    found = set(_marked(mark))
    for own in own_terms(declaration, "data"):
        flag = getattr(own, mark)
        if flag or (flag is None and own.broader in found):
            found.add(own.id)
    return frozenset(found)


@cache
def _marked(mark: str) -> frozenset[str]:
    """The shipped terms for data that have a mark."""
    assert mark in MARKS
    return frozenset(id for id, known in terms("data").items() if getattr(known, mark))


def held(data: DataItem) -> bool:
    """Whether the company holds the data as personal data: not anonymous, not only on the person's device."""
    return data.state != "anonymous" and data.kept != "on_device"


def sources(declaration: Declaration, activity: Activity) -> Sequence[Source]:
    """The sources of an activity: its own, else the default ones."""
    return activity.sources or (declaration.defaults.sources if declaration.defaults else ())


def recipient_uses(declaration: Declaration, activity: Activity) -> tuple[RecipientUse, ...]:
    """Who gets data of an activity: its own recipients, then those of every activity."""
    return (*activity.recipients, *(declaration.defaults.recipients if declaration.defaults else ()))


def outside(country: str) -> bool:
    """Whether a country is outside the EEA."""
    return country not in eea()


def places(recipient: Recipient) -> tuple[Country, ...]:
    """The countries outside the EEA in which a recipient is established or stores data."""
    seat = () if recipient.country is None else (recipient.country,)
    return tuple(dict.fromkeys(country for country in (*seat, *recipient.stored_in) if outside(country)))
