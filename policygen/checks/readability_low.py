"""A long text is hard to read.

What has to be told must be in clear and plain language (Art. 12(1) GDPR). LIX, the share of words with more than six
letters plus the mean length of sentences, is a rough measure: from 45 on a text counts as hard, over 55 as very hard.
A sentence over 40 words is hard to follow in any case. Only texts of 40 words or more are measured.

Divide long sentences, and say it as you would to somebody across a counter.

Wrong:
    rights:
      contact: privacy
      how: >-  # <-
        Communications concerning the exercise of statutory entitlements pursuant to applicable legislation should be
        submitted electronically, accompanied by sufficient identification particulars, whereupon the organisation
        undertakes, notwithstanding exceptional circumstances necessitating extensions, to furnish comprehensive
        explanations regarding processing operations, recipients and international transmissions.

Right:
    rights:
      contact: privacy
      how: >-
        Write to us if you want to use your rights. Say what you want to know or to have changed, and from which of our
        services we know you. You need no form, and you need not give a reason. We write back soon, and tell you which
        data we have, what we use them for and who else has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from policygen.checks import Finding
from policygen.checks._texts import Text
from policygen.problem import Severity
from policygen.vocabulary import table

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.REVIEW
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
END = re.compile(r"[.!?:](?=\s|$)|\n\s*\n|\n\s*[-*+]\s")
TARGET = re.compile(r"\]\([^)]*\)|https?://\S+")


def check(texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for long texts over the limit of their language, or with a sentence over the limit for all."""
    limits = _limits()
    for text in texts:
        if len(text.text) < 2 * limits["words"] - 1:           # too short for so many words
            continue
        plain = TARGET.sub(" ", text.text)
        words = WORD.findall(plain)
        if len(words) >= limits["words"]:
            sentences = [count for part in END.split(plain) if (count := len(WORD.findall(part)))]
            lix = round(len(words) / len(sentences) + 100 * sum(len(word) > 6 for word in words) / len(words))
            if max(sentences) > limits["sentence"]:
                yield Finding(text.at, f"A sentence in `{text.language}` has {max(sentences)} words.",
                              "Decide whether readers can follow it; divide it if not.")
            elif text.language in limits and lix > limits[text.language]:
                yield Finding(text.at, f"The text in `{text.language}` is hard to read: LIX {lix}.",
                              "Decide whether it can be said in shorter words and sentences.")


@cache
def _limits() -> Mapping[str, int]:
    """The most words of a text and of a sentence, and the highest LIX by language."""
    data = table("checks", "words/readability.yaml", "limits")
    return {id: int(fields["most"]) for id, (_, fields) in data.items()}
