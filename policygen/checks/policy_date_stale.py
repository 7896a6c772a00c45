"""The notice was last changed more than two years ago.

What is told must be true today, and measures must be reviewed where necessary (Art. 5(1)(a) and 24(1) GDPR). The law
sets no interval; after two years suppliers, services and rules have rarely stayed the same.

Read the notice against what the company does today, correct it, and set `updated`.

Wrong:
    updated: 2023-04-04  # <-

Right:
    updated: 2026-01-15
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 5(1)(a)"
SEVERITY = Severity.REVIEW
YEARS = 2


def check(declaration: Declaration, today: str) -> Iterator[Finding]:
    """A finding where the latest of `updated` and `effective` is over two years old."""
    days = [day for day in (declaration.updated, declaration.effective) if day is not None]
    for day in sorted(days, reverse=True)[:1]:
        if day.isoformat() < f"{int(today[:4]) - YEARS}{today[4:]}":
            yield Finding(day.at, f"The notice is of {day.isoformat()}, more than {YEARS} years ago.",
                          "Is everything still true? Correct what is not, and set `updated`.")
