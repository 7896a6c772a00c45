"""How wide letters are, about: a picture made at build time cannot ask the reader's device."""

from __future__ import annotations

import unicodedata
from functools import cache

# Widths in parts of the font size. Those of DejaVu Sans, which is wider than most fonts of screens, so that what fits
# here fits there. Source: the horizontal metrics of DejaVu Sans 2.37, rounded up.
WIDTHS = {width: frozenset(letters) for width, letters in (
    (0.30, "iIjl|'.,:;! "), (0.42, "frt()[]-/"), (0.56, "cksvxyzJL?*"), (0.84, "%&OQ@GNHUD"), (1.0, "mwMW—–"))}
OTHER = 0.65
UPPER = 0.73
WIDE = 1.05


@cache
def _width(letter: str) -> float:
    found = next((width for width, letters in WIDTHS.items() if letter in letters), None)
    if found is not None:
        return found
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return WIDE
    return UPPER if letter.isupper() else OTHER


def width(text: str, size: float) -> float:
    """The width of a text in the units of the font size, rather too wide than too narrow."""
    return sum(map(_width, text)) * size


def wrapped(text: str, size: float, room: float) -> list[str]:
    """The text in lines that fit into `room`; a word that is longer than a line is divided."""
    lines: list[str] = []
    current = ""
    for word in text.split():
        for part in _divided(word, size, room):
            joined = f"{current} {part}".strip()
            if current and width(joined, size) > room:
                lines.append(current)
                current = part
            else:
                current = joined
    return [*lines, current] if current else lines


def _divided(word: str, size: float, room: float) -> list[str]:
    """The word, or its parts with hyphens where it does not fit into a line."""
    parts: list[str] = []
    while width(word, size) > room and len(word) > 2:
        fits = next((end for end in range(len(word) - 1, 1, -1) if width(f"{word[:end]}-", size) <= room), 2)
        # Not a single letter on the next line, and not a hyphen after a hyphen.
        fits = max(2, min(fits, len(word) - 2)) if len(word) > 3 else fits
        parts.append(word[:fits] if word[fits - 1] in "-–—/" else f"{word[:fits]}-")
        word = word[fits:]
    return [*parts, word]
