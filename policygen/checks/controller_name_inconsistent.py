"""A text writes the name of the controller, or a brand, in another way than the declaration.

Two spellings look like two companies, or like carelessness (Art. 12(1) GDPR). What counts are capitals, blanks, full
stops and hyphens, and two letters that have changed places.

Write the name as it is declared; another name that is really used stands under `brands`.

Wrong:
    introduction: DotWork Tents as and Dotwork Tents are one company.  # <-
    controller:
      name: DotWork Tents AS
      country: NO
      contacts: {privacy: {email: privacy@example.no}}

Right:
    introduction: DotWork Tents AS sells tents. Write to us at DotWork Tents.
    controller:
      name: DotWork Tents AS
      country: NO
      contacts: {privacy: {email: privacy@example.no}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._controller import names_of_others, without_form
from policygen.checks._texts import Text
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.WARNING
BETWEEN_PARTS = re.compile(r"[\W_]+|(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
WORD = re.compile(r"(?<![\w@/.])\w+(?:[.&-]\w+)*(?!@)")


def check(declaration: Declaration, texts: tuple[Text, ...]) -> Iterator[Finding]:
    """A finding for each other spelling in each text."""
    controller = declaration.controller
    names = tuple(dict.fromkeys((controller.name, without_form(controller.name), *controller.brands)))
    right = (*names, *names_of_others(declaration))
    for text in texts:
        for written, name in {**_swapped(text.text, names), **_respelled(text.text, names)}.items():
            if not any(written in spelling for spelling in right):
                yield Finding(text.at, f"`{written}` stands here, but the name is declared as `{name}`.",
                              f"Write `{name}`; another name that is really used stands under `brands`.")


def _respelled(text: str, names: tuple[str, ...]) -> dict[str, str]:
    """Spellings that differ in capitals or signs, for names of several parts; ordinary words are no names."""
    found: dict[str, str] = {}
    for name in names:
        parts = [part for part in BETWEEN_PARTS.split(name) if part]
        if len(parts) > 1 and sum(map(len, parts)) > 5:
            loose = r"[\s.\-]{0,2}".join(map(re.escape, parts))
            for match in re.finditer(rf"(?<![\w@/.]){loose}(?![\w@/]|\.\w)", text, re.IGNORECASE):
                written = match.group()
                if all(word[0].isupper() or word in name.split() for word in written.split()):
                    found.setdefault(written, name)
    return found


def _swapped(text: str, names: tuple[str, ...]) -> dict[str, str]:
    """Spellings in which two neighbouring letters of a name have changed places."""
    found: dict[str, str] = {}
    words = [match.group() for match in WORD.finditer(text)]
    for name in names:
        letters, count = _letters(name), len(name.split())
        for start in range(len(words) - count + 1 if len(letters) > 6 else 0):
            written = " ".join(words[start:start + count])
            if written[0].isupper() and _is_swap(_letters(written), letters):
                found[written] = name
    return found


def _letters(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def _is_swap(one: str, other: str) -> bool:
    differ = [place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    return (len(one) == len(other) and len(differ) == 2 and differ[1] == differ[0] + 1
            and one[differ[0]] == other[differ[1]] and one[differ[1]] == other[differ[0]])
