"""A statement of what is not done stands against something that is declared.

A false statement misleads readers (Art. 5(1)(a) GDPR), so it is never published.

Wrong:
    statements:
      - no_transfers  # <-
      - no_automated_decisions
    recipients:
      mailer: {name: Mailer Inc., country: US, transfers: {to: US, tools: scc}}

Right:
    statements:
      - no_automated_decisions
    recipients:
      mailer: {name: Mailer Inc., country: US, transfers: {to: US, tools: scc}}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.declaration.derived import marked, shipped
from policygen.problem import Position, Severity

PROVISION = "GDPR 5(1)(a)"
SEVERITY = Severity.ERROR


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for statements that something declared contradicts."""
    for statement in declaration.statements:
        against = CONTRADICTIONS.get(statement.statement, _nothing)(declaration)
        if against is not None and statement.except_ is None:
            yield Finding(statement.at, f"`{statement.statement}` is contradicted at {against}.",
                          "Remove the statement, or say in `except` what is excepted.")


def _nothing(declaration: Declaration) -> None:
    return None


def _transfer(declaration: Declaration) -> Position | None:
    general = declaration.transfers.general if declaration.transfers else ()
    found = (*general, *(made for recipient in declaration.recipients for made in recipient.transfers))
    return found[0].at if found else None


def _decision(declaration: Declaration) -> Position | None:
    return declaration.automated_decisions[0].at if declaration.automated_decisions else None


def _profile(declaration: Declaration) -> Position | None:
    return next((activity.profiling.at for activity in declaration.activities if activity.profiling), None)


def _special(declaration: Declaration) -> Position | None:
    special = marked(declaration, "special")
    return next((category.at for activity in declaration.activities for data in activity.data
                 for category in data.category if category in special), None)


def _sale(declaration: Declaration) -> Position | None:
    return next((purpose.at for activity in declaration.activities for purpose in activity.purposes
                 if shipped(declaration, "purposes", purpose.purpose) == "sale_of_data"), None)


def _child(declaration: Declaration) -> Position | None:
    return next((person.at for activity in declaration.activities for person in activity.data_subjects
                 if shipped(declaration, "data_subjects", person) in ("child", "pupil")), None)


CONTRADICTIONS = {
    "no_transfers": _transfer,
    "no_automated_decisions": _decision,
    "no_profiling": _profile,
    "no_special_categories": _special,
    "no_sale": _sale,
    "no_children": _child,
}
