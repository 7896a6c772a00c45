"""Fides manifests: valid by the models of fideslang, true to the declaration, and nothing left out in silence."""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path
from typing import Any

import pytest
import yaml
from fides import data_of, manifest, unchecked, unlike
from fideslang.default_taxonomy import DEFAULT_TAXONOMY
from fideslang.manifests import ingest_manifests
from fideslang.models import Taxonomy
from fideslang.parse import load_manifests_into_taxonomy
from support import ROOT, SMALL, TODAY, policygen, project
from values import EACH, PROJECTS, site

from policygen.build import build
from policygen.formats import Remark, fides
from policygen.formats import _fides_keys as fides_keys
from policygen.formats import _fides_losses as losses
from policygen.formats._fides_storage import KIND
from policygen.law import facts
from policygen.project import Project
from policygen.schema.leaves import leaves
from policygen.vocabulary import terms

REFERENCES = {"data_categories": "data_category", "shared_categories": "data_category", "data_use": "data_use",
              "data_subjects": "data_subject"}


def small(text: str, folder: Path, base: str = "") -> tuple[dict[str, Any], list[Remark]]:
    """The manifest of a declaration, and the remarks."""
    made = unchecked(text, folder, base)
    return manifest(made), list(fides.remarks(made, made.wholes[0]))


def system(document: dict[str, Any], key: str) -> dict[str, Any]:
    found: dict[str, Any] = next(found for found in document["system"] if found["fides_key"] == key)
    return found


def known(document: dict[str, Any], kind: str) -> set[str]:
    return {entry.fides_key for entry in getattr(DEFAULT_TAXONOMY, kind) if not entry.version_deprecated} \
        | {entry["fides_key"] for entry in document.get(kind, [])}


def unknown_keys(document: dict[str, Any]) -> set[tuple[str, str]]:
    """References to categories, uses and subjects that nobody declares."""
    found = set()
    stack: list[Any] = [document["system"]]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            for name, kind in REFERENCES.items():
                keys = value.get(name, [])
                found |= {(kind, key) for key in ([keys] if isinstance(keys, str) else keys)
                          if key not in known(document, kind)}
            stack += value.values()
        elif isinstance(value, list):
            stack += value
    return found


def unknown_fields(given: Any, model: Any) -> list[str]:
    """Fields of the manifest that the models of fideslang do not hold."""
    if isinstance(given, dict):
        held = model if isinstance(model, dict) else {name: getattr(model, name) for name in type(model).model_fields}
        return [name for name in given if name not in held] + [
            fault for name, value in given.items() if name in held for fault in unknown_fields(value, held[name])]
    if isinstance(given, list) and given and isinstance(given[0], dict):
        order = (lambda entry: entry["name"]) if "data_use" in given[0] else (lambda entry: 0)
        return [fault for one, other in zip(sorted(given, key=order), model, strict=True)
                for fault in unknown_fields(one, other)]
    return []


# The manifest as a whole

@EACH
def test_manifests_are_read_by_fideslang_and_every_key_is_declared(root: Path, name: str, tmp_path: Path) -> None:
    made = site(root, name)
    path = "privacy.fides.yml"
    (tmp_path / path).write_bytes(data_of(made, made.wholes[0]))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        raw = ingest_manifests(str(tmp_path / path))
        taxonomy = load_manifests_into_taxonomy(raw)
    assert isinstance(taxonomy, Taxonomy)
    document = manifest(made)
    assert raw == document
    assert unknown_fields(document, taxonomy) == []
    assert unknown_keys(document) == set()
    keys = [entry["fides_key"] for entries in document.values() for entry in entries]
    assert len(set(keys)) == len(keys)
    assert all(entry["organization_fides_key"] == name for kind in document if kind != "organization"
               for entry in document[kind])
    systems = {entry["fides_key"] for entry in document["system"]}
    for entry in document["system"]:
        assert {flow["fides_key"] for way in ("egress", "ingress") for flow in entry.get(way, [])} <= systems | {"user"}
        named = [made["name"] for made in entry["privacy_declarations"]]
        assert len(set(named)) == len(named)


def test_the_checks_of_keys_and_fields_can_fail() -> None:
    document = manifest(site(*PROJECTS[0]))
    taxonomy = Taxonomy.model_validate(document)
    document["system"][0]["joint_controller"] = "x"
    document["system"][0]["privacy_declarations"][0]["data_qualifier"] = "aggregated"
    document["system"][0]["privacy_declarations"][0]["data_use"] = "provide.service"
    assert sorted(unknown_fields(document, taxonomy)) == ["data_qualifier", "joint_controller"]
    assert unknown_keys(document) == {("data_use", "provide.service")}


