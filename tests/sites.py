"""The sites that several test files look at, each built once in a process: path -> bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pseudo
from support import ROOT, TODAY

from policygen.build import build
from policygen.problem import Severity
from policygen.project import Project


@cache
def site(folder: Path, *more_formats: str) -> Mapping[str, bytes]:
    """The site of a project that has no errors, maybe with more formats than it asks for."""
    outcome = build(Project(folder), TODAY, more_formats=more_formats)
    assert outcome.files, [problem for problem in outcome.problems if problem.severity is Severity.ERROR]
    return outcome.files


def example() -> Mapping[str, bytes]:
    """The example site: five companies, each in two languages."""
    return site(ROOT)


def case(name: str) -> Mapping[str, bytes]:
    """The site of a case of tests/cases."""
    return site(ROOT / "tests" / "cases" / name)


@cache
def pseudo_languages() -> Mapping[str, bytes]:
    """The case that uses every key, in English, Norwegian, Hebrew letters (he) and long words (de)."""
    with tempfile.TemporaryDirectory() as folder:
        return site(pseudo.project(Path(folder)))
