"""`privacy.jsonld`: parsed by rdflib without the network, nothing lost, the facts where they belong."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import sites
from linked_data import CASES, HOME, Linked, every, linked, triples
from rdflib import DCTERMS, RDF, SDO, SKOS, BNode, Literal, Namespace, URIRef
from rdflib.term import Node
from support import SMALL, TODAY, policygen, project

from policygen.build import build
from policygen.formats._graph.names import PREFIXES, expanded
from policygen.law import facts
from policygen.project import Project

DPV = Namespace(PREFIXES["dpv"])
PD = Namespace(PREFIXES["pd"])
GDPR = Namespace(PREFIXES["eu-gdpr"])
LOC = Namespace(PREFIXES["loc"])
SCHEMA = Namespace(PREFIXES["schema"])
DCT = Namespace(PREFIXES["dct"])
SITE = sites.example()
ALL = every()
each = pytest.mark.parametrize("found", ALL, ids=[found.name for found in ALL])


def stated(found: Linked) -> Iterator[tuple[Node, Node, Node]]:
    """Every statement of the JSON, by hand: what a program without a JSON-LD library would understand."""
    waiting: list[Any] = list(found.document["@graph"])
    while waiting:
        node = waiting.pop()
        subject = iri(node["@id"], found)
        for property, values in node.items():
            for value in values if isinstance(values, list) else [values]:
                if property == "@type":
                    yield subject, RDF.type, URIRef(expanded(value))
                elif property != "@id":
                    yield subject, URIRef(expanded(property)), thing(value, found)
                if isinstance(value, dict) and "@id" in value:
                    waiting.append(value)


def iri(name: str, found: Linked) -> URIRef:
    prefix = name.split(":")[0]
    known = prefix in found.document["@context"] and not name.startswith("@")
    return URIRef(expanded(name) if known else urljoin(found.address, name))


def thing(value: Any, found: Linked) -> Node:
    if not isinstance(value, dict):
        return Literal(value)
    if "@id" in value:
        return iri(value["@id"], found)
    kind = value.get("@type")
    return Literal(value["@value"], lang=value.get("@language"), datatype=URIRef(expanded(kind)) if kind else None)


@each
def test_every_value_is_a_triple_and_no_node_is_blank(found: Linked) -> None:
    graph = found.graph
    expected = list(stated(found))
    assert set(expected) == set(graph)
    assert len(expected) == len(set(expected)), "a statement stands twice"
    assert not [node for triple in graph for node in triple if isinstance(node, BNode)]


@each
def test_each_node_is_described_in_one_place(found: Linked) -> None:
    described: Counter[str] = Counter()
    waiting: list[Any] = list(found.document["@graph"])
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            described.update([node["@id"]] if len(node) > 1 and "@id" in node else [])
            waiting += node.values()
    assert [name for name, times in described.items() if times > 1] == []


@each
def test_what_is_pointed_to_in_the_file_is_described_there(found: Linked) -> None:
    graph = found.graph
    here = set(graph.subjects())
    for subject, property, thing in graph:
        if isinstance(thing, URIRef) and thing.startswith(f"{found.address}#"):
            assert thing in here, (subject, property, thing)


@each
def test_its_words_of_other_vocabularies_exist(found: Linked) -> None:
    names = {str(node) for triple in found.graph for node in triple if isinstance(node, URIRef)}
    for namespace in (SDO, DCTERMS, SKOS):
        for name in names:
            if name.startswith(str(namespace)):
                assert name.removeprefix(str(namespace)) in namespace, name


@each
def test_every_label_stands_in_each_language(found: Linked) -> None:
    labels = {subject: {label.language for label in found.graph.objects(subject, SKOS.prefLabel)
                        if isinstance(label, Literal)} for subject in found.graph.subjects(SKOS.prefLabel)}
    assert labels
    lacking = {str(term) for term, languages in labels.items() if languages != set(found.declaration.languages)}
    assert {term for term in lacking if "#terms-adequacy-" not in term} == set(), "only decisions have an English name"


@each
def test_the_context_is_inline_and_names_no_vocabulary_of_its_own(found: Linked) -> None:
    context = dict(found.document["@context"])
    base = context.pop("@base", "https://x/privacy.jsonld")
    assert base.endswith("privacy.jsonld")
    assert context == {prefix: expanded(f"{prefix}:") for prefix in context}
    assert {prefix for prefix in context if not re.fullmatch(r"legal-[a-z]{2}", prefix)} <= set(PREFIXES)


@each
def test_it_is_a_notice_with_its_controller_and_processes(found: Linked) -> None:
    graph, notice = found.graph, found.iri("")
    assert list(graph.subjects(RDF.type, DPV.PrivacyNotice)) == [notice]
    assert (notice, DCT.conformsTo, URIRef("https://w3id.org/dpv/2.3")) in graph
    controller = graph.value(notice, DPV.hasDataController)
    assert graph.value(controller, DPV.hasName) == Literal(found.declaration.controller.name)
    assert {str(language) for language in graph.objects(notice, DCT.language)} == set(found.declaration.languages)
    processes = list(graph.objects(notice, DPV.hasProcess))
    assert len(processes) == len(found.declaration.activities)
    for process in processes:
        assert list(graph.objects(process, DPV.hasData))
        assert list(graph.objects(process, DPV.hasDataSubject))
        assert list(graph.objects(process, DPV.hasPurpose))


def test_names_in_the_file_are_anchors_of_the_pages() -> None:
    (found,) = linked(CASES / "everything")
    files = build(Project(CASES / "everything"), TODAY).files
    declared = found.declaration
    assert declared.cookies is not None
    names = ["rights", "controller", "security", "complaint", "children", "processor-role", "representative",
             "data-protection-officer", "activities.defaults", "rights-access", "recipients.disclosure-crime",
             "activities.group-shop", "definitions.facts-hut", "rights.national-after_death", "text-end",
             *(f"activities-{made.id}" for made in declared.activities),
             *(f"recipients-{made.id}" for made in declared.recipients),
             *(f"cookies-{made.id}" for made in declared.cookies.items),
             *(f"automated-decisions-{made.id}" for made in declared.automated_decisions),
             *(f"integrations-{made.id}" for made in declared.integrations)]
    pages = list(found.graph.objects(found.iri(""), DCT.hasFormat))
    assert len(pages) == 2
    for page in pages:
        text = files[str(page).removeprefix(found.address.removesuffix("privacy.jsonld")) + "index.html"].decode()
        for name in names:
            assert (found.iri(f"#{name}"), None, None) in found.graph, name
            assert f'id="{name}"' in text, name


@pytest.mark.parametrize("path", sorted(path for path in SITE if path.endswith("/privacy/index.html")))
def test_a_page_holds_its_main_facts_for_machines(path: str) -> None:
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', SITE[path].decode())
    assert script is not None
    address = HOME + path.removesuffix("index.html")
    found = triples(script.group(1), address)
    page = URIRef(address)
    assert set(found.objects(page, RDF.type)) == {DPV.PrivacyNotice, SCHEMA.WebPage}
    assert list(found.objects(page, SCHEMA.inLanguage)) == [Literal("en" if "/en/" in path else "nb")]
    company = next(found.objects(page, DPV.hasDataController))
    assert str(next(found.objects(company, SCHEMA.name))) in SITE[path].decode()
    assert str(next(found.objects(page, DCT.hasFormat))).removeprefix(HOME) in SITE


PRIVACY = "https://example.no/privacy.jsonld"


def small(folder: Path, text: str = SMALL) -> Any:
    assert policygen("build", project(folder, text)).returncode == 0
    return triples((folder / "public" / "privacy.jsonld").read_text("utf-8"), PRIVACY)


def test_facts_of_the_declaration_are_in_it(tmp_path: Path) -> None:
    found = small(tmp_path)
    process = URIRef(f"{PRIVACY}#activities-newsletter")
    assert (process, DPV.hasPersonalData, PD.EmailAddress) in found
    assert (process, DPV.hasLegalBasis, GDPR["A6-1-a"]) in found
    recipient = next(found.objects(process, DPV.hasRecipient))
    assert (process, DPV.hasDataProcessor, recipient) in found
    assert (recipient, DPV.hasName, Literal("Mailer GmbH")) in found
    assert (recipient, DPV.hasCountry, LOC.DE) in found
    purpose = next(found.objects(process, DPV.hasProcess))
    assert found.value(purpose, DPV.hasPurpose) is not None
    assert (next(found.objects(purpose, DPV.hasLegalBasis)), RDF.type, GDPR["A6-1-a"]) in found
    withdrawal = next(found.subjects(RDF.type, DPV.WithdrawConsent))
    assert (withdrawal, DCT.description, Literal("Bruk lenken i hvert nyhetsbrev.", lang="nb")) in found
    assert (None, DCT.modified, Literal("2026-01-15", datatype=URIRef(expanded("xsd:date")))) in found


BASES = """\
policygen: 1
languages: en
controller: {name: Example AS, country: NO, contacts: {privacy: {email: privacy@example.no}}}
defaults: {legal_basis: legal_obligation, retention: {period: P1Y}}
activities:
  first:
    title: First
    data_subjects: customer
    data: email
    legal_basis: contract
    purposes: [payment, {purpose: marketing, legal_basis: consent}]
    consent: {withdraw: Write to us.}
  second: {title: Second, data_subjects: customer, data: order, purposes: order_handling}
