"""What concerns whom: the uses that concern each kind of people, and the pages made for some of them."""

from __future__ import annotations

from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.notice.blocks import Anchor, Block, Said
from policygen.notice.editions import links
from policygen.notice.parts import facts, many, row, say, section, value
from policygen.notice.terms import find, term
from policygen.schema import Str

FEW = 12


def compose(declaration: Declaration) -> Block | None:
    """The section, where people of several kinds are concerned by different uses."""
    rows = _rows(declaration)
    return section(
        "audiences", say("audiences.title", "What concerns you"),
        facts(".facts", *rows) if len(rows) > 1 else None,
        links(declaration))


def _rows(declaration: Declaration) -> list[Block | None]:
    """A row for each kind of people; kinds whom exactly the same uses concern share one."""
    concerned: dict[Str, list[Activity]] = {}
    for activity in declaration.activities:
        for subject in activity.data_subjects:
            concerned.setdefault(subject, []).append(activity)
    alike: dict[tuple[str, ...], list[Str]] = {}
    for subject, activities in concerned.items():
        alike.setdefault(tuple(activity.id for activity in activities), []).append(subject)
    return [_row(declaration, subjects, concerned[subjects[0]]) for subjects in alike.values()]


def _row(declaration: Declaration, subjects: list[Str], activities: list[Activity]) -> Block | None:
    names = many(term(declaration, "data_subjects", subject) for subject in subjects)
    return row(f"audiences-{subjects[0].replace('_', '-')}", names,
               *(value(link, at=(subjects[0].at,)) for link in _links(declaration, activities)))


def _links(declaration: Declaration, activities: list[Activity]) -> list[Said]:
    """The uses, or where these are many in groups the groups."""
    groups = list(dict.fromkeys(activity.group for activity in activities if activity.group is not None))
    if len(activities) <= FEW or not groups:
        return [Anchor(f"#activities-{activity.id}", activity.title) for activity in activities]
    alone = [activity for activity in activities if activity.group is None]
    return [*(Anchor(f"#activities-{activity.id}", activity.title) for activity in alone),
            *(Anchor(f"#activities.group-{id}", find(declaration.groups, id).title) for id in groups)]
