"""The notice says that it was changed on a day that has not come.

Readers rely on the date to know which version they read (Art. 12(1) GDPR). Announce a coming version with `effective`.

Wrong:
    updated: 2999-01-01  # <-

Right:
    updated: 2024-04-04
    effective: 2999-01-01
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration, today: str) -> Iterator[Finding]:
    """A finding where `updated` is after today."""
    day = declaration.updated
    if day is not None and day.isoformat() > today:
        yield Finding(day.at, f"The date of the last change, {day.isoformat()}, is in the future.",
                      "Correct `updated`, or move the date to `effective`.")
