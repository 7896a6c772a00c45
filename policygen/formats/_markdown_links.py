"""Links in Markdown, found in a time that grows with the text: the library looks from each bracket to the end of it.

The same links as those of Python-Markdown 3.11; only the way to the closing bracket is another. An address with its
title is looked for in so many characters as a link may have, and not in the whole rest of the text. Without a closing
parenthesis there is no link; where `(` follows a quotation mark, the library makes one of all that follows.
"""

from __future__ import annotations

import re
from typing import Any

from markdown import Markdown
from markdown.inlinepatterns import (
    BACKTICK_RE,
    REFERENCE_RE,
    BacktickInlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)

TICKS = re.compile("`+")
WINDOW = 2_400                      # the longest link, 2,000 characters, and a title


class Pairs:
    """Where each opening bracket of one kind is closed, for one text and everything that ends as it does."""

    def __init__(self, opening: str, closing: str) -> None:
        self.opening = opening
        self.closing = closing
        self.tail = ""
        self.ends: dict[int, int] = {}            # counted from the end: a link that was found changes what is before

    def end(self, data: str, index: int) -> int | None:
        """Where the bracket that stands before `index` is closed, or None."""
        tail = data[index - 1:]
        if not self.tail.endswith(tail):
            self._read(tail)
        left = self.ends.get(len(tail))
        return None if left is None else len(data) - left

    def _read(self, tail: str) -> None:
        self.tail, self.ends = tail, {}
        opened: list[int] = []
        for at, character in enumerate(tail):
            if character == self.opening:
                opened.append(len(tail) - at)
            elif character == self.closing and opened:
                self.ends[opened.pop()] = len(tail) - at


class _Linear(LinkInlineProcessor):
    """What finds a text in brackets and an address in parentheses."""

    def __init__(self, pattern: str, md: Markdown) -> None:
        super().__init__(pattern, md)
        self.brackets = Pairs("[", "]")
        self.parentheses = Pairs("(", ")")

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:  # noqa: N802 - the library calls it so
        """The text in brackets, where it ends, and whether it does."""
        end = self.brackets.end(data, index)
        return ("", index, False) if end is None else (data[index:end], end + 1, True)

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802 - the library calls it so
        """The address in parentheses, its title, where they end, and whether they do."""
        found = self.RE_LINK.match(data, index)
        if found is None or ")" not in data[index:index + WINDOW]:
            return "", None, index, False
        end = self.parentheses.end(data, index + 1)
        href = None if end is None or found.group(1) else data[found.end():end]
        if end is not None and href is not None and "'" not in href and '"' not in href:
            return self.unescape(href).strip(), None, end + 1, True
        return super().getLink(data[:index + WINDOW], index)


class _Reference(_Linear, ReferenceInlineProcessor):
    """`[text][name]`."""


class _ShortReference(_Linear, ShortReferenceInlineProcessor):
    """`[name]`."""


class _Code(BacktickInlineProcessor):
    """Code between as many backticks before as behind; where there are not so many, between the most there are."""

    def find_code_spans(self, start: int, text: str) -> Any:         # the stubs name another type than the library
        """Where the code starts and ends that is opened at `start`, or where to look on."""
        opened = TICKS.match(text, start)
        begin = opened.end() if opened else start
        ticks, most, end = begin - start, 0, 0
        for run in TICKS.finditer(text, begin):
            length = run.end() - run.start()
            if length == ticks:
                return begin, run.start()
            if length > most:
                most, end = length, run.end()
        return (begin - (ticks - most), end - most) if 0 < most < ticks else (begin + ticks, None)


def use_in(renderer: Markdown) -> None:
    """Let the renderer find its links, and code, so."""
    patterns = renderer.inlinePatterns
    patterns.register(_Code(BACKTICK_RE), "backtick", 190)
    patterns.register(_Reference(REFERENCE_RE, renderer), "reference", 170)
    patterns.register(_Linear(REFERENCE_RE, renderer), "link", 160)
    patterns.register(_ShortReference(REFERENCE_RE, renderer), "short_reference", 130)
