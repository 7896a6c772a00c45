"""A purpose has several legal bases, and nothing says which holds when.

Readers must know on which basis exactly their data are used (Art. 13(1)(c) GDPR), since their rights depend on it:
consent can be withdrawn, a legitimate interest can be objected to, a legal obligation neither.

Say in `when` or `people` when each basis applies, or make them purposes of their own. One basis may stand without
either, as the rule to which the others are exceptions.

Wrong:
    activities:
      marketing:
        title: Marketing
        data_subjects: [customer, newsletter_subscriber]
        data: email
        purposes:
          - purpose: direct_marketing
            legal_basis:
              - consent
              - contract  # <-
        consent: {withdraw: Use the link in every email.}

Right:
    activities:
      marketing:
        title: Marketing
        data_subjects: [customer, newsletter_subscriber]
        data: email
        purposes:
          - purpose: direct_marketing
            legal_basis:
              - {basis: consent, people: newsletter_subscriber}
              - {basis: legitimate_interests, people: customer, interest: telling customers of our tents}
        consent: {withdraw: Use the link in every email.}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._bases import basis_lists, listed
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(c)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for lists in which two different bases stand without a condition."""
    for bases in basis_lists(declaration):
        bare = [basis for basis in bases if basis.when is None and not basis.people]
        other = next((basis for basis in bare if basis.basis != bare[0].basis), None)
        if other is not None:
            claimed = listed([basis.basis for basis in bare])
            yield Finding(other.at, f"Several bases are claimed at once: {claimed}.",
                          "Say in `when` or `people` when each applies, or make them purposes of their own.")
