"""An activity has a legal basis for purposes that name none, and all of its purposes name their own.

The page shows the basis of each purpose (Art. 13(1)(c) GDPR); that of the activity is shown nowhere then. Often a
purpose was meant to be without a basis of its own.

Wrong:
    activities:
      orders:
        title: Orders
        data_subjects: customer
        data: order
        purposes:
          - {purpose: order_handling, legal_basis: contract}
        legal_basis: contract  # <-

Right:
    activities:
      orders:
        title: Orders
        data_subjects: customer
        data: order
        purposes: order_handling
        legal_basis: contract
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(c)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for bases of activities that no purpose uses."""
    for activity in declaration.activities:
        if activity.legal_basis and all(purpose.legal_basis for purpose in activity.purposes):
            yield Finding(activity.where("legal_basis"), f"Each purpose of `{activity.id}` names a basis of its "
                          "own, so that of the activity is shown nowhere.",
                          "Remove it, or remove the bases of the purposes for which it holds.")
