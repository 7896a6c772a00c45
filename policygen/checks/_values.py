"""Every declared value with the record and key where it stands, for rules that look beside a text."""

from __future__ import annotations

from typing import Any, NamedTuple

from policygen.schema import Record, Words


class Value(NamedTuple):
    """One declared value with the record and the key where it stands; texts for people as Words."""

    record: Record
    key: str
    value: Any


def values(record: Record) -> tuple[Value, ...]:
    """Each single value inside a record, at any depth, in the order of the language."""
    found: list[Value] = []
    _collect(record, found)
    return tuple(found)


def words(found: tuple[Value, ...]) -> tuple[Value, ...]:
    """Those of the values that are texts for people, each in all its languages at once."""
    return tuple([one for one in found if isinstance(one.value, Words)])


def _collect(record: Record, found: list[Value]) -> None:
    for key, item in record.each():
        if isinstance(item, Record):
            _collect(item, found)
        else:
            found.append(Value(record, key, item))
