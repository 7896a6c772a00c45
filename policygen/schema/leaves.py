"""A declaration as a flat list: every single value that was declared, with its path and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from policygen.problem import Position
from policygen.schema.record import HEAD, EntriesType, ListType, Record, RecordType


class Leaf(NamedTuple):
    """One declared value.

    `path` leads to it by keys, ids and places in lists from 0: `activities.orders.data.0.category.1`. `keys` is the
    same without ids and places: `activities.data.category`. `value` is as it was read: Str, Words, Day, Period, bool.
    """

    path: str
    keys: str
    value: Any
    at: Position


def leaves(record: Record, path: str = "", keys: str = "") -> Iterator[Leaf]:
    """Every value in a record and the records inside it, in the order of the language; `path` stands in front."""
    for (name, key), value in zip(type(record).KEYS.items(), record[HEAD:], strict=True):
        if name in record.places:
            yield from _within(value, key.type, _join(path, name), _join(keys, name), record.places[name])


def _within(value: Any, type_: Any, path: str, keys: str, at: Position) -> Iterator[Leaf]:
    if value is None:
        return
    if isinstance(type_, EntriesType):
        for entry in value:
            yield from leaves(entry, _join(path, entry.id), keys)
    elif isinstance(type_, ListType):
        for number, item in enumerate(value):
            yield from _within(item, type_.item, _join(path, str(number)), keys, at)
    elif isinstance(type_, RecordType):
        yield from leaves(value, path, keys)
    else:
        yield Leaf(path, keys, value, getattr(value, "at", None) or at)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
