"""The graph holds the declaration: read back, every value is there; what is not is told, and the list is exact."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from linked_data import CASES, Linked, every, linked
from linked_data_reading import Value, statements
from linked_data_reading import read as read_back
from rdflib import Graph, Literal
from support import ROOT
from test_mutations import SOURCES, mutated

from policygen.build import composed
from policygen.configuration import configure
from policygen.declaration import Declaration, OwnTerm, join, read
from policygen.declaration.storage import Lifetime
from policygen.formats import Publication, Site, jsonld, turtle
from policygen.formats._graph.names import PREFIXES
from policygen.formats._graph.table import held, left_out_keys, shapes
from policygen.load import Mapping as MappingNode
from policygen.load import Node, Scalar, Sequence, parse
from policygen.localise import Catalogues
from policygen.notice import compose
from policygen.problem import has_errors
from policygen.project import Project
from policygen.schema import FLAG, Choice, Period, Words
from policygen.schema.leaves import Leaf, leaves
from policygen.schema.record import EntriesType, ListType, Record
from policygen.schema.reference import records
from policygen.vocabulary import terms

OUT = left_out_keys()
Paths = dict[str, tuple[str, object]]


def plain(value: object) -> object:
    if isinstance(value, Words):
        return tuple((code, str(text)) for code, text in value.texts)
    return value.iso if isinstance(value, Period) else str(value)


def values(declaration: Declaration) -> Paths:
    """Every declared value by its path, with its path of keys."""
    return {leaf.path: (leaf.keys, plain(leaf.value)) for leaf in leaves(declaration)}


def is_out(leaf: tuple[str, object] | Leaf) -> bool:
    keys = leaf.keys if isinstance(leaf, Leaf) else leaf[0]
    return any(keys == path or keys.startswith(f"{path}.") for path in OUT)


def declaration_of(node: MappingNode) -> Declaration:
    """The declaration that was read back; the version of the language is no fact of the graph."""
    version = (Scalar(node.at, "policygen", False), Scalar(node.at, "1", False))
    found, problems = read(MappingNode(node.at, (version, *node.entries)))
    assert problems == ()
    assert found is not None
    return found


def back(found: Linked) -> Paths:
    return {path: value for path, value in values(declaration_of(read_back(statements(found.document)))).items()
            if path != "policygen"}


def kept(declaration: Declaration) -> Paths:
    return {path: value for path, value in values(declaration).items() if not is_out(value)}


@pytest.mark.parametrize("found", every(), ids=lambda found: found.name)
def test_everything_comes_back(found: Linked) -> None:
    assert back(found) == kept(found.declaration)


def shuffled(graph: Graph, address: str) -> Mapping[str, Mapping[str, list[Value]]]:
    """The triples in any order, and all names of the document's own replaced by others."""
    dice = random.Random(7)
    names = {node: f"urn:node:{dice.random()}" for node in sorted({*graph.subjects()}) if node.startswith(address)}

    def named(node: Any) -> str:
        if node in names:
            return names[node]
        prefix = next((prefix for prefix, space in PREFIXES.items() if str(node).startswith(space)), None)
        country = re.match(r"https://w3id\.org/dpv/legal/([a-z]{2})#", str(node))
        if prefix is None and country and country.group(1) != "eu":
            return f"legal-{country.group(1)}:{str(node)[country.end():]}"
        return f"{prefix}:{str(node).removeprefix(PREFIXES[prefix])}" if prefix else str(node)

    found: dict[str, dict[str, list[Value]]] = {}
    triples = sorted(graph)
    dice.shuffle(triples)
    for subject, property, thing in triples:
        name = "@type" if str(property).endswith("#type") else named(property)
        value = Value(str(thing), False, thing.language or "") if isinstance(thing, Literal) else Value(named(thing),
                                                                                                        True)
        found.setdefault(named(subject), {}).setdefault(name, []).append(value)
    return found


def unordered(paths: Paths) -> Counter[object]:
    """The values without the places of terms and short texts in their lists, which no statement holds."""
    return Counter((re.sub(r"\.\d+$", "", path), tuple(sorted(value[1])) if isinstance(value[1], tuple) else value[1])
                   for path, value in paths.items())


