"""What terms of a declaration mean in the forms of the app stores, from the data files beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from policygen.declaration import Declaration
from policygen.declaration.derived import own_terms
from policygen.declaration.derived import term as shipped_term
from policygen.declaration.root import OwnTerm
from policygen.vocabulary import table

FILES = {"data": "data.yaml", "purposes": "purposes.yaml", "storage_classes": "purposes.yaml"}
GRAVE = frozenset({"Health", "SensitiveInfo"})


@cache
def listed(file: str, key: str) -> Mapping[str, Mapping[str, str]]:
    """A table of a data file beside this module, in its order."""
    return {id: fields for id, (_, fields) in table("formats/_app", file, key).items()}


class Meaning(NamedTuple):
    """What a category of data or a purpose is in both forms.

    `which`: the term does not say which of several; `tracking`: it may be tracking in Apple's meaning; `guessed`: it is
    a term of the company's own of which nothing is known.
    """

    apple: tuple[str, ...]
    google: tuple[str, ...]
    which: bool = False
    tracking: bool = False
    guessed: bool = False

    def of(self, form: str) -> tuple[str, ...]:
        """The values in one of the forms, `apple` or `google`."""
        return self.apple if form == "apple" else self.google


def own(declaration: Declaration, kind: str, id: str) -> OwnTerm | None:
    """The company's own term of that id, if it is one."""
    return next((term for term in own_terms(declaration, kind) if term.id == id), None)


def shipped(declaration: Declaration, kind: str, id: str) -> str:
    """The shipped term that an id is or is a kind of; empty for an own term that names none."""
    found = shipped_term(declaration, kind, id)
    return found.id if found is not None else ""


def bears(declaration: Declaration, kind: str, id: str | None) -> Mapping[str, str] | None:
    """How a channel, role, kind of recipient and the like bears on the forms; None where it does not."""
    known = str(id or "") if kind == "roles" else shipped(declaration, kind, id or "")
    return listed("world.yaml", kind).get(known)


def meaning(declaration: Declaration, kind: str, id: str) -> Meaning:
    """What a category of data, a purpose or a class of storage is in the forms."""
    fields = listed(FILES[kind], kind).get(shipped(declaration, kind, id))
    term = own(declaration, kind, id)
    marked = kind == "data" and term is not None and bool(term.special or term.criminal)
    if fields is None:
        return _read(listed(FILES[kind], "own")["marked" if marked else "plain"])._replace(guessed=True)
    read = _read(fields)
    if marked and not GRAVE & set(read.apple):
        return read._replace(apple=_read(listed("data.yaml", "own")["marked"]).apple)
    return read


def _read(fields: Mapping[str, str]) -> Meaning:
    return Meaning(tuple(fields["apple"].split()), tuple(fields["google"].split()), fields.get("which") == "yes",
                   fields.get("tracking") == "yes")
