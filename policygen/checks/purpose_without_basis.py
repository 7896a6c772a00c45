"""A purpose has no legal basis, neither of its own nor by its activity or the declaration's defaults.

Every purpose needs a legal basis, and the notice must say which (Art. 13(1)(c) and 14(1)(c) GDPR).

Wrong:
    activities:
      enquiries:
        title: Enquiries
        data_subjects: [enquirer]
        data: [email]
        purposes:
          - purpose: enquiries  # <-

Right:
    activities:
      enquiries:
        title: Enquiries
        data_subjects: [enquirer]
        data: [email]
        purposes:
          - purpose: enquiries
            legal_basis: {basis: legitimate_interests, interest: answering people who write to us}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(c)"
SEVERITY = Severity.ERROR


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for purposes without a basis of their own or by default."""
    if declaration.defaults is not None and declaration.defaults.legal_basis:
        return
    for activity in declaration.activities:
        for purpose in () if activity.legal_basis else activity.purposes:
            if not purpose.legal_basis:
                yield Finding(purpose.at, f"The purpose `{purpose.purpose}` of `{activity.id}` has no legal basis.",
                              "Add `legal_basis` to the purpose or to the activity, or a default under `defaults`.")
