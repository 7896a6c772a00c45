"""A category of recipients is so wide that readers learn nothing from it.

Where recipients are not named, their categories must be as specific as possible: what they do, in which trade, and
where they are (Art. 13(1)(e) GDPR; guidelines WP260, annex). “Third parties”, “data processors” or partners of any kind
say none of that.

Name the recipients, or say in `purpose` what they do and in `country` or `location` where they are.

Wrong:
    recipients:
      partners: {kind: partner}  # <-
      counter:
        name: Zählwerk GmbH
        onward: It passes the data on to third parties.  # <-

Right:
    recipients:
      partners: {kind: partner, purpose: guiding tours that you book with us, location: in the Nordic countries}
      counter:
        name: Zählwerk GmbH
        onward: Its servers are run by Beispiel Hosting GmbH.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._recipients import claims, kinds, spots, uses
from policygen.checks._texts import Text
from policygen.declaration import Declaration
from policygen.declaration.recipient import Recipient
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(e)"
SEVERITY = Severity.WARNING
WIDE = frozenset({"partner", "group_company", "sub_processors"})


def check(declaration: Declaration, texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for wide kinds without what they do and where, and for wide words."""
    for recipient in declaration.recipients:
        missing = _missing(declaration, recipient)
        if recipient.name is None and recipient.product is None and kinds(declaration, recipient) & WIDE and missing:
            yield Finding(recipient.id.at, f"`{recipient.id}` names no company, and nothing says {missing}.",
                          "Name the companies, or say what they do and where they are.")
    own = spots(*(term.label for term in (declaration.vocabulary.recipients if declaration.vocabulary else ())))
    looked_at = tuple(text for text in texts if text.at in own or (text.owner, text.key) in
                      (("Recipient", "onward"), ("Transfer", "who")))
    for text, words in claims("recipient_category_vague", looked_at, ("denied",)):
        yield Finding(text.at, f"`{words}` does not tell readers who gets the data.",
                      "Name them, or say what they do, in which trade and where.")


def _missing(declaration: Declaration, recipient: Recipient) -> str:
    """What is not said of a recipient, in words; empty where nothing is missing."""
    does = recipient.purpose or any(use.purpose for use in uses(declaration, recipient))
    placed = recipient.country or recipient.stored_in or recipient.location or recipient.transfers
    return " or ".join(words for said, words in ((does, "what it does"), (placed, "where it is")) if not said)
