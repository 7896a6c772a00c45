"""The SHACL shapes for Art. 13 and 14: a complete notice passes, and each gap is found by its own shape."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from linked_data import CASES, FOLDERS, Linked, linked
from pyshacl import validate
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node
from shapes import COMPLETE, FILE, PREFIX, Found, built, complete, ids, iri, name, reported, shapes
from support import ROOT, policygen, project, some
from test_linked_data_names import WHOLE, listed

from policygen import coverage
from policygen.formats._graph.names import DPV, PREFIXES, expanded
from policygen.law import eea, facts

D, S, G = (Namespace(PREFIXES[prefix]) for prefix in ("dpv", "schema", "eu-gdpr"))
NOTICE, HIRE = iri(""), iri("#activities-hire")
EXAMPLES = linked(ROOT)
# Names of DPV that only the shapes use, so that they understand the notices of others.
FURTHER = set("""
    dpv:Consent dpv:InformedConsent dpv:ExpressedConsent dpv:ContractPerformance dpv:EnterIntoContract
    dpv:PublicInterest dpv:OfficialAuthorityOfController dpv:LegitimateInterest dpv:LegitimateInterestOfController
    dpv:LegitimateInterestOfThirdParty eu-gdpr:A6-1-a-explicit-consent eu-gdpr:A6-1-a-non-explicit-consent
    eu-gdpr:A6-1-b-contract-performance eu-gdpr:A6-1-b-enter-into-contract eu-gdpr:A6-1-e-official-authority
    eu-gdpr:A6-1-e-public-interest""".split())


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return complete(tmp_path_factory.mktemp("complete"))


def test_a_complete_notice_passes(graph: Graph) -> None:
    assert reported(graph) == []


def accepted(rule: str, subject: str) -> tuple[str, str]:
    """The company accepts a finding that would stop the build."""
    made = f"{{rule: {rule}, for: {subject}, reason: A test., by: A test, until: 2027-01-01}}"
    return "rights:", f"accept: [{made}]\nrights:"


# What is changed in the declaration, by the shape that must find it and what that is about.
DECLARED: dict[str, list[tuple[str, str]]] = {
    "representative-identity Info #controller": [(r"representative:\n(  .*\n)+", "")],
    "joint-controllers-named Warning #joint-controllers-harbour": [(r"    contact: personvern.*\n", "")],
    "legal-basis Warning #activities-news.purposes-1": [
        (", legal_basis: consent", ""), accepted("purpose-without-basis", "news")],
    "legitimate-interest-named Warning #activities-hire.purposes-2": [
        (r"interest: \{[^}]*\}", "of: controller"), accepted("interest-unnamed", "hire")],
    "data-source Info #activities-news": [(r"    sources: data_subject\n", "")],
    "transfer-fact Warning #recipients-hosting": [
        (r"    transfers: .*\n", ""), accepted("transfer-without-safeguard", "hosting")],
    "transfer-safeguard Warning #recipients-hosting.transfers-1": [
        (", tools: scc", ""), accepted("transfer-without-safeguard", "hosting")],
    "transfer-copy Warning #recipients-hosting.transfers-1": [
        (", link: https://hosting.example/scc", ""), accepted("scc-copy-missing", "hosting")],
    "retention Warning #activities-news": [
        (r"    retention: \{until: .*\n", ""), accepted("retention-missing", "news")],
    "consent-withdrawal-how Warning #activities-news": [
        (r"    consent: .*\n", ""), accepted("consent-without-withdrawal", "news")],
    "provision-requirement Warning #activities-news": [(r"    obligation: voluntary\n", "")],
    "provision-consequences Warning #activities-hire": [(r"      consequence: \{en: Without.*\n", "")],
}


@pytest.mark.parametrize("found", DECLARED)
def test_a_gap_in_the_declaration_is_found_by_its_shape(found: str, tmp_path: Path) -> None:
    text = COMPLETE
    for pattern, instead in DECLARED[found]:
        text, count = re.subn(pattern, instead, text)
        assert count == 1, pattern
    told = reported(built(tmp_path, text).graph)
    assert [f"{one.shape} {one.severity} #{one.about}" for one in told] == [found]


Change = Callable[[Graph], None]


def without(*statements: tuple[URIRef | None, URIRef, Node | None]) -> Change:
    """Remove all statements of these kinds."""
    def change(graph: Graph) -> None:
        for statement in statements:
            graph.remove(statement)
    return change


def no_bases(graph: Graph) -> None:
    """No use of data says why it is allowed."""
    for process in set(graph.objects(None, D.hasProcess)):
        graph.remove((process, D.hasLegalBasis, None))


def only_if_asked(graph: Graph) -> None:
    """Nothing is direct marketing, and nobody is told of the right to object."""
    graph.remove((None, D.hasPurpose, iri("#terms-purposes-newsletter")))
    graph.add((iri("#activities-news.purposes-1"), D.hasPurpose, D.ServiceProvision))
    graph.remove((NOTICE, D.hasRight, G.A21))


def marketing_only(graph: Graph) -> None:
    """Nothing rests on a legitimate interest, and nobody is told of the right to object."""
    graph.remove((HIRE, D.hasLegalBasis, G["A6-1-f"]))
    graph.set((iri("#activities-hire.purposes-2"), D.hasLegalBasis, G["A6-1-c"]))
    graph.remove((NOTICE, D.hasRight, G.A21))


# What is changed in the graph because the declaration language refuses it, by the shapes that must find it.
IN_GRAPH: dict[str, Change] = {
    "notice Violation": without((NOTICE, RDF.type, D.PrivacyNotice)),
    "languages Info": without((NOTICE, DCTERMS.language, None)),
    "texts Warning": without((HIRE, DCTERMS.title, Literal("Utleie av båter", "nb"))),
    "controller Violation": without((NOTICE, D.hasDataController, None), (NOTICE, D.hasJointDataControllers, None)),
    "controller-identity Violation": without((iri("#controller"), D.hasName, None)),
    "controller-contact Violation": without((iri("#controller"), D.hasContact, None),
                                            (iri("#controller"), S.contactPoint, None)),
    "representative-contact Warning": without((iri("#representative"), S.address, None)),
    "dpo-contact Warning": without((iri("#data-protection-officer"), S.email, None)),
    "purposes-at-all Violation, purposes Warning": without((None, D.hasPurpose, None)),
    "purposes Warning": without((iri("#activities-news.purposes-1"), D.hasPurpose, None)),
    "legal-basis-at-all Violation, legal-basis Warning": no_bases,
    "data-categories-indirect Warning": without((HIRE, D.hasData, None), (HIRE, D.hasPersonalData, None)),
    "recipients Warning": without((iri("#recipients-hosting"), D.hasName, None)),
    "retention-at-all Violation, retention Warning": without((None, D.hasStorageCondition, None)),
    "right-access Violation": without((NOTICE, D.hasRight, G.A15)),
    "right-rectification Violation": without((NOTICE, D.hasRight, G.A16)),
    "right-erasure Violation": without((NOTICE, D.hasRight, G.A17)),
    "right-restriction Violation": without((NOTICE, D.hasRight, G.A18)),
    "right-portability Warning": without((NOTICE, D.hasRight, G.A20)),
    "right-object Warning": only_if_asked,
    "objection-marketing Warning": marketing_only,
    "consent-withdrawal Warning": without((NOTICE, D.hasRight, G["A7-3"])),
    "complaint-right Violation": without((NOTICE, D.hasRight, G.A77)),
    "adm-logic Warning": without((iri("#automated-decisions-credit"), D.hasAlgorithmicLogic, None)),
    "adm-significance Warning": without((iri("#automated-decisions-credit"), D.hasConsequence, None)),
}


@pytest.mark.parametrize("found", IN_GRAPH)
def test_a_gap_that_the_language_refuses_is_found_in_a_broken_graph(found: str, graph: Graph) -> None:
    broken = Graph() + graph
    IN_GRAPH[found](broken)
    assert set(broken) != set(graph)
    assert {f"{one.shape} {one.severity}" for one in reported(broken)} == set(found.split(", "))


def test_every_shape_has_a_gap_that_it_finds() -> None:
    tried = {one.split()[0] for found in (*DECLARED, *IN_GRAPH) for one in found.split(", ")}
    assert tried == ids()


# The shapes that find for each thing what the coverage report finds, and the outcome that they stand for.
COMPARED = {"legal-basis": "missing", "legitimate-interest-named": "missing", "retention": "missing",
            "transfer-safeguard": "missing", "transfer-copy": "missing", "provision-requirement": "missing",
            "transfer-fact": "missing", "data-source": "needs a human"}
PART = "provision-consequences"  # coverage asks for it also where nothing says whether data must be given


def missed(found: Linked, id: str) -> set[str]:
    """The activities and transfers of which the coverage report says that they lack it."""
    results = {result.duty.id: result for result in coverage.of("policy", found.declaration).results}
    result = results[id]
    if result.outcome.value != COMPARED.get(id, "missing"):
        return set()
    return {owed.name.partition(":")[0].replace("general ", "general-") for owed in result.lacking}


def about(node: str) -> str:
    """What coverage calls a node: the id of an activity or a recipient."""
    return re.sub(r"^(?:activities|recipients)-([^.]+).*", r"\1", node)


@cache
def told_of(found: Linked) -> list[Found]:
    """What the shapes report on a declaration."""
    return reported(found.graph)


def is_as_coverage_says(found: Linked) -> None:
    """The two agree on each thing, although one reads the graph and the other the declaration."""
    for id in COMPARED:
        assert {about(one.about) for one in told_of(found) if one.shape == id} == missed(found, id), id
    assert {about(one.about) for one in told_of(found) if one.shape == PART} <= missed(found, PART)
    assert {one.shape for one in told_of(found)} <= {*COMPARED, PART, "legal-basis-at-all"}


@pytest.mark.parametrize("found", some(EXAMPLES[:1], EXAMPLES), ids=lambda found: found.name)
def test_what_an_example_lacks_is_what_the_coverage_report_says(found: Linked) -> None:
    is_as_coverage_says(found)


@pytest.mark.long
@pytest.mark.parametrize("folder", FOLDERS[2:], ids=lambda folder: folder.name)
def test_what_any_notice_lacks_is_what_the_coverage_report_says(folder: Path) -> None:
    for found in linked(folder):
        is_as_coverage_says(found)


def test_of_everything_only_what_a_term_of_its_own_hides_is_asked() -> None:
    """Its source is a word of the company that is no kind of another, so the graph cannot tell that it is elsewhere."""
    (found,) = linked(CASES / "everything")
    assert told_of(found) == [("provision-consequences", "Warning", "activities-incidents")]


@pytest.mark.parametrize("found", EXAMPLES, ids=lambda found: found.name)
def test_a_violation_of_an_example_is_one_that_it_accepts(found: Linked) -> None:
    """Only where its source names no legal basis at all, which the declaration says for each activity."""
    activities = {str(activity.id) for activity in found.declaration.activities}
    open_ = {str(subject) for made in found.declaration.accept if made.rule == "purpose-without-basis"
             for subject in made.for_}
    violations = [one.shape for one in told_of(found) if one.severity == "Violation"]
    assert violations == (["legal-basis-at-all"] if open_ == activities else [])


@pytest.mark.long
def test_the_shapes_are_valid() -> None:
    """By the shapes for shapes of the SHACL recommendation; pyshacl's own option for it stops at 15 steps."""
    rules = Path(pyshacl.__file__).parent / "assets" / "shacl-shacl.ttl"
    conforms, _, text = validate(shapes(), shacl_graph=Graph().parse(rules), max_validation_depth=200)
    assert conforms, text


