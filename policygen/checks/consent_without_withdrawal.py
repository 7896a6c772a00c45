"""A purpose rests on consent, and nothing says how it is withdrawn.

Consent must be as easy to withdraw as to give, and the notice must tell of it (Art. 7(3), 13(2)(c) GDPR).

Wrong:
    activities:
      newsletter:
        title: Newsletter
        data_subjects: [newsletter_subscriber]
        data: [email]
        purposes:
          - purpose: newsletter
            legal_basis: consent  # <-

Right:
    activities:
      newsletter:
        title: Newsletter
        data_subjects: [newsletter_subscriber]
        data: [email]
        purposes:
          - purpose: newsletter
            legal_basis: consent
        consent: {withdraw: Use the link in every newsletter.}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(2)(c)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for bases of consent in activities without `consent`."""
    for activity in declaration.activities:
        bases = (*activity.legal_basis, *(basis for purpose in activity.purposes for basis in purpose.legal_basis))
        for basis in bases:
            if basis.basis == "consent" and not activity.consent:
                yield Finding(basis.at, f"`{activity.id}` relies on consent but does not say how to withdraw it.",
                              "Add `consent: {withdraw: ...}` to the activity.")
