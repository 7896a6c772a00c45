"""Every declared text with its language and place, for rules that read texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policygen.problem import Position
from policygen.schema import Record, Words


class Text(NamedTuple):
    """One declared text in one language: where it stands, what it says, its class and key (`Activity`, `about`)."""

    at: Position
    language: str
    text: str
    owner: str
    key: str


def texts(record: Record) -> tuple[Text, ...]:
    """All texts for people in a record, in all languages, in the order of the language's classes."""
    return tuple(_texts(record))


def _texts(record: Record) -> Iterator[Text]:
    for key, item in record.each():
        if isinstance(item, Record):
            yield from _texts(item)
        elif isinstance(item, Words):
            for language, text in item.texts:
                yield Text(text.at, language, str(text), type(record).__name__, key)
