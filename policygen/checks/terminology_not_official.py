"""A text uses another word than the law for a concept of the law.

The language versions of the GDPR have fixed terms, such as "processing" and "behandlingsansvarlig". Other words for the
same things, often left by a translation machine, confuse readers and make the notice hard to check (Art. 12(1) GDPR;
WP260 of the Article 29 Working Party, paragraph 13, on translations).

Use the term of the language version, or a plain word that cannot be mistaken for another concept.

Wrong:
    activities:
      orders:
        title: Orders
        about: This is our treatment of your personal data when you order something.  # <-
        data_subjects: [customer]
        data: [email]
        purposes: [{purpose: order_handling, legal_basis: contract}]

Right:
    activities:
      orders:
        title: Orders
        about: This is our processing of your personal data when you order something.
        data_subjects: [customer]
        data: [email]
        purposes: [{purpose: order_handling, legal_basis: contract}]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from policygen.checks import Finding
from policygen.checks._texts import Text
from policygen.checks._words import whole
from policygen.problem import Severity
from policygen.vocabulary import table

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.WARNING


def check(texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for words that stand for a concept of the law and are not its term."""
    for language, officials in _officials().items():
        wrong = whole(*officials)
        doubtful = [text for text in texts if text.language == language and wrong.search(text.text)]
        for words, official in officials.items() if doubtful else ():
            for text in doubtful:
                match = whole(words).search(text.text)
                if match is not None:
                    yield Finding(text.at, f"`{match.group()}` is not the term of the law: `{official}`.",
                                  f"Write `{official}`, or a plain word that means it.")


@cache
def _officials() -> Mapping[str, Mapping[str, str]]:
    """The term of the law for the words that stand instead of it, by language."""
    found: dict[str, dict[str, str]] = {}
    for _, fields in table("checks", "words/terminology.yaml", "terms").values():
        found.setdefault(fields["language"], {})[fields["words"]] = fields["official"]
    return found
