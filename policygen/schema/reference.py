"""The declaration language as a Markdown page, made from the classes that read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from policygen.schema.record import EntriesType, Key, ListType, Record, RecordType
from policygen.schema.types import Choice, Reference, Term, Type


def reference(root: type[Record]) -> str:
    """A section for each record that the root can hold, in the order in which they are met."""
    return "\n".join(_section(cls, cls is root) for cls in records(root))


def records(root: type[Record]) -> list[type[Record]]:
    """The root and every record below it, each once."""
    found = [root]
    for cls in found:
        for key in cls.KEYS.values():
            inner = _record_of(key.type)
            if inner is not None and inner not in found:
                found.append(inner)
    return found


def anchor(cls: type[Record]) -> str:
    """The anchor of a record's section, as code hosts make it from the heading."""
    return title(cls).lower().replace(" ", "-")


def title(cls: type[Record]) -> str:
    """The name of a class as words: `DataItem` is `Data item`."""
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: f" {found.group(1).lower()}", cls.__name__)


def _section(cls: type[Record], is_root: bool) -> str:
    lines = [f"## {title(cls)}", "", " ".join((cls.__doc__ or "").split()), ""]
    if cls.SHORT:
        lines += [f"A bare value stands for `{cls.SHORT}`.", ""]
    lines += ["| key | value | meaning |", "| --- | --- | --- |", *(_row(name, key) for name, key in cls.KEYS.items())]
    if cls.EXAMPLE:
        lines += ["", "```yaml", cls.EXAMPLE.strip("\n"), "```"]
    return "\n".join([*lines, ""])


def _row(name: str, key: Key[Any]) -> str:
    needed = " **required**" if key.required else ""
    law = f" ({key.provision})" if key.provision else ""
    return f"| `{name}`{needed} | {_value(key.type)} | {key.doc}{law} |".replace("\n", " ")


def _value(type: Type[Any]) -> str:
    """What to write, with a link to the section of a record."""
    match type:
        case ListType(item=item):
            return f"list of {_value(item)}"
        case EntriesType(record=record):
            return f"ids, each with {_value(record)}"
        case RecordType(cls=cls):
            return f"[{title(cls)}](#{anchor(cls)})"
        case Term(kind=kind):
            return f"term of `{kind}`"
        case Reference(registry=registry):
            return f"id under `{registry}`"
        case Choice(words=words):
            return ", ".join(f"`{word}`" for word in words)
    return type.name


def _record_of(type: Type[Any]) -> type[Record] | None:
    match type:
        case ListType(item=item):
            return _record_of(item)
        case EntriesType(record=record):
            return record.cls
        case RecordType(cls=cls):
            return cls
    return None


def examples(root: type[Record]) -> Iterator[tuple[type[Record], str]]:
    """Every record with its example."""
    for cls in records(root):
        yield cls, cls.EXAMPLE
