"""Problems as a Code Quality report, which GitLab shows in merge requests.

Source: GitLab documentation, "Code Quality", code quality report format (as of 2026-11-25).
"""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256

from policygen.problem import Problem, Severity
from policygen.reports import Line

LEVELS = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.REVIEW: "info"}


def report(problems: tuple[Problem, ...], line: Line, coloured: bool) -> str:
    """A list with an entry for each problem; its fingerprint stays when lines are added above it."""
    seen: Counter[str] = Counter()
    entries = []
    for problem in problems:
        law = f" [{problem.provision}]" if problem.provision else ""
        same = f"{problem.id}\n{problem.at.file}\n{problem.says}"
        seen[same] += 1
        entries.append({
            "description": f"{problem.says}{law} {problem.fix}", "check_name": problem.id,
            "fingerprint": sha256(f"{same}\n{seen[same]}".encode()).hexdigest(), "severity": LEVELS[problem.severity],
            "location": {"path": problem.at.file, "lines": {"begin": problem.at.line}}})
    return json.dumps(entries, indent=1, ensure_ascii=False) + "\n"
