"""Who of the people are children, and who asks them for a consent of their own."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from policygen.checks._bases import people as people_of
from policygen.checks._bases import purposes
from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.declaration.basis import LegalBasis, Purpose
from policygen.declaration.derived import shipped

CHILDREN = frozenset({"child", "pupil"})


def own_consents(declaration: Declaration,
                 people: Collection[str]) -> Iterator[tuple[Activity, Purpose, LegalBasis]]:
    """Each purpose that rests on the consent of such people themselves.

    Where parents or guardians are among the people, or consent by declaration, it may be theirs.
    """
    for activity, purpose, bases in purposes(declaration):
        if any(consent.by_guardian for consent in activity.consent):
            continue
        for basis in bases:
            asked = {shipped(declaration, "data_subjects", id) for id in people_of(activity, basis)}
            if basis.basis == "consent" and asked & set(people) and "guardian" not in asked:
                yield activity, purpose, basis
