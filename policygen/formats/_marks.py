"""Marks: texts that tell in HTML, by comments around them, which block of a notice they belong to.

A marked text is equal to the plain one, so every format makes of it what it always does; only where a template writes
it as HTML do the comments `<!--policygen:N-->` and `<!--/policygen:N-->` stand around what the block says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from markupsafe import Markup, escape

from policygen.formats import Site
from policygen.localise.page import PageBlock, Piece

BEFORE = Markup("<!--policygen:{}-->")
AFTER = Markup("<!--/policygen:{}-->")
MARKS = re.compile(r"<!--/?policygen:\d+-->")


class Marked(str):
    """A text with the number of its block; `first` and `last` tell whether the block's words begin and end with it."""

    __slots__ = ("first", "last", "number")

    def __new__(cls, text: str, number: int, first: bool, last: bool) -> Marked:
        made = super().__new__(cls, text)
        made.number, made.first, made.last = number, first, last
        return made

    number: int
    first: bool
    last: bool

    def __html__(self) -> Markup:
        return around(self, escape(str(self)))


def around(text: str, html: Markup) -> Markup:
    """The HTML that was made of a text, between the marks of the text if it has any."""
    if not isinstance(text, Marked):
        return html
    before = BEFORE.format(text.number) if text.first else Markup("")
    return before + html + (AFTER.format(text.number) if text.last else Markup(""))


def unmarked(html: str) -> str:
    """HTML without marks, for formats that are made from pages."""
    return MARKS.sub("", html)


def like(text: str, other: str) -> str:
    """The other text with the marks of the first."""
    return Marked(other, text.number, text.first, text.last) if isinstance(text, Marked) else other


def marked(site: Site, start: int = 0) -> Site:
    """The site with marked texts. Blocks are numbered in the order of the notices, from `start` over the whole site."""
    publications = []
    for publication in site.publications:
        pages = []
        for page in publication.pages:
            numbers = count(start)
            pages.append(page._replace(blocks=tuple(_block(block, numbers) for block in page.blocks)))
        publications.append(publication._replace(pages=tuple(pages)))
        start += sum(1 for _ in publication.notice.walk())
    return site._replace(publications=tuple(publications))


def _block(block: PageBlock, numbers: Iterator[int]) -> PageBlock:
    number, last = next(numbers), len(block.said) - 1
    said = tuple(_piece(piece, number, place == 0, place == last) for place, piece in enumerate(block.said))
    return block._replace(said=said, blocks=tuple(_block(child, numbers) for child in block.blocks))


def _piece(piece: Piece, number: int, first: bool, last: bool) -> Piece:
    return piece._replace(text=Marked(piece.text, number, first, last)) if first or last else piece
