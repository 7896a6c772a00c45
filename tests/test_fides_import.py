"""Drafts from Fides files: old and new versions, every value in the draft or its notes, and back from an export."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from fides import data_of, manifest
from fides_files import FILES, MODERN, OLD
from hypothesis import given, settings
from hypothesis import strategies as st
from support import policygen, some
from values import EACH, PROJECTS, site

from policygen.build import understand
from policygen.declaration import Declaration
from policygen.imports import draft, text_of
from policygen.problem import Problem
from policygen.project import File


def drafted(data: str | bytes, language: str = "en") -> str:
    """The draft of a file as text."""
    made, problems = draft("fides", data if isinstance(data, bytes) else data.encode(), "x.yml", language)
    assert made is not None, problems
    text, problems = text_of(made, "draft.yaml")
    assert problems == ()
    return text.decode()


def loaded(text: str) -> tuple[dict[str, Any], Declaration, tuple[Problem, ...]]:
    """A draft as plain values and as a declaration, with the errors that are left."""
    found, problems = understand([File("draft.yaml", text.encode())])
    assert found is not None
    return yaml.load(text, yaml.BaseLoader), found, tuple(
        problem for problem in problems if problem.severity.value == "error")


def test_a_manifest_becomes_a_draft(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text(MODERN, "utf-8")
    done = policygen("import", "fides", tmp_path / "x.yml", "--language", "en")
    assert done.returncode == 0, done.stderr
    found, declaration, errors = loaded(done.stdout)
    assert {problem.id for problem in errors} == {"missing-key"}
    assert found["controller"]["name"] == "Tindre Foods AS"
    assert found["controller"]["address"] == {"street": "Havnegata 3", "postal_code": "0150", "city": "Oslo",
                                              "country": "NO"}
    assert list(found["activities"]) == ["shop", "shop_2", "counter", "lists"]
    shop = found["activities"]["shop"]
    assert shop["data"] == ["name", "postal_address", "recipes",
                            {"category": ["user_id", "street"]}]
    assert shop["purposes"] == [
        {"purpose": "service_delivery", "about": "Deliver orders", "legal_basis": {"basis": "contract"}},
        {"purpose": "fraud_prevention", "about": "Stop thieves",
         "legal_basis": {"basis": "legitimate_interests", "people": "customer"}}]
    assert shop["retention"] == [{"period": "P3Y"}]
    assert shop["recipients"] == [{"recipient": "stripe_like", "data": ["name", "payment_card"]},
                                  {"recipient": "warehouse"}, {"recipient": "unseen", "data": "name"}]
    assert shop["sources"] == [{"source": "data_subject", "data": "name"}]
    tasting = found["activities"]["shop_2"]
    assert tasting["special_categories"] == [{"condition": "explicit_consent"}]
    assert tasting["retention"] == [{"criterion": "Until the tasting is over"}]
    assert {"recipient": "universities", "data": "user_content"} in tasting["recipients"]
    payline = found["recipients"]["stripe_like"]
    assert (payline["name"], payline["product"], payline["role"], payline["country"]) == (
        "Payline Inc.", "Payline", "processor", "US")
    assert payline["transfers"] == [{"tools": "scc"}]
    assert found["joint_controllers"] == {"tindre_farm_as": {
        "name": "Tindre Farm AS", "activities": ["shop", "shop_2"], "arrangement": "they grow, we sell",
        "contact": "farm@tindre.example", "link": "https://farm.example/privacy"}}
    assert found["cookies"]["items"]["counter"] == {"class": "statistics", "provider": "counter",
                                                    "purpose": "Count visits"}
    assert found["vocabulary"]["data"]["recipes"] == {"label": "recipes", "definition": "what people cook",
                                                      "broader": "user_content"}
    assert found["controller"]["systems"] == ["Intranet"]
    assert declaration.representative is not None
    assert declaration.representative.name == "Tindre GmbH"


def test_an_older_manifest_is_read_by_the_keys_of_its_time() -> None:
    text = drafted(OLD)
    found, _, _ = loaded(text)
    shop, improve = found["activities"]["demo_shop"], found["activities"]["demo_shop_2"]
    assert shop["data"][0] == {"category": ["email", "cookie_id", "behavior"], "state": "pseudonymised"}
    assert shop["purposes"][0]["purpose"] == "targeted"
    assert improve["data"][0] == {"category": ["genetic"], "state": "identified"}
    assert improve["purposes"][0]["purpose"] == "improvement"
    assert found["transfers"]["general"] == [{"to": ["US", "CA"]}]
    assert found["joint_controllers"]["farm_as"]["activities"] == ["demo_shop", "demo_shop_2"]
    assert [item["names"] for item in found["cookies"]["items"].values()] == [["_old"], ["_two"]]
    assert "`improve.system` is a key of an older version; it is taken for `functional.service.improve`." in text
    assert "30 days after account deletion" in text


@pytest.mark.parametrize("name", ["one", "list", "page"])
def test_one_system_a_list_and_a_page_of_an_api(name: str) -> None:
    found, _, _ = loaded(drafted(FILES[name]))
    first = found["activities"]["one"]
    assert first["purposes"][0]["legal_basis"] == {"basis": "legal_obligation"}
    assert first["retention"] == [{"period": "P365D"}]
    assert len(found["activities"]) == (2 if name == "list" else 1)


def test_what_is_guessed_is_noted() -> None:
    text = drafted(FILES["one"], "")
    notes = re.findall(r"# review: (.*)", text)
    for start in ("A Fides file does not say its language", "The input says `365`; are days meant?",
                  "`provide` is a key of an older version", "`essential` has no term that means exactly the same",
                  "`country` is required"):
        assert any(note.startswith(start) for note in notes), (start, notes)


@pytest.mark.parametrize(("data", "id"), [
    (b"system: &a\n  - fides_key: x\nmore: *a\n", "yaml-anchor"), (b"a: !!str b\n", "yaml-tag"),
    (b"system: []\n---\nsystem: []\n", "yaml-second-document"), (b"system: []\nsystem: []\n", "duplicate-key"),
    (b"a: b: c", "yaml-syntax"), (b"{", "json-syntax"),
    (b"", "file-empty"), (b"[]", "not-fides"), (b"{}", "not-fides"), (b'"x"', "not-fides"), (b"a: {b: c}", "not-fides"),
    (b'{"meta": {}, "controller": {"name": "x"}, "dataDisclosed": []}', "not-fides"), (b"\xff", "not-utf-8")])
def test_what_cannot_be_read_is_a_problem(data: bytes, id: str) -> None:
    made, problems = draft("fides", data, "x.yml", "en")
    assert made is None
    assert [problem.id for problem in problems] == [id]
    if id in ("yaml-anchor", "yaml-tag"):
        assert "write out what they stand for" in problems[0].fix


# Every value of the input is in the draft or in its notes

def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all single values that say something."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if inside is None:
        if value not in (None, ""):
            yield path
        return
    for key, child in inside:
        yield from paths(child, (*path, key))


def changed(document: Any, path: tuple[Any, ...]) -> Any:
    """The document with another value in one place."""
    made = copy.deepcopy(document)
    holder = made
    for key in path[:-1]:
        holder = holder[key]
    value = holder[path[-1]]
    holder[path[-1]] = not value if isinstance(value, bool) else value + 86_400 if isinstance(value, int) else \
        f"{value}zz"
    return made


@pytest.mark.parametrize("name", FILES)
def test_no_value_is_dropped_in_silence(name: str) -> None:
    document = yaml.safe_load(FILES[name])
    before = drafted(json.dumps(document))
    silent = [path for path in paths(document) if drafted(json.dumps(changed(document, path))) == before]
    assert silent == []


@pytest.mark.long
def test_no_value_of_an_export_is_dropped_in_silence() -> None:
    document = manifest(site(*PROJECTS[-1]))
    before = drafted(json.dumps(document))
    silent = [path for path in paths(document) if drafted(json.dumps(changed(document, path))) == before]
    assert silent == []


# There and back

@EACH
def test_an_export_comes_back_with_what_fides_can_hold(root: Path, name: str) -> None:
    made = site(root, name)
    whole = made.wholes[0]
    language = str(whole.declaration.languages[0])
    text = drafted(data_of(made, whole), language)
    _, declaration, errors = loaded(text)
    assert {problem.id for problem in errors} <= {"missing-key"}
    again = yaml.safe_load(data_of(made, whole._replace(declaration=declaration)))
    first, second = kept(manifest(made)), kept(again)
    for part, found in first.items():
        assert second[part] == found, part


def last(keys: list[str]) -> frozenset[str]:
    """The last parts of keys: an entry of the taxonomy can come back at a place higher up. What an item of storage
    holds where it names nothing depends on its kind, which Fides does not have."""
    return frozenset(key.rpartition(".")[2].replace("cookie", "device") if key.startswith("user.device") else
                     key.rpartition(".")[2] for key in keys)


def kept(document: dict[str, Any]) -> dict[str, Any]:
    """What of a manifest must come back; names of systems change where one became several."""
    named = {system["fides_key"]: system for system in document["system"]}
    return {
        "organization": document["organization"],
        "decisions": {word for system in named.values() for word in system.get("legal_basis_for_profiling", [])},
        "recipients": [{**system, "legal_basis_for_transfers": [word for word in system.get(
            "legal_basis_for_transfers", []) if word in ("SCCs", "BCRs", "Adequacy Decision")]}
            for system in named.values() if system["system_type"] == "Recipient"],
        "purposes": {(
            declared["data_use"].rpartition(".")[2], declared.get("legal_basis_for_processing"),
            last(declared["data_categories"]), frozenset(declared.get("data_subjects", [])),
            declared.get("special_category_legal_basis"), declared.get("processes_special_category_data"),
            *((declared.get("third_parties"), last(declared.get("shared_categories", [])))
              if system["system_type"] == "Processing activity" else
              (declared["name"], declared.get("retention_period"))),
            *(str(system.get(name)) for name in (
                "system_type", "joint_controller_info", "administrating_department", "data_security_practices",
                "description")),
            frozenset((way, named.get(flow["fides_key"], {}).get("name"), last(flow["data_categories"]))
                      for way in ("egress", "ingress") for flow in system.get(way, []))
            if system["system_type"] == "Processing activity" else None)
            for system in named.values() for declared in system["privacy_declarations"]},
        **{kind: {entry["fides_key"].rpartition(".")[2]: (entry["name"], entry.get("description", "").rstrip("."))
                  for entry in document.get(kind, [])} for kind in ("data_category", "data_use", "data_subject")},
    }


# Nothing crashes

SMALL = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=30), st.sampled_from([
    "user.name", "essential.service", "customer", "Controller", "Processor", "Consent", "Recipient", "Third Party",
    "Storage on the device", "Source of data", "Processing activity", "<b>x", "P1Y", "3 days", "a@b.example",
    "https://x.example", "NOR", "Norway", "user", "system", "dataset", "x" * 400, "Oslo, Norway", "a: b (c; d)"]))
NAMES = st.sampled_from(sorted({str(key) for text in (MODERN, OLD) for path in paths(yaml.safe_load(text))
                                for key in path if isinstance(key, str)} | {"third_parties", "items", "fields"}))
ANY = st.recursive(SMALL, lambda inside: st.one_of(st.lists(inside, max_size=4), st.dictionaries(
    NAMES, inside, max_size=6)), max_leaves=30)


@pytest.mark.parametrize("examples", some([50], [250]))
def test_arbitrary_input_never_crashes(examples: int) -> None:
    @settings(max_examples=examples, deadline=None)
    @given(ANY)
    def tried(value: object) -> None:
        made, problems = draft("fides", json.dumps(value).encode(), "x.json", "en")
        assert (made is None) == bool(problems)
        if made is not None:
            assert text_of(made, "draft.yaml")[1] == ()

    tried()


@pytest.mark.parametrize("examples", some([50], [250]))
def test_a_damaged_manifest_never_crashes_and_loads(examples: int) -> None:
    @settings(max_examples=examples, deadline=None)
    @given(st.data())
    def tried(data: st.DataObject) -> None:
        document = yaml.safe_load(data.draw(st.sampled_from([MODERN, OLD])))
        every = list(paths(document))
        for _ in range(data.draw(st.integers(1, 4))):
            path = data.draw(st.sampled_from(every))
            cut = path[:data.draw(st.integers(1, len(path)))]
            holder = document
            try:
                for key in cut[:-1]:
                    holder = holder[key]
                holder[cut[-1]] = data.draw(ANY)
            except (KeyError, IndexError, TypeError):
                continue
        made, problems = draft("fides", json.dumps(document).encode(), "x.json", "en")
        assert (made is None) == bool(problems)
        if made is not None:
            text, problems = text_of(made, "draft.yaml")
            assert problems == ()
            _, found = understand([File("draft.yaml", text)])
            assert {problem.id for problem in found if problem.severity.value == "error"} <= {
                "missing-key", "contact-empty", "recipient-nameless", "list-empty", "retention-empty"}, text.decode()

    tried()
