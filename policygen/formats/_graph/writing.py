"""A declaration as nodes of the graph, as `shapes.yaml` says: no blank nodes, the same ids as on the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from policygen.declaration import Declaration
from policygen.formats._graph.names import Node
from policygen.formats._graph.table import TYPE, KeyShape, Statement, apart, shapes
from policygen.formats._graph.terms import Terms
from policygen.schema import Country, Day, Link, Period, Words
from policygen.schema.record import HEAD, EntriesType, ListType, Record, RecordType
from policygen.schema.types import Reference, Term

# An address that can stand as an IRI as it is; any other stands as a text.
WHOLE = re.compile(r"(?:https?://|mailto:)[^\s<>\"{}|\\^`\x00-\x20]+")
NOTICE = ""
ANY_URI = "xsd:anyURI"
Items = Sequence[tuple[str, Any]]


class Writer:
    """Turns records into nodes; `derive` adds to a node what follows from its record."""

    def __init__(self, declaration: Declaration, terms: Terms, derive: Callable[[Record, Node], None]) -> None:
        self.terms = terms
        self.derive = derive
        self.registries = {name: child(NOTICE, shape.name) for name, shape in shapes()["Declaration"].keys.items()}
        self.registries["contacts"] = "#controller.contacts"

    def record(self, record: Record, id: str, extra: Sequence[Statement] = (), kind: str = "") -> Node:
        """The node of a record and everything inside it; `kind` is the key that holds it."""
        shape = shapes()[type(record).__name__]
        node: Node = {"@id": id, TYPE: []}
        self._state(node, shape.statements)
        self._state(node, extra)
        if record.id is not None:
            add(node, "dct:identifier", str(record.id))
        for (name, key), value in zip(type(record).KEYS.items(), record[HEAD:], strict=True):
            if name in record.places and not shape.keys[name].out:
                self._key(node, shape.keys[name], key.type, value, kind if name == "broader" else name)
        self.derive(record, node)
        return node

    def _key(self, node: Node, shape: KeyShape, type_: Any, value: Any, kind: str) -> None:
        """Everything that one key says."""
        if shape.on:
            (node,) = node[shapes()["Declaration"].keys[shape.on].property]
        id = child(node["@id"], shape.name)
        if isinstance(type_, EntriesType):
            items: Items = [(f"{id}-{entry.id}", entry) for entry in value]
        elif isinstance(type_, ListType):
            items = [(f"{id}-{number}", item) for number, item in enumerate(value, 1)]
        else:
            items = [(id, value)]
        if not shape.node:
            self._items(node, shape.property, shape, type_, items, kind)
        elif apart(type_):
            for number, (own, item) in enumerate(items, 1):
                inside = self._inside(node, shape, own)
                number_of(inside, number, items)
                self._items(inside, shape.inner, shape, type_, [(own, item)], kind)
        else:
            self._items(self._inside(node, shape, id), shape.inner, shape, type_, items, kind)

    def _inside(self, node: Node, shape: KeyShape, id: str) -> Node:
        """The node on which a value stands; two keys may share one."""
        inside: Node
        for inside in node.get(shape.property, ()):
            if inside["@id"] == id:
                return inside
        inside = {"@id": id, TYPE: []}
        self._state(inside, shape.node)
        add(node, shape.property, inside)
        return inside

    def _items(self, node: Node, property: str, shape: KeyShape, type_: Any, items: Items, kind: str) -> None:
        inner = type_.item if isinstance(type_, ListType) else type_
        for number, (id, item) in enumerate(items, 1):
            said = ("no", "yes")[item] if isinstance(item, bool) else str(item) if isinstance(item, str) else ""
            stated = shape.values.get(said)
            if stated is not None:
                self._state(node, stated)
            elif isinstance(item, Record):
                made = self.record(item, id, shape.extra, kind)
                if not isinstance(type_, EntriesType | RecordType):
                    number_of(made, number, items)
                add(node, property, made)
            else:
                for value in self._values(item, inner, shape, kind):
                    add(node, property, value)

    def _values(self, item: Any, type_: Any, shape: KeyShape, kind: str) -> list[Any]:
        """A single value: a text in each language is several."""
        if isinstance(item, Words):
            return [{"@value": str(text), "@language": code} for code, text in item.texts]
        broader = kind if shape.property == "skos:broader" else ""
        term = type_.kind if isinstance(type_, Term) else shape.kind or broader
        if term and shape.mode != "text":
            name = self.terms.name(term, str(item))
            return [name if shape.property == TYPE else {"@id": name}]
        if isinstance(type_, Reference):
            return [{"@id": f"{self.registries[type_.registry]}-{item}"}]
        return [self._plain(item)]

    def _plain(self, item: Any) -> Any:
        if isinstance(item, Country):
            return {"@id": self.terms.name("countries", str(item))}
        if isinstance(item, Link):
            return {"@id": str(item)} if WHOLE.fullmatch(item) else {"@value": str(item), "@type": ANY_URI}
        if isinstance(item, Day):
            return {"@value": item.isoformat(), "@type": "xsd:date"}
        if isinstance(item, Period):
            return item.iso
        return item if isinstance(item, int) else str(item)

    def _state(self, node: Node, statements: Sequence[Statement]) -> None:
        for property, object in statements:
            value: Any = {"@id": NOTICE if object == "<>" else object}
            if object.startswith("'"):
                value = object.strip("'")
            elif "/" in object:
                value = {"@id": self.terms.name(*object.split("/"))}
            add(node, property, object if property == TYPE else value)


def child(id: str, name: str) -> str:
    """The id of a node inside another: `#activities`, `#activities-orders.data`."""
    return name if name.startswith("#") else f"#{name}" if id == NOTICE else f"{id}.{name}"


def number_of(node: Node, number: int, items: Items) -> None:
    """The place of a node in a list of several."""
    if len(items) > 1:
        add(node, "schema:position", number)


def add(node: Node, property: str, value: Any) -> None:
    """A statement, once."""
    values = node.setdefault(property, [])
    if value not in values:
        values.append(value)
