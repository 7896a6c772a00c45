"""What duties are owed for, one by one: a purpose, a recipient, a cookie. Groups of them have names in the data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from policygen.declaration import Declaration
from policygen.problem import Position
from policygen.schema import Record, Str
from policygen.vocabulary import VocabularyTerm, terms


class Subject(NamedTuple):
    """One thing for which a duty is owed.

    `bound` holds what paths may start at, by name; `sure` is false where only a human can tell whether the duty
    applies to it at all.
    """

    name: str
    at: Position
    bound: Mapping[str, tuple[Any, ...]]
    sure: bool = True


class Group(NamedTuple):
    """Subjects of one kind: how they are found, why a duty does not apply where there are none, what is bound."""

    of: Callable[[Declaration], Iterable[Subject]]
    none: str
    binds: Mapping[str, type]


Finder = Callable[[Declaration], Iterator[Subject]]
GROUPS: dict[str, Group] = {}


def group(none: str, **binds: type) -> Callable[[Finder], Finder]:
    """Register a function as the group of its name."""
    def register(finder: Finder) -> Finder:
        GROUPS[finder.__name__] = Group(finder, none, binds)
        return finder
    return register


def whole(declaration: Declaration) -> Subject:
    """The declaration itself, for duties that are owed once."""
    return Subject("", declaration.at, {})


def subject(name: str, at: Position, sure: bool = True, **bound: Any) -> Subject:
    """A subject; each thing bound is a value, a plain tuple of values, or None for no value."""
    return Subject(name, at, {key: _many(value) for key, value in bound.items()}, sure)


def _many(value: Any) -> tuple[Any, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) and not isinstance(value, Record) else (value,)


def shipped_term(declaration: Declaration, kind: str, id: Str) -> VocabularyTerm | None:
    """The shipped term of an id: itself, or the broader one of the company's own term."""
    own = {term.id: term.broader for term in getattr(declaration.vocabulary, kind)} if declaration.vocabulary else {}
    return terms(kind).get(own.get(id) or id)


def is_marked(declaration: Declaration, id: Str, mark: str) -> bool:
    """Whether a category of data is `special` or `criminal`, by the company's own term or the shipped one."""
    own = declaration.vocabulary.data if declaration.vocabulary else ()
    if any(term.id == id and getattr(term, mark) is not None for term in own):
        return any(term.id == id and getattr(term, mark) for term in own)
    found = shipped_term(declaration, "data", id)
    return found is not None and bool(getattr(found, mark))
