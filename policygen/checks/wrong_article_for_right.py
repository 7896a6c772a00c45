"""A right is cited with an article that is not about it.

Readers look the right up by the article, and a request may be refused or sent astray by it. The rights stand in
Art. 7(3), 15 to 18, 20 to 22 and 77 GDPR; Art. 33, for example, is about reporting breaches.

The page cites the article of each right by itself: correct the number, or leave it out.

Wrong:
    rights:
      contact: privacy
      how: Write to us to use your right to restriction of processing (Article 33 GDPR).  # <-

Right:
    rights:
      contact: privacy
      how: Write to us to use your right to restriction of processing (Article 18 GDPR).
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._texts import Text
from policygen.checks._words import pattern
from policygen.law import facts
from policygen.problem import Severity

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.WARNING


def check(texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for articles that stand right after the name of a right and are not its own."""
    for text in texts:
        for id, cited in _citations(text):
            provision = facts("rights")[id]["provision"]
            if cited != provision.removeprefix("GDPR ").partition("(")[0]:
                yield Finding(text.at, f"The right `{id}` is cited with Article {cited}, and stands in {provision}.",
                              "Correct the article, or leave it out: the page cites it by itself.")


def _citations(text: Text) -> Iterator[tuple[str, str]]:
    """The id of each right named in a text with the number of the article that is cited directly after it."""
    for name in pattern("right_names", text.language).finditer(text.text):
        cited = pattern("citations", text.language).search(text.text, name.end())
        if cited and name.lastgroup and not text.text[name.end():cited.start()].strip(" ,(–-"):
            yield name.lastgroup, cited["article"]
