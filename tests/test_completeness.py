"""Nothing that is declared is lost: every text, name, number and link of a declaration is on the page of each language.

The case `everything` uses every key of the language, so a key that the notice forgets turns this red.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import ROOT, TODAY

from policygen.build import check
from policygen.declaration import Declaration
from policygen.localise import Catalogues, localise
from policygen.notice import compose
from policygen.project import Project
from policygen.schema import Country, Day, Record, Str, Words
from policygen.schema.reference import records

CASES = [ROOT, ROOT / "tests" / "cases" / "everything"]
FOUND = [(folder, id) for folder in CASES for id in sorted(check(Project(folder), TODAY)[1])]
# Keys that steer, and show as other words or not at all.
STEERING = {"policygen", "languages", "accept"}


def plain(text: str) -> str:
    """A text without Markdown and line breaks, as it can be compared."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return " ".join(re.sub(r"[*_`>#|-]+", " ", text).split()).rstrip(".").lower()


def values(record: Record, language: str) -> list[tuple[str, str]]:
    """Every text, name, date and link that a record declares, with the key it stands under."""
    found: list[tuple[str, str]] = []
    for name, item in record.each():
        if name in STEERING:
            continue
        if isinstance(item, Record):
            found += values(item, language)
        elif isinstance(item, Words):
            found.append((f"{type(record).__name__}.{name}", str(item.in_language(language))))
        elif _is_free(type(record), name, item):
            found.append((f"{type(record).__name__}.{name}", str(item)))
    return found


def _is_free(cls: type[Record], name: str, item: object) -> bool:
    """Whether a value is shown as it is written: names, addresses, numbers, links; not ids, choices and codes."""
    kind = type(cls.KEYS[name].type).__name__
    inner = getattr(cls.KEYS[name].type, "item", None)
    written = kind == "TextType" or type(inner).__name__ == "TextType"
    coded = isinstance(item, Country | Day) or name in ("broader", "number")
    return isinstance(item, Str) and written and not coded


def used(record: Record) -> Iterator[tuple[str, str]]:
    """The class and name of every key that stands in a record, at any depth."""
    yield from ((type(record).__name__, key) for key in record.places)
    for _, item in record.each():
        if isinstance(item, Record):
            yield from used(item)


def test_the_case_everything_uses_every_key() -> None:
    declaration = check(Project(ROOT / "tests" / "cases" / "everything"), TODAY)[1]["everything"]
    keys = {(cls.__name__, key) for cls in records(Declaration) for key in cls.KEYS}
    assert keys - set(used(declaration)) == {("DataProtectionOfficer", "none")}       # nothing else stands beside it


@pytest.mark.parametrize(("folder", "id"), FOUND, ids=[id for _, id in FOUND])
def test_everything_declared_is_on_every_page(folder: Path, id: str) -> None:
    project = Project(folder)
    declaration: Declaration = check(project, TODAY)[1][id]
    catalogues = Catalogues(project)
    for language in declaration.languages:
        catalogue = catalogues.of(language)
        assert catalogue is not None
        page = localise(compose(id, declaration), declaration.controller.name, catalogue)
        pieces = [piece for block in page.walk() for piece in block.said]
        text = plain(page.title + " " + " ".join(block.text for block in page.walk()))
        links = {piece.href.lower() for piece in pieces}
        lost = [(key, value) for key, value in values(declaration, language)
                if plain(value) not in text and value.lower() not in links
                and key not in ("OwnTerm.label", "OwnTerm.definition", "Law.name", "Law.section", "Law.link")]
        assert not lost, lost[:10]
