"""Datasets of a Fides file: the categories of their fields, in the activities that use them or in one of their own."""

from __future__ import annotations

from collections.abc import Iterator

from policygen.imports import _texts
from policygen.imports._draft import Note, Tree, bare, missing, noted
from policygen.imports._fides_draft import Entry, Reading, id_of, inside
from policygen.imports._fides_systems import retention
from policygen.imports._source import Source


def dataset(reading: Reading, found: Source, users: list[str]) -> None:
    """The data of a dataset; `users` are the activities that name it."""
    terms: dict[str, Tree] = {}
    for place in _places(found):
        for term in reading.terms.each("data", place.get("data_categories")):
            terms.setdefault(str(bare(term)), term)
    if users:
        found.get("fides_key").take()
        for id in users:
            _added(reading.entries["activities"][id], terms, found)
        return
    period = found.get("retention")
    entry: Entry = {
        "title": _texts.label(found.get("name").text() or found.get("fides_key").plain, found.get("name").path),
        "about": _texts.words(found.get("description").text(), found.get("description").path),
        "data_subjects": _each(reading, "data_subjects", found, "data_subjects"),
        "data": list(terms.values()),
        "purposes": _each(reading, "purposes", found, "data_uses", "data_purposes"),
        "retention": retention(reading, period.text() if isinstance(period.value, str) else "", period.path)}
    note = Note("The input has these data in a dataset that no system names. What are they used for?", found.path)
    reading.add("activities", id_of(found.get("fides_key"), "dataset"), noted(
        entry, note, *missing(entry, "data_subjects", "data", "purposes")))


def _each(reading: Reading, kind: str, found: Source, *names: str) -> Tree:
    terms: dict[str, Tree] = {}
    for place in _places(found):
        for name in names:
            for term in reading.terms.each(kind, place.get(name)):
                terms.setdefault(str(bare(term)), term)
    return list(terms.values())


def _places(found: Source) -> Iterator[Source]:
    """The dataset, its collections, and their fields with those inside."""
    stack = [found]
    while stack:
        place = stack.pop()
        if isinstance(place.value, dict):
            yield place
            stack += reversed([item for name in ("collections", "fields") for item in place.get(name).each()])


def _added(entry: Tree, terms: dict[str, Tree], found: Source) -> None:
    holder = inside(entry)
    known = {str(id) for item in _list(bare(holder["data"])) for id in
             (_list(item.get("category")) if isinstance(item, dict) else [item])}
    more = [term for id, term in terms.items() if id not in known]
    if more:
        data = holder["data"]
        assert isinstance(data, list)
        data.append(noted({"category": list(more)}, Note("From the dataset that the system names, and not from one of "
                                                         "its purposes.", found.path)))


def _list(tree: Tree) -> list[Tree]:
    return tree if isinstance(tree, list) else [tree] if tree else []
