"""The whole document: the notice with everything in it, its pages, and the terms that it uses."""

from __future__ import annotations

from policygen.formats import Publication, Site
from policygen.formats._graph.names import Node, compact, context
from policygen.formats._graph.summary import Summary
from policygen.formats._graph.terms import Terms
from policygen.formats._graph.writing import NOTICE, Writer, add
from policygen.formats._hashes import processing, wording

NAME = "privacy.jsonld"
CONFORMS = "https://w3id.org/dpv/2.3"


def document(site: Site, publication: Publication) -> Node:
    """The linked data of a declaration, as JSON-LD with its context."""
    declaration = publication.declaration
    used = ((str(language), site.catalogues.of(language)) for language in declaration.languages)
    terms = Terms(declaration, [(language, found) for language, found in used if found is not None])
    notice = Writer(declaration, terms, Summary(declaration, terms)).record(declaration, NOTICE)
    add(notice, "dct:conformsTo", {"@id": CONFORMS})
    add(notice, "schema:identifier", _hash("processing", "", processing(declaration)))
    for number, page in enumerate(publication.pages, 1):
        title = {"@value": page.title, "@language": page.language}
        path = publication.path(page.language).removeprefix(publication.prefix)
        add(notice, "dct:title", title)
        add(notice, "dct:hasFormat", {
            "@id": path, "@type": "schema:WebPage", "dct:language": page.language, "dct:title": title,
            "schema:position": number, "schema:identifier": _hash("wording", f"-{page.language}", wording(page))})
    nodes = [compact(notice), *terms.nodes()]
    base = {"@base": f"{site.configuration.base}{publication.prefix}{NAME}"} if site.configuration.base else {}
    return {"@context": {**base, **context(nodes)}, "@graph": nodes}


def _hash(name: str, of: str, value: str) -> Node:
    """One of the two hashes that every output of policygen carries."""
    return {"@id": f"#{name}{of}", "@type": "schema:PropertyValue", "schema:propertyID": f"policygen-{name}",
            "schema:value": value}