def test_each_shape_says_what_it_asks_for_and_where_that_is_from() -> None:
    duties = {duty.id: duty for duty in coverage.duties()}
    for id in ids():
        shape = URIRef(PREFIX + id)
        sources = {str(source) for source in shapes().objects(shape, DCTERMS.source)}
        assert sources and sources <= set(facts("provisions")), id
        assert {text.language for text in shapes().objects(shape, SH.message)} == {"en", "nb"}, id
        assert shapes().value(shape, RDFS.comment), id
        if id in duties:
            assert duties[id].provisions[0] in sources <= set(duties[id].provisions), id
            assert duties[id].severity == "must", id


def test_the_shapes_load_nothing_and_need_no_more_than_one_query() -> None:
    assert not list(shapes().subject_objects(OWL.imports))
    assert [name(shape) for shape in shapes().subjects(SH.sparql)] == ["texts"]


def test_the_states_of_the_eea_are_those_of_the_law() -> None:
    states = Collection(shapes(), shapes().value(URIRef(PREFIX + "InTheEEA"), SH["in"]))
    assert {str(state).removeprefix(PREFIXES["loc"]) for state in states} == eea()


def test_every_name_is_one_of_dpv_or_of_the_graphs() -> None:
    text = re.sub(r"(?m)^#.*$", "", FILE.read_text("utf-8"))
    used = set(re.findall(r"\b(?:dpv|eu-gdpr|loc|schema|dct|skos):[A-Za-z][\w-]*", text))
    known = {*listed(), *(expanded(found) for found in FURTHER)}
    written = {str(node) for found in (*EXAMPLES, *linked(CASES / "everything")) for triple in found.graph
               for node in triple} | {str(DCTERMS.source)}
    for found in used:
        assert expanded(found) in (known if expanded(found).startswith(DPV) else written), found
    assert used >= FURTHER


