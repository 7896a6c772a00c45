"""The notice has neither a date nor a version.

Readers cannot tell whether they have read this notice before, or which one held when they gave their data. The
guidelines on transparency expect changes to be told (WP260 rev.01, paragraphs 29 to 31), which begins with a date.

Add `updated`, the day of the last change, or `effective`, the day from which the notice holds.

Wrong:
    policygen: 1  # <-

Right:
    policygen: 1
    updated: 2026-01-15
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding where `updated`, `effective` and `version` are all missing."""
    if declaration.updated is None and declaration.effective is None and declaration.version is None:
        yield Finding(declaration.policygen.at, "The notice has neither a date nor a version.",
                      "Add `updated` with the day of the last change.")
