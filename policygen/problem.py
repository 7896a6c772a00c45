"""Position, Severity and Problem: what people did wrong is a value that says where and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple


class Severity(Enum):
    """How serious a problem is; only errors stop a build."""

    ERROR = "error"
    WARNING = "warning"
    REVIEW = "review"

    @property
    def rank(self) -> int:
        return ("error", "warning", "review").index(self.value)


class Position(NamedTuple):
    """A place in a file: path relative to the project, line and column counted from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Problem(NamedTuple):
    """One thing wrong in a declaration, theme or catalogue.

    `id` is the stable name of the kind of problem, `says` what is wrong in one sentence, `fix` what
    to do, `provision` the article of law (empty where none asks for it), `related` a second place.
    """

    at: Position
    id: str
    says: str
    fix: str
    severity: Severity = Severity.ERROR
    provision: str = ""
    related: Position | None = None


def ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems without repeats, by file, line, column, severity, id and text: the same order each run."""
    return tuple(sorted(set(problems), key=lambda p: (p.at, p.severity.rank, p.id, p.says, p.fix, p.provision,
                                                      p.related or p.at)))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems must stop the build."""
    return any(problem.severity is Severity.ERROR for problem in problems)
