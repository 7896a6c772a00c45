"""What rules on purposes, bases and data share: bases as they hold, to whom they apply, texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policygen.checks._texts import Text, texts
from policygen.checks._values import values, words
from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.declaration.basis import LegalBasis, Purpose
from policygen.notice.basis import bases_of
from policygen.schema import Record, Str


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


def texts_in(record: Record) -> tuple[Text, ...]:
    """All texts for people that stand in a record, at any depth."""
    return texts(words(values(record)))


def listed(ids: Sequence[str]) -> str:
    """Ids for a message: each in backticks, once, with commas between."""
    return ", ".join(f"`{id}`" for id in dict.fromkeys(ids))
