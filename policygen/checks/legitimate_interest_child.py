"""Marketing to children, or profiles of them, rest on a legitimate interest.

The interests of the person outweigh those of the company in particular where that person is a child (Art. 6(1)(f)
GDPR), and children merit specific protection from marketing and profiling (recital 38).

Leave children out, or ask for consent (of their parents, below the age that national law sets). Where the basis is
only for the adults of the activity, say so in `people` of the basis.

Wrong:
    activities:
      club:
        title: Club
        data_subjects: child
        data: [name, email]
        purposes:
          - direct_marketing  # <-
        legal_basis: {basis: legitimate_interests, interest: telling members of our games}

Right:
    activities:
      club:
        title: Club
        data_subjects: [child, guardian]
        data: [name, email]
        purposes:
          - direct_marketing
        legal_basis: {basis: legitimate_interests, people: guardian, interest: telling parents of our games}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._bases import people, purposes
from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.declaration.basis import LegalBasis
from policygen.declaration.derived import is_direct_marketing, shipped
from policygen.problem import Severity

PROVISION = "GDPR 6(1)(f)"
SEVERITY = Severity.WARNING

CHILDREN = frozenset({"child", "pupil"})
ADVERTISING = frozenset({"advertising", "targeted_advertising", "retargeting", "customer_journey_analysis"})


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for marketing purposes and profiling of children under Art. 6(1)(f)."""
    profiled = set()
    for activity, purpose, bases in purposes(declaration):
        if not any(_for_children(declaration, activity, basis) for basis in bases):
            continue
        marketing = shipped(declaration, "purposes", purpose.purpose) in ADVERTISING
        if marketing or is_direct_marketing(declaration, purpose):
            yield Finding(purpose.at, f"`{purpose.purpose}` of `{activity.id}` reaches children on a legitimate "
                          "interest.", "Leave children out, say in `people` whom the basis is for, or use consent.")
        elif activity.profiling is not None and activity.id not in profiled:
            profiled.add(activity.id)
            yield Finding(activity.profiling.at, f"`{activity.id}` profiles children on a legitimate interest.",
                          "Leave children out, say in `people` whom the basis is for, or use consent.")


def _for_children(declaration: Declaration, activity: Activity, basis: LegalBasis) -> bool:
    return basis.basis == "legitimate_interests" and any(
        shipped(declaration, "data_subjects", person) in CHILDREN for person in people(activity, basis))
