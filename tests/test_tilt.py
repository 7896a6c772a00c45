"""TILT: documents are valid, hold what they say they hold, and nothing is left out in silence."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from support import ROOT, SMALL, TODAY, policygen, project
from values import EACH, EXAMPLES, PROJECTS, others, replaced, site, type_at, with_word

from policygen.build import build, understand
from policygen.configuration import configure
from policygen.declaration import Declaration
from policygen.formats import Publication, Remark, Site, tilt
from policygen.formats._tilt_losses import BECAUSE
from policygen.localise import Catalogues
from policygen.project import File, Project
from policygen.schema import Str, Words
from policygen.schema.leaves import leaves
from policygen.schema.types import TEXT

SCHEMA = json.loads((ROOT / "tests/schemas/tilt-schema.json").read_text("utf-8"))


def documents(made: Site) -> dict[str, dict[str, Any]]:
    outputs = list(tilt.of_notice(made, made.wholes[0]))
    assert all(isinstance(output, tuple) for output in outputs), outputs
    return {output[0]: json.loads(output[1]) for output in outputs if isinstance(output, tuple)}


def small(text: str, folder: Path) -> tuple[dict[str, Any], list[Remark]]:
    """The English document of a declaration, and the remarks."""
    made = site(project(folder, text), "a")
    return documents(made)["privacy.tilt.en.json"], list(tilt.remarks(made, made.wholes[0]))


@EACH
def test_documents_are_valid_and_their_hash_is_that_of_the_rest(root: Path, name: str) -> None:
    validator = jsonschema_rs.Draft7Validator(SCHEMA, validate_formats=True)
    made = documents(site(root, name))
    assert len(made) == 2
    for document in made.values():
        assert [error.message for error in validator.iter_errors(document)] == []
        ids = [entry["_id"] for entry in document["dataDisclosed"]]
        assert len(set(ids)) == len(ids) > 0
        said = document["meta"].pop("_hash")
        text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert said == sha256(text.encode()).hexdigest()


def test_the_schema_can_fail() -> None:
    validator = jsonschema_rs.Draft7Validator(SCHEMA, validate_formats=True)
    document = next(iter(documents(site(ROOT, EXAMPLES[0])).values()))
    document["controller"]["representative"]["email"] = "nobody"
    document["dataDisclosed"][0]["storage"].append({"aggregationFunction": "all"})
    assert len(list(validator.iter_errors(document))) == 2


def test_it_is_published_only_where_it_is_asked_for(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL)
    assert not [path for path in build(Project(folder), TODAY).files if "tilt" in path]
    files = build(Project(folder), TODAY, more_formats=["tilt"]).files
    assert [path for path in files if "tilt" in path] == ["privacy.tilt.en.json", "privacy.tilt.nb.json"]
    assert files == build(Project(folder), TODAY, more_formats=["tilt"]).files
    done = policygen("export", "tilt", folder)
    assert done.returncode == 0
    assert (folder / "export/privacy.tilt.nb.json").read_bytes() == files["privacy.tilt.nb.json"]
    assert "a: tilt asks" in done.stdout
    assert "a: tilt leaves out" in done.stdout


def test_what_is_declared_stands_in_its_place(tmp_path: Path) -> None:
    dates = "updated: 2026-10-15\neffective: 2026-10-20\nversion: '7'"
    document, _ = small(SMALL.replace("updated: 2026-01-15", dates), tmp_path)
    meta = document["meta"]
    assert (meta["created"], meta["modified"], meta["version"]) == ("2026-10-20", "2026-10-15", 7)
    assert (meta["language"], meta["url"]) == ("en", "en/privacy/")
    assert document["controller"]["representative"] == {"name": "", "email": "privacy@example.no"}
    first, second = document["dataDisclosed"]
    assert (first["_id"], second["_id"]) == ("newsletter.email", "newsletter.phone")
    assert first["category"] == "email address"
    assert first["purposes"] == [{"purpose": "sending newsletters", "description": "Newsletter"}]
    assert first["legalBases"] == [{"reference": "GDPR-6-1-a", "description": "your consent"}]
    assert first["recipients"] == [{"name": "Mailer GmbH", "country": "DE", "category": "sending emails"}]
    kept = "Kept until: you withdraw your consent. We then delete the data."
    assert first["storage"][0]["purposeConditional"] == [kept]
    assert document["rightToWithdrawConsent"]["description"] == "Use the link in every newsletter."
    assert document["rightToComplain"]["supervisoryAuthority"]["country"] == "NO"
    assert document["automatedDecisionMaking"] == {"inUse": False}


BASES = SMALL.replace("purposes: [{purpose: newsletter, legal_basis: consent}]", """purposes:
      - {purpose: newsletter, legal_basis: consent}
      - {purpose: accounting, legal_basis: {basis: legal_obligation, law: books}}
      - {purpose: security, legal_basis: {basis: legitimate_interests, interest: {en: no thieves, nb: ingen tyver}}}
