"""A text gives a supervisory authority a name that it no longer has, or never had.

Readers who want to complain look for the authority by its name (Art. 13(2)(d) GDPR).

Use the name of today: `policygen vocabulary --kind authorities` lists them. Better still, leave the name out of texts
and declare the authority under `complaint`; the page then names it in every language.

Wrong:
    introduction: You can complain to the Data Inspectorate.  # <-

Right:
    introduction: You can complain to the Norwegian Data Protection Authority.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._texts import Text
from policygen.checks._words import found
from policygen.problem import Severity

PROVISION = "GDPR 13(2)(d)"
SEVERITY = Severity.WARNING


def check(texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for former and unofficial names in texts."""
    for text, name in found("outdated_authority", texts):
        yield Finding(text.at, f"`{name}` is not what a supervisory authority is called today.",
                      "Use its name of today; `policygen vocabulary --kind authorities` lists them.")
