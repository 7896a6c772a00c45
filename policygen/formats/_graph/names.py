"""Prefixed names: the vocabularies of the linked data and their namespaces."""

from __future__ import annotations

import re
from json import dumps
from typing import Any

DPV = "https://w3id.org/dpv"
PREFIXES = {
    "dpv": f"{DPV}#", "pd": f"{DPV}/pd#", "loc": f"{DPV}/loc#", "tech": f"{DPV}/tech#",
    "eu-gdpr": f"{DPV}/legal/eu/gdpr#", "legal-eu": f"{DPV}/legal/eu#", "schema": "https://schema.org/",
    "dct": "http://purl.org/dc/terms/", "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LEGAL = re.compile(r"legal-([a-z]{2})(?=:)")
LAW_OF_A_COUNTRY = re.compile(r'"legal-(?!eu:)')
EMPTY: tuple[Any, ...] = (None, [], "")
Node = dict[str, Any]


def expanded(name: str) -> str:
    """The whole IRI of a prefixed name; `legal-xx` is the part of DPV on the law of a country."""
    prefix, _, local = name.partition(":")
    return PREFIXES.get(prefix, f"{DPV}/legal/{prefix.removeprefix('legal-')}#") + local


def compact(value: Any) -> Any:
    """A tree of nodes in which a list of one is its item, and nothing is empty."""
    if isinstance(value, list):
        if len(value) == 1:
            return value[0] if value[0].__class__ is str else compact(value[0])
        return [item if item.__class__ is str else compact(item) for item in value]
    if isinstance(value, dict):
        return {key: item if item.__class__ is str else compact(item)
                for key, item in value.items() if item or item not in EMPTY or key == "@id"}
    return value


def context(nodes: list[Node]) -> dict[str, str]:
    """The prefixes for a list of nodes: those that stand everywhere, and the countries whose law is named in them."""
    found: set[str] = set()
    if LAW_OF_A_COUNTRY.search(dumps(nodes)):                 # which few declarations name
        _legal(nodes, found)
    countries = {match.group(1) for name in found if (match := LEGAL.match(name))} - {"eu"}
    return {**PREFIXES, **{f"legal-{country}": f"{DPV}/legal/{country}#" for country in sorted(countries)}}


def _legal(value: Any, found: set[str]) -> None:
    """Add every IRI in a tree of nodes that may be one of the law of a country."""
    if isinstance(value, list):
        for item in value:
            _legal(item, found)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "@id" or key == "@type":
                found.update(item if isinstance(item, list) else (item,))
            elif item.__class__ is not str and isinstance(item, (dict, list)):
                _legal(item, found)
