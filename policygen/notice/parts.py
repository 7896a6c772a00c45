"""The small parts that sections are made of, and the pass that gives every block its id and origins."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from policygen.notice.blocks import Anchor, Block, Many, Message, Said, positions
from policygen.problem import Position

Blocks = Iterable[Block | None]
ENTRIES = frozenset({"row", "record"})
WITH_HEADING = frozenset({"section", "entry", "table", "flow", "periods"})


def say(context: str, text: str, **args: Said) -> Message:
    """An English message with its context id; the catalogue translates it. Slots are written {name}."""
    return Message(context, text, tuple(args.items()))


def block(kind: str, id: str, *said: Said, inside: Blocks = (), at: Iterable[Position] = (),
          answers: Sequence[str] = ()) -> Block:
    """A block.

    An id that starts with `.` or `-` continues that of the block around it: `.` before our own words, `-` before ids
    of the declaration, which hold no `.`, so that the two never meet. An empty id is numbered.
    """
    origins = tuple(dict.fromkeys((*at, *positions(said))))
    return Block(kind, id, said, tuple([child for child in inside if child is not None]), origins, tuple(answers))


def section(id: str, title: Said, *inside: Block | None, at: Iterable[Position] = (),
            answers: Sequence[str] = ()) -> Block | None:
    """A section with its heading, or None where nothing stands in it."""
    made = block("section", id, title, inside=inside, at=at, answers=answers)
    return made if made.blocks else None


def entry(id: str, title: Said, *inside: Block | None, at: Iterable[Position] = (),
          answers: Sequence[str] = ()) -> Block:
    """A part of a section with a heading of its own: an activity, a right."""
    return block("entry", id, title, inside=inside, at=at, answers=answers)


def paragraph(id: str, *said: Said | None, at: Iterable[Position] = (), answers: Sequence[str] = ()) -> Block | None:
    """Sentences, or None where there are none."""
    sentences = [sentence for sentence in said if sentence is not None]
    return block("paragraph", id, *sentences, at=at, answers=answers) if sentences else None


def facts(id: str, *rows: Block | None) -> Block | None:
    """A list of labelled facts, or None where there is none."""
    made = block("facts", id, inside=rows)
    return made if made.blocks else None


def row(id: str, label: Said, *values: Block | None, at: Iterable[Position] = (),
        answers: Sequence[str] = ()) -> Block | None:
    """One labelled fact with its values or lines, or None where it has none; `at` adds to where they stand."""
    made = block("row", id, label, inside=values, answers=answers)
    added = tuple(at)
    if added:
        made = made._replace(origins=tuple(dict.fromkeys((*made.origins, *added, *_declared(made)))))
    return made if made.blocks else None


def value(*said: Said, at: Iterable[Position] = ()) -> Block:
    """A short value, set in one line with its neighbours."""
    return block("value", "", *said, at=at)


def line(*said: Said | None, at: Iterable[Position] = (), answers: Sequence[str] = ()) -> Block | None:
    """A value that needs a line of its own: sentences."""
    sentences = [sentence for sentence in said if sentence is not None]
    return block("line", "", *sentences, at=at, answers=answers) if sentences else None


def bullets(id: str, intro: Said | None, *items: Block | None, answers: Sequence[str] = ()) -> Block | None:
    """A list with bullets after an introduction, or None where it is empty."""
    made = block("list", id, *([intro] if intro is not None else []), inside=items, answers=answers)
    return made if made.blocks else None


def item(*said: Said | None, at: Iterable[Position] = (), id: str = "") -> Block:
    """One bullet."""
    return block("item", id, *[sentence for sentence in said if sentence is not None], at=at)


def table(id: str, caption: Said | None, head: Sequence[Said], records: Blocks, at: Iterable[Position] = (),
          answers: Sequence[str] = ()) -> Block | None:
    """A table with column heads, and a caption where its heading does not say what it is; None without records."""
    made = block("table", id, *([caption] if caption is not None else []), inside=records, at=at, answers=answers)
    if not made.blocks:
        return None
    columns = block("head", ".head", inside=[block("cell", "", title) for title in head])
    return made._replace(blocks=(columns, *made.blocks))


def record(id: str, *cells: Block, at: Iterable[Position] = ()) -> Block:
    """One row of a table; its first cell heads the row."""
    return block("record", id, inside=cells, at=at)


def cell(*lines: Block | None) -> Block:
    """A cell with its lines."""
    return block("cell", "", inside=lines)


def many(values: Iterable[Said], either: bool = False) -> Said:
    """One value as itself, several as a list of the language with `and`, or with `either` with `or`."""
    found = tuple(values)
    return found[0] if len(found) == 1 else Many(found, either)


def settled(blocks: Iterable[Block], inherited: tuple[Position, ...], prefix: str = "") -> tuple[Block, ...]:
    """The blocks with full ids and anchors, and origins: their own, else those inside, else those of the one around."""
    done = []
    for number, made in enumerate(blocks, 1):
        id = _full_id(made.id, prefix, number)
        bare = made.kind == "facts" and not made.id          # its rows continue the id of the part around it
        inside = settled(made.blocks, made.origins or inherited, prefix if bare else id) if made.blocks else ()
        origins = made.origins or tuple(dict.fromkeys(_declared(made))) or inherited
        anchor = made.kind in WITH_HEADING or (made.kind in ENTRIES and made.id[:1] not in ("", "."))
        done.append(Block(made.kind, id, made.said, inside, origins, made.answers, anchor))
    return tuple(done)


def _declared(made: Block) -> list[Position]:
    """Where the block stands that was declared: its own origins, else those of the blocks inside."""
    if made.origins:
        return list(made.origins)
    found: list[Position] = []
    for child in made.blocks:
        found += child.origins or _declared(child)
    return found


def _full_id(id: str, prefix: str, number: int) -> str:
    if not id:
        return f"{prefix}.{number}"
    return f"{prefix}{id}" if id.startswith((".", "-")) else id


def linked(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with optional links to blocks that are not there turned into text."""
    every = [inside for made in blocks for inside in made.walk()]
    ids = {made.id for made in every}
    dead = {said for made in every for said in made.said
            if isinstance(said, Anchor) and said.optional and said.href.removeprefix("#") not in ids}
    return tuple(_unlinked(made, dead) for made in blocks) if dead else blocks


def _unlinked(made: Block, dead: Collection[Said]) -> Block:
    said = tuple(value.shown if isinstance(value, Anchor) and value in dead else value for value in made.said)
    return made._replace(said=said, blocks=tuple(_unlinked(inside, dead) for inside in made.blocks))
