"""A text says that people accept the privacy notice, or consent by something else that they do.

Consent is a clear statement of its own (Art. 4(11) and 7(2) GDPR). A notice informs; registering, buying or using a
service is no consent to what it says, and the words make readers believe that they had a choice to give away.

Take the sentence out. Where consent is needed, ask for it separately and declare it under `consent`.

Wrong:
    introduction: By registering with us, you accept this privacy policy.  # <-

Right:
    introduction: Here you can read what we do with your data when you register.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._texts import Text
from policygen.checks._words import found
from policygen.problem import Severity

PROVISION = "GDPR 4(11)"
SEVERITY = Severity.WARNING


def check(texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for texts that make the notice something to be accepted."""
    for text, words in found("consent_as_acceptance", texts):
        yield Finding(text.at, f"A privacy notice is read, not accepted: `{words}`.",
                      "Take the sentence out, and ask for consent separately where it is needed.")
