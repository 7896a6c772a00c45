"""A word holds letters of another script that look like its own.

`Аpple` with a Cyrillic А is not found by who searches for it, is read aloud as nonsense, and can pass for the name of
somebody else. Readers must be able to tell who is responsible (Art. 12(1) and 13(1)(a) GDPR).

Told are words that mix scripts, words all of look-alikes in a text that has no other word of their script and is in no
language that is written in it, and letters in mathematical, wide or phonetic forms. Not told are texts in their own
scripts, names in another script beside their Latin form, Chinese, Japanese and Korean words with Latin letters, and
single Greek letters as symbols (`kΩ`, `α-tocopherol`). In links such words are errors (`bad-link`); ids and e-mail
addresses have only letters of ASCII.

Type the word anew in one script. A brand that is really written so can be accepted with `accept`.

Wrong:
    controller:
      name: Аcme AS  # <-
      brands:
        - Осе  # <-
        - 𝐀𝐜𝐦𝐞  # <-
      country: NO
      contacts: {privacy: {email: p@example.no}}

Right:
    controller:
      name: Acme AS
      brands: [Αθήνα (Athína), ООО Ромашка, kΩ, Trädgård]
      country: NO
      contacts: {privacy: {email: p@example.no}}
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from policygen.checks import Finding
from policygen.checks._values import Value
from policygen.declaration import Declaration
from policygen.problem import Severity
from policygen.schema import Link, Str, Words
from policygen.schema.scripts import strange_words

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.WARNING


def check(values: tuple[Value, ...], declaration: Declaration) -> Iterator[Finding]:
    """Findings for words that look like others."""
    for _, _, value in values:
        if isinstance(value, Words):
            for text in {text.at: text for _, text in value.texts if not text.isascii()}.values():
                yield from _findings(text, [code for code, other in value.texts if other.at == text.at])
        elif isinstance(value, Str) and not (value.isascii() or isinstance(value, Link)):
            yield from _findings(value, declaration.languages)


def _findings(text: Str, languages: Collection[str]) -> Iterator[Finding]:
    for word, why in strange_words(text, languages):
        yield Finding(text.at, f"`{word}` {why}.",
                      "Type the word anew in one script, or accept it where it is the name.")
