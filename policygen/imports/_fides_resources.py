"""The resources in a Fides file: a taxonomy with lists of them, one list, one resource, or a page of an API."""

from __future__ import annotations

from policygen.formats._fides_keys import meanings
from policygen.imports._source import Source

# A key that each kind has and the others have not.
MARKS = {"system": ("privacy_declarations", "system_type"), "dataset": ("collections",), "policy": ("rules",),
         "organization": ("controller", "data_protection_officer", "representative"),
         "data_use": ("legitimate_interest", "legal_basis"), "data_subject": ("automated_decisions_or_profiling",)}
KINDS = ("organization", "data_category", "data_use", "data_subject", "system", "dataset", "policy", "registry",
         "data_qualifier")
PLURALS = {"organizations": "organization", "data_categories": "data_category", "data_uses": "data_use",
           "data_subjects": "data_subject", "systems": "system", "datasets": "dataset", "policies": "policy"}
WRAPPERS = ("items", "data", "results", "generate_results")

Resources = dict[str, list[Source]]


def resources(source: Source) -> Resources:
    """The resources by kind; empty where the file holds none."""
    found: Resources = {}
    _find(source, found, 0)
    return found


def _find(source: Source, found: Resources, depth: int) -> None:
    if isinstance(source.value, list):
        for item in source.each():
            _add(item, found)
        return
    for name, child in source.entries():
        kind = PLURALS.get(name, name)
        if kind in KINDS and isinstance(child.value, list | dict) and not _is_resource(source):
            items = child.each() if isinstance(child.value, list) else [child]
            found.setdefault(kind, []).extend(item for item in items if isinstance(item.value, dict))
        elif name in WRAPPERS and depth < 2 and isinstance(child.value, list | dict):
            _find(child, found, depth + 1)
    if not found:
        _add(source, found)


def _add(source: Source, found: Resources) -> None:
    kind = _kind(source)
    if kind:
        found.setdefault(kind, []).append(source)


def _is_resource(source: Source) -> bool:
    return "fides_key" in source.value and bool(_kind(source))


def _kind(source: Source) -> str:
    if not isinstance(source.value, dict):
        return ""
    marked = next((kind for kind, marks in MARKS.items() if any(mark in source.value for mark in marks)), "")
    if "fides_key" not in source.value:
        return marked if marked in ("system", "dataset") else ""
    if marked:
        return marked
    key = source.get("fides_key").plain
    for kind, table in (("data_category", "data"), ("data_use", "uses"), ("data_subject", "subjects")):
        if key.split(".")[0] in meanings(table):
            return kind
    return ""
