"""Storage periods as a time line: a bar for each rule beside its words, below one scale.

Lengths are shares of the width, so that the bars fit every screen and the words keep their size. Bars are to scale; a
rule without a period has an open bar. The words stand in the table around the bars, which hold none of their own.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from policygen.localise.page import PageBlock
from policygen.notice.periods import DAYS

ISO = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
SHORTEST = 0.6                                               # per cent of the width: what is shorter could not be seen
# What is filled into these is escaped.
AXIS = Markup('<svg class="axis" aria-hidden="true"><g id="{}-lines">{}</g>{}</svg>')
MARK_LINE = Markup('<line x1="{0}" x2="{0}" y2="100%"/>')
MARK_NAME = Markup('<text x="{}" y="12" text-anchor="end">{}</text>')
BAR = Markup('<svg class="bar" aria-hidden="true">{}{}</svg>')
GRID = Markup('<use href="#{}-lines"/>')
FIXED = Markup('<rect x="{}" width="{}" y="3" height="8"/>')
OPEN = Markup('<line class="open" x2="100%" y1="7" y2="7"/>')


def days(iso: str) -> float:
    """An ISO 8601 duration in days, as long as its calendar units are on average."""
    match = ISO.fullmatch(iso)
    assert match is not None, iso
    return sum(int(number) * length for number, length in zip(match.groups("0"), DAYS.values(), strict=True))


def _marks(table: PageBlock) -> tuple[PageBlock, ...]:
    return next((child.blocks for child in table.blocks if child.kind == "scale"), ())


def axis(table: PageBlock, direction: str) -> Markup:
    """The scale above the bars with the marks' names, and the lines that run down from it; empty without a scale."""
    marks = _marks(table)
    if not marks:
        return Markup("")
    step = 100 / len(marks)
    lines = Markup("").join(MARK_LINE.format(_share(step * number)) for number in range(len(marks) + 1))
    # Each name stands before its line, where the next line cannot cut it.
    names = Markup("").join(MARK_NAME.format(_share(_from_start(step * number, direction)), mark.text)
                            for number, mark in enumerate(marks, 1))
    return AXIS.format(table.id, lines, names)


def bar(table: PageBlock, record: PageBlock, direction: str) -> Markup:
    """The bar of one rule: as long as its period, or open."""
    marks = _marks(table)
    period = next((piece.value for block in record.blocks[1].walk() for piece in block.said if piece.value), "")
    if not period:
        return BAR.format(OPEN, "")
    share = max(SHORTEST, 100 * days(period) / days(marks[-1].said[0].value))
    return BAR.format(GRID.format(table.id), FIXED.format(_share(100 - share if direction == "rtl" else 0),
                                                          _share(share)))


def _from_start(place: float, direction: str) -> float:
    return 100 - place if direction == "rtl" else place


def _share(part: float) -> str:
    return f"{part:.1f}".removesuffix(".0") + "%"
