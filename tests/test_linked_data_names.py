"""Names of DPV in the package: each exists in DPV 2.3 and is what it is used as; the list of them is exact."""

from __future__ import annotations

import re

import pytest
from linked_data import Linked, every
from rdflib import RDF, URIRef
from support import ROOT

from policygen.formats._graph.names import DPV, expanded
from policygen.formats._graph.table import TYPE, shapes
from policygen.law import FILES, facts
from policygen.schema.codes import COUNTRIES
from policygen.vocabulary import kinds, terms

# Every name of DPV that the package uses or can write, with `class` or `property`.
LIST = ROOT / "tests" / "dpv-2.3-terms.txt"
# The whole of DPV 2.3 as its CSV files have it, where the research beside this repository is at hand.
WHOLE = ROOT.parent / "shared" / "research" / "dpv-2.3-terms.tsv"
NAME = re.compile(r"\b(?:dpv|pd|loc|tech|eu-gdpr|legal-[a-z]{2}):[A-Za-z][\w-]*(?<!-)")
PROPERTY = re.compile(r"(?:has|is|supports|mitigates)[A-Z]\w+")
VERSION = "https://w3id.org/dpv/2.3"
NOT_IN_LOC = {"loc:XK"}


def listed() -> dict[str, str]:
    lines = LIST.read_text("utf-8").splitlines()[1:]
    assert lines == sorted(set(lines))
    return dict(line.split("\t") for line in lines)


def used() -> dict[str, str]:
    """Every name in the tables and the code of the linked data, the vocabulary and the law, with what it is used as."""
    folder = ROOT / "policygen" / "formats"
    files = [*(folder / "_graph").glob("*.*"), folder / "jsonld.py", folder / "turtle.py"]
    names = {name for path in files for line in path.read_text("utf-8").splitlines() if not line.startswith("#")
             for name in NAME.findall(line)}
    names |= {term.dpv for kind in kinds() for term in terms(kind).values()}
    names |= {name for kind in FILES for fact in facts(kind).values() for name in fact.get("dpv").split()}
    names |= {f"loc:{code}" for code in COUNTRIES} - NOT_IN_LOC
    return {expanded(name): "property" if PROPERTY.fullmatch(name.split(":")[1]) else "class"
            for name in names if name}


def test_the_list_holds_the_names_that_are_used_and_no_other() -> None:
    assert listed() == used()


def test_what_is_used_as_a_property_is_one() -> None:
    names = listed()
    for shape in shapes().values():
        for key in shape.keys.values():
            stated = [*shape.statements, *key.node, *key.extra, *(one for said in key.values.values() for one in said)]
            for property in (key.property, key.inner, *(statement.property for statement in stated)):
                if property not in ("", TYPE) and expanded(property).startswith(DPV):
                    assert names[expanded(property)] == "property"
            for kind in (statement.object for statement in stated if statement.property == TYPE):
                if expanded(kind).startswith(DPV):
                    assert names[expanded(kind)] == "class"


@pytest.mark.parametrize("found", every(), ids=lambda found: found.name)
def test_every_name_that_is_written_is_in_the_list(found: Linked) -> None:
    names = listed()
    for subject, property, thing in found.graph:
        for node in (subject, property, thing):
            if isinstance(node, URIRef) and node.startswith(DPV) and str(node) != VERSION:
                assert names[str(node)] == ("property" if node == property else "class")
        if property == RDF.type and str(thing).startswith(DPV):
            assert names[str(thing)] == "class"


def test_every_name_in_the_list_is_in_dpv() -> None:
    if not WHOLE.is_file():
        pytest.skip("the whole of DPV 2.3 is not in the project")
    lines = WHOLE.read_text("utf-8").splitlines()
    known = dict(line.split("\t") for line in lines if not line.startswith("#"))
    assert len(known) > 7000
    for name, kind in listed().items():
        assert known[name] == kind, name
