"""The graph read back into a declaration: statements -> what a declaration in YAML would say.

Only the statements count: neither the names of nodes nor the order of JSON, save in lists of terms and short texts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from policygen.declaration import Declaration
from policygen.declaration.basis import Purpose
from policygen.declaration.identity import Controller
from policygen.declaration.root import Defaults
from policygen.formats._graph.table import TYPE, KeyShape, Statement, held, shapes
from policygen.formats._graph.terms import shipped
from policygen.load import Mapping as MappingNode
from policygen.load import Node, Scalar
from policygen.load import Sequence as SequenceNode
from policygen.problem import Position
from policygen.schema.record import EntriesType, ListType, Record
from policygen.schema.types import COUNTRY, Reference, Term, WordsType

CONCEPT = "skos:Concept"
AT = Position("privacy.jsonld")


class Value(NamedTuple):
    """An object of a statement: an IRI as prefixed name, or a text with its language."""

    text: str
    iri: bool = False
    language: str = ""


Graph = Mapping[str, Mapping[str, Sequence[Value]]]


def statements(document: Mapping[str, Any]) -> Graph:
    """The statements of a JSON-LD document of policygen: the values by node and property."""
    found: dict[str, dict[str, list[Value]]] = {}
    for node in document["@graph"]:
        _collect(node, found)
    return found


def _collect(node: Mapping[str, Any], found: dict[str, dict[str, list[Value]]]) -> None:
    here = found.setdefault(node["@id"], {})
    for property, values in node.items():
        for value in values if isinstance(values, list) else [values]:
            if property == TYPE:
                here.setdefault(TYPE, []).append(Value(value, True))
            elif property != "@id":
                here.setdefault(property, []).append(_value(value))
            if isinstance(value, dict) and "@id" in value and len(value) > 1:
                _collect(value, found)


def _value(value: Any) -> Value:
    if isinstance(value, dict):
        return Value(value["@id"], True) if "@id" in value else Value(value["@value"], False,
                                                                      value.get("@language", ""))
    return Value(str(value))


def read(graph: Graph) -> MappingNode:
    """The declaration that a graph holds, as nodes that `policygen.declaration.read` takes."""
    notice = next(id for id, node in graph.items() if Value("dpv:PrivacyNotice", True) in node.get(TYPE, ()))
    root = parsed(Reader(graph, notice).record(Declaration, notice, "", ""))
    assert isinstance(root, MappingNode)
    return root


def parsed(tree: Any) -> Node:
    """A tree of mappings, lists and texts as if it had been read from YAML."""
    if isinstance(tree, dict):
        return MappingNode(AT, tuple((Scalar(AT, key, False), parsed(value)) for key, value in tree.items()))
    if isinstance(tree, list):
        return SequenceNode(AT, tuple(parsed(item) for item in tree))
    return Scalar(AT, tree, False)


@cache
def by_name(kind: str) -> Mapping[str, str]:
    """The id of each term of a kind that is written with its DPV name."""
    return {term.dpv: id for id, term in shipped(kind).items() if term.exact}


class Reader:
    """Reads records from a graph."""

    def __init__(self, graph: Graph, notice: str) -> None:
        self.graph = graph
        self.notice = notice
        self.languages = {value.text.lower(): value.text for value in self.of(notice, "dct:language")}
        self.defaults = frozenset(value.text for rule in self.of(notice, "dpv:hasRule")
                                  for values in graph.get(rule.text, {}).values() for value in values)

    def of(self, id: str, property: str) -> Sequence[Value]:
        """The values of a property of a node."""
        return self.graph.get(id, {}).get(property, ())

    def record(self, cls: type[Record], id: str, parent: str, kind: str) -> dict[str, Any]:
        """What a node says of a class; `parent` is the node that holds it, `kind` the key."""
        keys = shapes()[cls.__name__].keys
        tree: dict[str, Any] = {}
        for name in cls.KEYS:
            holders = self.of(id, keys[keys[name].on].property) if keys[name].on else (Value(id, True),)
            for holder in holders if not keys[name].out else ():
                found = self._key(cls, name, holder.text, parent, kind)
                if found not in (None, [], {}):
                    tree[name] = found
        return tree

    def _key(self, cls: type[Record], name: str, id: str, parent: str, kind: str) -> Any:
        """What stands under a key, or nothing."""
        shape, type_ = shapes()[cls.__name__].keys[name], cls.KEYS[name].type
        holders = self._nodes(cls, name, id, shape.node) if shape.node else [id]
        property = shape.inner if shape.node else shape.property
        inside = held(type_)
        if inside is not None:
            theirs = self._inherited(cls, property, parent)
            wanted = signature(inside) + shape.extra
            nodes = [node for holder in holders for node in
                     (self._found(holder, property, wanted, inside) if shape.node else
                      self._nodes(cls, name, holder, wanted)) if node not in theirs]
            return self._entries(type_, [(node, self.record(inside, node, id, name)) for node in nodes])
        found = [value for holder in holders
                 for value in self._values(shape, property, type_, holder, kind if name == "broader" else name)]
        return found if isinstance(type_, ListType) else found[0] if found else None

    def _inherited(self, cls: type[Record], property: str, parent: str) -> Collection[str]:
        """The nodes that something only points to, as it says nothing else: defaults, the bases of an activity."""
        if cls is Defaults:
            return ()
        return self.defaults | {value.text for value in self.of(parent, property)} if cls is Purpose else self.defaults

    def _entries(self, type_: Any, found: Sequence[tuple[str, Any]]) -> Any:
        if isinstance(type_, EntriesType):
            return {self.of(node, "dct:identifier")[0].text: tree for node, tree in found}
        trees = [tree for _, tree in found]
        return trees if isinstance(type_, ListType) else trees[0] if trees else None

    def _nodes(self, cls: type[Record], name: str, id: str, wanted: Sequence[Statement]) -> list[str]:
        """The nodes of a key: those that fit no other key with the same property better."""
        property = shapes()[cls.__name__].keys[name].property
        rivals = [(other, signature(held(cls.KEYS[key].type)) + other.extra if not other.node else other.node)
                  for key, other in shapes()[cls.__name__].keys.items()
                  if key != name and other.property == property and (other.node or held(cls.KEYS[key].type))]
        found = self._found(id, property, wanted, held(cls.KEYS[name].type))
        return [node for node in found
                if not any(len(other) > len(wanted) and self._fits(node, other, None) for _, other in rivals)]

    def _found(self, id: str, property: str, wanted: Sequence[Statement], cls: type[Record] | None) -> list[str]:
        """The nodes under a property that fit, in their order."""
        found = [value.text for value in self.of(id, property)
                 if value.iri and value.text in self.graph and self._fits(value.text, wanted, cls)]
        places = {node: int(next(iter(self.of(node, "schema:position")), Value("0")).text) for node in found}
        return sorted(found, key=lambda node: places[node])

    def _fits(self, node: str, wanted: Sequence[Statement], cls: type[Record] | None) -> bool:
        """Whether everything wanted is said of a node, and it has a type that the class needs."""
        if Value(CONCEPT, True) in self.of(node, TYPE) and Statement(TYPE, CONCEPT) not in wanted:
            return False
        kinds = [key.type.kind for name, key in cls.KEYS.items()
                 if shapes()[cls.__name__].keys[name].property == TYPE and isinstance(key.type, Term)] if cls else []
        return all(self._said(node, statement) for statement in wanted) and \
            all(any(self._term(kind, value) for value in self.of(node, TYPE)) for kind in kinds)

    def _said(self, node: str, statement: Statement) -> bool:
        values = self.of(node, statement.property)
        if statement.object.startswith("'"):
            return any(not value.iri and value.text == statement.object.strip("'") for value in values)
        if "/" in statement.object:
            kind, id = statement.object.split("/")
            return any(self._term(kind, value) == id for value in values)
        meant = self._node(statement.object) if statement.object[0] in "#<" else statement.object
        return Value(meant, True) in values

    def _node(self, name: str) -> str:
        """The node that a name in the table means: it is found by the way that leads to it."""
        id = self.notice
        cls: type[Record] = Declaration
        for part in name.removeprefix("#").split(".") if name != "<>" else ():
            key = next(key for key, shape in shapes()[cls.__name__].keys.items() if shape.name == part)
            inside = held(cls.KEYS[key].type)
            assert inside is not None
            found = self._found(id, shapes()[cls.__name__].keys[key].property, signature(inside), inside)
            if not found:
                return name
            id, cls = found[0], inside
        return id

    def _values(self, shape: KeyShape, property: str, type_: Any, id: str, kind: str) -> list[Any]:
        """The values of a key on a node: texts, or texts by language."""
        stated = [(word, said) for word, said in shape.values.items() if all(self._said(id, one) for one in said)]
        if stated:
            most = max(len(said) for _, said in stated)
            order = {value.text: number for number, value in enumerate(self.of(id, stated[0][1][0].property))}
            placed = [(order.get(said[0].object, 0), word) for word, said in stated if len(said) == most]
            return [word for _, word in sorted(placed)]
        inner = type_.item if isinstance(type_, ListType) else type_
        values = self.of(id, property) if property else ()
        if isinstance(inner, WordsType):
            texts = {self.languages.get(value.language.lower(), value.language): value.text
                     for value in values if value.language}
            return [texts] if texts else []
        term = inner.kind if isinstance(inner, Term) else shape.kind or (kind if property == "skos:broader" else "")
        term = "countries" if inner is COUNTRY else term
        if term and shape.mode != "text":
            return [found for value in values if (found := self._term(term, value))]
        if isinstance(inner, Reference):
            return [self.of(value.text, "dct:identifier")[0].text for value in values
                    if self._fits(value.text, signature(referred(inner.registry)), None)]
        return [value.text for value in values if not value.language and value.text not in self.graph]

    def _term(self, kind: str, value: Value) -> str:
        """The id of a term of a kind, or an empty text."""
        schemes = (self.of(scheme.text, "skos:notation") for scheme in self.of(value.text, "skos:inScheme"))
        if any(notation.text == kind for notations in schemes for notation in notations):
            return self.of(value.text, "skos:notation")[0].text
        return by_name(kind).get(value.text, "")


def signature(cls: type[Record] | None) -> tuple[Statement, ...]:
    """What is said of each node of a class."""
    return shapes()[cls.__name__].statements if cls else ()


def referred(registry: str) -> type[Record] | None:
    """The class of the entries that a reference means."""
    return held((Controller if registry == "contacts" else Declaration).KEYS[registry].type)
