"""A purpose is so broad that it does not say what is done.

Purposes must be specified and explicit (Art. 5(1)(b) GDPR). The guidelines on transparency (WP260 rev.01) give
“to develop new services” and “to offer personalised services” as examples of what is not clear enough.

Say in `about` what is done with the data and why, or explain it in `about` of the activity.

Wrong:
    activities:
      shop:
        title: Shop
        data_subjects: customer
        data: purchase_history
        legal_basis: {basis: legitimate_interests, interest: a shop that people come back to}
        purposes:
          - improvement  # <-
          - purpose: marketing
            about: business purposes  # <-

Right:
    activities:
      shop:
        title: Shop
        data_subjects: customer
        data: purchase_history
        legal_basis: {basis: legitimate_interests, interest: a shop that people come back to}
        purposes:
          - {purpose: improvement, about: finding out which sizes we run out of}
          - {purpose: marketing, about: putting tents on the front page when many buy tents}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._bases import purposes
from policygen.checks._storage import spoken
from policygen.checks._words import found
from policygen.declaration import Declaration
from policygen.declaration.derived import shipped
from policygen.problem import Severity

PROVISION = "GDPR 5(1)(b)"
SEVERITY = Severity.WARNING

BROAD = frozenset({"improvement", "development", "personalisation", "marketing", "surveys"})


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for broad terms that nothing explains, and for descriptions that say no more than such a term."""
    fix = "Say in `about` what is done with the data and why."
    for activity, purpose, _ in purposes(declaration):
        if purpose.about is not None:
            for text, words in list(found("purpose_vague", spoken(purpose.about)))[:1]:
                yield Finding(text.at, f"`{words}` does not say what the data are used for.", fix)
        elif activity.about is None and shipped(declaration, "purposes", purpose.purpose) in BROAD:
            yield Finding(purpose.at, f"The purpose `{purpose.purpose}` of `{activity.id}` is broad, and nothing says "
                          "what is done.", fix)
