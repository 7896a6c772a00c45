"""Two content hashes: of what is done with personal data, and of the words that say so (SHA-256, hexadecimal)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import TypeVar

from policygen.declaration import Declaration
from policygen.localise.page import Page
from policygen.schema import Period, Words
from policygen.schema.leaves import Leaf, leaves

T = TypeVar("T", Declaration, Page)

# What is said about the notice itself, or only words: a change here changes nothing in the processing.
NOT_PROCESSING = frozenset({"policygen", "languages", "title", "version", "effective", "updated", "ends",
                            "introduction", "definitions", "texts", "editions", "accept", "groups"})


def processing(declaration: Declaration) -> str:
    """The hash of the facts: the same after a change of wording, a translation or a comment; another after any other.

    Texts for people count only by being there, since no machine can tell whether a new text says something new.
    """
    return _kept(declaration, "processing", _processing)


def wording(page: Page) -> str:
    """The hash of every word, link and date of a page, in its order."""
    return _kept(page, "wording", _wording)


def _processing(declaration: Declaration) -> str:
    return of_leaves(leaf for leaf in leaves(declaration) if leaf.keys.split(".")[0] not in NOT_PROCESSING)


def _wording(page: Page) -> str:
    said = [[block.kind, block.id, [piece[:4] for piece in block.said]] for block in page.walk()]
    return _hash([page.language, page.title, page.controller, page.version, page.updated and page.updated[:4], said])


def of_leaves(found: Iterable[Leaf]) -> str:
    """The hash of declared values by their paths; order in a file does not matter, that of lists does."""
    return _hash(sorted([leaf.path, _plain(leaf.value)] for leaf in found))


def _kept(of: T, name: str, make: Callable[[T], str]) -> str:
    """The hash that was made of a declaration or page before and stays with it, since every format asks for it."""
    known: dict[str, str] = vars(of)
    if name not in known:
        known[name] = make(of)
    return known[name]


def _plain(value: object) -> str:
    if isinstance(value, Words):
        return "text"
    return value.iso if isinstance(value, Period) else str(value)


def _hash(content: object) -> str:
    return sha256(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