def test_a_taxonomy_entry_of_its_own_stands_below_one_that_exists() -> None:
    for root, name in PROJECTS:
        document = manifest(site(root, name))
        for kind in ("data_category", "data_use"):
            for entry in document.get(kind, []):
                parent = entry.get("parent_key", "")
                assert entry["fides_key"] == ".".join(filter(None, (parent, entry["fides_key"].split(".")[-1])))
                assert not parent or parent in known({}, kind), entry


def test_it_is_published_only_where_it_is_asked_for(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL)
    assert not [path for path in build(Project(folder), TODAY).files if "fides" in path]
    files = build(Project(folder), TODAY, more_formats=["fides"]).files
    assert [path for path in files if "fides" in path] == ["privacy.fides.yml"]
    assert files == build(Project(folder), TODAY, more_formats=["fides"]).files
    done = policygen("export", "fides", folder)
    assert done.returncode == 0
    assert (folder / "export/privacy.fides.yml").read_bytes() == files["privacy.fides.yml"]
    assert "a: fides asks" in done.stdout
    assert "a: fides leaves out" in done.stdout


def test_several_declarations_share_no_keys(tmp_path: Path) -> None:
    made = build(Project(project(tmp_path, SMALL, SMALL)), TODAY, more_formats=["fides"]).files
    documents = [yaml.safe_load(data) for path, data in made.items() if path.endswith("fides.yml")]
    assert len(documents) == 2
    systems = [entry["fides_key"] for document in documents for entry in document["system"]]
    assert len(set(systems)) == len(systems) == 4


# The table of meanings

@pytest.mark.parametrize(("table", "kind"), [("data", "data_category"), ("uses", "data_use"),
                                             ("subjects", "data_subject")])
def test_the_tables_know_every_key_of_the_default_taxonomy(table: str, kind: str) -> None:
    assert sorted(fides_keys.meanings(table)) == sorted(entry.fides_key for entry in getattr(DEFAULT_TAXONOMY, kind))


@pytest.mark.parametrize("kind", fides_keys.KINDS)
def test_terms_named_in_the_tables_exist_and_each_means_one_key(kind: str) -> None:
    found = fides_keys.meanings(fides_keys.KINDS[kind])
    named = [meaning.term or meaning.near or meaning.broader for meaning in found.values()]
    assert {term for term in named if term} <= set(terms(kind))
    exact = [meaning.term for meaning in found.values() if meaning.term]
    assert len(set(exact)) == len(exact)
    assert all(sum(map(bool, (meaning.term, meaning.near, meaning.label))) == 1 for meaning in found.values())
    for term in terms(kind).values():
        assert not term.fideslang or term.fideslang in found, term.id


def test_words_for_facts_of_law_are_those_of_the_models() -> None:
    from fideslang import models

    for table, enum, kind in (("bases", models.LegalBasisForProcessingEnum, "legal_bases"),
                              ("conditions", models.SpecialCategoryLegalBasisEnum, "special_conditions")):
        assert sorted(fides_keys.words(table).values()) == sorted(word.value for word in enum)
        assert set(fides_keys.words(table)) == set(facts(kind))
    for table, enum in (("decisions", models.LegalBasisForProfilingEnum), ("tools", models.LegalBasisForTransfersEnum),
                        ("rights", models.DataSubjectRightsEnum), ("roles", models.DataResponsibilityTitle)):
        assert set(fides_keys.words(table).values()) <= {word.value for word in enum}
    assert set(fides_keys.words("classes")) == set(terms("storage_classes"))
    assert set(fides_keys.words("classes").values()) <= set(fides_keys.meanings("uses"))


# What stands where

