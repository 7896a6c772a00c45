"""A text on the rights tells readers what they are obliged to do.

The rights must be told in plain language that shows what readers may ask for (Art. 12(1) GDPR). A wording such as
"you are required to" turns a right into a duty; it often comes from a translation of "you are entitled to". Nor may a
request be tied to a form or another formality (Art. 12(2) GDPR).

Write what readers can ask for: "You can have your data corrected."

Wrong:
    rights:
      contact: privacy
      rights:
        erasure:
          note: You are required to have your data deleted when you leave.  # <-

Right:
    rights:
      contact: privacy
      rights:
        erasure:
          note: You can have your data deleted when you leave.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._phrases import about_rights
from policygen.checks._texts import Text
from policygen.checks._words import found
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration, texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for duties of the reader in the texts on rights."""
    for text, phrase in found("rights_described_as_duties", about_rights(declaration, texts)):
        yield Finding(text.at, f"`{phrase}` words a right as a duty.",
                      "Say what readers can do or ask for, such as “you can” or “you have the right to”.")