rights: {contact: privacy}
"""


def test_bases_are_those_of_the_purpose_or_the_activity_or_the_defaults(tmp_path: Path) -> None:
    found = small(tmp_path, BASES)
    parts = [part for process in found.objects(URIRef(PRIVACY), DPV.hasProcess)
             for part in found.objects(process, DPV.hasProcess)]
    pairs = {(str(purpose).split("#")[1], str(kind).split("#")[1]) for part in parts
             for purpose in found.objects(part, DPV.hasPurpose) for basis in found.objects(part, DPV.hasLegalBasis)
             for kind in found.objects(basis, RDF.type) if kind != DPV.LegalBasis}
    assert pairs == {("PaymentManagement", "A6-1-b"), ("Marketing", "A6-1-a"), ("CustomerOrderManagement", "A6-1-c")}
    second = URIRef(f"{PRIVACY}#activities-second")
    assert [str(rule).split("#")[1] for rule in found.objects(second, DPV.hasStorageCondition)] == \
        ["activities.defaults.retention-1"]
    assert set(found.objects(second, DPV.hasLegalBasis)) == {GDPR["A6-1-c"]}


@pytest.mark.parametrize(("tools", "decisions"), [
    ("adequacy", {"us-dpf", "ch"}), ("scc", set()), ("[dpf, scc]", {"us-dpf"})])
def test_a_transfer_rests_on_the_decisions_that_its_tools_mean(tmp_path: Path, tools: str, decisions: set[str]) -> None:
    made = f"country: US, transfers: {{to: [US, CH], tools: {tools}, link: https://mailer.example/scc}}"
    graph = small(tmp_path, SMALL.replace("country: DE", made))
    (transfer,) = graph.subjects(RDF.type, DPV.CrossBorderTransfer)
    names = {expanded(fact.get("dpv")) if fact.get("dpv") else f"{PRIVACY}#terms-adequacy-{id}": id
             for id, fact in facts("adequacy").items()}
    bases = map(str, graph.objects(transfer, DPV.hasLegalBasis))
    assert {names[basis] for basis in bases if basis in names} == decisions


@pytest.mark.parametrize(("kind", "types"), [
    ("voluntary", {DPV.Optional}), ("contractual", {DPV.Required}), ("statutory", {DPV.Required})])
def test_voluntary_is_optional(tmp_path: Path, kind: str, types: set[URIRef]) -> None:
    text = SMALL.replace("    recipients: [mailer]", f"    recipients: [mailer]\n    obligation: {kind}")
    found = small(tmp_path, text)
    (need,) = found.objects(None, DPV.hasNecessity)
    assert set(found.objects(need, RDF.type)) == {DPV.Necessity, *types}


def test_no_officer_is_not_an_officer_without_a_name(tmp_path: Path) -> None:
    none = "data_protection_officer: {none: {en: We need none., nb: Vi trenger ikke noe ombud.}}\n"
    found = small(tmp_path, SMALL + none)
    assert list(found.subjects(RDF.type, DPV.DataProtectionOfficer)) == []
    assert (None, DCT.description, Literal("We need none.", lang="en")) in found


def test_a_copy_keeps_its_address_where_the_site_has_one(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL, **{"policygen.yaml": "base_url: https://example.no/privacy/\n"})
    assert policygen("build", folder).returncode == 0
    text = (folder / "public" / "privacy.jsonld").read_text("utf-8")
    assert json.loads(text)["@context"]["@base"] == "https://example.no/privacy/privacy.jsonld"
    found = triples(text, "file:///downloads/copy.jsonld")
    assert (URIRef("https://example.no/privacy/privacy.jsonld#controller"), None, None) in found


def test_data_said_to_be_anonymous_are_not_counted_as_personal(tmp_path: Path) -> None:
    found = small(tmp_path, SMALL.replace("data: [email,", "data: [email, {category: clicks, state: anonymous},"))
    process = URIRef(f"{PRIVACY}#activities-newsletter")
    assert (process, DPV.hasPersonalData, PD.LinkClicked) not in found
    item = next(found.subjects(RDF.type, DPV.AnonymisedData))
    assert (item, DPV.hasPersonalData, PD.LinkClicked) in found
