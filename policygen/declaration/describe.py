"""The declaration language described for editors: its JSON Schema with every id that may stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policygen.declaration.root import Declaration, OwnVocabulary
from policygen.law import FILES as LAW_KINDS
from policygen.law import facts
from policygen.schema.export import json_schema
from policygen.vocabulary import kinds, terms

# What a fact of law is called where it has no label.
NAMES = ("label", "english", "name", "provision")


def labels(kind: str) -> Mapping[str, str]:
    """The ids of a kind with a short English description each."""
    if kind in kinds():
        return {id: f"{term.label}: {term.definition}" for id, term in terms(kind).items()}
    return {id: next((fact.get(name) for name in NAMES if fact.get(name)), "") for id, fact in facts(kind).items()}


def declaration_schema() -> dict[str, Any]:
    """The JSON Schema of a declaration in one file."""
    assert set(LAW_KINDS).isdisjoint(kinds())
    return json_schema(Declaration, "A policygen declaration", labels, frozenset(OwnVocabulary.KEYS))