@pytest.mark.parametrize("found", every(), ids=lambda found: found.name)
def test_the_statements_alone_hold_it_neither_names_nor_order(found: Linked) -> None:
    declaration = declaration_of(read_back(shuffled(found.graph, found.address)))
    got = {path: value for path, value in values(declaration).items() if path != "policygen"}
    assert unordered(got) == unordered(kept(found.declaration))


# Each class of the language at each place where it can stand.

@cache
def example(cls: type[Record]) -> Node:
    root, problems = parse(cls.EXAMPLE.encode(), "example.yaml")
    assert root is not None
    assert not problems
    return root


def places(cls: type[Record], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], type[Record]]]:
    """Every path of keys at which an entry can stand, with its class."""
    for name, key in cls.KEYS.items():
        inside = held(key.type)
        if inside is not None and name != "accept":
            yield (*path, name), inside
            yield from places(inside, (*path, name))


def put(node: Node, cls: type[Record], path: tuple[str, ...], value: Node) -> Node:
    """The node with a value at a path; what must stand around it comes from the examples."""
    if not path:
        return value
    if not isinstance(node, MappingNode) or (cls.SHORT and not {key.text for key, _ in node.entries} & set(cls.KEYS)):
        node = MappingNode(node.at, ((Scalar(node.at, cls.SHORT, True), node),))
    name, type_ = path[0], cls.KEYS[path[0]].type
    inside = held(type_)
    assert inside is not None
    made = put(example(inside), inside, path[1:], value)
    if isinstance(type_, EntriesType):
        made = MappingNode(node.at, ((Scalar(node.at, "access" if path == ("rights",) else "an-entry", True), made),))
        before = node.get(name)
        if isinstance(before, MappingNode):
            made = MappingNode(node.at, (*before.entries, *made.entries))
    elif isinstance(type_, ListType):
        made = Sequence(node.at, (made,))
    kept = tuple(entry for entry in node.entries if entry[0].text != name)
    return MappingNode(node.at, (*kept, (Scalar(node.at, name, True), made)))


STUBS = {"recipients": "{name: A Company}", "activities": "{title: A, data_subjects: customer, data: order, "
         "purposes: payment}", "laws": "{name: a law}", "notices": "{title: a notice}", "groups": "{title: a group}",
         "contacts": "{email: a@example.com}"}


def complete(root: Node) -> Declaration:
    """The declaration with a stub for each thing that it names and does not declare."""
    for _ in range(3):
        assert isinstance(root, MappingNode)
        declaration, problems = read(root)
        missing = {tuple(re.findall(r"`([^`]+)`", problem.says)) for problem in problems if problem.id == "unknown-id"}
        for id, registry in sorted(missing):
            stub, _ = parse(STUBS[registry].encode(), "stub.yaml")
            entry = (Scalar(root.at, id, True), stub)
            root = added(root, ("controller", "contacts") if registry == "contacts" else (registry,), entry)
    assert not [problem for problem in problems if problem.severity.value == "error"]
    assert declaration is not None
    return declaration


def added(node: Node, path: tuple[str, ...], entry: Any) -> Node:
    assert isinstance(node, MappingNode)
    if not path:
        return MappingNode(node.at, (*node.entries, entry))
    inside = node.get(path[0]) or MappingNode(node.at, ())
    others = tuple(pair for pair in node.entries if pair[0].text != path[0])
    return MappingNode(node.at, (*others, (Scalar(node.at, path[0], True), added(inside, path[1:], entry))))


SIMPLE = {
    "policygen": "1", "languages": "en", "rights": "{contact: privacy}",
    "controller": "{name: X, country: NO, contacts: {privacy: {email: a@example.com}}}",
    "activities": "{a: {title: {TITLE}, data_subjects: customer, data: order, purposes: payment}}",
}


def example_with(text: str) -> str:
    """A small declaration with some keys instead of its own."""
    names = {line.split(":")[0] for line in text.splitlines()}
    lines = [f"{name}: {value}" for name, value in SIMPLE.items() if name not in names]
    title = "{pt-PT: Um, ar: واحد}" if "pt-PT" in text else "One"
    return "\n".join([*lines, text]).replace("{TITLE}", title) + "\n"


