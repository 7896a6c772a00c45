"""The notice as a tree of blocks without language: what is said, from which lines, answering which law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from policygen.problem import Position
from policygen.schema import Country, Day, Link, Period, Str, Words


class Message(NamedTuple):
    """An English sentence or label of ours, translated by catalogue; `args` fill its {slots}."""

    context: str
    text: str
    args: tuple[tuple[str, Said], ...] = ()


class Name(NamedTuple):
    """A name that is the same in every language."""

    text: Str


class TermName(NamedTuple):
    """The label of a shipped term or fact of law: kind, id, and its English text.

    `own` is a name inside the label that is in another language, with the code of that language.
    """

    kind: str
    id: Str
    label: str
    own: tuple[str, str] | None = None


class CountryName(NamedTuple):
    """The name of a country."""

    code: Country


class Date(NamedTuple):
    """A date."""

    day: Day


class Span(NamedTuple):
    """A duration."""

    period: Period


class Anchor(NamedTuple):
    """A link: an address or `#block-id`, and what is shown.

    An `optional` link to a block is only text where the notice has no such block. `language` is that of what it leads
    to, where this is known.
    """

    href: str
    shown: Said
    at: Position | None = None
    optional: bool = False
    language: str = ""


class Many(NamedTuple):
    """Several values joined as a list of the language: `a, b and c`, or with `either` `a, b or c`."""

    values: tuple[Said, ...]
    either: bool = False


class Cite(NamedTuple):
    """A provision by its id, such as `GDPR 6(1)(f)`, cited as the language does."""

    provision: str


class Markdown(NamedTuple):
    """A declared text with Markdown."""

    words: Words


Said = Message | Name | TermName | CountryName | Date | Span | Anchor | Many | Cite | Markdown | Words


class Block(NamedTuple):
    """One part of the notice.

    kind     section, entry, paragraph, list, item, facts, row, value, line, table, head, record, cell; and the tables
             that are also drawn: flow (use, data, recipients with countries inside) and periods (use, how long), with
             the words that only the picture needs in a scale
    id       the same in every language; unique in the notice
    anchor   whether readers can point to it: parts with a heading, tables, and what stands for a declared entry
    said     what the block says itself: heading, label or sentences
    blocks   what stands inside
    origins  where the declared values stand that it came from; never empty in a composed notice
    answers  ids of the provisions it answers
    """

    kind: str
    id: str
    said: tuple[Said, ...] = ()
    blocks: tuple[Block, ...] = ()
    origins: tuple[Position, ...] = ()
    answers: tuple[str, ...] = ()
    anchor: bool = False

    def walk(self) -> Iterator[Block]:
        """The block and all inside it, in reading order."""
        ahead = [self]
        while ahead:
            block = ahead.pop()
            yield block
            ahead.extend(reversed(block.blocks))


class Notice(NamedTuple):
    """A whole notice: the declaration's id, its languages, the title and the sections in order."""

    id: str
    languages: tuple[str, ...]
    title: Said
    sections: tuple[Block, ...]
    updated: Day | None
    version: str

    def walk(self) -> Iterator[Block]:
        """Every block in reading order."""
        for section in self.sections:
            yield from section.walk()


# The field that holds what was declared, for each class with one declared value.
DECLARED = {Name: "text", TermName: "id", CountryName: "code", Date: "day", Span: "period", Markdown: "words"}


def positions(said: Iterable[Said]) -> Iterator[Position]:
    """Where the declared values in what is said stand."""
    found: list[Position] = []
    for value in said:
        _collect(value, found)
    return iter(found)


def _collect(value: Said, found: list[Position]) -> None:
    if isinstance(value, Message):
        for _, argument in value.args:
            _collect(argument, found)
    elif isinstance(value, Many):
        for inside in value.values:
            _collect(inside, found)
    else:
        if isinstance(value, Anchor):
            _collect(value.shown, found)
        field = DECLARED.get(type(value))
        at = getattr(getattr(value, field) if field else value, "at", None)
        if at is not None:
            found.append(at)


__all__ = ["Anchor", "Block", "Cite", "CountryName", "Date", "Link", "Many", "Markdown", "Message", "Name", "Notice",
           "Said", "Span", "TermName", "positions"]
