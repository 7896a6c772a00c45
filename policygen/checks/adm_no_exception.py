"""A decision by machine is said to be allowed by something that is declared nowhere else.

Decisions by machine alone with serious effects are forbidden unless a contract needs them, a law of the Union or of a
Member State authorises them, or the person has explicitly consented (Art. 22(2) GDPR). Whoever relies on a law should
name it; whoever relies on consent must tell how it is withdrawn; whoever relies on a contract has one with the person.

Add the statute under `law`, the `consent`, or the `legal_basis` to the activity; or correct `allowed_by`.

Wrong:
    automated_decisions:
      permit:
        title: Parking permits
        logic: The system grants a permit if you live in the zone and own the car.
        consequence: You get a permit or a refusal at once.
        allowed_by: law  # <-
        human: Write to us to have a person look at it.

Right:
    laws: {roads: {name: the Road Traffic Act, section: § 8}}
    automated_decisions:
      permit:
        title: Parking permits
        logic: The system grants a permit if you live in the zone and own the car.
        consequence: You get a permit or a refusal at once.
        allowed_by: law
        law: roads
        human: Write to us to have a person look at it.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.declaration.activity import Activity, AutomatedDecision
from policygen.notice.basis import bases_of
from policygen.problem import Severity

PROVISION = "GDPR 22(2)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for exceptions without statute, consent or contract."""
    activities = {activity.id: activity for activity in declaration.activities}
    for decision in declaration.automated_decisions:
        activity = activities[decision.activity] if decision.activity else None
        if decision.allowed_by == "law" and not decision.law:
            yield _finding(decision, "a law, and names none", "Name the statute under `law`.")
        elif decision.allowed_by == "explicit_consent" and activity and not activity.consent:
            yield _finding(decision, f"explicit consent, and `{activity.id}` does not tell of one",
                           "Add `consent` with `withdraw` to the activity.")
        elif decision.allowed_by == "contract" and activity and not _contract(declaration, activity):
            yield _finding(decision, f"a contract, and nothing in `{activity.id}` rests on one",
                           "Correct `allowed_by`, or the legal basis of the activity.")


def _finding(decision: AutomatedDecision, by: str, fix: str) -> Finding:
    return Finding(decision.allowed_by.at, f"The decision `{decision.id}` is said to be allowed by {by}.", fix)


def _contract(declaration: Declaration, activity: Activity) -> bool:
    """Whether a purpose of the activity rests on a contract, or may do so."""
    bases = [bases_of(declaration, activity, purpose) for purpose in activity.purposes]
    return not all(bases) or any(basis.basis == "contract" for found in bases for basis in found)
