"""Problems for people: where, what, the law, the source line with a caret, and what to do."""

from __future__ import annotations

import re

from policygen.problem import Problem, Severity
from policygen.reports import Line

COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.REVIEW: "36"}
WIDTH = 110
# What would begin a line of its own, which a pipeline may take for a command, or control the terminal.
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def report(problems: tuple[Problem, ...], line: Line, coloured: bool) -> str:
    """A paragraph for each problem, with an empty line between files."""
    parts: list[str] = []
    for number, problem in enumerate(problems):
        if number and problem.at.file != problems[number - 1].at.file:
            parts.append("")
        parts.extend(_paragraph(problem, line, coloured))
    return "\n".join(parts) + "\n" if parts else ""


def _paragraph(problem: Problem, line: Line, coloured: bool) -> list[str]:
    place = _styled(_visible(str(problem.at)), "1", coloured)
    severity = _styled(problem.severity.value, f"1;{COLOURS[problem.severity]}", coloured)
    law = f" [{problem.provision}]" if problem.provision else ""
    lines = [f"{place}: {severity}: {_visible(problem.says)}{law} ({problem.id})"]
    source = CONTROL.sub(" ", line(problem.at))
    if source.strip():
        start = max(0, problem.at.column - WIDTH // 2) if len(source) > WIDTH else 0
        lines.append(f"  {problem.at.line:>5} | {source[start:start + WIDTH]}")
        mark = _styled("^", COLOURS[problem.severity], coloured)
        lines.append("        | " + " " * (problem.at.column - 1 - start) + mark)
    lines.append(f"    {_visible(problem.fix)}")
    return lines


def _visible(text: str) -> str:
    """The text on one line, with signs that cannot be seen written as their code."""
    return CONTROL.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


def _styled(text: str, code: str, coloured: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if coloured else text
