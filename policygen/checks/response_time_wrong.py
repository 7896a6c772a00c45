"""The time promised for an answer can be longer than the law allows.

A request must be answered without undue delay and within one month of receipt; only for complex or many requests may
two more months be taken, and the person is told so within the first (Art. 12(3) GDPR). A month can have 28 days, so
thirty days can be too long.

Leave `respond_within` and such sentences out, and the page tells of the month and its extension by itself; or declare a
shorter time.

Wrong:
    rights:
      contact: privacy
      how: We answer your request within 45 days.  # <-
      respond_within: P6W  # <-

Right:
    rights:
      contact: privacy
      how: Write to us and say what you want.
      respond_within: P14D
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._phrases import about_rights
from policygen.checks._texts import Text
from policygen.checks._words import found
from policygen.declaration import Declaration
from policygen.problem import Severity
from policygen.schema import Period

PROVISION = "GDPR 12(3)"
SEVERITY = Severity.WARNING
FIX = "Leave it out, so that the page tells of the month and its extension, or promise a shorter time."
DAYS = {"week": 7, "day": 1, "hour": 1 / 24, "minute": 1 / 1440, "second": 1 / 86400}
SHORTEST_MONTH = 28


def check(declaration: Declaration, texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for a declared time and for texts that can exceed a month."""
    within = declaration.rights.respond_within
    if within is not None and _can_exceed_a_month(within):
        yield Finding(within.at, f"`{within.iso}` can be longer than the month in which the law wants an answer.", FIX)
    for text, phrase in found("response_time_wrong", about_rights(declaration, texts)):
        yield Finding(text.at, f"`{phrase}` can be longer than the month in which the law wants an answer.", FIX)


def _can_exceed_a_month(period: Period) -> bool:
    if period.parts == ((1, "month"),):
        return False
    days = sum(number * DAYS[unit] for number, unit in period.parts if unit in DAYS)
    return days > SHORTEST_MONTH or any(unit in ("year", "month") for _, unit in period.parts)
