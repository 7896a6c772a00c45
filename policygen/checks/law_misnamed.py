"""A text gives the General Data Protection Regulation a name that it does not have.

Readers look up what they are told (Art. 12(1) GDPR); a name such as “Privacy Ordinance” comes from a machine
translation and leads nowhere.

Write `General Data Protection Regulation (GDPR)`, in Norwegian `personvernforordningen`.

Wrong:
    introduction: We follow Article 6 of the Privacy Ordinance.  # <-

Right:
    introduction: We follow Article 6 of the General Data Protection Regulation.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._texts import Text
from policygen.checks._words import found
from policygen.problem import Severity

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.WARNING


def check(texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for wrong names of the regulation."""
    for text, name in found("law_misnamed", texts):
        yield Finding(text.at, f"`{name}` is not the name of the General Data Protection Regulation.",
                      "Write the name that the regulation has in this language.")
