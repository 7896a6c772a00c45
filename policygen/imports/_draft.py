"""A draft declaration: texts, lists and keys as plain Python values, with notes for the person who reviews it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias, Union

Tree: TypeAlias = Union[str, list["Tree"], dict[str, "Tree"], "Noted", None]


class Note(NamedTuple):
    """What somebody must look at; `path` leads to its cause in the input, such as `$.meta.name`, or is empty."""

    says: str
    path: str = ""

    def __str__(self) -> str:
        return f"{self.says} ({self.path})" if self.path else self.says


class Noted(NamedTuple):
    """A value with notes; they are written above it."""

    value: Tree
    notes: tuple[Note, ...]


class Draft(NamedTuple):
    """A draft.

    `root` holds the keys of the declaration; None, an empty text, list or mapping in it is not written, and its notes
    go to what holds it. `left` tells of what has no place in a declaration, `head` what the draft was made from.
    """

    root: dict[str, Tree]
    left: tuple[Note, ...] = ()
    head: str = ""


def noted(value: Tree, *notes: Note | None) -> Tree:
    """The value with further notes; those that are None are passed over."""
    found = tuple(note for note in notes if note is not None)
    if not found:
        return value
    if isinstance(value, Noted):
        return Noted(value.value, (*value.notes, *found))
    return Noted(value, found)


def head(name: str, what: str) -> str:
    """What stands at the top of a draft from a file."""
    shown = re.split(r"[\\/]", name)[-1]
    return f"A draft from {shown}, a {what}. It has not been reviewed: read every `# review:` comment."


def missing(entry: dict[str, Tree], *keys: str) -> tuple[Note, ...]:
    """A note for each required key that the input does not fill."""
    return tuple(Note(f"`{key}` is required, and the input has none that fits.") for key in keys
                 if not bare(entry.get(key)))


def bare(tree: Tree) -> Tree:
    """The tree without notes and without what is empty."""
    if isinstance(tree, Noted):
        return bare(tree.value)
    if isinstance(tree, dict):
        return {key: value for key, child in tree.items() if (value := bare(child))}
    if isinstance(tree, list):
        return [value for child in tree if (value := bare(child))]
    return tree or None


def tidy(tree: Tree) -> Noted:
    """The tree without what is empty; every node is Noted, and notes of what is empty are on what holds it."""
    own = tree.notes if isinstance(tree, Noted) else ()
    value = tree.value if isinstance(tree, Noted) else tree
    if isinstance(value, Noted):
        return tidy(Noted(value.value, (*value.notes, *own)))
    if isinstance(value, dict):
        entries = {key: tidy(child) for key, child in value.items()}
        lost = tuple(note for child in entries.values() if not child.value for note in child.notes)
        return Noted({key: child for key, child in entries.items() if child.value}, (*own, *lost))
    if isinstance(value, list):
        items = [tidy(child) for child in value]
        lost = tuple(note for child in items if not child.value for note in child.notes)
        return Noted([child for child in items if child.value], (*own, *lost))
    return Noted(value or None, own)


def notes(tree: Tree) -> Iterator[Note]:
    """Every note in the tree."""
    if isinstance(tree, Noted):
        yield from tree.notes
        yield from notes(tree.value)
    elif isinstance(tree, dict | list):
        for child in tree.values() if isinstance(tree, dict) else tree:
            yield from notes(child)
