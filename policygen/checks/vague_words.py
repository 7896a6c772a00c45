"""A vague word leaves readers guessing what is done with their data.

Words such as "may", "some", "often" and "in some cases" do not say whether something is done, or when (Art. 12(1) GDPR;
WP260 of the Article 29 Working Party, paragraphs 12 and 13). Mostly the writer knows more.

Name the condition ("if you order a delivery"), or state the fact.

Wrong:
    activities:
      orders:
        title: Orders
        data_subjects: [customer]
        data:
          - category: phone
            when: in some cases  # <-
        purposes: [{purpose: order_handling, legal_basis: contract}]

Right:
    activities:
      orders:
        title: Orders
        data_subjects: [customer]
        data:
          - category: phone
            when: if you want a message before the delivery
        purposes: [{purpose: order_handling, legal_basis: contract}]
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._texts import Text
from policygen.checks._words import found
from policygen.problem import Severity

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.REVIEW
PROCESSING = ("Activity", "DataItem", "Purpose", "LegalBasis", "Source", "Recipient", "RecipientUse", "Integration",
              "StorageItem", "Storage")


def check(texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for vague words in what is said of data, purposes and recipients."""
    for text, phrase in found("vague", tuple(text for text in texts if text.owner in PROCESSING)):
        yield Finding(text.at, f"`{phrase}` leaves readers guessing.",
                      "Decide whether it can be said exactly: name the condition, or state the fact.")
