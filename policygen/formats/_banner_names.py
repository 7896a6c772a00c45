"""Names of cookies as a declaration writes them, and the patterns that find them in a browser.

`*` stands for any signs or none; `<id>` and `{id}` for at least one sign. All other signs stand for themselves.
"""

from __future__ import annotations

import re

WILD = re.compile(r"(\*|<[^<>]*>|\{[^{}]*\})")
SPECIAL = frozenset(r"\^$.*+?()[]{}|/")


def findable(name: str) -> bool:
    """Whether a name has a letter or digit of its own; a pattern without any would find every cookie."""
    return any(map(str.isalnum, WILD.sub("", name)))


def exactly(name: str) -> str:
    """The regular expression for a name, with or without wildcards.

    It works in JavaScript and Python, and in time that grows with the text: a part between two wildcards is found once,
    from the left, and never tried elsewhere (a look-ahead that is read again stands in for an atomic group).
    """
    pieces = WILD.split(name)
    if len(pieces) == 1:
        return f"^{escaped(name)}$"
    parts, gaps = [pieces[0]], list[int]()
    for wild, text in zip(pieces[1::2], pieces[2::2], strict=True):
        least = 0 if wild == "*" else 1
        if parts[-1] or not gaps:
            gaps.append(least)
            parts.append(text)
        else:                                                       # two wildcards in a row are one
            gaps[-1] += least
            parts[-1] = text
    middle = "".join(f"(?=({_gap(least)}?{escaped(part)}))\\{number}" for number, (least, part)
                     in enumerate(zip(gaps[:-1], parts[1:-1], strict=True), 1))
    return f"^{escaped(parts[0])}{middle}{_gap(gaps[-1])}{escaped(parts[-1])}$"


def _gap(least: int) -> str:
    return (".*", ".+")[least] if least < 2 else f".{{{least},}}"


def escaped(text: str) -> str:
    """The text as a regular expression of JavaScript, in signs that can stand anywhere in a file."""
    return "".join(_sign(sign) for sign in text)


def _sign(sign: str) -> str:
    if sign in SPECIAL:
        return f"\\{sign}"
    return sign if " " <= sign <= "~" else "".join(f"\\u{unit:04x}" for unit in _units(sign))


def _units(sign: str) -> tuple[int, ...]:
    """A sign as one or two units of UTF-16, which is what a pattern of JavaScript counts in."""
    data = sign.encode("utf-16-be")
    return tuple(int.from_bytes(data[at:at + 2], "big") for at in range(0, len(data), 2))
