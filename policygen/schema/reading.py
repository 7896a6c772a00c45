"""What is collected while a declaration is read: problems, references to resolve, languages to fill."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from policygen.problem import Position, Problem, Severity
from policygen.schema.scripts import told_letters
from policygen.schema.values import Str


class Reading:
    """The state of one reading.

    `languages` are those the declaration publishes, the first is the default; empty where they could not be read, and
    then texts are not compared with them.
    """

    def __init__(self, languages: tuple[str, ...]) -> None:
        self.languages = languages
        self.problems: list[Problem] = []
        self.references: list[tuple[str, Str]] = []
        self.terms: list[tuple[str, Str]] = []

    def wrong(self, at: Position, id: str, says: str, fix: str, *,
              severity: Severity = Severity.ERROR, provision: str = "") -> None:
        """Note a problem and go on reading."""
        self.problems.append(Problem(at, id, says, fix, severity, provision))


def closest(word: str, known: Collection[str]) -> str | None:
    """The known word that is most like a word, or None where none is."""
    import difflib

    lowered = {name.lower(): name for name in sorted(known)}
    close = difflib.get_close_matches(word.lower(), list(lowered), n=1, cutoff=0.6)
    return lowered[close[0]] if close else None


def nearest(word: str, known: Collection[str]) -> str:
    """`Did you mean ...?` for the closest known word, or the first known words where none is close."""
    found = closest(word, known)
    foreign = foreign_letters(word)
    if found is not None:
        return f"Did you mean `{found}`?{foreign}"
    return f"Known: {some(sorted(known))}.{foreign}" if known else f"None is declared.{foreign}"


def foreign_letters(word: str) -> str:
    """A sentence that names the signs of a word that are not in ASCII; empty where there is none."""
    return "" if word.isascii() else f" Not in ASCII: {told_letters(word)}."


def some(names: Iterable[str], limit: int = 12) -> str:
    """The first names in backticks, and how many more there are."""
    listed = list(names)
    shown = ", ".join(f"`{name}`" for name in listed[:limit])
    return shown + (f" and {len(listed) - limit} more" if len(listed) > limit else "")
