"""Every declared value with the record and key where it stands, for rules that look beside a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policygen.schema import Record, Words


def values(record: Record) -> Iterator[tuple[Record, str, Any]]:
    """Each single value inside a record, at any depth: its record, the key, the value; texts for people as Words."""
    for key, item in record.each():
        if isinstance(item, Record):
            yield from values(item)
        else:
            yield record, key, item


def words(record: Record) -> Iterator[tuple[Record, str, Words]]:
    """Each text for people inside a record, in all its languages at once."""
    for owner, key, value in values(record):
        if isinstance(value, Words):
            yield owner, key, value
