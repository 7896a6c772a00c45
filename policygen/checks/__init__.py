"""Rules over a sound declaration: one rule one file, found by listing, explained by its docstring.

A rule module has a docstring (what, why, `Wrong:` and `Right:` examples that are run as its test), `PROVISION` (an id
of `law/provisions.yaml`), `SEVERITY`, and `check`, whose parameters are named for what it looks at: `declaration`, and
`today` (YYYY-MM-DD) where it needs the date. `check` yields findings: where, what is wrong, what to do.
The file's name with `-` for `_` is the rule's public name.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, NamedTuple

from policygen.declaration import Declaration
from policygen.problem import Position, Problem
from policygen.project import package_listing


class Finding(NamedTuple):
    """What a rule found: where, what is wrong in one sentence, what to do."""

    at: Position
    says: str
    fix: str


@cache
def rules() -> tuple[tuple[str, ModuleType], ...]:
    """All rules by public name."""
    return tuple((name.replace("_", "-"), import_module(f"policygen.checks.{name}"))
                 for name in package_listing("checks", ".py"))


def on(declaration: Declaration, today: str) -> tuple[Problem, ...]:
    """What all rules find in a declaration that was read without errors."""
    given: dict[str, Any] = {"declaration": declaration, "today": today}
    return tuple(problem for name, rule in rules() for problem in _run(name, rule, given))


def _run(name: str, rule: ModuleType, given: dict[str, Any]) -> Iterator[Problem]:
    code = rule.check.__code__
    wanted = code.co_varnames[: code.co_argcount]
    for finding in rule.check(**{parameter: given[parameter] for parameter in wanted}):
        yield Problem(finding.at, name, finding.says, finding.fix, rule.SEVERITY, rule.PROVISION)
