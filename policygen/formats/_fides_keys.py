"""Keys of fideslang for terms: those of its default taxonomy, and below them entries of the manifest's own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from policygen.formats._teller import Teller
from policygen.schema import Str
from policygen.vocabulary import table, terms

KINDS = {"data": "data", "purposes": "uses", "data_subjects": "subjects"}
TAXONOMY = {"data": "data_category", "purposes": "data_use", "data_subjects": "data_subject"}


class Meaning(NamedTuple):
    """What a key or word is to policygen: the same as `term`, or close to `near`, or else called `label`."""

    term: str
    near: str
    label: str
    broader: str


@cache
def meanings(kind: str) -> Mapping[str, Meaning]:
    """The entries of a table of `_fides.yaml`."""
    return {key: Meaning(*(fields.get(name, "") for name in Meaning._fields))
            for key, (_, fields) in table("formats", "_fides.yaml", kind).items()}


@cache
def words(kind: str) -> Mapping[str, str]:
    """The words of fideslang for facts of law, by the ids of policygen; also those that come near."""
    return {id: found.term or found.near for id, found in meanings(kind).items()}


@cache
def keys(kind: str) -> Mapping[str, str]:
    """The keys of the default taxonomy that mean exactly a term of the vocabulary `kind`."""
    return {found.term: key for key, found in meanings(KINDS[kind]).items() if found.term}


@cache
def above(kind: str) -> Mapping[str, str]:
    """For each shipped term without a key of its own: the nearest key, or an empty text."""
    near = {found.near: key for key, found in meanings(KINDS[kind]).items() if found.near}
    return {id: term.fideslang or near.get(id, "") for id, term in terms(kind).items() if id not in keys(kind)}


class Keys:
    """Keys for the terms of a declaration; `made` holds an entry for each that is not in the default taxonomy."""

    def __init__(self, teller: Teller, organization: str) -> None:
        self._teller = teller
        self._organization = organization
        self.made: dict[str, dict[str, dict[str, Any]]] = {kind: {} for kind in KINDS}

    def of(self, kind: str, id: Str) -> str:
        """The key of a term."""
        self._teller.used.add(id.at)
        own = self._teller.own(kind, id)
        if own is None and id in keys(kind):
            return keys(kind)[id]
        broader = own.broader if own is not None else None
        if broader is not None and kind != "data_subjects":
            self._teller.used.add(broader.at)
        parent = self._parent(kind, id if own is None else str(broader or ""))
        key = ".".join(filter(None, (parent, id)))
        while key in meanings(KINDS[kind]):
            key += "_own"
        if key not in self.made[kind]:
            definition = self._teller.words(own.definition) if own is not None else ""
            entry = {"fides_key": key, "organization_fides_key": self._organization,
                     "name": self._teller.term(kind, id), "description": definition, "parent_key": parent}
            self.made[kind][key] = {name: value for name, value in entry.items() if value}
        return key

    def _parent(self, kind: str, id: str) -> str:
        """The key that an entry for the term stands below; people have none."""
        if kind == "data_subjects":
            return ""
        root = "user" if kind == "data" else ""
        return keys(kind).get(id) or above(kind).get(id) or root
