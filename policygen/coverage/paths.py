"""Paths of keys, such as `purpose.legal_basis.basis`: the values they lead to, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from policygen.coverage.subjects import Subject
from policygen.declaration import Declaration
from policygen.declaration.storage import Lifetime
from policygen.problem import Position
from policygen.schema import Record, Reference, Term
from policygen.schema.record import ListType


class Value(NamedTuple):
    """A value that is declared: where it stands, and every position by which a block may name it."""

    value: Any
    at: Position
    spots: frozenset[Position]


def values(path: str, subject: Subject, declaration: Declaration) -> Iterator[Value]:
    """All values at the end of a path; it starts at what the subject binds, or else at the declaration."""
    head, *keys = path.split(".")
    if head in subject.bound:
        found = [_value(value, subject.at) for value in subject.bound[head]]
    else:
        found = list(_inside(declaration, head, declaration))
    for key in keys:
        found = [inner for outer in found for inner in _inside(outer.value, key, declaration)]
    yield from found


def _inside(record: Record, key: str, declaration: Declaration) -> Iterator[Value]:
    """The values under a key; what is not declared, or declared as `no`, is none."""
    for name, item in record.each():
        if name == key and item is not False:
            found = _value(item, record.where(key))
            yield found._replace(spots=found.spots | _shown_as(type(record).KEYS[key].type, item, record, declaration))


def _value(value: Any, where: Position) -> Value:
    at: Position = getattr(value, "at", where)
    return Value(value, at, frozenset(value.spots) if isinstance(value, Record) else frozenset({at}))


def _shown_as(type_: Any, value: Any, record: Record, declaration: Declaration) -> frozenset[Position]:
    """Where else a block may say it came from: the label of an own term, the name of a statute, the cookie itself."""
    type_ = type_.item if isinstance(type_, ListType) else type_
    if isinstance(type_, Term) and declaration.vocabulary is not None:
        own = getattr(declaration.vocabulary, type_.kind, ())
        return frozenset(term.label.at for term in own if term.id == value)
    if isinstance(type_, Reference) and type_.registry == "laws":
        return frozenset(law.name.at for law in declaration.laws if law.id == value)
    return frozenset({record.at}) if isinstance(type_, Lifetime) else frozenset()
