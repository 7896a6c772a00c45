"""People are profiled, and nothing says whether decisions are made by machine alone.

The notice tells of automated decisions under Art. 22 and of profiling behind them (Art. 13(2)(f) GDPR). Where profiles
have consequences, readers ask themselves who decides. Declare `automated_decisions`, or the statement that there are
none.

Wrong:
    activities:
      scoring:
        title: Scoring
        data_subjects: prospect
        data: [phone, pages_visited]
        purposes: {purpose: lead_scoring, legal_basis: consent}
        consent: {withdraw: Change your choice in the cookie settings.}
        profiling: {logic: Each page that you open gives points., consequence: We may call you.}  # <-
        retention: {until: consent_withdrawn}

Right:
    activities:
      scoring:
        title: Scoring
        data_subjects: prospect
        data: [phone, pages_visited]
        purposes: {purpose: lead_scoring, legal_basis: consent}
        consent: {withdraw: Change your choice in the cookie settings.}
        profiling: {logic: Each page that you open gives points., consequence: We may call you.}
        retention: {until: consent_withdrawn}
    statements: no_automated_decisions
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(2)(f)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding at the first profiling where neither decisions nor their absence are declared."""
    said = {statement.statement for statement in declaration.statements}
    if declaration.automated_decisions or "no_automated_decisions" in said:
        return
    profiled = next((activity for activity in declaration.activities if activity.profiling is not None), None)
    if profiled is not None:
        yield Finding(profiled.where("profiling"), f"`{profiled.id}` profiles people, and nothing tells who decides.",
                      "Is anything decided by machine alone? Add `automated_decisions`, or the statement "
                      "`no_automated_decisions`.")
