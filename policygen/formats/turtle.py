"""`privacy.ttl`: the linked data of a declaration as Turtle, the same graph as `privacy.jsonld`."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from importlib.util import find_spec

from policygen.formats import Output, Publication, Remark, Site, jsonld
from policygen.formats._extra import extra_missing
from policygen.formats._graph.document import NAME
from policygen.problem import Problem

OPTIONAL = True


def of_notice(site: Site, publication: Publication) -> Iterator[Output]:
    """The file of a declaration, beside its pages."""
    if find_spec("rdflib") is None:
        yield extra_missing(site, "turtle", "turtle", "The library that writes Turtle is not installed.")
        return
    for output in jsonld.of_notice(site, publication):
        if isinstance(output, Problem):
            yield output
        else:
            yield output[0].removesuffix(".jsonld") + ".ttl", turtle(output[1]).encode()


def remarks(site: Site, publication: Publication) -> Iterator[Remark]:
    """The declared values for which no vocabulary has a place."""
    return jsonld.remarks(site, publication)


def turtle(data: bytes) -> str:
    """A JSON-LD document of policygen as Turtle; without an address of its own, names are relative to the folder."""
    from rdflib import Graph

    prefixes = json.loads(data)["@context"]
    base = prefixes.pop("@base", "") or nowhere(data) + NAME
    graph = Graph(bind_namespaces="none")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        graph.parse(data=data, format="json-ld", publicID=base)
    for prefix, namespace in {"": f"{base}#", **prefixes}.items():
        graph.bind(prefix, namespace)
    return graph.serialize(format="turtle").replace(f"<{nowhere(data)}", "<")


def nowhere(data: bytes) -> str:
    """An address that nobody has, and that stands nowhere in the data."""
    name = "relative"
    while name.encode() + b".invalid" in data:
        name += "-"
    return f"https://{name}.invalid/"