def test_what_is_declared_stands_in_its_place(tmp_path: Path) -> None:
    document, _ = small(SMALL, tmp_path, "https://www.example.com/")
    assert document["organization"] == [{"fides_key": "a", "name": "Example AS", "controller": {
        "name": "Example AS", "address": "Norway", "email": "privacy@example.no"}}]
    found = system(document, "a.activity.newsletter")
    assert found["egress"] == [{"fides_key": "a.recipient.mailer", "type": "system",
                                "data_categories": ["user.contact.email", "user.contact.phone_number"]}]
    assert found["privacy_policy"] == "https://www.example.com/en/privacy/"
    assert found["responsibility"] == ["Controller"]
    assert found["privacy_declarations"] == [{
        "name": "sending newsletters", "data_use": "marketing.communications.email.newsletter",
        "data_categories": ["user.contact.email", "user.contact.phone_number"],
        "data_subjects": ["newsletter_subscriber"], "legal_basis_for_processing": "Consent",
        "flexible_legal_basis_for_processing": False,
        "retention_period": "Kept until: you withdraw your consent. We then delete the data.",
        "data_shared_with_third_parties": False}]
    assert system(document, "a.recipient.mailer") == {
        "fides_key": "a.recipient.mailer", "organization_fides_key": "a", "name": "Mailer GmbH",
        "description": "sending emails", "system_type": "Recipient", "legal_name": "Mailer GmbH",
        "legal_address": "Germany", "responsibility": ["Processor"], "privacy_declarations": []}
    assert document["data_subject"][0]["name"] == "newsletter subscribers"
    assert "Withdraw Consent" in document["data_subject"][0]["rights"]["values"]
    assert "Object to Automated Processing" not in document["data_subject"][0]["rights"]["values"]


BASES = SMALL.replace("purposes: [{purpose: newsletter, legal_basis: consent}]", """purposes:
      - {purpose: newsletter, legal_basis: consent}
      - purpose: security
        legal_basis:
          - {basis: legitimate_interests, interest: {en: no thieves, nb: ingen tyver}}
          - {basis: consent, people: customer, when: {en: we ask, nb: vi spør}}
""")


def test_a_basis_stays_with_its_purpose_and_its_people(tmp_path: Path) -> None:
    document, remarks = small(BASES, tmp_path, "https://www.example.com/")
    found = system(document, "a.activity.newsletter")
    assert [(made["name"], made["legal_basis_for_processing"], made["data_subjects"])
            for made in found["privacy_declarations"]] == [
        ("sending newsletters", "Consent", ["newsletter_subscriber"]),
        ("keeping systems and services secure (a legitimate interest)", "Legitimate interests",
         ["newsletter_subscriber"]),
        ("keeping systems and services secure (we ask)", "Consent", ["customer"])]
    assert found["legitimate_interest_disclosure_url"].endswith("/en/privacy/#activities-newsletter")
    assert "activities.newsletter.purposes.1.legal_basis.0.interest" in {remark.what for remark in remarks}


SHARED = SMALL.replace(
    "recipients: [mailer]", "recipients: [mailer, {recipient: shop, data: email}, ministry]").replace("rights:", """\
  shop: {name: Shop AS, kind: group_company, role: controller, country: US, purpose: {en: selling, nb: salg},
    transfers: {to: US, tools: [scc, contract], measures: {en: Locked., nb: Låst.}}}
  ministry: {kind: public_authority, role: authority}
rights:""")


def test_recipients_are_systems_and_all_but_processors_third_parties(tmp_path: Path) -> None:
    document, remarks = small(SHARED, tmp_path)
    made = system(document, "a.activity.newsletter")["privacy_declarations"][0]
    assert (made["data_shared_with_third_parties"], made["third_parties"]) == (
        True, "Shop AS; public authorities")
    assert made["shared_categories"] == ["user.contact.email", "user.contact.phone_number"]
    shop = system(document, "a.recipient.shop")
    assert (shop["responsibility"], shop["tags"]) == (["Controller"], ["group_company"])
    assert (shop["does_international_transfers"], shop["legal_basis_for_transfers"]) == (
        True, ["SCCs", "Other", "Supplementary Measures"])
    assert system(document, "a.activity.newsletter")["does_international_transfers"]
    told = {remark.what: remark.says for remark in remarks}
    assert told["recipients.shop.transfers.0.tools.1"] == losses.TOOL
    assert told["recipients.ministry.role"] == losses.ROLE
    assert "recipients.shop.transfers.0.tools.0" not in told


COOKIES = SMALL + """cookies:
  items:
    basket: {names: basket, class: necessary, purpose: {en: remembering, nb: huske}, duration: session}
    visits: {class: statistics, provider: mailer, purpose: {en: counting, nb: telle}, data: ip_address, duration: P1Y1D}
    shown: {class: marketing, kind: local_storage, purpose: {en: counting, nb: telle}}
"""


def test_storage_on_the_device_is_a_system_of_its_own(tmp_path: Path) -> None:
    document, remarks = small(COOKIES, tmp_path)
    found = system(document, "a.storage")
    assert (found["uses_cookies"], found["uses_non_cookie_access"]) == (True, True)
    assert found["cookie_max_age_seconds"] == 366 * 86400
    assert [(made["name"], made["data_use"], made["data_categories"], made.get("retention_period"))
            for made in found["privacy_declarations"]] == [
        ("remembering", "essential.service", ["user.device.cookie"], "until you close the browser"),
        ("counting", "analytics", ["user.device.ip_address"], "1 year and 1 day"),
        ("counting (2)", "marketing.advertising", ["user.device"], None)]
    assert "system.cookie_refresh" in {remark.what for remark in remarks if remark.kind == "question"}


