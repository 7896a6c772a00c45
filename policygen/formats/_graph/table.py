"""The table `shapes.yaml`: which property holds which key of the declaration language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from policygen.declaration import Declaration
from policygen.load import Mapping as MappingNode
from policygen.load import Node, Scalar, Sequence, parse
from policygen.project import package_data
from policygen.schema.record import EntriesType, ListType, Record, RecordType
from policygen.schema.types import COUNTRY, TextType, Type, WordsType

TYPE = "@type"
STATEMENT = re.compile(r"(?:(?P<property>\S+) )?(?P<object>'[^']*'|\S+)")


class Statement(NamedTuple):
    """A property and an object: a prefixed name, a 'text', `kind/id` of a term, `#id` of a node, or `<>`."""

    property: str
    object: str


class KeyShape(NamedTuple):
    """How one key is written.

    `property` holds the value, or a node with the statements of `node` where `inner` then holds it. `extra` are more
    statements on the node of an entry; `values` those that stand for a value. `kind` are terms that stand for the
    words of a choice; `mode` is `text` for terms that stand as they are.
    """

    property: str
    node: tuple[Statement, ...]
    inner: str
    extra: tuple[Statement, ...]
    values: Mapping[str, tuple[Statement, ...]]
    on: str
    name: str
    out: str
    kind: str
    mode: str


class ClassShape(NamedTuple):
    """How a class is written: the statements of its nodes, and its keys."""

    statements: tuple[Statement, ...]
    keys: Mapping[str, KeyShape]


@cache
def shapes() -> Mapping[str, ClassShape]:
    """The shape of each class by its name."""
    classes = parsed("shapes.yaml").get("classes")
    assert isinstance(classes, MappingNode)
    return {name.text: _class(node) for name, node in classes.entries}


@cache
def parsed(name: str) -> MappingNode:
    """A data file of this folder; a fault in it is our bug."""
    file = package_data("formats", "_graph", name)
    root, problems = parse(file.data, file.name)
    assert isinstance(root, MappingNode) and not problems, problems
    return root


def _class(node: Node) -> ClassShape:
    assert isinstance(node, MappingNode)
    keys = {name.text: _key(name.text, value) for name, value in node.entries if name.text != "type"}
    return ClassShape(_statements(node.get("type")), keys)


def _key(name: str, node: Node) -> KeyShape:
    said = {key.text: value for key, value in node.entries} if isinstance(node, MappingNode) else {"path": node}
    path = said.get("path")
    parts = [path] if isinstance(path, Scalar) else list(path.items) if isinstance(path, Sequence) else []
    values = said.get("values")
    entry = len(parts) == 2 and values is None
    return KeyShape(
        property=_text(parts[0]) if parts else "",
        node=_statements(parts[1]) if len(parts) > 1 and not entry else (),
        inner=_text(parts[2]) if len(parts) > 2 else "",
        extra=_statements(parts[1]) if entry else (),
        values={key.text: _statements(value) for key, value in values.entries}
        if isinstance(values, MappingNode) else {},
        on=_text(said.get("on")), name=_text(said.get("name")) or name.replace("_", "-"), out=_text(said.get("out")),
        kind=_text(said.get("term")), mode=_text(said.get("as")))


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _statements(node: Node | None) -> tuple[Statement, ...]:
    return tuple(statement(part.strip()) for part in _text(node).split(";") if part.strip())


def statement(text: str) -> Statement:
    """A statement as it stands in the table: a type, or a property and an object."""
    match = STATEMENT.fullmatch(text)
    assert match is not None, text
    return Statement(match["property"] or TYPE, match["object"])


def held(type: Type[object]) -> type[Record] | None:
    """The class of the entries that a type holds, alone or in a list; None where it holds values."""
    if isinstance(type, ListType):
        return held(type.item)
    if isinstance(type, EntriesType):
        return type.record.cls
    return type.cls if isinstance(type, RecordType) else None


def apart(type: Type[object]) -> bool:
    """Whether each item of a list has a node of its own, where nodes hold it: texts have, terms share one."""
    return isinstance(type, ListType) and isinstance(type.item, WordsType | TextType) and type.item is not COUNTRY


def left_out_keys() -> Mapping[str, str]:
    """The paths of keys that no vocabulary holds, with the reason."""
    return dict(_out(Declaration, ""))


def _out(cls: type[Record], path: str) -> Iterator[tuple[str, str]]:
    for name, key in cls.KEYS.items():
        shape = shapes()[cls.__name__].keys[name]
        inside = held(key.type)
        if shape.out:
            yield f"{path}{name}", shape.out
        elif inside is not None:
            yield from _out(inside, f"{path}{name}.")
