"""Problems as JSON, for programs: `version` 1 of a form that only ever grows."""

from __future__ import annotations

import json

from policygen.problem import Problem, Severity
from policygen.reports import Line


def report(problems: tuple[Problem, ...], line: Line, coloured: bool) -> str:
    """An object with all problems and how many there are of each severity."""
    counts = {severity.value: sum(problem.severity is severity for problem in problems) for severity in Severity}
    made = {"version": 1, "problems": [_problem(problem) for problem in problems], "counts": counts}
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def _problem(problem: Problem) -> dict[str, object]:
    related = {"related": problem.related._asdict()} if problem.related else {}
    return {"id": problem.id, "severity": problem.severity.value, **problem.at._asdict(), "message": problem.says,
            "fix": problem.fix, "provision": problem.provision, **related}
