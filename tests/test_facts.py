"""The data that ship with the package: every file names its sources, every reference inside it exists."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support import ROOT, SMALL, policygen, project

from policygen.declaration.registration import fits
from policygen.law import FILES, authority_of, eea, facts
from policygen.schema.codes import COUNTRIES
from policygen.schema.types import ID_PATTERN
from policygen.vocabulary import kinds, terms

LAW = sorted((ROOT / "policygen" / "law").glob("*.yaml"))
VOCABULARY = sorted((ROOT / "policygen" / "vocabulary").glob("*.yaml"))


@pytest.mark.parametrize("path", LAW, ids=lambda path: path.name)
def test_a_file_of_law_names_its_sources_and_review(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "http" in text
    assert re.search(r"20\d\d-\d\d-\d\d", text)


@pytest.mark.parametrize("path", VOCABULARY, ids=lambda path: path.name)
def test_a_vocabulary_names_its_source(path: Path) -> None:
    assert "DPV" in path.read_text("utf-8")[:600]


@pytest.mark.parametrize("kind", kinds())
def test_terms_have_ids_labels_and_definitions(kind: str) -> None:
    labels = [term.label for term in terms(kind).values()]
    for id, term in terms(kind).items():
        assert ID_PATTERN.fullmatch(id)
        assert term.label
        assert not term.label.endswith(".")
        assert term.definition.endswith(".")
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("kind", sorted(FILES))
def test_provisions_that_facts_name_exist(kind: str) -> None:
    assert facts(kind)
    for fact in facts(kind).values():
        assert not fact.get("provision") or fact["provision"] in facts("provisions")
        assert fact.get("country") in {"", "*", *COUNTRIES}


def test_every_eea_state_has_an_authority() -> None:
    states = eea() - {"AX", "GF", "GP", "MF", "MQ", "RE", "YT"}        # regions of Finland and France
    assert len(states) == 30
    for country in states:
        known = [fact for fact in facts("authorities").values() if fact["country"] == country]
        assert known, country
        assert authority_of(country) is not None or any(fact.get("regional") for fact in known), country


def test_rights_name_bases_that_exist() -> None:
    for right in facts("rights").values():
        assert set(right["bases"].split()) <= set(facts("legal_bases"))


@pytest.mark.parametrize(("scheme", "number", "fine"), [
    ("no-orgnr", "919 627 816", True), ("no-orgnr", "919627817", False), ("no-orgnr", "9370833512", False),
    ("se-orgnr", "556560-4583", True), ("se-orgnr", "556560-4584", False),
    ("dk-cvr", "13585628", True), ("dk-cvr", "13585627", False),
    ("fi-ytunnus", "2077474-0", True), ("fi-ytunnus", "2077474-1", False),
])
def test_company_numbers_are_checked_by_the_rules_of_their_register(scheme: str, number: str, fine: bool) -> None:
    assert fits(scheme, number) is fine


def test_the_check_says_when_the_facts_of_law_are_old(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL)
    old = str(int(datetime(2031, 1, 1, tzinfo=UTC).timestamp()))
    assert "(law-data-stale)" in policygen("check", folder, env={"SOURCE_DATE_EPOCH": old}).stdout
    now = str(int(datetime(2026, 12, 1, tzinfo=UTC).timestamp()))
    assert "(law-data-stale)" not in policygen("check", folder, env={"SOURCE_DATE_EPOCH": now}).stdout
