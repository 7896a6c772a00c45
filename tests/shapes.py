"""What the tests of the SHACL shapes share: a complete notice, the shapes, and what they report on a graph."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from linked_data import HOME, Linked, in_site
from pyshacl import validate
from rdflib import SH, Graph, URIRef
from support import ROOT, TODAY, project

from policygen.build import check
from policygen.problem import has_errors
from policygen.project import Project

FILE = ROOT / "policygen" / "shapes" / "art-13-14.ttl"
PREFIX = "urn:policygen:shapes:art-13-14#"

# A small notice that tells everything that the shapes look for.
COMPLETE = """\
policygen: 1
languages: [en, nb]
updated: 2026-01-15
controller:
  name: Fjord Boats Ltd
  registration: {scheme: gb-crn, number: "01234567"}
  country: GB
  contacts: {privacy: {email: privacy@fjordboats.example}}
representative:
  name: Bryggen AS
  address: {street: Bryggen 1, postal_code: "5003", city: Bergen, country: NO}
data_protection_officer: {email: dpo@fjordboats.example}
joint_controllers:
  harbour:
    name: Havnen AS
    arrangement: {en: The harbour answers requests about berths., nb: Havnen svarer på henvendelser om båtplasser.}
    contact: personvern@havnen.example
activities:
  hire:
    title: {en: Hire of boats, nb: Utleie av båter}
    data_subjects: [customer]
    data: [name, credit_assessment]
    sources: [data_subject, {source: credit_agency, name: {en: Kreditt AS, nb: Kreditt AS}, data: credit_assessment}]
    purposes:
      - {purpose: order_handling, legal_basis: contract}
      - purpose: fraud_prevention
        legal_basis: {basis: legitimate_interests, interest: {en: getting boats back, nb: å få båtene tilbake}}
    obligation:
      kind: contractual
      consequence: {en: Without your name we cannot hire out a boat., nb: Uten navn kan vi ikke leie ut båter.}
    recipients: [hosting]
    retention: {period: P1Y, after: [request_answered], then: delete}
  news:
    title: {en: Newsletter, nb: Nyhetsbrev}
    data_subjects: [newsletter_subscriber]
    data: [email]
    sources: data_subject
    purposes: [{purpose: newsletter, legal_basis: consent}]
    obligation: voluntary
    consent: {withdraw: {en: Use the link in every newsletter., nb: Bruk lenken i hvert nyhetsbrev.}}
    recipients: [hosting]
    retention: {until: consent_withdrawn, then: delete}
recipients:
  hosting:
    name: Hosting Inc.
    role: processor
    country: US
    purpose: {en: running our servers, nb: drift av serverne våre}
    transfers: {to: US, tools: scc, link: https://hosting.example/scc}
automated_decisions:
  credit:
    title: {en: Credit, nb: Kreditt}
    activity: hire
    logic: {en: A rule compares the price with your score., nb: En regel sammenlikner prisen med kredittskåren din.}
    consequence: {en: You may have to pay in advance., nb: Du kan måtte betale på forhånd.}
    allowed_by: contract
    human: {en: Write to us to have a person decide again., nb: Skriv til oss for å få en ny vurdering av et menneske.}
rights: {contact: privacy}
"""


class Found(NamedTuple):
    """One result: the shape that reports it, its severity, and what it is about."""

    shape: str
    severity: str
    about: str


@cache
def shapes() -> Graph:
    """The shapes."""
    return Graph().parse(FILE)


def ids() -> set[str]:
    """The ids of the shapes that can be reported."""
    return {name(shape) for shape in shapes().subjects(SH.severity)}


def name(shape: object) -> str:
    """The id of a shape."""
    return str(shape).removeprefix(PREFIX)


def reported(graph: Graph) -> list[Found]:
    """What the shapes report on a graph, without the results inside of results."""
    _, report, _ = validate(graph, shacl_graph=shapes(), inference="none", do_owl_imports=False)
    assert isinstance(report, Graph)
    found = []
    for result in report.objects(predicate=SH.result):
        about = report.value(result, SH.value) or report.value(result, SH.focusNode)
        severity = str(report.value(result, SH.resultSeverity)).removeprefix(str(SH))
        found.append(Found(name(report.value(result, SH.sourceShape)), severity, str(about).partition("#")[2]))
    return sorted(found)


def built(folder: Path, text: str) -> Linked:
    """The linked data of a declaration that has no errors."""
    place = Project(project(folder, text))
    settings, declarations, problems = check(place, TODAY)
    assert settings is not None and not has_errors(problems), problems
    (found,) = in_site(place, settings, declarations)
    return found


@cache
def complete(folder: Path) -> Graph:
    """The graph of the complete notice; who changes it takes a copy."""
    return built(folder, COMPLETE).graph


def iri(fragment: str) -> URIRef:
    """A node of the complete notice."""
    return URIRef(f"{HOME}privacy.jsonld{fragment}")
