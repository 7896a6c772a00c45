"""Of random valid declarations: every declared fact is on the page in every language, and comes back from the data.

Words, names, dates, periods, countries and terms are looked for in the words of each page. Of choices, references,
numbers and what is yes or no, which stand in sentences, another value must give another page.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path as Folder
from typing import Any

import pseudo
import pytest
from linked_data_reading import read as read_back
from linked_data_reading import statements
from random_declarations import Path, node, places, random_declaration, read, without
from test_linked_data_round_trip import declaration_of, kept, values, written
from values import others, replaced, type_at

from policygen.declaration import Declaration
from policygen.declaration.registration import displayed
from policygen.declaration.storage import Lifetime
from policygen.law import authority_label, facts
from policygen.localise import Catalogue, Catalogues, Localiser, Page, cldr, localise
from policygen.localise import plain as text_of
from policygen.localise.page import PageBlock
from policygen.notice import compose
from policygen.notice.blocks import Said, Span, TermName
from policygen.notice.terms import term
from policygen.problem import Position
from policygen.project import Project
from policygen.schema import Choice, Country, Day, Period, Reading, Record, Str, Words
from policygen.schema.leaves import Leaf, leaves
from policygen.schema.types import Reference, Term

CHANGED = 2                                                 # values of each declaration that are changed
WORD = r"x(?:[bdfgklmnprstv][aeiou])+x"
# Which values are not in the words of a page, and why.
UNSHOWN = {
    "accept": "findings that are accepted are not published",
    "languages": "the page is in it",
    "editions.data_subjects": "they choose what the page of an edition shows",
    "editions.groups": "the same",
    "editions.activities": "the same",
    "editions.cookies": "the same",
    "policygen": "the version of the language",
    "controller.public_body": "it steers the checks",
    "texts.place": "where a text stands, not what it says",
    "activities.examples": "what is said of a list shows only where there is one (else `value-without-effect`)",
    "integrations.examples": "the same",
}
# Which are not, where another value stands beside them.
INSTEAD = {
    "controller.contacts.by_post": "address",
    "controller.contacts.for": "title",
    "activities.purposes.purpose": "about",
    "scope.channels.kind": "name",
}


@cache
def catalogues() -> Catalogues:
    """Those of policygen, and of two pseudo languages: right to left, and with long words."""
    folder = Folder(tempfile.mkdtemp())
    for language in pseudo.LANGUAGES:
        place = folder / "locales" / language / "LC_MESSAGES"
        place.mkdir(parents=True)
        (place / "policygen.po").write_bytes(pseudo.catalogue(language))
    found = Catalogues(Project(folder))
    assert all(found.of(Str(language, Position(language))) for language in ("en", "nb", *pseudo.LANGUAGES))
    shutil.rmtree(folder)
    return found


def catalogue(language: str, declaration: Declaration) -> Catalogue:
    found = catalogues().of(next(code for code in declaration.languages if code == language))
    assert found is not None
    return found


def pages(declaration: Declaration, languages: Sequence[Str] = ()) -> tuple[Page, ...]:
    """The page of a declaration in each of its languages, or in some."""
    notice = compose("random", declaration)
    return tuple(localise(notice, declaration.controller.name, catalogue(language, declaration))
                 for language in languages or declaration.languages)


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
    if isinstance(type_, Lifetime) and isinstance(value, Str):
        return None                                            # `session` and `persistent` are said in other words
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
    if leaf.keys.startswith("laws.") and f"#{leaf.path.split('.')[1]}" not in besides:      # `id-unused` tells it
        return True
    first = re.sub(r"\.\d+$", "", leaf.path).rpartition(".")[0]
    if leaf.keys.endswith("legal_basis.of"):                   # whose interest it is shows only with the interest
        return f"{first}.interest" not in besides
    return leaf.keys.startswith("vocabulary.") or leaf.keys.split(".")[0] in UNSHOWN or leaf.keys in UNSHOWN or \
        f"{first}.{INSTEAD.get(leaf.keys)}" in besides


def to_be_shown(declaration: Declaration) -> list[Leaf]:
    """The declared values that a page must show."""
    declared = tuple(leaves(declaration))
    besides = {leaf.path[:at] for leaf in declared for at, sign in enumerate(f"{leaf.path}.") if sign == "."}
    besides |= {f"#{leaf.value}" for leaf in declared if isinstance(type_at(leaf.keys), Reference)}
    return [leaf for leaf in declared if not unshown(leaf, besides)]


def missing(declaration: Declaration, made: Sequence[Page]) -> list[tuple[str, str, str]]:
    """What a page should show, and does not."""
    found, wanted = [], to_be_shown(declaration)
    for page in made:
        words = shown(page)
        for leaf in wanted:
            text = expected(leaf, declaration, page.language)
            if text is not None and normal(text) not in words:
                found.append((leaf.keys, page.language, text))
    return found


def silent(declaration: Declaration, seed: int) -> list[tuple[str, object, object]]:
    """Values, of some that are no words, whose change no page shows."""
    found, dice = [], random.Random(seed)
    language = dice.choice(declaration.languages)
    (before,) = map(shown, pages(declaration, [language]))
    values = [leaf for leaf in to_be_shown(declaration) if not isinstance(leaf.value, Words)]
    for leaf in dice.sample(values, min(CHANGED, len(values))):
        other = next(iter(sorted(others(leaf, declaration), key=lambda value: dice.random())), None)
        if other is not None:
            changed = replaced(declaration, [(leaf, other)])
            (after,) = map(shown, pages(changed, [language]))
            found += [(leaf.path, leaf.value, other)] if before == after and fits(changed) else []
    return found


def fits(record: Record) -> bool:
    """Whether the keys of a record go together, and those of the records inside it."""
    reading = Reading(("en",))
    record.check(reading)
    return not reading.problems and all(fits(inside) for _, inside in record.each() if isinstance(inside, Record))


def comes_back(declaration: Declaration) -> None:
    back = values(declaration_of(read_back(statements(written("random", declaration).document))))
    back.pop("policygen")
    assert back == kept(declaration)


def every_fact(seed: int) -> None:
    """Every fact is on each page and in the data."""
    _, declaration = random_declaration(seed)
    assert missing(declaration, pages(declaration)) == []
    assert silent(declaration, seed) == []
    assert catalogues().problems == ()
    comes_back(declaration)


def paths(data: Any, path: Path = ()) -> Iterator[Path]:
    """Every place in a declaration but texts in one language."""
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inside:
        if key not in ("en", "nb", *pseudo.LANGUAGES):
            yield (*path, key)
            yield from paths(value, (*path, key))


def one_less(seed: int) -> bool:
    """A declaration without one of its facts: what spoke of it is gone, all else is there, and nothing else changed.

    Whether one was found without which the declaration is valid.
    """
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
        return False
    made = pages(declaration)
    assert missing(declaration, made) == []
    comes_back(declaration)
    gone = {*re.findall(WORD, text)} - {*re.findall(WORD, json.dumps(less))}
    at = {position for position, where in places(node(data)).items() if where[:len(path)] == path}
    for old, new in zip(pages(before), made, strict=True):
        assert [word for word in gone if word in shown(new)] == [], path
        assert untold(old, new, at) == [], path
    return True


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


@pytest.mark.parametrize("seed", range(4))
def test_every_fact_is_on_the_page_and_in_the_data(seed: int) -> None:
    every_fact(seed)


@pytest.mark.parametrize("seed", range(2))
def test_without_one_fact_only_what_speaks_of_it_changes(seed: int) -> None:
    assert one_less(seed)


@pytest.mark.long
@pytest.mark.parametrize("part", range(20))
def test_a_thousand_declarations(part: int) -> None:
    """Every fact of each; every fourth is also looked at without one of them."""
    removed = 0
    for seed in range(part * 50, part * 50 + 50):
        every_fact(seed)
        removed += seed % 4 == 0 and one_less(seed)
        random_declaration.cache_clear()
    assert removed > 8
