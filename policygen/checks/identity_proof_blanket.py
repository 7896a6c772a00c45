"""Proof of identity is asked for, and no case of doubt is named.

More information to confirm who is asking may be demanded only where there is reasonable doubt (Art. 12(6) GDPR). Asking
everybody for proof makes the rights harder to use, and brings more data than are needed.

Say when proof is asked for, and prefer what is there already, such as signing in.

Wrong:
    rights:
      contact: privacy
      identity: We ask you to confirm your identity before you use your rights.  # <-

Right:
    rights:
      contact: privacy
      identity: If we doubt who you are, we ask you to confirm your identity.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._phrases import about_rights
from policygen.checks._texts import Text
from policygen.checks._words import found, pattern
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 12(6)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration, texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for demands of proof in texts that name no doubt or condition."""
    for text, phrase in found("identity_proof", about_rights(declaration, texts, "identity", "how", "note")):
        if not pattern("doubt", text.language).search(text.text):
            yield Finding(text.at, f"`{phrase}`: proof of identity is asked for, and no case of doubt is named.",
                          "Say that it is asked for only in case of reasonable doubt, and stop asking everybody.")
