"""A decision by machine belongs to an activity with special categories of data, and no condition allows it to use them.

Such decisions may rest on special categories of data only with explicit consent or for reasons of substantial public
interest on the basis of a law (Art. 22(4) GDPR); no other condition of Art. 9(2) is enough.

If the decision does not use these data, move it to an activity of its own or accept the finding. If it does, it needs
one of the two conditions, and safeguards for the people concerned.

Wrong:
    activities:
      insurance:
        title: Travel insurance
        data_subjects: [customer]
        data: [name, health]
        purposes: [{purpose: service_delivery, legal_basis: contract}]
        special_categories: legal_claims
    automated_decisions:
      price:
        title: The price of the insurance
        activity: insurance  # <-
        logic: A table sets the price by what you tell us.
        consequence: You pay more or less.
        allowed_by: contract
        human: Write to us to have a person look at it.

Right:
    activities:
      insurance:
        title: Travel insurance
        data_subjects: [customer]
        data: [name, health]
        purposes: [{purpose: service_delivery, legal_basis: contract}]
        special_categories: explicit_consent
    automated_decisions:
      price:
        title: The price of the insurance
        activity: insurance
        logic: A table sets the price by what you tell us.
        consequence: You pay more or less.
        allowed_by: contract
        human: Write to us to have a person look at it.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.declaration.derived import marked
from policygen.problem import Severity

PROVISION = "GDPR 22(4)"
SEVERITY = Severity.REVIEW
ALLOWED = ("explicit_consent", "substantial_public_interest")


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for decisions in activities whose special data no sufficient condition covers."""
    special = marked(declaration, "special")
    activities = {activity.id: activity for activity in declaration.activities}
    for decision in declaration.automated_decisions:
        found = _uncovered(activities[decision.activity], special) if decision.activity else []
        if decision.activity and found:
            names = ", ".join(f"`{category}`" for category in found)
            yield Finding(decision.activity.at, f"The decision `{decision.id}` belongs to `{decision.activity}`, which "
                                                f"uses special categories of data: {names}.",
                          "Decide whether the decision uses them: if so, it needs explicit consent, or a law for "
                          "reasons of substantial public interest.")


def _uncovered(activity: Activity, special: frozenset[str]) -> list[str]:
    """The special data of an activity that no condition covers on which a decision by machine may rest."""
    enough = [condition for condition in activity.special_categories if condition.condition in ALLOWED]
    if any(not condition.data for condition in enough):
        return []
    covered = {category for condition in enough for category in condition.data}
    return [category for data in activity.data for category in data.category if category in special - covered]
