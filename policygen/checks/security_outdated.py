"""A text names a technique that is outdated.

Measures must fit the state of the art (Art. 32(1) GDPR). SSL, TLS 1.0 and 1.1, MD5 and SHA-1 are known to be weak, and
must not be used any more; Internet Explorer and Windows 7 get no corrections. Often only the name is old: what people
call an SSL certificate works with TLS.

Write what is used today, such as "TLS", or change the technique.

Wrong:
    security:
      measures:
        - {measure: encryption_in_transit, detail: with SSL}  # <-

Right:
    security:
      measures:
        - {measure: encryption_in_transit, detail: with TLS 1.3}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._phrases import claimed
from policygen.checks._texts import Text
from policygen.problem import Severity

PROVISION = "GDPR 32"
SEVERITY = Severity.WARNING


def check(texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for outdated techniques named in texts."""
    for text, phrase in claimed("outdated_techniques", texts):
        yield Finding(text.at, f"`{phrase}` is outdated.", "Write what is used today, or change the technique.")
