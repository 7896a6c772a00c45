"""What the tests of linked data share: documents and their triples, read without the network."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from rdflib import Graph, URIRef
from support import ROOT, TODAY

from policygen.build import check, composed
from policygen.configuration import Configuration
from policygen.declaration import Declaration
from policygen.formats import jsonld
from policygen.project import Project

HOME = "https://policies.example.com/"
CASES = ROOT / "tests" / "cases"
# The projects whose declarations are written and read back: the examples, everything, and what goes beyond them.
FOLDERS = [ROOT, CASES / "everything", *sorted(CASES.glob("beyond-*")), CASES / "norwegian-only", CASES / "yaml-traps"]


class Linked:
    """One declaration with its JSON-LD."""

    def __init__(self, name: str, declaration: Declaration, data: bytes) -> None:
        self.name = name
        self.declaration = declaration
        self.data = data
        self.document: dict[str, Any] = json.loads(data)

    @property
    def address(self) -> str:
        """The address of the document: its own, or one that a test gives it."""
        return str(self.document["@context"].get("@base", f"{HOME}privacy.jsonld"))

    @cached_property
    def graph(self) -> Graph:
        """Its triples."""
        return triples(self.data, f"{HOME}privacy.jsonld")

    def iri(self, fragment: str) -> URIRef:
        """The IRI of a node."""
        return URIRef(self.address + fragment)


def triples(data: bytes | str, address: str) -> Graph:
    """The triples of a JSON-LD document at an address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return Graph().parse(data=data, format="json-ld", publicID=address)


@cache
def linked(folder: Path) -> tuple[Linked, ...]:
    """Every declaration of a project with its linked data."""
    settings, declarations, _ = check(Project(folder), TODAY)
    assert settings is not None
    return tuple(in_site(Project(folder), settings, declarations))


def in_site(project: Project, settings: Configuration, declarations: Mapping[str, Declaration]) -> Iterator[Linked]:
    """Declarations with their linked data, and nothing else of their site."""
    site, problems = composed(project, settings, declarations)
    assert site is not None, problems
    for whole in site.wholes:
        (output,) = jsonld.of_notice(site, whole)
        assert isinstance(output, tuple)
        yield Linked(f"{project.root.name}/{whole.id}", whole.declaration, output[1])


def every() -> list[Linked]:
    """All declarations of all projects."""
    return [found for folder in FOLDERS for found in linked(folder)]
