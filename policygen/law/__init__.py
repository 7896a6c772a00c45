"""Facts of law with their sources: provisions, legal bases, rights, authorities, registers, transfers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from policygen.vocabulary import table


class Fact(NamedTuple):
    """One entry of a law file: its id and its flat fields (`label`, `provision`, `dpv`, ...)."""

    id: str
    fields: Mapping[str, str]

    def __getitem__(self, key: object) -> str:  # type: ignore[override]
        return self.fields[str(key)]

    def get(self, key: str) -> str:
        """The field, or an empty text."""
        return self.fields.get(key, "")


FILES = {
    "legal_bases": ("legal_bases.yaml", "bases"),
    "special_conditions": ("legal_bases.yaml", "special_conditions"),
    "transfer_tools": ("transfer_tools.yaml", "tools"),
    "authorities": ("authorities.yaml", "authorities"),
    "registrations": ("registrations.yaml", "schemes"),
    "rights": ("rights.yaml", "rights"),
    "provisions": ("provisions.yaml", "provisions"),
    "adequacy": ("adequacy.yaml", "decisions"),
}


@cache
def facts(kind: str) -> Mapping[str, Fact]:
    """All facts of a kind (a key of FILES) by id."""
    name, key = FILES[kind]
    return {id: Fact(id, fields) for id, (_, fields) in table("law", name, key).items()}


@cache
def eea() -> frozenset[str]:
    """The country codes of the European Economic Area."""
    return frozenset(table("law", "adequacy.yaml", "areas")["eea"][1]["countries"].split())


def authority_of(country: str) -> Fact | None:
    """The national supervisory authority of a country, or None where the data hold none."""
    for fact in facts("authorities").values():
        if fact["country"] == country and not fact.get("regional"):
            return fact
    return None
