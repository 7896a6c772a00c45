"""Facts of law with their sources: provisions, legal bases, rights, authorities, registers, transfers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from policygen.project import package_data, package_listing
from policygen.vocabulary import table


class Fact:
    """One entry of a law file: its id and its flat fields (`label`, `provision`, `dpv`, ...)."""

    __slots__ = ("_fields", "id")

    def __init__(self, id: str, fields: Mapping[str, str]) -> None:
        self.id = id
        self._fields = fields

    def __getitem__(self, key: str) -> str:
        return self._fields[key]

    def get(self, key: str) -> str:
        """The field, or an empty text."""
        return self._fields.get(key, "")


FILES = {
    "legal_bases": ("legal_bases.yaml", "bases"),
    "special_conditions": ("legal_bases.yaml", "special_conditions"),
    "transfer_tools": ("transfer_tools.yaml", "tools"),
    "authorities": ("authorities.yaml", "authorities"),
    "registrations": ("registrations.yaml", "schemes"),
    "rights": ("rights.yaml", "rights"),
    "provisions": ("provisions.yaml", "provisions"),
    "adequacy": ("adequacy.yaml", "decisions"),
    "duties": ("duties.yaml", "duties"),
    "duty_sources": ("duties.yaml", "sources"),
    "children_ages": ("children_ages.yaml", "ages"),
    "storage_lifetimes": ("storage_lifetimes.yaml", "lifetimes"),
    "languages": ("languages.yaml", "countries"),
}


@cache
def facts(kind: str) -> Mapping[str, Fact]:
    """All facts of a kind (a key of FILES) by id."""
    name, key = FILES[kind]
    return {id: Fact(id, fields) for id, (_, fields) in table("law", name, key).items()}


@cache
def eea() -> frozenset[str]:
    """The country codes of the European Economic Area, with the regions of its states that have codes of their own."""
    areas = table("law", "adequacy.yaml", "areas")
    return frozenset(code for name in ("eea", "regions") for code in areas[name][1]["countries"].split())


@cache
def reviewed() -> tuple[tuple[str, str], ...]:
    """Each law file with the day on which it was last reviewed against its sources (YYYY-MM-DD)."""
    found = []
    for name in package_listing("law", ".yaml"):
        head = package_data("law", f"{name}.yaml").data.decode()
        match = re.search(r"^# Reviewed (\d{4}-\d{2}-\d{2})$", head, re.MULTILINE)
        assert match is not None, f"{name}.yaml does not say when it was reviewed"
        found.append((f"policygen/law/{name}.yaml", match.group(1)))
    return tuple(found)


def authority_label(fact: Fact) -> str:
    """The English name of an authority with its own name: `Norwegian Data Protection Authority (Datatilsynet)`."""
    return fact["english"] if fact["english"] == fact["name"] else f"{fact['english']} ({fact['name']})"


def authority_of(country: str) -> Fact | None:
    """The supervisory authority of a country; None where it is not one for all, or where the data hold none."""
    found = [fact for fact in facts("authorities").values() if fact["country"] == country]
    return found[0] if found and not any(fact.get("regional") for fact in found) else None
