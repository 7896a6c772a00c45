"""A text on the rights discourages readers from using them.

The controller must make it easy to use the rights (Art. 12(2) GDPR). A general warning that a request may lead to
nothing tells nobody when that is so, and keeps people from asking. A refusal needs its reasons (Art. 12(4) GDPR).

Explain the limits right by right, in the notes under `rights`, or leave them to the law.

Wrong:
    rights:
      contact: privacy
      limits: Please note that your request may not lead to an action on our side.  # <-

Right:
    rights:
      contact: privacy
      rights:
        erasure: {note: We keep invoices for five years because the Bookkeeping Act tells us to.}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._phrases import about_rights
from policygen.checks._texts import Text
from policygen.checks._words import found
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 12(2)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration, texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for discouraging wordings in the texts on rights."""
    for text, phrase in found("rights_discouraged", about_rights(declaration, texts)):
        yield Finding(text.at, f"`{phrase}` may keep readers from using their rights.",
                      "Decide whether it helps them: explain limits right by right, or leave the sentence out.")