def test_terms_of_the_company_become_entries_of_the_taxonomy(tmp_path: Path) -> None:
    text = SMALL.replace("data: [email,", "data: [first, tent_size, password, linked_account_credentials,") + """\
vocabulary:
  data:
    first: {label: {en: first tent, nb: første telt}, broader: name}
    tent_size: {label: {en: tent size, nb: teltstørrelse}, definition: {en: in metres, nb: i meter}}
"""
    document, _ = small(text, tmp_path)
    assert document["data_category"] == [
        {"fides_key": "user.authorization.password.linked_account_credentials", "organization_fides_key": "a",
         "name": "login ID and password for a linked account", "parent_key": "user.authorization.password"},
        {"fides_key": "user.name.first_own", "organization_fides_key": "a", "name": "first tent",
         "parent_key": "user.name"},
        {"fides_key": "user.tent_size", "organization_fides_key": "a", "name": "tent size", "description": "in metres",
         "parent_key": "user"}]


def test_what_is_not_declared_is_asked(tmp_path: Path) -> None:
    text = SMALL.replace("{purpose: newsletter, legal_basis: consent}", "newsletter").replace(
        "    retention: {until: consent_withdrawn, then: delete}\n", "").replace("role: processor, ", "").replace(
        "email,", "health, email,").replace(
        "    consent: {withdraw: {en: Use the link in every newsletter., nb: Bruk lenken i hvert nyhetsbrev.}}\n", "")
    document, remarks = small(text, tmp_path)
    asked = {remark.what for remark in remarks if remark.kind == "question"}
    assert {what.removeprefix("system.privacy_declarations.") for what in asked} == {
        "organization.controller.address", "organization.data_protection_officer", "system.privacy_policy",
        "system.requires_data_protection_assessments", "system.responsibility", "legal_basis_for_processing",
        "retention_period", "special_category_legal_basis"}
    made = system(document, "a.activity.newsletter")["privacy_declarations"][0]
    assert made["processes_special_category_data"] is True
    assert "legal_basis_for_processing" not in made
    assert made["third_parties"] == "Mailer GmbH"


def test_a_manifest_is_in_the_first_language_only(tmp_path: Path) -> None:
    text = SMALL.replace("languages: [en, nb]", "languages: [nb, en]")
    document, remarks = small(text, tmp_path)
    assert system(document, "a.activity.newsletter")["name"] == "Nyhetsbrev"
    assert {remark.what: remark.says for remark in remarks}["languages.1"] == losses.ONE_LANGUAGE


@pytest.mark.parametrize("word", [
    "no", "NO", "1", "1.5", "2026-01-31", "null", "~", "a: b", "# x", "- x", "'", '"', "\\", "*a", "&a", "!a", "%", "@",
    "`", "a\u00a0b", "تجربة", "😀", "0x1F", ".inf", "yes sir"])
def test_every_reader_of_yaml_gets_the_same_text(word: str, tmp_path: Path) -> None:
    quoted = json.dumps(word, ensure_ascii=False)
    text = SMALL.replace("title: {en: Newsletter,", f"title: {{en: {quoted},")
    document, _ = small(text, tmp_path)
    assert system(document, "a.activity.newsletter")["name"] == word


# Every declared value: what is carried changes the manifest, what is left out does not

@EACH
def test_what_is_left_out_is_told_and_nothing_else(root: Path, name: str) -> None:
    made = site(root, name)
    told = {remark.what: remark.says for remark in fides.remarks(made, made.wholes[0]) if remark.kind == "left-out"}
    assert set(told) <= {leaf.path for leaf in leaves(made.wholes[0].declaration)}
    assert unlike(made, told) == []


# The documentation

def test_the_documentation_names_every_loss() -> None:
    text = (ROOT / "docs/fides.md").read_text("utf-8")
    rows = re.findall(r"^\| `?([^|`]*?)`? \| ([^|]*) \|$", text, re.MULTILINE)
    assert dict(losses.BECAUSE) == {("" if keys == "anything else" else keys): says for keys, says in rows
                                    if says in losses.BECAUSE.values()}
    assert all(says in text for says in (losses.ROLE, losses.TOOL, losses.SPECIAL, KIND))
