"""Storage rules: which hold for an activity, and how long a period is."""

from __future__ import annotations

from collections.abc import Iterator

from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.declaration.retention import Retention
from policygen.schema import Period

MONTHS = {"year": 12, "month": 1}
SECONDS = {"week": 604_800, "day": 86_400, "hour": 3_600, "minute": 60, "second": 1}


def own_rules(declaration: Declaration) -> Iterator[Retention]:
    """Every storage rule once: the default ones, then those of each activity."""
    yield from declaration.defaults.retention if declaration.defaults else ()
    for activity in declaration.activities:
        yield from activity.retention


def rules_of(declaration: Declaration, activity: Activity) -> tuple[Retention, ...]:
    """The rules that hold for an activity: its own, else the default ones."""
    return activity.retention or (declaration.defaults.retention if declaration.defaults else ())


def length(period: Period) -> tuple[int, int]:
    """A period as months and seconds, so that twelve months are a year and seven days a week."""
    return (sum(number * MONTHS.get(unit, 0) for number, unit in period.parts),
            sum(number * SECONDS.get(unit, 0) for number, unit in period.parts))


def short(period: Period) -> bool:
    """Whether a period is no longer than a month."""
    months, seconds = length(period)
    return months * 30 * SECONDS["day"] + seconds <= 31 * SECONDS["day"]
