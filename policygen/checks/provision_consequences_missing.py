"""Data must be provided, and nothing says what happens if they are not.

Where a law or a contract requires the data, the notice must tell the possible consequences of not providing them
(Art. 13(2)(e) GDPR).

Say it in `consequence`, in a sentence.

Wrong:
    activities:
      orders:
        title: Orders
        data_subjects: customer
        data: [name, delivery_address]
        purposes: order_handling
        legal_basis: contract
        obligation: contractual  # <-

Right:
    activities:
      orders:
        title: Orders
        data_subjects: customer
        data: [name, delivery_address]
        purposes: order_handling
        legal_basis: contract
        obligation: {kind: contractual, consequence: Without them we cannot deliver.}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(2)(e)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for contractual and statutory obligations without `consequence`."""
    default = declaration.defaults.obligation if declaration.defaults else ()
    for obligation in (*default, *(one for activity in declaration.activities for one in activity.obligation)):
        if obligation.kind != "voluntary" and obligation.consequence is None:
            yield Finding(obligation.at, f"The obligation is `{obligation.kind}`, and its consequence is not told.",
                          "Say in `consequence` what happens if the data are not provided.")
