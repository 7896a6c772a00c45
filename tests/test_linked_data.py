"""`privacy.jsonld`: parsed by rdflib without the network, with terms that exist, and the facts of the declaration."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from support import ROOT, SMALL, policygen, project

from policygen.build import build
from policygen.formats._graph.names import expanded
from policygen.law import FILES, facts
from policygen.project import Project
from policygen.vocabulary import kinds, terms

DPV = Namespace("https://w3id.org/dpv#")
SCHEMA = Namespace("https://schema.org/")
DCT = Namespace("http://purl.org/dc/terms/")
SITE = build(Project(ROOT), "2026-01-31").files
DATA = sorted(path for path in SITE if path.endswith(".jsonld"))
TERMS = ROOT / "tests" / "dpv-2.3-terms.txt"


def graph(path: str) -> Graph:
    return Graph().parse(data=SITE[path], format="json-ld", publicID=f"https://policies.example.com/{path}")


def known() -> set[str]:
    """Every IRI of DPV 2.3, from a list of its terms."""
    return set(TERMS.read_text("utf-8").splitlines()[1:])


@pytest.mark.parametrize("path", DATA)
def test_it_is_a_notice_with_its_controller_and_processes(path: str) -> None:
    found = graph(path)
    notices = list(found.subjects(RDF.type, DPV.PrivacyNotice))
    assert len(notices) == 1
    assert len(list(found.objects(notices[0], DPV.hasDataController))) == 1
    assert list(found.objects(notices[0], DPV.hasProcess))
    for process in found.objects(notices[0], DPV.hasProcess):
        assert list(found.objects(process, DPV.hasPersonalData))
        assert list(found.objects(process, DPV.hasPurpose))


@pytest.mark.parametrize("path", DATA)
def test_every_name_it_uses_exists_in_dpv(path: str) -> None:
    terms = known()
    used = {str(node) for triple in graph(path) for node in triple if isinstance(node, URIRef)}
    unknown = {iri for iri in used if iri.startswith("https://w3id.org/dpv") and iri not in terms}
    assert unknown - {"https://w3id.org/dpv/2.3"} == set()


@pytest.mark.parametrize("path", sorted(path for path in SITE if path.endswith("/privacy/index.html")))
def test_a_page_holds_its_main_facts_for_machines(path: str) -> None:
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', SITE[path].decode())
    assert script is not None
    address = f"https://policies.example.com/{path.removesuffix('index.html')}"
    found = Graph().parse(data=script.group(1), format="json-ld", publicID=address)
    page = URIRef(address)
    assert set(found.objects(page, RDF.type)) == {DPV.PrivacyNotice, SCHEMA.WebPage}
    assert list(found.objects(page, SCHEMA.inLanguage)) == [Literal("en" if "/en/" in path else "nb")]
    company = next(found.objects(page, DPV.hasDataController))
    assert str(next(found.objects(company, SCHEMA.name))) in SITE[path].decode()
    assert str(next(found.objects(page, DCT.hasFormat))).removeprefix("https://policies.example.com/") in SITE
    used = {str(node) for triple in found for node in triple if isinstance(node, URIRef)}
    assert {iri for iri in used if iri.startswith("https://w3id.org/dpv")} <= known()


def test_names_in_vocabulary_and_law_exist_in_dpv() -> None:
    names = known()
    for kind in kinds():
        for term in terms(kind).values():
            assert not term.dpv or expanded(term.dpv) in names, term
    for kind in FILES:
        for fact in facts(kind).values():
            for name in fact.get("dpv").split():
                assert expanded(name) in names, fact.id


def test_the_context_is_inline() -> None:
    for path in DATA:
        data = json.loads(SITE[path])
        assert all(isinstance(value, str) for value in data["@context"].values())


def test_facts_of_the_declaration_are_in_it(tmp_path: Path) -> None:
    assert policygen("build", project(tmp_path, SMALL)).returncode == 0
    text = (tmp_path / "public" / "privacy.jsonld").read_text("utf-8")
    found = Graph().parse(data=text, format="json-ld", publicID="https://example.no/privacy.jsonld")
    process = URIRef("https://example.no/privacy.jsonld#activities-newsletter")
    assert (process, DPV.hasPersonalData, URIRef("https://w3id.org/dpv/pd#EmailAddress")) in found
    assert (process, DPV.hasLegalBasis, URIRef("https://w3id.org/dpv/legal/eu/gdpr#A6-1-a")) in found
    recipient = next(found.objects(process, DPV.hasRecipient))
    assert (recipient, DPV.hasName, Literal("Mailer GmbH")) in found
    assert (recipient, DPV.hasCountry, URIRef("https://w3id.org/dpv/loc#DE")) in found
