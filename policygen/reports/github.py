"""Problems as workflow commands, which GitHub shows as annotations on the lines of a pull request.

Source: GitHub documentation, "Workflow commands", setting an error, warning or notice message.
"""

from __future__ import annotations

from policygen.problem import Problem, Severity
from policygen.reports import Line

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.REVIEW: "notice"}


def report(problems: tuple[Problem, ...], line: Line, coloured: bool) -> str:
    """A command for each problem."""
    return "".join(f"{_command(problem)}\n" for problem in problems)


def _command(problem: Problem) -> str:
    law = f" [{problem.provision}]" if problem.provision else ""
    place = (f"file={_property(problem.at.file)},line={problem.at.line},col={problem.at.column},"
             f"title={_property(problem.id)}")
    return f"::{LEVELS[problem.severity]} {place}::{_data(f'{problem.says}{law} {problem.fix}')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
