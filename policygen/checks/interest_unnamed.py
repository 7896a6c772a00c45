"""A purpose rests on legitimate interests, and the interest is not named.

The notice must say which interest is pursued (Art. 13(1)(d) GDPR); without it nobody can weigh it or object to it.

Wrong:
    activities:
      enquiries:
        title: Enquiries
        data_subjects: [enquirer]
        data: [email]
        purposes:
          - purpose: enquiries
            legal_basis: legitimate_interests  # <-

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

PROVISION = "GDPR 13(1)(d)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for bases of Art. 6(1)(f) without `interest`."""
    bases = list(declaration.defaults.legal_basis if declaration.defaults else ())
    for activity in declaration.activities:
        bases += activity.legal_basis
        bases += [basis for purpose in activity.purposes for basis in purpose.legal_basis]
    for basis in bases:
        if basis.basis == "legitimate_interests" and basis.interest is None:
            yield Finding(basis.at, "A legitimate interest is relied on but not named.",
                          "Say in `interest` what the interest is; the purpose said again is not enough.")
