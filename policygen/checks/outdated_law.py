"""A text cites a law on data protection that no longer applies.

Readers look up what they are told (Art. 12(1) GDPR). Directive 95/46/EC was repealed on 25 May 2018 (Art. 94 GDPR),
and the national laws that followed it were replaced.

Cite the law of today: the General Data Protection Regulation, or the national act in force. In Norway, the rules on
cookies stand in ekomloven § 3-15 since 1 January 2025, and no longer in § 2-7 b.

Wrong:
    introduction: We follow Directive 95/46/EC.  # <-
    laws:
      cookies: {name: the Norwegian Electronic Communications Act, section: § 2-7 b}  # <-
    scope: {laws: cookies}

Right:
    introduction: We follow the General Data Protection Regulation, which replaced Directive 95/46/EC.
    laws:
      cookies: {name: the Norwegian Electronic Communications Act, section: § 3-15}
    scope: {laws: cookies}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._texts import Text
from policygen.checks._words import found, pattern
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration, texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for laws that have ended, where the text does not speak of how the law was."""
    for text, law in found("outdated_law", (*texts, *_sections(declaration))):
        if not pattern("law_history", text.language).search(text.text):
            yield Finding(text.at, f"`{law}` no longer applies.", "Cite the law of today, or leave the citation out.")


def _sections(declaration: Declaration) -> Iterator[Text]:
    """The name and the section of each law that has one, as one text."""
    for law in declaration.laws:
        for language, section in law.section.texts if law.section else ():
            name = dict(law.name.texts).get(language, "")
            yield Text(section.at, language, f"{name} {section}", "Law", "section")
