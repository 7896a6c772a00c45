"""Legitimate interests are relied on, and nothing is told of how they were weighed.

A legitimate interest counts only where the interests of the person do not outweigh it (Art. 6(1)(f) GDPR). The
guidelines on transparency (WP260 rev.01) advise to tell how that was weighed, or that one can ask for it.

Say it in `balancing` of the basis, or offer it for all in `how` under `rights`.

Wrong:
    activities:
      enquiries:
        title: Enquiries
        data_subjects: enquirer
        data: email
        purposes: enquiries
        legal_basis: {basis: legitimate_interests, interest: answering people who write to us}  # <-

Right:
    activities:
      enquiries:
        title: Enquiries
        data_subjects: enquirer
        data: email
        purposes: enquiries
        legal_basis: {basis: legitimate_interests, interest: answering people who write to us}
    rights: {contact: privacy, how: Write to us. You can also ask how we have weighed our interests against yours.}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._bases import basis_lists
from policygen.checks._texts import Text
from policygen.checks._words import found
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 6(1)(f)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration, texts: tuple[Text, ...]) -> Iterator[Finding]:
    """One finding, at the first basis of Art. 6(1)(f) that says nothing of the weighing, unless a text offers it."""
    silent = [basis for bases in basis_lists(declaration) for basis in bases
              if basis.basis == "legitimate_interests" and basis.balancing is None]
    offers = tuple(text for text in texts if text.key != "balancing")
    if silent and next(found("balancing_test_not_offered", offers), None) is None:
        count = "A legitimate interest is" if len(silent) == 1 else f"{len(silent)} legitimate interests are"
        yield Finding(silent[0].at, f"{count} relied on, and nothing tells of weighing against those of the person.",
                      "Should readers be told? Say it in `balancing`, or offer it in `how` under `rights`.")
