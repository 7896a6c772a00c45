"""The JSON Schema: a valid draft-07 schema, the examples fit it, and it refuses what the loader refuses."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest
import yaml
from support import ROOT, SMALL, policygen

from policygen.build import understand
from policygen.declaration.describe import declaration_schema
from policygen.problem import has_errors
from policygen.project import File

SCHEMA = declaration_schema()
VALIDATOR = jsonschema_rs.Draft7Validator(SCHEMA)


class Plain(yaml.SafeLoader):
    """YAML as editors read it: booleans are true and false only, dates stay text."""


Plain.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":int", ":float", ":null"))]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def as_editor(text: str) -> Any:
    return yaml.load(text, Plain)


def fits(text: str) -> bool:
    return bool(VALIDATOR.is_valid(as_editor(text)))


def sound(text: str) -> bool:
    _, problems = understand([File("a.yaml", text.encode())])
    return not has_errors(problems)


def test_it_is_a_draft_7_schema() -> None:
    assert jsonschema_rs.meta.is_valid(SCHEMA)
    assert SCHEMA["$schema"].endswith("draft-07/schema#")
    assert json.loads(policygen("schema").stdout) == SCHEMA


def test_every_key_is_described() -> None:
    for name, definition in {**SCHEMA["definitions"], "root": SCHEMA}.items():
        for key, value in definition.get("properties", {}).items():
            assert value["description"].strip(), f"{name}.{key}"


@pytest.mark.parametrize("path", sorted((ROOT / "declarations").glob("*/*.yaml")), ids=lambda path: path.parent.name)
def test_the_examples_fit(path: Any) -> None:
    errors = [(error.instance_path, error.message) for error in VALIDATOR.iter_errors(as_editor(path.read_text()))]
    assert errors == []


@pytest.mark.parametrize(("before", "after"), [
    ("policygen: 1", "policygen: 2"),
    ("country: NO", "country: XX"),
    ("country: NO", "land: NO"),
    ("legal_basis: consent", "legal_basis: consnt"),
    ("updated: 2026-01-15", "updated: 15.01.2026"),
    ("email: privacy@example.no", "email: privacy at example.no"),
    ("data_subjects: [newsletter_subscriber]", "data_subjects: []"),
    ("title: {en: Newsletter, nb: Nyhetsbrev}", "title: [Newsletter]"),
    ("rights: {contact: privacy}", "rights: {}"),
    ("rights: {contact: privacy}", "rights: {contact: privacy}\ncookies: {}"),
    ("rights: {contact: privacy}", "rights: {contact: privacy}\nlaws: {}"),
    ("role: processor", "role: helper"),
    ("then: delete", "then: burn"),
    ("  newsletter:", "  News letter:"),
    ("  name: Example AS\n", ""),
])
def test_it_refuses_what_the_loader_refuses(before: str, after: str) -> None:
    assert SMALL.count(before) >= 1
    broken = SMALL.replace(before, after, 1)
    assert fits(SMALL)
    assert sound(SMALL)
    assert not sound(broken)
    assert not fits(broken)
