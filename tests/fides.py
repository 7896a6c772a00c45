"""Declarations of the repository as Fides manifests, and each with one declared value changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from support import ROOT, TODAY

from policygen.build import check, composed, understand
from policygen.configuration import configure
from policygen.declaration import Declaration, known_terms
from policygen.declaration.storage import Lifetime
from policygen.formats import Publication, Site, fides
from policygen.localise import Catalogues
from policygen.notice import compose
from policygen.problem import has_errors
from policygen.project import File, Project
from policygen.schema import Period, Record, Str, Words
from policygen.schema.leaves import Leaf, leaves
from policygen.schema.record import EntriesType, ListType, RecordType
from policygen.schema.types import Choice, Reference, Term
from policygen.schema.values import Country, Day
from policygen.vocabulary import terms

EXAMPLES = sorted(path.name for path in (ROOT / "declarations").iterdir() if path.is_dir())
PROJECTS = [(ROOT, name) for name in EXAMPLES] + [(ROOT / "tests/cases/everything", "everything")]
IDS = [name for _, name in PROJECTS]


@cache
def site(root: Path, name: str) -> Site:
    """A project with only one of its declarations, composed."""
    settings, declarations, problems = check(Project(root), TODAY)
    assert settings is not None
    assert not has_errors(problems), problems
    made, problems = composed(Project(root), settings, {name: declarations[name]}, lambda done: None)
    assert made is not None, problems
    return made


def unchecked(text: str, folder: Path, base: str = "") -> Site:
    """A declaration without what checks say of it."""
    declaration, _ = understand([File("a.yaml", text.encode())])
    settings, _ = configure(File("policygen.yaml", f"policygen: 1\nbase_url: {base}\n".encode()) if base else None)
    assert declaration is not None
    assert settings is not None
    whole = Publication("a", declaration, compose("a", declaration), (), "")
    return Site(Project(folder), settings, (whole,), Catalogues(Project(folder)))


def data_of(made: Site, publication: Publication) -> bytes:
    """The bytes of a manifest."""
    output, = fides.of_notice(made, publication)
    assert isinstance(output, tuple), output
    return output[1]


def manifest(made: Site) -> dict[str, Any]:
    """The manifest of the only declaration."""
    found = yaml.safe_load(data_of(made, made.wholes[0]))
    assert isinstance(found, dict)
    return found


def type_at(keys: str) -> Any:
    """The type of the values at a path of keys."""
    holder: Any = Declaration
    for key in keys.split("."):
        type_ = holder.KEYS[key].type
        while isinstance(type_, ListType | EntriesType):
            type_ = type_.item if isinstance(type_, ListType) else type_.record
        holder = type_.cls if isinstance(type_, RecordType) else None
    return type_


def altered(record: Record, path: list[str], make: Callable[[Any], Any]) -> Record:
    """The record with another value at the path."""
    name, *rest = path
    value = dict(zip(record.KEYS, record[3:], strict=True))[name]
    return record.changed(**{name: _altered(value, rest, make)})


def _altered(value: Any, rest: list[str], make: Callable[[Any], Any]) -> Any:
    if not rest:
        return make(value)
    if isinstance(value, Record):
        return altered(value, rest, make)
    place = next(number for number, item in enumerate(value)
                 if rest[0] == (getattr(item, "id", None) if isinstance(item, Record) and item.id else str(number)))
    return (*value[:place], _altered(value[place], rest[1:], make), *value[place + 1:])


def others(leaf: Leaf, declaration: Declaration) -> Iterator[Any]:
    """Other values that may stand in the place of one."""
    type_ = type_at(leaf.keys)
    at = leaf.at
    if isinstance(leaf.value, bool):
        yield not leaf.value
    elif isinstance(leaf.value, Words):
        yield Words(at, tuple((code, Str(f"Zz {text}", at)) for code, text in leaf.value.texts))
    elif isinstance(leaf.value, Period):
        yield Period(at, "P7Y", ((7, "year"),))
    elif isinstance(leaf.value, Day):
        yield Day.read("2031-05-06", at)
    elif isinstance(type_, Choice):
        yield from (Str(word, at) for word in type_.words if word != leaf.value)
    elif isinstance(type_, Term):
        yield from (Str(word, at) for word in sorted(known_terms(type_.kind, declaration), reverse=True)
                    if word != leaf.value)
    elif isinstance(type_, Reference):
        holder = declaration.controller if type_.registry == "contacts" else declaration
        yield from (Str(entry.id, at) for entry in getattr(holder, type_.registry) if entry.id != leaf.value)
    elif leaf.keys.endswith(".broader"):
        yield from (Str(id, at) for id in terms(leaf.keys.split(".")[1]) if id != leaf.value)
    elif isinstance(type_, Lifetime):
        yield Str("session" if leaf.value == "persistent" else "persistent", at)
    elif isinstance(leaf.value, Country):
        yield Country("IS", at)
    elif isinstance(leaf.value, Str):
        yield type(leaf.value)("https://zz.example.com/zz", at)


# They decide what is told, and another may decide the same.
SELECTING = ("controller.contacts.for", "languages")


def replaced(declaration: Declaration, found: list[tuple[Leaf, Any]]) -> Declaration:
    """The declaration with other values in several places."""
    for leaf, value in found:
        made = altered(declaration, leaf.path.split("."), lambda _, value=value: value)
        assert isinstance(made, Declaration)
        declaration = made
    return declaration


def _facts(made: Site, publication: Publication) -> bytes:
    """A manifest without its comments, where the hashes of everything that is declared stand."""
    return b"\n".join(line for line in data_of(made, publication).split(b"\n") if not line.startswith(b"#"))


def unlike(made: Site, told: dict[str, str]) -> list[tuple[str, str]]:
    """Values that are told as left out and change the manifest, and those that are not and change nothing."""
    publication = made.wholes[0]
    declaration = publication.declaration
    before = _facts(made, publication)
    known = {leaf: told.get(leaf.path) for leaf in leaves(declaration) if leaf.keys not in SELECTING}
    left = [(leaf, value) for leaf, said in known.items() if said is not None and not said.startswith("Only in part")
            for value in islice(others(leaf, declaration), 1)]
    wrong = []
    if _facts(made, publication._replace(declaration=replaced(declaration, left))) != before:
        wrong += [(leaf.path, "left out, and yet changes it") for leaf, value in left if _facts(
            made, publication._replace(declaration=replaced(declaration, [(leaf, value)]))) != before]
    for leaf, said in known.items():
        versions = list(islice(others(leaf, declaration), 4)) if said is None else []
        if versions and all(_facts(made, publication._replace(declaration=replaced(declaration, [(leaf, value)])))
                            == before for value in versions):
            wrong.append((leaf.path, f"changes nothing: {leaf.value}"))
    return wrong
