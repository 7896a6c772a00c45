"""Of random valid declarations: every declared fact is on the page in every language, and comes back from the data."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from linked_data_reading import read as read_back
from linked_data_reading import statements
from random_declarations import Path, node, places, random_declaration, read, without
from support import ROOT
from test_linked_data_round_trip import declaration_of, kept, values, written
from values import type_at

from policygen.declaration import Declaration
from policygen.declaration.registration import displayed
from policygen.law import authority_label, facts
from policygen.localise import Catalogue, Catalogues, Localiser, Page, cldr, localise
from policygen.localise import plain as text_of
from policygen.localise.page import PageBlock
from policygen.notice import compose
from policygen.notice.blocks import Said, Span, TermName
from policygen.notice.terms import term
from policygen.problem import Position
from policygen.project import Project
from policygen.schema import Choice, Country, Day, Period, Str, Words
from policygen.schema.leaves import Leaf, leaves
from policygen.schema.types import Reference, Term

WORD = r"x(?:[bdfgklmnprstv][aeiou])+x"
# Which values are not in the words of a page, and why.
UNSHOWN = {
    "accept": "findings that are accepted are not published",
    "languages": "the page is in it",
    "editions.data_subjects": "they choose what the page of an edition shows",
}
# Which are not, where another value stands beside them.
INSTEAD = {
    "controller.country": "address",
    "controller.registration.doubt": "number",
    "activities.purposes.purpose": "about",
    "scope.channels.kind": "name",
}


@cache
def catalogues() -> Catalogues:
    return Catalogues(Project(ROOT))


def catalogue(language: str, declaration: Declaration) -> Catalogue:
    found = catalogues().of(next(code for code in declaration.languages if code == language))
    assert found is not None
    return found


def pages(declaration: Declaration) -> Iterator[Page]:
    """The page of a declaration in each of its languages."""
    notice = compose("random", declaration)
    for language in declaration.languages:
        yield localise(notice, declaration.controller.name, catalogue(language, declaration))


def normal(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split()).casefold()


def shown(page: Page) -> str:
    """All words of a page, and where its links lead."""
    parts = [page.title, page.version or "", page.updated.text if page.updated else ""]
    for block in page.walk():
        parts += [block.text, *(piece.href for piece in block.said)]
    return normal("\n".join(parts))


def expected(leaf: Leaf, declaration: Declaration, language: str) -> str | None:
    """What a page in a language must show of a value; None for switches, choices and ids."""
    type_, value = type_at(leaf.keys), leaf.value
    localiser = Localiser(catalogue(language, declaration))
    if isinstance(value, Words):
        return str(value.in_language(language))
    if isinstance(type_, Term):
        return text_of(localiser.said(label(declaration, type_.kind, value)))
    if isinstance(value, Period):
        return text_of(localiser.said(Span(value)))
    if isinstance(value, Day):
        return cldr.long_date(value, language)
    if isinstance(value, Country):
        return cldr.country(value, language)
    if leaf.keys == "controller.registration.number":
        return displayed(next(one for one in declaration.controller.registration if one.number is value))
    return str(value) if isinstance(value, Str) and not isinstance(type_, Choice | Reference) else None


def label(declaration: Declaration, kind: str, id: Str) -> Said:
    """What a term is called."""
    if kind == "registrations":
        return TermName(kind, id, facts(kind)[id]["english"])
    if kind == "authorities":
        return TermName(kind, id, authority_label(facts(kind)[id]))
    return term(declaration, kind, id)


def unshown(leaf: Leaf, besides: set[str]) -> bool:
    """Whether the page need not show a value; an own term is looked for where it is used."""
    if leaf.keys == "cookies.items.duration":                  # its two words are said in others
        return isinstance(leaf.value, Str)
    if leaf.keys.startswith("laws.") and f"#{leaf.path.split('.')[1]}" not in besides:      # `id-unused` tells it
        return True
    first = leaf.path.rpartition(".")[0]
    return leaf.keys.startswith("vocabulary.") or leaf.keys.split(".")[0] in UNSHOWN or leaf.keys in UNSHOWN or \
        f"{first}.{INSTEAD.get(leaf.keys)}" in besides


def missing(declaration: Declaration) -> list[tuple[str, str, str]]:
    """What a page should show, and does not."""
    found = []
    declared = tuple(leaves(declaration))
    besides = {leaf.path[:at] for leaf in declared for at, sign in enumerate(f"{leaf.path}.") if sign == "."}
    besides |= {f"#{leaf.value}" for leaf in declared if isinstance(type_at(leaf.keys), Reference)}
    for page in pages(declaration):
        words = shown(page)
        for leaf in declared:
            text = expected(leaf, declaration, page.language)
            if text is not None and not unshown(leaf, besides) and normal(text) not in words:
                found.append((leaf.keys, page.language, text))
    return found


def comes_back(declaration: Declaration) -> None:
    back = values(declaration_of(read_back(statements(written("random", declaration).document))))
    back.pop("policygen")
    assert back == kept(declaration)


def every_fact(seed: int) -> None:
    """Every fact is on each page and in the data."""
    _, declaration = random_declaration(seed)
    assert missing(declaration) == []
    comes_back(declaration)


def paths(data: Any, path: Path = ()) -> Iterator[Path]:
    """Every place in a declaration but texts in one language."""
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inside:
        if key not in ("en", "nb"):
            yield (*path, key)
            yield from paths(value, (*path, key))


def one_less(seed: int) -> None:
    """A declaration without one of its facts: what spoke of it is gone, all else is there, and nothing else changed."""
    text, before = random_declaration(seed)
    data, dice = json.loads(text), random.Random(seed)
    spots = list(paths(data))
    for _ in range(20):
        path = dice.choice(spots)
        less = without(data, path)
        declaration, wrong = read(less)
        if declaration is not None and not wrong:
            break
    else:
        return
    assert missing(declaration) == []
    comes_back(declaration)
    gone = {*re.findall(WORD, text)} - {*re.findall(WORD, json.dumps(less))}
    at = {position for position, where in places(node(data)).items() if where[:len(path)] == path}
    for old, new in zip(pages(before), pages(declaration), strict=True):
        assert [word for word in gone if word in shown(new)] == [], path
        # The line with the link to a recipient's policy knows the recipient it names, not the link.
        assert path[-1] == "policy" or untold(old, new, at) == [], path


def untold(old: Page, new: Page, at: set[Position]) -> list[tuple[str, str]]:
    """Blocks that changed or went, though neither they, what is in them, nor a part that went speaks of `at`."""
    now, ids = {block.text for block in new.walk()}, {block.id for block in new.walk()}
    found: list[tuple[str, str]] = []

    def look(block: PageBlock, around: bool) -> None:
        within = any(at.intersection(one.origins) for one in block.walk())
        if not around and not within and block.text not in now:
            found.append((block.id, block.text))
        told = around or bool(at.intersection(block.origins)) or (within and block.id not in ids)
        for inner in block.blocks:
            look(inner, told)

    for block in old.blocks:
        look(block, block.id == "summary")                                 # it counts what stands elsewhere
    return found


@pytest.mark.parametrize("seed", range(8))
def test_every_fact_is_on_the_page_and_in_the_data(seed: int) -> None:
    every_fact(seed)


@pytest.mark.parametrize("seed", range(4))
def test_without_one_fact_only_what_speaks_of_it_changes(seed: int) -> None:
    one_less(seed)


@pytest.mark.long
@pytest.mark.parametrize("part", range(20))
def test_a_thousand_declarations(part: int) -> None:
    for seed in range(part * 50, part * 50 + 50):
        every_fact(seed)
        one_less(seed)
        random_declaration.cache_clear()
