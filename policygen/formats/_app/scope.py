"""Whether a declaration names an app, and which of its activities concern it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.declaration.scope import Edition
from policygen.formats import Remark
from policygen.formats._app.terms import bears
from policygen.notice.editions import declared_for
from policygen.problem import Problem, Severity


class Part(NamedTuple):
    """What of a declaration is counted as the app's.

    `only`: the declaration covers apps and nothing else; `editions`: those that are for the users of the app, which
    decide on the activities.
    """

    activities: tuple[Activity, ...]
    only: bool
    editions: tuple[Edition, ...]


def names_app(declaration: Declaration, platform: str) -> bool:
    """Whether an app is among the channels, or permissions are declared that one asks for on this platform."""
    channels = declaration.scope.channels if declaration.scope else ()
    return any(bears(declaration, "channels", channel.kind) is not None for channel in channels) or any(
        not asked.platforms or platform in asked.platforms for asked in declaration.device_permissions)


def no_app(declaration: Declaration, store: str) -> Problem:
    """That there is nothing to write."""
    return Problem(declaration.at, "format-empty", f"The declaration names no app, so there is no form for: {store}.",
                   "If it covers an app, add `app` to `scope.channels`.", Severity.REVIEW)


def part(declaration: Declaration) -> Part:
    """What concerns the app: what its edition shows, where there is one for the users of the app, else everything."""
    channels = declaration.scope.channels if declaration.scope else ()
    only = bool(channels) and all(bears(declaration, "channels", channel.kind) is not None for channel in channels)
    editions = tuple(edition for edition in declaration.editions if _users(declaration, edition.data_subjects))
    if not editions:
        return Part(declaration.activities, only, ())
    shown = {activity.id for edition in editions for activity in declared_for(declaration, edition).activities}
    return Part(tuple(activity for activity in declaration.activities if activity.id in shown), only, editions)


def ask_activities(declaration: Declaration, found: Part, field: str) -> Iterator[Remark]:
    """The question which activities do not concern the app, where nothing declared decides it."""
    if found.editions or found.only:
        return
    unsure = [activity for activity in found.activities if not _users(declaration, activity.data_subjects)]
    if unsure:
        yield Remark("question", unsure[0].at, field,
                     "The policy covers more than the app, and all activities are counted. Which of these do not "
                     f"concern the app: {', '.join(f'`{activity.id}`' for activity in unsure)}? An edition under "
                     "`editions` with `data_subjects: app_user` and the `activities` of the app would decide it.")


def _users(declaration: Declaration, people: Sequence[str]) -> bool:
    """Whether users of an app are among the people."""
    return any(bears(declaration, "data_subjects", id) is not None for id in people)
