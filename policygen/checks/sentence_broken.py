"""A sentence repeats words or breaks off.

A broken sentence says nothing, or something else than was meant (Art. 12(1) GDPR). It is often what is left when a text
has been cut, pasted or translated by machine.

Read the text and complete or correct it. A text in Markdown ends with a full stop, a list or a link.

Wrong:
    rights:
      contact: privacy
      how: Write to us and say what you want and that and that you are our customer.  # <-
      limits: We may have to keep data because of the  # <-
      fee: The first copy is free. these copies.  # <-

Right:
    rights:
      contact: privacy
      how: Write to us and say what you want, and that you are our customer.
      limits: We may have to keep data because the law tells us to.
      fee: The first copy is free, as are corrections, e.g. of your name. Further copies cost 5 euros.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import eq

from policygen.checks import Finding
from policygen.checks._texts import Text
from policygen.checks._values import Value
from policygen.checks._words import found, spoken
from policygen.problem import Severity
from policygen.schema import WORDS

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.WARNING
LIST = re.compile(r"\s*(?:[-*+#>|]|\d+[.)])\s*", re.MULTILINE)
ENDS = (". ", "! ", "? ")
SMALL = re.compile(r"[a-zæøå)][.!?] (?=(?P<stub>[a-zæøå]{3,} [^.!?]*[.!?]))")
# Abbreviations, in English and Norwegian, after which a small letter is right.
SHORT = re.compile(r"(?:\b(?:e\.g|i\.e|etc|cf|no|nos|art|para|incl|approx|bl\.a|f\.eks|dvs|jf|nr|mv|osv|ca|inkl|evt|"
                   r"m\.m)\.|\d\.) $", re.IGNORECASE)
PARAGRAPH = re.compile(r"\n\s*\n")
CUT = re.compile(r"[\w,;–-]$")
ADDRESS = re.compile(r"\S*(?:://|@|www\.)\S*$")


def check(words: tuple[Value, ...], texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for doubled words, for sentences without a beginning, and for texts whose last one does not end."""
    for text, phrase in found("doubled", tuple(text for text in texts if _repeats(spoken(text.text)))):
        yield Finding(text.at, f"Words are doubled: `{phrase}`.", "Read the sentence and correct it.")
    for text in texts:
        for stub in SMALL.finditer(text.text) if any(map(text.text.__contains__, ENDS)) else ():
            if not SHORT.search(text.text[:stub.end()]):
                yield Finding(text.at, f"A sentence starts in its middle: `{stub['stub'][:40]}`.",
                              "Complete the sentence, or join it to the one before.")
                break
    for record, key, value in words:
        if type(record).KEYS[key].type is WORDS:
            for _, said in value.texts:
                last = PARAGRAPH.split(said)[-1]
                if CUT.search(last) and not ADDRESS.search(last) and not any(map(LIST.match, last.splitlines())):
                    yield Finding(said.at, f"The text ends without a full stop: `{last[-40:]}`.",
                                  "Complete the sentence, and end it with a full stop.")


def _repeats(words: Sequence[str]) -> bool:
    """Whether a word comes again at once, or after one other, as in every text with doubled words."""
    return any(map(eq, words, words[1:])) or any(map(eq, words, words[2:]))