def test_the_names_that_only_the_shapes_use_are_in_dpv() -> None:
    if not WHOLE.is_file():
        pytest.skip("the whole of DPV 2.3 is not in the project")
    known = {line.split("\t")[0] for line in WHOLE.read_text("utf-8").splitlines()}
    assert {found for found in FURTHER if expanded(found) not in known} == set()


def run(data: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the command of pyshacl with the path that the command prints."""
    path = policygen("shapes").stdout.strip()
    return subprocess.run([sys.executable, "-m", "pyshacl", "-s", path, "-df", "json-ld", *options, data], text=True,
                          capture_output=True, encoding="utf-8", check=False)


def test_the_command_line_works_as_documented(tmp_path: Path) -> None:
    folder = project(tmp_path, COMPLETE.replace("    obligation: voluntary\n", ""))
    assert policygen("build", folder).returncode == 0
    data = folder / "public" / "privacy.jsonld"
    done = run(data)
    assert done.returncode == 1
    assert "Nothing says whether people must give the data." in done.stdout
    assert "Det går ikke fram om man må gi opplysningene." in done.stdout
    assert run(data, "--allow-warnings").returncode == 0
    assert policygen("shapes", "--content").stdout == FILE.read_text("utf-8")


# A notice that somebody else wrote: flat, without nodes for bases and kinds, in one language, with the words of DPV.
FOREIGN = """
@prefix dpv: <https://w3id.org/dpv#> .
@prefix eu-gdpr: <https://w3id.org/dpv/legal/eu/gdpr#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> .
@prefix ex: <https://example.com/> .
ex:notice a dpv:PrivacyNotice ; dct:language "de" ; dct:title "Datenschutzerklärung"@de ;
    dpv:hasDataController [ schema:name "Beispiel GmbH" ; dpv:hasContact "mailto:a@example.com" ] ;
    dpv:hasRight eu-gdpr:A15 , eu-gdpr:A16 , eu-gdpr:A17 , eu-gdpr:A18 , eu-gdpr:A20 , eu-gdpr:A7-3 , eu-gdpr:A77 ;
    dpv:hasProcess [ a dpv:Process ; dpv:hasPurpose dpv:ServiceProvision ; dpv:hasLegalBasis dpv:Contract ;
        dpv:hasDataSource dpv:DataSubjectDataSource ; dpv:hasNecessity dpv:Optional ;
        dpv:hasPersonalData dpv:PersonalData ;
        dpv:hasStorageCondition [ dpv:hasDuration [ a dpv:TemporalDuration ] ] ] .
"""


def test_a_notice_of_somebody_else_is_understood() -> None:
    graph = Graph().parse(data=FOREIGN)
    assert reported(graph) == []
    for old, new, shape in (("dpv:Contract ", "dpv:LegitimateInterest ", "legitimate-interest-named right-object"),
                            ("dpv:Optional", "dpv:Required", "provision-consequences"),
                            ("rung\"@de", "rung\"", "texts"),
                            ("dpv:DataSubjectDataSource ; dpv:hasNecessity dpv:Optional ;\n        dpv:hasPersonalData",
                             "dpv:PublicDataSource ; dpv:hasNecessity", "data-categories-indirect"),
                            (", eu-gdpr:A20", "", "right-portability")):
        assert old in FOREIGN
        changed = Graph().parse(data=FOREIGN.replace(old, new))
        assert [one.shape for one in reported(changed)] == shape.split(), new


def test_the_document_lists_the_shapes_and_the_examples_as_they_are() -> None:
    rows = [[cell.strip() for cell in line.strip("|").split("|")]
            for line in (ROOT / "docs" / "shapes.md").read_text("utf-8").splitlines() if line.startswith("| `")]
    listed_shapes = {row[0].strip("`"): row[1:] for row in rows if row[0].strip("`") in ids()}
    assert set(listed_shapes) == ids()
    for id, (provisions, severity, message) in listed_shapes.items():
        shape = URIRef(PREFIX + id)
        assert {f"GDPR {one}" for one in provisions.split(", ")} == {
            str(source) for source in shapes().objects(shape, DCTERMS.source)}
        assert SH[severity] == shapes().value(shape, SH.severity)
        assert Literal(message, "en") in set(shapes().objects(shape, SH.message))
    for found in EXAMPLES:
        (row,) = [row for row in rows if found.name.endswith("/" + row[0].strip("`"))]
        for severity, cell in zip(("Violation", "Warning", "Info"), row[1:], strict=True):
            told = Counter(one.shape for one in told_of(found) if one.severity == severity)
            assert cell == (", ".join(f"{count} `{id}`" for id, count in sorted(told.items())) or "none")
