"""Words that look like others: letters of several scripts in one word, and words of look-alikes (Unicode, UTS #39).

A text in Latin letters with signs of ASCII or of European languages is known at once not to be one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import category, decomposition, name, normalize

from policygen.project import package_data

# A letter or digit beyond those of European languages: only texts that hold one are looked at.
FOREIGN = re.compile(r"[^\W\x00-\u024f]")
WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
LATIN, GREEK = "Latin", "Greek"
# UTS #39, 5.2, "highly restrictive": these scripts stand together in one word.
TOGETHER = (frozenset({LATIN, "Han", "Hiragana", "Katakana"}), frozenset({LATIN, "Han", "Bopomofo"}),
            frozenset({LATIN, "Han", "Hangul"}))
# Scripts whose letters Latin ones look like; a word of others may hold Latin letters where its language is written so.
ALIKE = frozenset({GREEK, "Cyrillic", "Armenian", "Cherokee", "Coptic", "Lisu", "Deseret", "Osage", "Tifinagh"})
FONT, FORMS = "<font>", ("<wide>", "<compat>")
SHOWN = 3


class _Data(NamedTuple):
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    scripts: tuple[str, ...]
    written: dict[str, frozenset[str]]
    like: dict[str, str]


@cache
def _data() -> _Data:
    ranges: list[tuple[int, int, str]] = []
    written: dict[str, set[str]] = {}
    like: dict[str, str] = {}
    for line in package_data("schema", "scripts.txt").data.decode().splitlines():
        head, colon, rest = line.partition(":")
        kind, _, named = head.partition(" ")
        if line.startswith("#") or not colon:
            continue
        for item in rest.split():
            if kind == "script":
                first, _, last = item.partition("-")
                ranges.append((int(first, 16), int(last or first, 16), named))
            elif kind == "language":
                written.setdefault(item, set()).add(named)
            else:
                like[chr(int(item, 16))] = named
    starts, ends, scripts = zip(*sorted(ranges), strict=True)
    return _Data(starts, ends, scripts, {code: frozenset(names) for code, names in written.items()}, like)


@cache
def script(letter: str) -> str:
    """The script of a letter, such as `Latin`; empty for what has none or stands in many."""
    if letter.isascii():
        return LATIN if letter.isalpha() else ""
    data, code = _data(), ord(letter)
    at = bisect_right(data.starts, code) - 1
    return data.scripts[at] if at >= 0 and code <= data.ends[at] else ""


def written_in(language: str) -> frozenset[str]:
    """The scripts other than Latin that a language is written in: those of its code, or the likely ones."""
    code, *more = language.split("-")
    subtag = next((part for part in more if len(part) == 4), None)
    return _data().written.get(subtag or code, frozenset())


def strange_words(text: str, languages: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Each word of a text in these languages that looks like another, and why, in words for a message."""
    if text.isascii() or not FOREIGN.search(text):
        return
    own = frozenset[str]().union(*map(written_in, languages))
    words = dict.fromkeys(WORD.findall(normalize("NFC", text)))
    for word in words:
        scripts, why, alike = _judged(word, own)
        if alike and not any(script(x) in scripts and x not in _data().like for other in words for x in other):
            why = alike
        if why:
            yield word, why


@lru_cache(maxsize=4096)
def _judged(word: str, own: frozenset[str]) -> tuple[frozenset[str], str, str]:
    """The scripts of a word, why it is told, and why it is where the text has no other letter of its script."""
    scripts = frozenset(found for letter in word if (found := script(letter)))
    why = "" if word.isascii() else _mixed(word, scripts, own) or _formed(word, scripts, own)
    return scripts, why, _alike(word, scripts) if scripts and not scripts & {LATIN, *own} else ""


def _mixed(word: str, scripts: frozenset[str], own: frozenset[str]) -> str:
    """Why a word with letters of several scripts is told; empty where they may stand together."""
    if len(scripts) < 2 or any(scripts <= allowed for allowed in TOGETHER):
        return ""
    others = scripts - {LATIN}
    if LATIN in scripts and len(others) == 1 and others <= own - ALIKE:
        return ""
    if scripts == {LATIN, GREEK} and _symbol(word):
        return ""
    few = min(sorted(scripts), key=lambda one: (sum(script(letter) == one for letter in word), one == LATIN))
    return f"mixes {few} with {_listed(scripts - {few})} letters: {_told(x for x in word if script(x) == few)}"


def _symbol(word: str) -> bool:
    """Whether one Greek letter that no Latin one looks like stands first or last, as in `kΩ`, `Δt` and `μm`."""
    greek = [letter for letter in word if script(letter) == GREEK]
    return len(greek) == 1 and greek[0] not in _data().like and greek[0] in (word[0], word[-1])


def _formed(word: str, scripts: frozenset[str], own: frozenset[str]) -> str:
    """Why a word is told that holds a letter or digit in another form: mathematical, wide, phonetic."""
    if len(word) == 1 or scripts & TOGETHER[0] - {LATIN} or own & TOGETHER[0]:
        return ""
    forms = [letter for letter in word if letter > "\u024f" and (_form(letter) or (
        script(letter) in (LATIN, "") and letter in _data().like and LATIN in scripts))]
    if not forms or all(name(letter, "").startswith(("ROMAN", "SMALL ROMAN")) for letter in word):
        return ""
    return f"holds another form of a letter or digit: {_told(forms)}"


@cache
def _form(letter: str) -> str:
    """The letter or digit that a letter is a form of; empty for others, such as ligatures."""
    plain, kind = normalize("NFKC", letter), decomposition(letter).partition(" ")[0]
    known = kind == FONT or (kind in FORMS and plain.isascii())
    return plain if known and len(plain) == 1 and plain.isalnum() else ""


def _alike(word: str, scripts: frozenset[str]) -> str:
    """What to tell of a word that is all of look-alikes, but for Greek letters alone, which are symbols."""
    letters = [letter for letter in normalize("NFD", word) if category(letter)[0] == "L"]
    if not letters or any(letter not in _data().like for letter in letters):
        return ""
    if scripts == {GREEK} and len(letters) == 1 and letters[0].islower():
        return ""
    return f"looks Latin and is {_listed(scripts)}: {_told(letters)}"


def _listed(scripts: Collection[str]) -> str:
    return " and ".join(sorted(scripts))


def told_letters(text: str) -> str:
    """The first signs of a text that are not in ASCII, with code points and names; empty where there is none."""
    return _told(sign for sign in text if not sign.isascii())


def _told(letters: Iterable[str]) -> str:
    """The first letters with their code points, names and look-alikes."""
    every = list(dict.fromkeys(letters))
    told = [f"`{x}` ({named(x)}){_looks(x)}" for x in every[:SHOWN]]
    return ", ".join(told) + (f" and {len(every) - SHOWN} more" if len(every) > SHOWN else "")


def _looks(letter: str) -> str:
    like = _data().like.get(letter) or _form(letter)
    return f" looks like `{like}`" if like else ""


def named(letter: str) -> str:
    """The code point of a sign and its name in Unicode: `U+0430 CYRILLIC SMALL LETTER A`."""
    return f"U+{ord(letter):04X} {name(letter, '')}".rstrip()
