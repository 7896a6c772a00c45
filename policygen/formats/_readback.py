"""What a page of HTML says, read back from its bytes, and compared with the page it was made from and its sisters.

A theme may set blocks as it likes, but not lose one; and every language shows the same facts. Read back are the ids,
the dates, the durations, the links, the numbers and the words. Source of what is skipped as no text: HTML, sections on
comments, scripts and inline SVG.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from policygen.formats._markdown import to_html
from policygen.localise.page import Page, PageBlock, Piece
from policygen.problem import Position, Problem

NO_TEXT = re.compile(r"<!--.*?-->|<(head|script|style|svg|template)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")
ATTRIBUTE = re.compile(r'\s(id|href|datetime|value)="([^"]*)"')
NUMBER = re.compile(r"\d+")
NONE: frozenset[int] = frozenset()
DRAWN = frozenset({"scale"})
FIX = "Render every block of the page with its id, and all that it says."


class Facts(NamedTuple):
    """What was read back: values of attributes by name, the numbers in the text, the words without any space."""

    ids: frozenset[str]
    links: frozenset[str]
    dates: frozenset[str]
    durations: frozenset[str]
    numbers: frozenset[int]
    words: str


def read(html: str) -> Facts:
    """The facts of a page of HTML."""
    shown = NO_TEXT.sub(" ", html)
    found: dict[str, set[str]] = {"id": set(), "href": set(), "datetime": set(), "value": set()}
    for name, value in ATTRIBUTE.findall(shown):
        found[name].add(unescape(value))
    text = unescape(TAG.sub(" ", shown))
    return Facts(frozenset(found["id"]), frozenset(found["href"]), frozenset(found["datetime"]),
                 frozenset(found["value"]), _numbers(text), _pressed(text))


def lost(page: Page, facts: Facts, template: str) -> Iterator[Problem]:
    """A problem for each block of the page that the HTML lacks, or of which it lacks words, links or dates."""
    at = Position(template)
    missing: list[tuple[str, str]] = []
    place = 0
    for block in page.blocks:
        place = _look_for(block, facts, place, missing)
    for id, what in missing:
        yield Problem(at, *(("words-dropped", f"The theme leaves out {what} of the block `{id}`.") if what else
                            ("block-dropped", f"The theme leaves out the block `{id}`.")), FIX)


def _look_for(block: PageBlock, facts: Facts, place: int, missing: list[tuple[str, str]]) -> int:
    """Add the ids of blocks that are missing, or of which something is; nothing inside a block that is missing.

    `place` is where the words before the block were found, since the next ones most often follow; so is what is given.
    """
    if block.anchor and block.id not in facts.ids:
        missing.append((block.id, ""))
    elif block.kind not in DRAWN:
        for piece in block.said:
            words = _pressed(unescape(TAG.sub(" ", to_html(piece.text))) if piece.markdown else piece.text)
            found = facts.words.find(words, place)
            if found < 0:
                found = facts.words.find(words)
            if found < 0 or piece.href or piece.datetime or piece.value:
                missing += ((block.id, what) for what in _unsaid(piece, facts, found >= 0))
            place = max(found, 0)
        for child in block.blocks:
            place = _look_for(child, facts, place, missing)
    return place


def _unsaid(piece: Piece, facts: Facts, found: bool) -> Iterator[str]:
    """What the page does not show of a piece whose words were found or not."""
    if not found:
        yield f"the words “{piece.text[:60]}”"
    if piece.href and piece.href not in facts.links:
        yield f"the link {piece.href}"
    if piece.datetime and piece.datetime not in facts.dates:
        yield f"the date {piece.datetime}"
    if piece.value and piece.value not in facts.durations:
        yield f"the duration {piece.value}"


def disparities(pages: Sequence[tuple[Page, Facts]]) -> Iterator[Problem]:
    """A problem for each fact that one language shows and the first does not, or the other way round."""
    (first, known), *others = pages
    for page, facts in others:
        for one, other, mine, theirs in ((first, page, known, facts), (page, first, facts, known)):
            for kind in ("ids", "links", "dates", "durations"):
                for value in sorted(getattr(mine, kind) - getattr(theirs, kind)):
                    if not _in_declared_text(one, value):
                        yield _disparity(one, other, f"{kind[:-1]} `{value}`", other.blocks[0])
        yield from _numbers_apart((first, known), (page, facts))


def _numbers_apart(one: tuple[Page, Facts], other: tuple[Page, Facts]) -> Iterator[Problem]:
    """Numbers that only one page shows: in a block, where our own sentences differ, or anywhere in the HTML.

    Those in declared texts are not compared: a company may write "three" in one language and "3" in another.
    """
    told: set[int] = set()
    for here, there in zip(one[0].walk(), other[0].walk(), strict=True):
        mine, theirs = _own_numbers(here), _own_numbers(there)
        for number in sorted(mine ^ theirs) if mine or theirs else ():
            shows, lacks = (one[0], other[0]) if number in mine else (other[0], one[0])
            told.add(number)
            yield _disparity(shows, lacks, f"number {number}", there)
    for (page, facts), (sister, lacking) in ((one, other), (other, one)):
        if apart := facts.numbers - lacking.numbers - told:
            for number in sorted(apart - _declared_numbers(page)):
                yield _disparity(page, sister, f"number {number}", sister.blocks[0])


def _declared_numbers(page: Page) -> frozenset[int]:
    said = (piece.text for block in page.walk() for piece in block.said if piece.declared)
    return _numbers(" ".join([page.title, *said]))


def _own_numbers(block: PageBlock) -> frozenset[int]:
    return _numbers("".join([piece.text for piece in block.said if not piece.declared]))


def _in_declared_text(page: Page, value: str) -> bool:
    """Whether a link stands in the company's own Markdown, which each language has in its own words."""
    return any(value in unescape(to_html(piece.text))
               for block in page.walk() for piece in block.said if piece.markdown)


def _disparity(shows: Page, lacks: Page, what: str, block: PageBlock) -> Problem:
    return Problem(block.origins[0], "languages-differ",
                   f"In the block `{block.id}`, the page in `{shows.language}` shows the {what}, the page in "
                   f"`{lacks.language}` does not.",
                   "Correct the translation or the theme: every language must show the same facts.",
                   provision="GDPR 12(1)")


def _numbers(text: str) -> frozenset[int]:
    """The whole numbers in a text, whatever digits the language writes."""
    found = NUMBER.findall(text)
    return frozenset([int(number[:18]) for number in found]) if found else NONE


def _pressed(text: str) -> str:
    return "".join(text.split())
