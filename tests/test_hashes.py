"""The two hashes: `processing` follows the facts, `wording` the words; both stand in what is published."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import sites
from support import ROOT, SMALL, TODAY, project

from policygen.build import build
from policygen.formats.manifest import NAME
from policygen.project import Project

# What holds a declaration. PDF has its own test; forms of others have no place for a hash.
CARRYING = {"turtle": "privacy.ttl", "klaro": "klaro-config.js", "cookieconsent": "cookieconsent-config.js",
            "fides": "privacy.fides.yml", "tilt": "privacy.tilt.{language}.json", "": "privacy.jsonld",
            "cookies": "{language}/cookies/index.html", "recipients": "{language}/recipients/index.html"}
FILES = sites.site(ROOT, "markdown", "text")


def hashes(folder: Path, text: str) -> tuple[str, dict[str, str]]:
    """The hash of the facts, and that of the words in each language, of a project with one declaration."""
    outcome = build(Project(project(folder, text)), TODAY)
    assert outcome.files, outcome.problems
    declared = json.loads(outcome.files[NAME])["declarations"]["a"]
    return declared["processing"], {page["language"]: page["wording"] for page in declared["pages"]}


@pytest.mark.parametrize(("old", "new", "facts", "words"), [
    ("en: Newsletter,", "en: News,", False, {"en"}),
    ("nb: Nyhetsbrev}", "nb: Nyhetsbrevet}", False, {"nb"}),
    ("controller:\n", "# a comment\ncontroller:\n", False, set()),
    ("country: DE, purpose", "country: FR, purpose", True, {"en", "nb"}),
    ("role: processor", "role: controller", True, {"en", "nb"}),
    ("[email, {", "[email, name, {", True, {"en", "nb"}),
    ("until: consent_withdrawn", "period: P1Y", True, {"en", "nb"}),
    ("updated: 2026-01-15", "updated: 2026-01-16", False, {"en", "nb"}),
])
def test_what_changes_which_hash(tmp_path: Path, old: str, new: str, facts: bool, words: set[str]) -> None:
    assert old in SMALL
    before, said = hashes(tmp_path / "before", SMALL)
    after, says = hashes(tmp_path / "after", SMALL.replace(old, new))
    assert (before != after) is facts
    assert {language for language in said if said[language] != says[language]} == words


def test_the_order_of_keys_and_files_says_nothing(tmp_path: Path) -> None:
    head, tail = SMALL.split("recipients:\n  mailer", 1)
    moved = f"policygen: 1\nrecipients:\n  mailer{tail}{head.removeprefix('policygen: 1')}"
    assert hashes(tmp_path / "a", SMALL)[0] == hashes(tmp_path / "b", moved)[0]


def test_every_page_and_text_carries_the_hashes_of_the_manifest() -> None:
    for declared in json.loads(FILES[NAME])["declarations"].values():
        for page in declared["pages"]:
            html = FILES[f"{page['path']}index.html"].decode()
            assert f'data-processing="{declared["processing"]}" data-wording="{page["wording"]}"' in html
            for name in ("index.md", "index.txt"):
                text = FILES[page["path"] + name].decode()[-250:]
                assert re.findall("[0-9a-f]{64}", text) == [declared["processing"], page["wording"]]


def test_other_forms_carry_them_too() -> None:
    files = build(Project(ROOT / "tests" / "cases" / "everything"), TODAY, more_formats=filter(None, CARRYING)).files
    (declared,) = json.loads(files[NAME])["declarations"].values()
    for page in (page for page in declared["pages"] if page["path"].endswith("/privacy/")):
        for name in CARRYING.values():
            text = files[name.format(language=page["language"])].decode()
            own = re.search('data-wording="([0-9a-f]{64})"', text)      # a page of one section has words of its own
            assert declared["processing"] in text, name
            assert own or page["wording"] in text, name
