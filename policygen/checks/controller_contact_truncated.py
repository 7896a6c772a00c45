"""A text announces an address or a number and breaks off before it.

Readers are told to write or call, and cannot (Art. 13(1)(a), 12(2) GDPR).

Complete the sentence, or leave it out: the page shows every contact that is declared under `contacts`.

Wrong:
    rights:
      contact: privacy
      how: Send an e-mail to if you want to be deleted.  # <-

Right:
    rights:
      contact: privacy
      how: Send an e-mail to privacy@example.no if you want to be deleted.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._texts import Text
from policygen.checks._words import found
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(a)"
SEVERITY = Severity.WARNING


def check(texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for texts in which an address or a number is missing."""
    for text, words in found("contact_cut_off", texts):
        yield Finding(text.at, f"The text breaks off where an address should stand: “{words.strip()}”.",
                      "Add the address or number, or leave the sentence out; the page shows the declared contacts.")
