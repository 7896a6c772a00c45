"""`privacy.jsonld`: everything that is declared in W3C DPV 2.3, schema.org, Dublin Core and SKOS, context inline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from policygen.declaration import Declaration
from policygen.formats import Output, Publication, Remark, Site
from policygen.formats._graph.document import NAME, document
from policygen.formats._graph.dump import dump
from policygen.formats._graph.names import PREFIXES
from policygen.formats._graph.summary import rights
from policygen.formats._graph.table import left_out_keys
from policygen.formats._left_out import left_out
from policygen.formats._templates import script
from policygen.localise.page import Page

Thing = dict[str, Any]


def of_notice(site: Site, publication: Publication) -> Iterator[Output]:
    """The file of a declaration, beside its pages."""
    yield f"{publication.prefix}{NAME}", dump(document(site, publication)).encode()


def remarks(site: Site, publication: Publication) -> Iterator[Remark]:
    """The declared values for which no vocabulary has a place."""
    because = left_out_keys()
    return left_out(publication.declaration, set(Declaration.KEYS) - set(because), because)


def in_page(site: Site, publication: Publication, page: Page) -> Markup:
    """The main facts for search engines and agents, as the text of a `<script type="application/ld+json">`.

    Nothing in it can end the script: `<`, `>` and `&` are written as JSON escapes.
    """
    declaration = publication.declaration
    base = site.configuration.base
    data = f"{publication.prefix}{NAME}"
    thing = _clean({
        "@context": {name: PREFIXES[name] for name in ("schema", "dpv", "eu-gdpr", "dct")},
        "@id": base + publication.path(page.language) if base else "",
        "@type": ["schema:WebPage", "dpv:PrivacyNotice"],
        "schema:name": f"{page.title} – {page.controller}",
        "schema:inLanguage": page.language,
        "schema:version": page.version or None,
        "schema:dateModified": page.updated.datetime if page.updated else None,
        "dpv:hasDataController": _clean({
            "@type": ["schema:Organization", "dpv:DataController"], "schema:name": page.controller,
            "schema:url": str(declaration.controller.website or "") or None,
            "schema:email": next((str(contact.email) for contact in declaration.controller.contacts if contact.email),
                                 None)}),
        "dpv:hasRight": _ids(rights(declaration)),
        "dct:hasFormat": {"@id": f"{base}{data}" if base else "../" * publication.path("x").count("/") + data},
    })
    return script(thing)


def _ids(names: Sequence[str]) -> list[Thing]:
    return [{"@id": name} for name in dict.fromkeys(names)]


def _clean(thing: Thing) -> Thing:
    """The thing without what is empty."""
    return {key: value for key, value in thing.items() if value not in (None, [], "") or key == "@id"}
