"""An activity says nothing about how long data are kept, and the declaration has no default.

The notice must give the storage period, or the criteria that decide it (Art. 13(2)(a) GDPR).

Wrong:
    activities:
      enquiries:  # <-
        title: Enquiries
        data_subjects: [enquirer]
        data: [email]
        purposes: [{purpose: enquiries, legal_basis: contract}]

Right:
    activities:
      enquiries:
        title: Enquiries
        data_subjects: [enquirer]
        data: [email]
        purposes: [{purpose: enquiries, legal_basis: contract}]
        retention: {period: P1Y, after: [request_answered], then: delete}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(2)(a)"
SEVERITY = Severity.ERROR


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for activities without a retention rule of their own or by default."""
    if declaration.defaults is not None and declaration.defaults.retention:
        return
    for activity in declaration.activities:
        if not activity.retention:
            yield Finding(activity.id.at, f"`{activity.id}` does not say how long data are kept.",
                          "Add `retention`, or a default under `defaults`.")
