"""Where each block of a page comes from: the lines of the declaration and the provisions of law, as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from policygen.law import facts
from policygen.notice.blocks import Block, Notice, positions
from policygen.problem import Position
from policygen.serving.visible import visible

MARK = re.compile(r"<!--policygen:(\d+)-->")
MOST_LINES = 8


class Source(NamedTuple):
    """Why a block is there.

    own     whether its words are policygen's own; those of others come from the lines at `places`
    apart   whether no line at all belongs to it but those of the part around it
    law     the provisions it answers; those of the part around it with `around`
    """

    own: bool
    apart: bool
    places: tuple[Position, ...]
    law: tuple[str, ...]
    around: bool


def sources(notice: Notice) -> Iterator[Source]:
    """The source of each block in the order of the notice."""
    for section in notice.sections:
        yield from _sources(section, (), ())


def _sources(block: Block, places: tuple[Position, ...], law: tuple[str, ...]) -> Iterator[Source]:
    own = next(positions(block.said), None) is None
    answers = block.answers or law
    yield Source(own, own and block.origins in (places, ()), block.origins, answers,
                 bool(answers) and not block.answers)
    for child in block.blocks:
        yield from _sources(child, block.origins, answers)


def of_page(html: str, known: Mapping[int, Source], lines: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """The sources of the blocks whose marks stand in a page; each place and provision is told once."""
    numbers = sorted({int(number) for number in MARK.findall(html)})
    found = {number: known[number] for number in numbers if number in known}
    places = list(dict.fromkeys(at for source in found.values() for at in source.places))
    index = {at: number for number, at in enumerate(places)}
    law = sorted({id for source in found.values() for id in source.law})
    return {
        "blocks": {number: {"own": source.own, "apart": source.apart, "places": [index[at] for at in source.places],
                            "law": source.law, "around": source.around} for number, source in found.items()},
        "places": [{"at": visible(str(at)), "file": visible(at.file), "line": at.line,
                    "lines": [[number, visible(text)] for number, text in excerpt(at, lines.get(at.file, ()))]}
                   for at in places],
        "law": {id: {"title": facts("provisions")[id]["title"], "text": facts("provisions")[id]["text"]}
                for id in law},
    }


def excerpt(at: Position, lines: tuple[str, ...]) -> list[tuple[int, str]]:
    """The line of a position and what is indented below it, with line numbers."""
    if not 0 < at.line <= len(lines):
        return []
    start = lines[at.line - 1]
    depth, found = _depth(start), [(at.line, start)]
    for number, text in enumerate(lines[at.line:at.line + MOST_LINES - 1], at.line + 1):
        if text.strip() and _depth(text) <= depth:
            break
        found.append((number, text))
    while not found[-1][1].strip() and len(found) > 1:
        found.pop()
    return found


def _depth(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
