"""A purpose rests on legitimate interests, and the interest is not named.

The notice must say which interest is pursued (Art. 13(1)(d) and 14(2)(b) GDPR); without it nobody can weigh it or
object to it. It must be told when the data are collected (CJEU C-394/23). `our legitimate interests` names none.

Wrong:
    activities:
      enquiries:
        title: Enquiries
        data_subjects: [enquirer]
        data: [email]
        purposes:
          - purpose: enquiries
            legal_basis: legitimate_interests  # <-
          - purpose: contact_documentation
            legal_basis: {basis: legitimate_interests, interest: our legitimate interests}  # <-

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
from policygen.checks._bases import basis_lists
from policygen.checks._storage import spoken
from policygen.checks._words import found
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(d)"
SEVERITY = Severity.ERROR


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for bases of Art. 6(1)(f) without `interest`, or with one that says no more than the law."""
    fix = "Say in `interest` what the interest is; the purpose said again is not enough."
    for basis in (basis for bases in basis_lists(declaration) for basis in bases):
        if basis.basis == "legitimate_interests" and basis.interest is None:
            yield Finding(basis.at, "A legitimate interest is relied on but not named.", fix)
        for text, words in list(found("interest_unnamed", spoken(basis.interest)))[:1]:
            yield Finding(text.at, f"`{words}` does not name the interest.", fix)
