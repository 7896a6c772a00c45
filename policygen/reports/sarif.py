"""Problems as SARIF 2.1.0, which code hosts show on pull requests with the help of each rule.

Source: OASIS Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from policygen import __version__
from policygen.checks._explain import Explanation, explanations
from policygen.problem import Position, Problem, Severity
from policygen.reports import Line

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.REVIEW: "note"}
Thing = dict[str, Any]


def report(problems: tuple[Problem, ...], line: Line, coloured: bool) -> str:
    """One run with the rules that are concerned and a result for each problem."""
    ids = sorted({problem.id for problem in problems})
    explained = explanations()
    driver = {"name": "policygen", "version": __version__, "semanticVersion": __version__,
              "rules": [_rule(id, explained.get(id), problems) for id in ids]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints",
           "results": [_result(problem, ids.index(problem.id)) for problem in problems]}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1, ensure_ascii=False) + "\n"


def _rule(id: str, explained: Explanation | None, problems: tuple[Problem, ...]) -> Thing:
    """The rule with its help; problems of reading have none but what they say."""
    first = next(problem for problem in problems if problem.id == id)
    made: Thing = {"id": id, "name": "".join(word.capitalize() for word in id.split("-")),
                   "defaultConfiguration": {"level": LEVELS[first.severity]}}
    if first.provision:
        made["properties"] = {"provision": first.provision, "tags": [first.provision]}
    if explained is None:
        return {**made, "shortDescription": {"text": id.replace("-", " ").capitalize() + "."}}
    return {**made, "shortDescription": {"text": explained.title}, "fullDescription": {"text": explained.why},
            "help": {"text": explained.text, "markdown": explained.markdown}}


def _result(problem: Problem, index: int) -> Thing:
    made: Thing = {"ruleId": problem.id, "ruleIndex": index, "level": LEVELS[problem.severity],
                   "message": {"text": f"{problem.says} {problem.fix}"}, "locations": [_location(problem.at)]}
    if problem.related is not None:
        made["relatedLocations"] = [_location(problem.related)]
    return made


def _location(at: Position) -> Thing:
    return {"physicalLocation": {"artifactLocation": {"uri": quote(at.file)},
                                 "region": {"startLine": at.line, "startColumn": at.column}}}
