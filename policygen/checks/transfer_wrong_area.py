"""A text on transfers draws the line at one country instead of the European Economic Area.

The law's line for transfers is the EEA: to Sweden data go as freely as within Norway, and only outside the EEA are
safeguards needed (Art. 44 GDPR with the EEA Agreement). A line drawn elsewhere misleads about when the law protects.

Write “outside the EEA”. A promise that data never leave a country is not reported.

Wrong:
    transfers:
      aim: Where data is processed outside Norway, we make sure that safeguards protect it.  # <-

Right:
    transfers:
      aim: Where data is processed outside the EEA, we make sure that safeguards protect it.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._recipients import claims, spots
from policygen.checks._texts import Text
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(f)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration, texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for texts on transfers that name a country of the EEA as the border."""
    here = spots(*(free.text for free in declaration.texts if free.place == "transfers"))
    looked_at = tuple(text for text in texts if text.owner in ("Transfer", "TransferPolicy") or text.at in here)
    for text, words in claims("transfer_wrong_area", looked_at, ("denied",)):
        yield Finding(text.at, f"`{words}` draws the line at one country; the line of the law is the EEA.",
                      "Write that the rules hold outside the EEA.")
