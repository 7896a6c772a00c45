"""A text promises perfect protection.

No system is completely secure, and the law asks for measures that fit the risk (Art. 32 GDPR). A promise that nobody
can keep misleads readers (Art. 5(1)(a) GDPR) and will be held against the company after a breach.

Say what is done: "We encrypt the data and test our systems every year."

Wrong:
    security:
      about: Your data is 100 % secure with us.  # <-

Right:
    security:
      about: No system is completely secure. We encrypt the data and test our systems every year.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._phrases import claimed
from policygen.checks._texts import Text
from policygen.problem import Severity

PROVISION = "GDPR 5(1)(a)"
SEVERITY = Severity.WARNING


def check(texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for absolute promises of protection."""
    for text, phrase in claimed("absolute", texts):
        yield Finding(text.at, f"`{phrase}` promises more than anybody can keep.",
                      "Say which measures are taken, and leave the promise out.")
