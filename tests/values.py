"""The declarations of the repository, and each with other values in its places: for tests of what depends on which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from support import ROOT, TODAY

from policygen.build import check, composed
from policygen.declaration import Declaration, known_terms
from policygen.formats import Site
from policygen.load import Scalar
from policygen.problem import has_errors
from policygen.project import Project
from policygen.schema import Reading, Record, Str, Words
from policygen.schema.leaves import Leaf
from policygen.schema.record import HEAD, EntriesType, ListType, RecordType
from policygen.schema.types import Choice, Reference, Term
from policygen.vocabulary import terms

EXAMPLES = sorted(path.name for path in (ROOT / "declarations").iterdir() if path.is_dir())
PROJECTS = [*((ROOT, name) for name in EXAMPLES), (ROOT / "tests/cases/everything", "everything")]
ALWAYS = ("bookbeat", "everything")                           # the first that is at hand, and what uses every key
# Each project for a test: some in every run, the others, which hold the same keys again and again, in the long run.
EACH = pytest.mark.parametrize(("root", "name"), [
    pytest.param(root, name, id=name, marks=() if name in ALWAYS else pytest.mark.long) for root, name in PROJECTS])
# One or more of these can stand in every place that takes no words, choices or ids.
PLAIN = ("P7Y", "2031-05-06", "IS", "https://zz.example.com/zz", "zz@example.com", "+47 99 88 77 66", "17", "yes", "no",
         "session", "persistent", "zz")


@cache
def site(root: Path, name: str) -> Site:
    """A project with only one of its declarations, composed."""
    settings, declarations, problems = check(Project(root), TODAY)
    assert settings is not None
    assert not has_errors(problems), problems
    made, problems = composed(Project(root), settings, {name: declarations[name]})
    assert made is not None, problems
    return made


def type_at(keys: str) -> Any:
    """The type of the values at a path of keys, such as `activities.data.category`."""
    holder: Any = Declaration
    for key in keys.split("."):
        type_ = holder.KEYS[key].type
        while isinstance(type_, ListType | EntriesType):
            type_ = type_.item if isinstance(type_, ListType) else type_.record
        holder = type_.cls if isinstance(type_, RecordType) else None
    return type_


def others(leaf: Leaf, declaration: Declaration) -> Iterator[Any]:
    """Other values that may stand in the place of one, as the language reads them."""
    if isinstance(leaf.value, Words):
        yield with_word(leaf.value, "Zz")
        return
    type_ = type_at(leaf.keys)
    for text in _texts(type_, leaf.keys, declaration):
        reading = Reading(tuple(map(str, declaration.languages)))
        value = type_.read(Scalar(leaf.at, text, True), reading)
        if value is not None and value != leaf.value and not reading.problems:
            yield value


def _texts(type_: Any, keys: str, declaration: Declaration) -> Iterable[str]:
    if isinstance(type_, Choice):
        return type_.words
    if isinstance(type_, Term):
        return sorted(known_terms(type_.kind, declaration), reverse=True)
    if isinstance(type_, Reference):
        holder = declaration.controller if type_.registry == "contacts" else declaration
        return [str(entry.id) for entry in getattr(holder, type_.registry)]
    if keys.startswith("vocabulary.") and keys.endswith(".broader"):
        return _broader(keys.split(".")[1])
    return PLAIN


def _broader(kind: str) -> list[str]:
    """The shipped terms of a kind, first one for each way in which the law marks them."""
    first: dict[tuple[bool, bool], str] = {}
    for id, term in terms(kind).items():
        first.setdefault((term.special, term.criminal), id)
    return list(dict.fromkeys((*(first[marks] for marks in sorted(first, reverse=True)), *terms(kind))))


def with_word(words: Words, word: str) -> Words:
    """The text with a word in front, in each of its languages."""
    return words._replace(texts=tuple((code, Str(f"{word} {text}", text.at)) for code, text in words.texts))


def replaced(declaration: Declaration, found: Iterable[tuple[Leaf, Any]]) -> Declaration:
    """The declaration with other values in the places of some."""
    for leaf, value in found:
        made = _within(declaration, leaf.path.split("."), value)
        assert isinstance(made, Declaration)
        declaration = made
    return declaration


def _within(holder: Any, path: list[str], value: Any) -> Any:
    """A record or list with another value at a path of leaves."""
    if not path:
        return value
    first, *rest = path
    if isinstance(holder, Record):
        inside = dict(zip(holder.KEYS, holder[HEAD:], strict=True))[first]
        return holder.changed(**{first: _within(inside, rest, value)})
    place = next(number for number, item in enumerate(holder) if first in (getattr(item, "id", ""), str(number)))
    return (*holder[:place], _within(holder[place], rest, value), *holder[place + 1:])