""") + "laws: {books: {name: {en: the Books Act, nb: bokloven}, section: § 13}}\n"


def test_a_basis_stays_with_its_purpose(tmp_path: Path) -> None:
    document, _ = small(BASES, tmp_path)
    paired = {(purpose["purpose"], basis["reference"], basis["description"]) for entry in document["dataDisclosed"]
              for purpose in entry["purposes"] for basis in entry["legalBases"]}
    assert paired == {
        ("sending newsletters", "GDPR-6-1-a", "your consent"),
        ("bookkeeping and accounting", "GDPR-6-1-c", "a legal obligation we have: the Books Act § 13"),
        ("keeping systems and services secure", "GDPR-6-1-f", "a legitimate interest")}, paired
    assert [entry["legitimateInterests"] for entry in document["dataDisclosed"] if entry["legitimateInterests"]] == [
        [{"exists": True, "reasoning": "no thieves"}]] * 2
    assert len({entry["_id"] for entry in document["dataDisclosed"]}) == 6


def test_a_category_with_several_conditions_stands_once(tmp_path: Path) -> None:
    twice = "data: [email, {category: email, when: {en: if you write, nb: hvis du skriver}}, phone]"
    text = re.sub(r"data: \[email, .*", twice, SMALL)
    document, remarks = small(text, tmp_path)
    assert [entry["_id"] for entry in document["dataDisclosed"]] == ["newsletter.email", "newsletter.phone"]
    assert "activities.newsletter.data.1.when" in {remark.what for remark in remarks}


def test_only_those_who_get_a_category_are_its_recipients(tmp_path: Path) -> None:
    use = "recipients: [{recipient: mailer, without: phone}]"
    document, _ = small(SMALL.replace("recipients: [mailer]", use), tmp_path)
    assert [len(entry["recipients"]) for entry in document["dataDisclosed"]] == [1, 0]


def test_questions_say_what_stands_in_the_place_of_an_answer(tmp_path: Path) -> None:
    document, remarks = small(SMALL.replace("updated: 2026-01-15\n", ""), tmp_path)
    asked = {remark.what: remark.says for remark in remarks if remark.kind == "question"}
    assert set(asked) == {"meta.created", "meta.modified", "meta.version", "controller.address",
                          "controller.representative.name", "dataProtectionOfficer", "dataDisclosed[].nonDisclosure"}
    assert document["meta"]["created"] == "0000"
    assert document["dataProtectionOfficer"] == {"name": "", "address": "", "country": "ZZ",
                                                 "email": "not-declared@example.invalid"}
    assert "`ZZ`" in asked["dataProtectionOfficer"]


def test_a_language_without_a_code_is_told_of(tmp_path: Path) -> None:
    text = SMALL.replace("languages: [en, nb]", "languages: [en, nb, smj]").replace("nb:", "smj: x., nb:")
    declaration, _ = understand([File("a.yaml", text.encode())])
    settings, _ = configure(None)
    assert settings is not None
    assert declaration is not None
    notice = site(*PROJECTS[0]).wholes[0].notice
    made = Site(Project(tmp_path), settings, (), Catalogues(Project(tmp_path)))
    publication = Publication("a", declaration, notice, (), "")
    told = [remark for remark in tilt.remarks(made, publication) if remark.says == tilt.NO_CODE]
    assert [remark.what for remark in told] == ["languages.smj"]


# Every declared value: what is carried changes the document, what is left out does not

# They decide what is told, and another may decide the same; what is voluntary is `false`, as what is not declared is.
SELECTING = ("controller.contacts.for", "languages", "rights.contact", "activities.obligation.data",
             "defaults.recipients.without")
HASHES = ("processingHash", "wordingHash", "_hash")


def shown(made: Site, publication: Publication, declaration: Declaration) -> str:
    """The document of a declaration without its hashes; the page is that of the unchanged one."""
    output = next(iter(tilt.of_notice(made, publication._replace(declaration=declaration))))
    assert isinstance(output, tuple)
    document = json.loads(output[1])
    return json.dumps({**document, "meta": {key: value for key, value in document["meta"].items()
                                            if key not in HASHES}}, ensure_ascii=False)


def subject(root: Path, name: str) -> tuple[Site, Publication, set[str]]:
    """A declaration with its page in one language, and the values that are told as left out."""
    made = site(root, name)
    publication = made.wholes[0]._replace(pages=made.wholes[0].pages[:1])
    return made, publication, {remark.what for remark in tilt.remarks(made, publication) if remark.kind == "left-out"}


@EACH
def test_a_text_is_in_the_document_or_told_as_left_out(root: Path, name: str) -> None:
    made, publication, told = subject(root, name)
    texts = {f"Zz{number}zZ": leaf for number, leaf in enumerate(leaves(publication.declaration))
             if type_at(leaf.keys) is TEXT or isinstance(leaf.value, Words)}
    assert len(texts) > 20
    document = shown(made, publication, replaced(publication.declaration, [
        (leaf, with_word(leaf.value, token) if isinstance(leaf.value, Words) else Str(f"{token} {leaf.value}", leaf.at))
        for token, leaf in texts.items()]))
    inside = {leaf.path for token, leaf in texts.items() if token in document}
    assert inside == {leaf.path for leaf in texts.values()} - told


@pytest.mark.long
@EACH
def test_a_value_changes_the_document_or_is_told_as_left_out(root: Path, name: str) -> None:
    made, publication, told = subject(root, name)
    declaration = publication.declaration
    before = shown(made, publication, declaration)
    wrong = []
    every = 1 if name == "everything" else 7                # the examples hold the same keys again and again
    for leaf in list(leaves(declaration))[::every]:
        person = leaf.value == "data_subject"               # as a source, it is none in TILT
        if isinstance(leaf.value, Words) or leaf.keys in SELECTING or person:
            continue
        told_so = leaf.path in told
        versions = [replaced(declaration, [(leaf, value)])
                    for value in islice(others(leaf, declaration), 1 if told_so else 4)]
        if versions and any(shown(made, publication, version) != before for version in versions) == told_so:
            wrong.append((leaf.path, str(leaf.value)))
    assert wrong == []


def test_the_document_shows_every_reason() -> None:
    table = "".join(f"| `{path}` | {says} |\n" for path, says in BECAUSE.items() if path)
    text = (ROOT / "docs/tilt.md").read_text("utf-8")
    assert f"| --- | --- |\n{table}| everything else that is told | {BECAUSE['']} |\n" in text


@pytest.mark.parametrize("keys", sorted(key for key in BECAUSE if key))
def test_every_reason_is_about_a_key_of_the_language(keys: str) -> None:
    assert type_at(keys) is not None
