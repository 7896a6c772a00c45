"""The notice in one language: the same blocks with the same ids, now as pieces of text and links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from policygen.problem import Position


class Piece(NamedTuple):
    """A run of text: plain, a link (`href`), a date (`datetime`), a duration (`value`, ISO 8601), or Markdown.

    `lang` is the language of the text where it is not that of the page, `hreflang` that of what a link leads to.
    `declared` tells that the text is the company's own, so that its numbers are its own too; `isolated` that it may
    run in another direction than the text around it, which must not change the order of either.
    """

    text: str
    href: str = ""
    datetime: str = ""
    value: str = ""
    markdown: bool = False
    lang: str = ""
    hreflang: str = ""
    declared: bool = False
    isolated: bool = False


class PageBlock(NamedTuple):
    """A block in words. `after` is what stands between it and the next value of a list."""

    kind: str
    id: str
    said: tuple[Piece, ...]
    blocks: tuple[PageBlock, ...]
    origins: tuple[Position, ...]
    answers: tuple[str, ...]
    anchor: bool = False
    after: str = ""

    @property
    def text(self) -> str:
        """What the block says itself, as plain text."""
        return "".join(piece.text for piece in self.said)

    @property
    def inline(self) -> bool:
        """Whether all inside are short values that stand in one line."""
        return bool(self.blocks) and all(block.kind == "value" for block in self.blocks)

    def walk(self) -> Iterator[PageBlock]:
        """The block and all inside it, in reading order."""
        ahead = [self]
        while ahead:
            block = ahead.pop()
            yield block
            ahead.extend(reversed(block.blocks))


class _Page(NamedTuple):
    id: str
    language: str
    direction: str
    title: str
    controller: str
    blocks: tuple[PageBlock, ...]
    updated: Piece | None
    version: str
    frame: Mapping[str, str]
    others: tuple[tuple[str, str], ...]


class Page(_Page):
    """One notice in one language. `frame` holds the words around it, `others` code and name of every language."""

    def walk(self) -> Iterator[PageBlock]:
        """Every block in reading order."""
        return iter(self._all)

    @cached_property
    def _all(self) -> tuple[PageBlock, ...]:
        return tuple(inside for block in self.blocks for inside in block.walk())
