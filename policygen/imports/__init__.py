"""Foreign formats read into a draft declaration: one file each, found by listing.

A module here defines `draft(data, name, language)`: the bytes of a file, its name for positions, and the language of
its texts where the file does not say it -> a Draft, or None and Problems. It drops no fact in silence: what it had to
guess, what is required and missing, and what has no place stands in the draft as a note for the person who reviews it.
The first line of a module's docstring says what the format is. Modules whose names start with `_` are shared parts:
`_source` reads and keeps account of what was used, `_texts` makes texts fit, `_draft` holds the result, `_write` writes
it.
"""

from __future__ import annotations

from importlib import import_module

from policygen.imports._draft import Draft
from policygen.imports._write import written
from policygen.load import parse
from policygen.problem import Problem
from policygen.project import package_listing


def known() -> dict[str, str]:
    """The formats that can be imported, with what each is."""
    return {name: (import_module(f"policygen.imports.{name}").__doc__ or "").split("\n")[0]
            for name in package_listing("imports", ".py")}


def draft(kind: str, data: bytes, name: str, language: str) -> tuple[Draft | None, tuple[Problem, ...]]:
    """A draft declaration from the bytes of a file in a format, or the problems that it cannot be read."""
    found: tuple[Draft | None, tuple[Problem, ...]] = import_module(f"policygen.imports.{kind}").draft(
        data, name, language)
    return found


def text_of(made: Draft, name: str) -> tuple[bytes, tuple[Problem, ...]]:
    """The draft as YAML that policygen loads, or why it is more than that."""
    data = written(made)
    _, problems = parse(data, name)
    return data, tuple(problem._replace(fix="Split the file that is imported into several.") for problem in problems)
