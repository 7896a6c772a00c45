"""What rules on purposes, bases and data share: bases as they hold, terms behind own ones, special data, texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policygen.checks._texts import Text, _texts
from policygen.declaration import Declaration, OwnTerm
from policygen.declaration.activity import Activity, DataItem, Source
from policygen.declaration.basis import LegalBasis, Purpose
from policygen.notice.basis import bases_of
from policygen.schema import Record, Str
from policygen.vocabulary import VocabularyTerm, terms

MARKS = ("special", "criminal")


def purposes(declaration: Declaration) -> Iterator[tuple[Activity, Purpose, Sequence[LegalBasis]]]:
    """Every purpose with its activity and the bases that hold for it: its own, the activity's or the default ones."""
    for activity in declaration.activities:
        for purpose in activity.purposes:
            yield activity, purpose, bases_of(declaration, activity, purpose)


def basis_lists(declaration: Declaration) -> Iterator[Sequence[LegalBasis]]:
    """Every list of bases where it is declared: the defaults, then those of activities and their purposes."""
    if declaration.defaults is not None:
        yield declaration.defaults.legal_basis
    for activity in declaration.activities:
        yield activity.legal_basis
        yield from (purpose.legal_basis for purpose in activity.purposes)


def only_consent(declaration: Declaration, activity: Activity) -> bool:
    """Whether every purpose of the activity rests on consent and on nothing else."""
    return all(kinds(bases_of(declaration, activity, purpose)) == {"consent"} for purpose in activity.purposes)


def kinds(bases: Sequence[LegalBasis]) -> frozenset[str]:
    """The different bases of Art. 6 in a list."""
    return frozenset(basis.basis for basis in bases)


def people(activity: Activity, basis: LegalBasis) -> Sequence[Str]:
    """The people to whom a basis applies."""
    return basis.people or activity.data_subjects


def sources(declaration: Declaration, activity: Activity) -> Sequence[Source]:
    """The sources of an activity: its own, else the default ones."""
    return activity.sources or (declaration.defaults.sources if declaration.defaults else ())


def own_terms(declaration: Declaration, kind: str) -> Sequence[OwnTerm]:
    """The company's own terms of a kind."""
    found: Sequence[OwnTerm] = getattr(declaration.vocabulary, kind, ()) if declaration.vocabulary else ()
    return found


def shipped(declaration: Declaration, kind: str, id: str) -> str:
    """The shipped term that an id is, or that an own term is a kind of; the id itself where there is none."""
    own = {term.id: term.broader for term in own_terms(declaration, kind)}
    return str(own.get(id) or id)


def term(declaration: Declaration, kind: str, id: str) -> VocabularyTerm | None:
    """The shipped term behind an id, or None for an own term without a broader one."""
    return terms(kind).get(shipped(declaration, kind, id))


def is_direct_marketing(declaration: Declaration, purpose: Purpose) -> bool:
    """Whether the right to object to direct marketing reaches the purpose."""
    known = term(declaration, "purposes", purpose.purpose)
    return known is not None and known.direct_marketing


def marked(declaration: Declaration, mark: str) -> frozenset[str]:
    """The ids of data that are `special` (Art. 9) or `criminal` (Art. 10); own terms by their flag or broader term."""
    assert mark in MARKS
    found = {id for id, known in terms("data").items() if getattr(known, mark)}
    for own in own_terms(declaration, "data"):
        flag = getattr(own, mark)
        if flag or (flag is None and own.broader in found):
            found.add(own.id)
    return frozenset(found)


def held(data: DataItem) -> bool:
    """Whether the company holds the data as personal data: not anonymous, not only on the person's device."""
    return data.state != "anonymous" and data.kept != "on_device"


def texts_in(record: Record) -> tuple[Text, ...]:
    """All texts for people that stand in a record, at any depth."""
    return tuple(_texts(record))


def listed(ids: Sequence[str]) -> str:
    """Ids for a message: each in backticks, once, with commas between."""
    return ", ".join(f"`{id}`" for id in dict.fromkeys(ids))
