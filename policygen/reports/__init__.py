"""How problems are told: one form one file, found by listing.

A module here has `report(problems, line, coloured)`: a text made of problems in order, where `line(position)` gives the
source line of a position or an empty text. `coloured` tells whether ANSI colours are wanted; data formats ignore it.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from policygen.problem import Position, Problem
from policygen.project import package_listing

Line = Callable[[Position], str]


def known() -> tuple[str, ...]:
    """The forms: the names of the files beside this one."""
    return package_listing("reports", ".py")


def report(form: str, problems: tuple[Problem, ...], line: Line, coloured: bool = False) -> str:
    """The problems in one of the known forms."""
    return str(import_module(f"policygen.reports.{form}").report(problems, line, coloured))
