"""What the notice says and where: its blocks by the positions of the declaration that they came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from policygen.coverage.subjects import Subject
from policygen.notice.blocks import Block, Notice
from policygen.problem import Position

# The kinds of blocks that are a part of the page by themselves, so that people can find them by their ids.
SHOWN = frozenset({"section", "entry", "paragraph", "row", "list", "table", "record", "flow", "periods"})
PLACE = re.compile(r"\{(\w+)\}")


class Spoken:
    """An index of a notice."""

    def __init__(self, notice: Notice) -> None:
        self.blocks: dict[str, Block] = {}
        self._at: dict[Position, dict[str, None]] = {}
        for section in notice.sections:
            self._add(section, section.id)

    def _add(self, block: Block, around: str) -> None:
        if block.kind in SHOWN:
            around = block.id
            self.blocks[block.id] = block
        for at in block.origins:
            self._at.setdefault(at, {})[around] = None
        for inside in block.blocks:
            self._add(inside, around)

    def named(self, patterns: Iterable[str]) -> tuple[Block, ...]:
        """The blocks whose ids fit one of the patterns, in the order of the notice."""
        wanted = tuple(patterns)
        return tuple(block for id, block in self.blocks.items() if any(fnmatchcase(id, name) for name in wanted))

    def saying(self, spots: Iterable[Position], patterns: Sequence[str]) -> tuple[str, ...]:
        """The ids of the blocks among those of the patterns that came from one of the positions."""
        found = dict.fromkeys(id for at in spots for id in self._at.get(at, ()))
        return tuple(id for id in found if any(fnmatchcase(id, name) for name in patterns))


def patterns_for(patterns: Iterable[str], subject: Subject) -> tuple[str, ...]:
    """The patterns with the ids of what the subject binds, less those that name something it does not bind."""
    ids = {name: str(values[0].id) for name, values in subject.bound.items() if values and hasattr(values[0], "id")}
    return tuple(PLACE.sub(lambda found: ids[found.group(1)], pattern) for pattern in patterns
                 if set(PLACE.findall(pattern)) <= set(ids))
