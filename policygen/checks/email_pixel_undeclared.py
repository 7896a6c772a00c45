"""It is recorded who opens newsletters or emails, and no pixel that does so is declared.

Whether an email was opened is read from the device of the reader, mostly by an invisible image. That needs consent
like a cookie does (Art. 5(3) of Directive 2002/58/EC; EDPB Guidelines 2/2023).

Declare it under `cookies` with `kind: pixel`, the data it collects, and consent.

Wrong:
    activities:
      newsletter:
        title: Newsletter
        data_subjects: newsletter_subscriber
        data:
          - email
          - newsletter_opens  # <-
        purposes: {purpose: newsletter, legal_basis: consent}
        consent: {withdraw: Use the link in every newsletter.}

Right:
    activities:
      newsletter:
        title: Newsletter
        data_subjects: newsletter_subscriber
        data: [email, newsletter_opens]
        purposes: {purpose: newsletter, legal_basis: consent}
        consent: {withdraw: Use the link in every newsletter.}
    cookies:
      consent: {withdraw: Use the link in every newsletter.}
      items:
        opens: {kind: pixel, class: statistics, purpose: counting openings of newsletters, data: newsletter_opens}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "ePrivacy 5(3)"
SEVERITY = Severity.WARNING
OPENS = "newsletter_opens"
PIXELS = {"pixel", "web_beacon"}


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding at the first activity that records openings, where no item can be what reports them."""
    for item in declaration.cookies.items if declaration.cookies else ():
        if OPENS in item.data or (not item.data and PIXELS & set(item.kind)):
            return
    for activity in declaration.activities:
        for category in (category for data in activity.data for category in data.category):
            if category == OPENS:
                yield Finding(category.at, f"`{activity.id}` records who opens emails, and no pixel is declared for "
                                           "it.",
                              "Declare it under `cookies: {items: ...}` with `kind: pixel`, and ask for consent.")
                return
