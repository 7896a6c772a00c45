"""The limits of what is read and made, in one table; SECURITY.md shows it. What is over one is a problem, never cut."""

from __future__ import annotations

from typing import NamedTuple


class Limit(NamedTuple):
    """What has a limit, the most there may be of what, and the id of the problem where there is more."""

    of: str
    most: int
    unit: str
    problem: str


FILE = Limit("a file", 2_000_000, "bytes", "file-too-large")
DEPTH = Limit("nesting of YAML", 32, "levels", "yaml-too-deep")
NODES = Limit("values in a file", 100_000, "values", "yaml-too-many-nodes")
SCALAR = Limit("a text in YAML", 20_000, "characters", "text-too-long")
LINE = Limit("a name or other text on one line", 300, "characters", "text-too-long")
PHRASE = Limit("a phrase", 600, "characters", "text-too-long")
SENTENCE = Limit("a sentence", 1_200, "characters", "text-too-long")
MARKDOWN = Limit("a Markdown text", 5_000, "characters", "text-too-long")
ID = Limit("an id", 80, "characters", "text-too-long")
LINK = Limit("a link", 2_000, "characters", "text-too-long")
LOGO = Limit("a logo", 200_000, "bytes", "image-too-large")
TRANSLATION = Limit("a translation, beside ten times the English", 200, "characters", "message-too-long")
STEPS = Limit("steps of a project's theme in a page", 1_000_000, "steps", "theme-too-much")
THEME_TEXT = Limit("a text or list in a project's theme", 2_000_000, "characters or items", "theme-too-much")
THEME_NUMBER = Limit("a number or width in a project's theme", 100_000, "", "theme-too-much")
IMPORT_DEPTH = Limit("nesting of a file for `policygen import`", 60, "levels", "too-deep")
IMPORT_VALUES = Limit("values in such a file", 100_000, "values", "too-many-values")
CELL = Limit("a cell of the workbook", 32_767, "characters", "cell-too-long")      # of Excel, as its specification says

ALL = tuple(value for value in list(vars().values()) if isinstance(value, Limit))