def written(name: str, declaration: Declaration) -> Linked:
    """The linked data of a declaration that need not have a catalogue for each of its languages."""
    settings, _ = configure(None)
    assert settings is not None
    publication = Publication(name, declaration, compose(name, declaration), (), "")
    (output,) = jsonld.of_notice(Site(Project(ROOT), settings, (publication,), Catalogues(Project(ROOT))), publication)
    assert isinstance(output, tuple)
    return Linked(name, declaration, output[1])


PLACES = list(places(Declaration))
# Keys that the example of their class does not show, since they exclude others there.
RARE = {
    "DataItem": ["{category: phone, kept: on_device}"],
    "LegalBasis": ["{basis: legal_obligation, law: some-law}"],
    "Retention": ["{until: account_deleted, see: cookies}", "{decided_by: recipient}",
                  "{period: P1Y, after: order_delivered, at_end_of: financial_year}"],
}


def placed(path: tuple[str, ...], value: Node) -> Declaration:
    """A declaration with an entry at a place."""
    return complete(put(example(Declaration), Declaration, path, value))


def entries_of(path: tuple[str, ...], cls: type[Record]) -> list[Node]:
    """What can stand at a place: the example of the class, and what is rare."""
    text = cls.EXAMPLE.replace("health", next(iter(terms(path[-1])))) if cls is OwnTerm else cls.EXAMPLE
    found = [parse(each.encode(), "example.yaml")[0] for each in (text, *RARE.get(cls.__name__, []))]
    return [node for node in found if node is not None]


def words() -> Iterator[tuple[tuple[str, ...], type[Record], str, str]]:
    """Each word of each choice, yes and no of each flag, once for each class."""
    seen = set()
    for path, cls in PLACES:
        for name, key in cls.KEYS.items() if cls not in seen else ():
            inner = key.type.item if isinstance(key.type, ListType) else key.type
            found = inner.words if isinstance(inner, Choice) else ("yes", "no") if inner is FLAG else \
                ("session", "persistent", "P2W") if isinstance(inner, Lifetime) else ()
            yield from ((path, cls, name, word) for word in found)
        seen.add(cls)


WORDS = [found for found in words() if (found[1].__name__, found[2]) not in
         {("Activity", "examples"), ("Integration", "examples")}]


@pytest.mark.parametrize(("path", "cls", "key", "word"), WORDS,
                         ids=[f"{cls.__name__}.{key}={word}" for _, cls, key, word in WORDS])
def test_each_word_of_a_choice_comes_back(path: tuple[str, ...], cls: type[Record], key: str, word: str) -> None:
    entry = example(cls)
    if not isinstance(entry, MappingNode):
        entry = MappingNode(entry.at, ((Scalar(entry.at, cls.SHORT, True), entry),))
    others = tuple(pair for pair in entry.entries if pair[0].text != key)
    declaration = placed(path, MappingNode(entry.at, (*others, (Scalar(entry.at, key, True),
                                                                Scalar(entry.at, word, True)))))
    assert back(written("x", declaration)) == kept(declaration)


@pytest.mark.parametrize("text", [
    "data_protection_officer: {none: We need none.}",
    "controller: {name: X, country: XK, registration: {scheme: no-orgnr, unconfirmed: '1', doubt: It is short.}, "
    "contacts: {privacy: {form: contact/here}}, website: 'https://example.com/ä?b=c&d=(e)', public_body: yes}",
    "languages: [pt-PT, ar]\ntitle: {pt-PT: Privacidade, ar: الخصوصية}\n"
    "introduction: {ar: 'نص \"x\" & y', pt-PT: \"a\\nb\"}",
])
def test_rare_values_come_back(text: str) -> None:
    root, _ = parse(example_with(text).encode(), "a.yaml")
    assert isinstance(root, MappingNode)
    declaration = complete(root)
    found = written("x", declaration)
    assert back(found) == kept(declaration)
    assert unordered(values(declaration_of(read_back(shuffled(found.graph, found.address))))) == \
        unordered({**kept(declaration), "policygen": ("policygen", "1")})


