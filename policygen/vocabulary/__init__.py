"""Terms with their English label, definition and names in other vocabularies; one YAML file per kind."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from policygen import kept
from policygen.load import Mapping as MappingNode
from policygen.load import Node, Scalar, parse
from policygen.problem import Position
from policygen.project import File, package_data, package_listing

MOST = 200                                                    # tables that are kept: those of some versions
Row = tuple[str, int, int, dict[str, str]]


class VocabularyTerm(NamedTuple):
    """One term.

    `dpv` is a prefixed name of W3C DPV 2.3 or empty; `special` marks data of Art. 9, `criminal` of Art. 10, and
    `direct_marketing` purposes to which the right to object of Art. 21(2) applies.
    """

    at: Position
    kind: str
    id: str
    label: str
    definition: str
    dpv: str
    fideslang: str
    group: str
    special: bool
    criminal: bool
    direct_marketing: bool


@cache
def kinds() -> tuple[str, ...]:
    """The kinds of terms: the names of the files beside this one."""
    return package_listing("vocabulary", ".yaml")


@cache
def terms(kind: str) -> Mapping[str, VocabularyTerm]:
    """All shipped terms of a kind by id, in the order of the file."""
    entries = table("vocabulary", f"{kind}.yaml", "terms")
    return {id: _term(kind, id, at, fields) for id, (at, fields) in entries.items()}


def _term(kind: str, id: str, at: Position, fields: Mapping[str, str]) -> VocabularyTerm:
    return VocabularyTerm(at, kind, id, fields["label"], fields["definition"], fields.get("dpv", ""),
                          fields.get("fideslang", ""), fields.get("group", ""), fields.get("special") == "yes",
                          fields.get("criminal") == "yes", fields.get("direct_marketing") == "yes")


def table(folder: str, name: str, key: str) -> dict[str, tuple[Position, dict[str, str]]]:
    """A mapping of ids to flat entries in a shipped YAML file; a list becomes words with spaces between.

    A fault in the file is our bug and fails.
    """
    file = package_data(folder, name)
    digest = kept.key(_makers(), file.name, key, file.data)
    rows: list[Row] | None = kept.load("tables", digest)
    if rows is None:
        rows = _rows(file, key)
        kept.store("tables", digest, rows)
        kept.tidy("tables", MOST)
    return {id: (Position(file.name, line, column), fields) for id, line, column, fields in rows}


@cache
def _makers() -> str:
    """The key of what a table depends on beside its file."""
    return kept.key(package_data("load.py").data, package_data("vocabulary", "__init__.py").data, kept.version("yaml"))


def _rows(file: File, key: str) -> list[Row]:
    root, problems = parse(file.data, file.name)
    assert not problems and isinstance(root, MappingNode), problems
    node = root.get(key)
    assert isinstance(node, MappingNode), f"{file.name}: no `{key}`"
    return [(id.text, id.at.line, id.at.column, _flat(entry)) for id, entry in node.entries]


def _flat(node: Node) -> dict[str, str]:
    assert isinstance(node, MappingNode), node
    return {key.text: value.text if isinstance(value, Scalar) else " ".join(_texts(value))
            for key, value in node.entries}


def _texts(node: Node) -> tuple[str, ...]:
    if isinstance(node, Scalar):
        return (node.text,)
    items = [child for _, child in node.entries] if isinstance(node, MappingNode) else list(node.items)
    return tuple(text for item in items for text in _texts(item))
