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
from collections.abc import Iterator, Sequence
from functools import lru_cache

from policygen.checks import Finding
from policygen.checks._controller import names_of_others, without_form
from policygen.checks._texts import Text
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.WARNING
BETWEEN_PARTS = re.compile(r"[\W_]+|(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
NO_LETTERS = re.compile(r"[\W_]+")
WORD = re.compile(r"(?<![\w@/.])\w+(?:[.&-]\w+)*(?!@)")


def check(declaration: Declaration, texts: tuple[Text, ...]) -> Iterator[Finding]:
    """A finding for each other spelling in each text."""
    controller = declaration.controller
    names = tuple(dict.fromkeys((controller.name, without_form(controller.name), *controller.brands)))
    right = (*names, *names_of_others(declaration))
    plain = tuple((name, _letters(name)) for name in names)
    long = tuple((name, letters, len(name.split())) for name in names if len(letters := _letters(name)) > 6)
    swapped = {one for _, letters, _ in long for one in _near(letters)}
    for text in texts:
        letters = NO_LETTERS.sub("", text.text.casefold())
        found = _swapped(text.text, long) if any(map(letters.__contains__, swapped)) else {}
        found.update(_respelled(text.text, [name for name, its in plain if letters.count(its) > text.text.count(name)]))
        for written, name in found.items():
            if not any(written in spelling for spelling in right):
                yield Finding(text.at, f"`{written}` stands here, but the name is declared as `{name}`.",
                              f"Write `{name}`; another name that is really used stands under `brands`.")


@lru_cache(maxsize=256)
def _loose(name: str) -> re.Pattern[str] | None:
    """What matches a name of several parts in any capitals and signs; ordinary words are no names."""
    parts = [part for part in BETWEEN_PARTS.split(name) if part]
    if len(parts) < 2 or sum(map(len, parts)) < 6:
        return None
    loose = r"[\s.\-]{0,2}".join(map(re.escape, parts))
    return re.compile(rf"(?<![\w@/.]){loose}(?![\w@/]|\.\w)", re.IGNORECASE)


def _respelled(text: str, names: Sequence[str]) -> dict[str, str]:
    """Spellings of names that differ in capitals or signs."""
    found: dict[str, str] = {}
    for name in names:
        loose = _loose(name)
        for match in loose.finditer(text) if loose is not None else ():
            written = match.group()
            if all(word[0].isupper() or word in name.split() for word in written.split()):
                found.setdefault(written, name)
    return found


def _swapped(text: str, names: tuple[tuple[str, str, int], ...]) -> dict[str, str]:
    """Spellings in which two neighbours of the letters of a name have changed places; names with letters and words."""
    found: dict[str, str] = {}
    words = WORD.findall(text)
    capitals = [place for place, word in enumerate(words) if word[0].isupper()]
    for name, letters, count in names:
        for start in capitals:
            written = " ".join(words[start:start + count])
            if start + count <= len(words) and _is_swap(_letters(written), letters):
                found[written] = name
    return found


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _near(letters: str) -> Iterator[str]:
    """What letters become where two neighbours change places."""
    for place in range(len(letters) - 1):
        swapped = letters[:place] + letters[place + 1] + letters[place] + letters[place + 2:]
        if swapped != letters:
            yield swapped


def _is_swap(one: str, other: str) -> bool:
    if len(one) != len(other):
        return False
    for place, (a, b) in enumerate(zip(one, other, strict=True)):
        if a != b:
            return one[place:place + 2] == other[place:place + 2][::-1] and one[place + 2:] == other[place + 2:]
    return False