@pytest.mark.parametrize(("path", "cls"), PLACES, ids=[".".join(path) for path, _ in PLACES])
def test_each_class_comes_back_wherever_it_stands(path: tuple[str, ...], cls: type[Record]) -> None:
    for entry in entries_of(path, cls):
        declaration = placed(path, entry)
        assert back(written("x", declaration)) == kept(declaration)


def test_what_is_left_out_is_exactly_what_the_list_says() -> None:
    seen = {value[0] for found in every() for value in back(found).values()}
    for path, cls in PLACES:
        for entry in entries_of(path, cls):
            seen |= {value[0] for value in back(written("x", placed(path, entry))).values()}
    assert seen.isdisjoint(OUT)
    assert all_keys() == seen | {keys for keys in all_keys() if any(keys == path or keys.startswith(f"{path}.")
                                                                  for path in OUT)}


def all_keys(cls: type[Record] = Declaration, path: str = "") -> set[str]:
    """The paths of all keys that hold values."""
    found = set()
    for name, key in cls.KEYS.items():
        inside = held(key.type)
        found |= all_keys(inside, f"{path}{name}.") if inside else {f"{path}{name}"}
    return found


def test_the_table_has_every_class_and_key_and_no_other() -> None:
    language = {cls.__name__: set(cls.KEYS) for cls in records(Declaration) if cls.__name__ != "Acceptance"}
    assert {name: set(shape.keys) for name, shape in shapes().items()} == language


@pytest.mark.parametrize("seed", range(4))
def test_mutated_declarations_come_back(seed: int) -> None:
    dice = random.Random(seed)
    sound = 0
    for _ in range(25):
        joined, problems = join(mutated(node, dice.choice([0.001, 0.003, 0.02]), dice) for node in dice.choice(SOURCES))
        declaration, found = read(joined) if joined is not None else (None, ())
        if declaration is not None and not has_errors((*problems, *found)):
            made = written("x", declaration)
            assert back(made) == kept(declaration)
            names = re.findall(r'\{\s*"@id": "([^"]*)",', made.data.decode())      # where more follows, it is described
            assert len(names) == len(set(names))
            sound += 1
    assert sound > 0


def test_what_is_left_out_is_told_value_by_value() -> None:
    (found,) = linked(CASES / "everything")
    settings, _ = configure(None)
    assert settings is not None
    site, _ = composed(Project(ROOT), settings, {"x": found.declaration})
    assert site is not None
    for module in (jsonld, turtle):
        told = [(remark.what, remark.says) for remark in module.remarks(site, site.wholes[0])]
        assert sorted(path for path, _ in told) == sorted(leaf.path for leaf in leaves(found.declaration)
                                                          if is_out(leaf))
        assert {says for _, says in told} == set(OUT.values())


@pytest.mark.parametrize(("path", "value"), [
    ("activities.orders.examples", "[data]"), ("integrations.watch.examples", "data")])
def test_what_is_left_out_changes_nothing_but_the_hash(path: str, value: str) -> None:
    nodes = [parse(file.read_bytes(), file.name)[0] for file in
             sorted((CASES / "everything" / "declarations" / "everything").glob("*.yaml"))]
    joined, _ = join(node for node in nodes if node is not None)
    assert joined is not None
    changed = with_value(joined, path.split("."), parse(value.encode(), "x.yaml")[0])
    assert isinstance(changed, MappingNode)
    before, after = (read(node)[0] for node in (joined, changed))
    assert before is not None
    assert after is not None
    assert values(before) != values(after)
    assert unhashed(written("x", before)) == unhashed(written("x", after))


def with_value(node: Node, path: list[str], value: Node | None) -> Node:
    assert isinstance(node, MappingNode)
    assert value is not None
    return MappingNode(node.at, tuple(
        (key, (with_value(child, path[1:], value) if path[1:] else value) if key.text == path[0] else child)
        for key, child in node.entries))


def unhashed(found: Linked) -> str:
    return re.sub(r'"[0-9a-f]{64}"', '""', found.data.decode())
