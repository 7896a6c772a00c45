"""Coverage as JSON, for programs: `version` 1 of a form that only ever grows."""

from __future__ import annotations

import json
from collections.abc import Sequence

from policygen.coverage import Coverage, Result


def report(found: Sequence[Coverage]) -> str:
    """An object with all declarations, their duties in the order of the law, and the counts."""
    made = {"version": 1, "declarations": [_declaration(coverage) for coverage in found]}
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def _declaration(coverage: Coverage) -> dict[str, object]:
    return {"id": coverage.id, "controller": coverage.controller,
            "counts": {outcome.value: count for outcome, count in coverage.counts.items()},
            "must_missing": coverage.gaps, "duties": [_duty(result) for result in coverage.results]}


def _duty(result: Result) -> dict[str, object]:
    duty = result.duty
    return {"id": duty.id, "title": duty.title, "provisions": duty.provisions, "guidance": duty.guidance,
            "severity": duty.severity, "sources": duty.sources, "verified": duty.verified,
            "outcome": result.outcome.value, "says": result.says, "blocks": result.blocks,
            "places": [at._asdict() for at in result.places],
            "lacking": [{"name": owed.name, **owed.at._asdict()} for owed in result.lacking]}
