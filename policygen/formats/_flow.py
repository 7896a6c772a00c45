"""The way of the data as an inline picture: four columns of boxes, and a line from each to what follows it.

The picture has no colours of its own: its classes are coloured by the style sheet, so that dark mode, print and forced
colours can change them. Its words are those of the table it is drawn from, which stands beside it as its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from policygen.formats._letters import wrapped
from policygen.localise.cldr import upper_first
from policygen.localise.page import PageBlock

SIZE = 13                                       # font size in px; the picture is shown in its own size
LINE = 16
PADDING = 7
BETWEEN = 8
GAP = 38
TOP = 26
WIDTH = 720                                     # as wide as the text beside it in the default theme
COLUMNS = (126, 192, 180, 108)                  # shares of the room that the gaps leave
# What is filled into these is escaped.
SVG = Markup('<svg class="flow" width="%s" height="%s" viewBox="0 0 %s %s" role="img" '
             'aria-labelledby="%s-caption">%s</svg>')
WAYS = Markup('<g class="ways">%s</g><path class="way" d="%s"/>')
WAY = Markup('<path d="%s"/>')
COLUMN = Markup('<g><text class="head" x="%s" y="14">%s</text>%s%s</g>')
BOX = Markup('<rect x="%s" y="%.0f" width="%s" height="%.0f"/>')
TEXT = Markup('<text x="%s" y="%.0f">%s</text>')
TEXTS = Markup("<text>%s</text>")
PART = Markup('<tspan x="%s" y="%.0f">%s</tspan>')


class Box(NamedTuple):
    """A box of the picture: its lines of text, where it stands from the top, how high it is."""

    lines: tuple[str, ...]
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


class Graph(NamedTuple):
    """What is drawn: the names in each column, and for each use its name, data, and recipients; then countries."""

    columns: tuple[tuple[str, ...], ...]
    uses: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    countries: tuple[tuple[str, str], ...]


def picture(block: PageBlock, direction: str) -> Markup:
    """The SVG of a block of the kind `flow`; `direction` is `ltr` or `rtl`; a column without names is missing."""
    graph = _graph(block)
    rooms = _rooms(sum(map(bool, graph.columns)))
    columns = [_boxes(names, room) for names, room in zip(graph.columns, rooms, strict=False)]
    height = round(max(box.top + box.height for boxes in columns for box in boxes.values())) + 2
    columns = [_centred(boxes, height) for boxes in columns]
    heads = [child.text for child in next(child for child in block.blocks if child.kind == "scale").blocks]
    sides = [_side(rooms, number, direction) for number in range(len(rooms))]
    drawn = [_column(boxes, head, *side) for boxes, head, side in zip(columns, heads, sides, strict=False)]
    return SVG % (WIDTH, height, WIDTH, height, block.id, _joined([_lines(graph, columns, sides), *drawn]))


def _rooms(count: int) -> list[int]:
    """The widths of the first columns, which fill the picture together with the gaps between them."""
    room = WIDTH - 2 - GAP * (count - 1)
    return [room * share // sum(COLUMNS[:count]) for share in COLUMNS[:count]]


def _side(rooms: Sequence[int], number: int, direction: str) -> tuple[int, int]:
    """Where a column starts and where it ends, in the direction of reading: in `rtl` it starts at its right."""
    start = 1 + sum(rooms[:number]) + GAP * number
    ends = start, start + rooms[number]
    return ends if direction != "rtl" else (WIDTH - ends[0], WIDTH - ends[1])


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def _graph(block: PageBlock) -> Graph:
    """The names and lines of the picture, read from the records of the table."""
    uses = []
    countries: dict[tuple[str, str], None] = {}
    for record in block.blocks:
        if record.kind == "record":
            use, data, recipients = record.blocks
            got = [child for child in recipients.blocks if child.kind == "line"]   # a value says that there is nobody
            uses.append((_name(use.blocks[0]), tuple(map(_name, data.blocks)), tuple(map(_name, got))))
            countries.update({(_name(one), _name(country)): None for one in got for country in one.blocks})
    names = tuple(use for use, _, _ in uses)
    data_names = _placed((name for _, data, _ in uses for name in data),
                         [(name, use) for use, data, _ in uses for name in data], names)
    recipients_ = _placed((name for _, _, found in uses for name in found),
                          [(name, use) for use, _, found in uses for name in found], names)
    places = _placed((country for _, country in countries),
                     [(country, one) for one, country in countries], recipients_)
    return Graph((data_names, names, recipients_, places), tuple(uses), tuple(countries))


def _name(block: PageBlock) -> str:
    return upper_first(block.text)


def _placed(names: Iterable[str], links: Sequence[tuple[str, str]], others: Sequence[str]) -> tuple[str, ...]:
    """The names once, each as high as what it is linked with stands on average, so that few lines cross."""
    place = {name: number for number, name in enumerate(others)}
    linked: dict[str, list[int]] = {}
    for name, other in links:
        linked.setdefault(name, []).append(place[other])
    return tuple(sorted(dict.fromkeys(names), key=lambda name: sum(linked[name]) / len(linked[name])))


def _boxes(names: Iterable[str], room: int) -> dict[str, Box]:
    boxes: dict[str, Box] = {}
    top = float(TOP)
    for name in names:
        lines = tuple(wrapped(name, SIZE, room - 2 * PADDING - 2))
        height = len(lines) * LINE + 2 * PADDING - 2
        boxes[name] = Box(lines, top, height)
        top += height + BETWEEN
    return boxes


def _centred(boxes: dict[str, Box], height: float) -> dict[str, Box]:
    """The boxes of a column spread over the height of the highest one."""
    used = sum(box.height for box in boxes.values())
    space = (height - 2 - TOP - used) / (len(boxes) + 1)
    if not boxes or space <= BETWEEN:
        return boxes
    found = {}
    top = TOP + space
    for name, box in boxes.items():
        found[name] = box._replace(top=round(top))
        top += box.height + space
    return found


def _lines(graph: Graph, columns: Sequence[dict[str, Box]], sides: Sequence[tuple[int, int]]) -> Markup:
    """A path for each use, which the style sheet colours in turn, and one for the countries."""
    paths = []
    for use, data, recipients in graph.uses:
        here = columns[1][use]
        paths.append("".join([*(_curve(sides, 0, columns[0][name], here) for name in data),
                              *(_curve(sides, 1, here, columns[2][name]) for name in recipients)]))
    last = "".join(_curve(sides, 2, columns[2][name], columns[3][country]) for name, country in graph.countries)
    return WAYS % (_joined(WAY % path for path in paths), last)


def _curve(sides: Sequence[tuple[int, int]], number: int, start: Box, end: Box) -> str:
    """A curve from the end of a box in column `number` to the start of one in the next."""
    here, there = sides[number][1], sides[number + 1][0]
    across, down = there - here, round(end.middle) - round(start.middle)
    return f"M{here} {start.middle:.0f}c{across // 2} 0 {across // 2} {down} {across} {down}"


def _column(boxes: dict[str, Box], head: str, start: int, end: int) -> Markup:
    """The head, the boxes and the texts of a column between its start and its end."""
    x = start + PADDING if start < end else start - PADDING
    left, room = min(start, end), abs(end - start)
    return COLUMN % (x, head, _joined(BOX % (left, box.top, room, box.height) for box in boxes.values()),
                     _joined(_text(box, x) for box in boxes.values()))


def _text(box: Box, x: int) -> Markup:
    """The lines of a box, each at the start of the line in the direction of the page."""
    first = box.top + PADDING + SIZE - 3
    if len(box.lines) == 1:
        return TEXT % (x, first, box.lines[0])
    return TEXTS % _joined(PART % (x, first + LINE * number, line) for number, line in enumerate(box.lines))
