"""Rules over a sound declaration: one rule one file, found by listing, explained by its docstring.

A rule module has a docstring (what, why and how to fix, then `Wrong:` and `Right:` examples that are run as its test),
`PROVISION` (an id of `law/provisions.yaml`), `SEVERITY`, and `check`, whose parameters are named for what it looks at:
`declaration`; `values`, every declared value with its record and key; `words`, those that are texts for people;
`texts`, every such text with its language; `notice`, the composed notice; `today` (YYYY-MM-DD).
`check` yields findings: where, what is wrong in one sentence, what to do. The file's name with `-` for `_` is the
rule's public name. Modules whose names start with `_` are shared parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from policygen.checks._texts import Text, texts
from policygen.checks._values import Value, values, words
from policygen.declaration import Declaration
from policygen.declaration.conduct import Acceptance
from policygen.notice import compose
from policygen.notice.blocks import Notice
from policygen.problem import Position, Problem, Severity
from policygen.project import package_listing
from policygen.schema import Record, nearest


class Finding(NamedTuple):
    """What a rule found: where, what is wrong in one sentence, what to do."""

    at: Position
    says: str
    fix: str


class Given:
    """What rules may look at, each made once and only when a rule asks for it."""

    def __init__(self, declaration: Declaration, today: str, notice: Notice | None = None) -> None:
        self.declaration = declaration
        self.today = today
        if notice is not None:
            self.notice = notice

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """Every declared value with its record and key."""
        return values(self.declaration)

    @cached_property
    def words(self) -> tuple[Value, ...]:
        """Every declared value that is a text for people, in all its languages at once."""
        return words(self.values)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every declared text with its language."""
        return texts(self.words)

    @cached_property
    def notice(self) -> Notice:
        """The composed notice."""
        return compose("", self.declaration)


@cache
def rules() -> tuple[tuple[str, ModuleType], ...]:
    """All rules by public name."""
    return tuple((name.replace("_", "-"), import_module(f"policygen.checks.{name}"))
                 for name in package_listing("checks", ".py"))


def on(declaration: Declaration, today: str, notice: Notice | None = None) -> tuple[Problem, ...]:
    """What all rules find in a declaration that was read without errors, less what it accepts with a reason.

    A notice that was composed of it already is not composed again.
    """
    given = Given(declaration, today, notice)
    found = tuple(problem for name, rule in rules() for problem in _run(name, rule, given))
    return _unaccepted(declaration, found, today)


def _run(name: str, rule: ModuleType, given: Given) -> Iterator[Problem]:
    code = rule.check.__code__
    wanted = code.co_varnames[: code.co_argcount]
    for finding in rule.check(**{parameter: getattr(given, parameter) for parameter in wanted}):
        yield Problem(finding.at, name, finding.says, finding.fix, rule.SEVERITY, rule.PROVISION)


def _unaccepted(declaration: Declaration, found: tuple[Problem, ...], today: str) -> tuple[Problem, ...]:
    """The findings that no acceptance covers, and those about acceptances: unknown, expired or unused ones."""
    kept = list(found)
    problems: list[Problem] = []
    for acceptance in declaration.accept:
        fault = _fault(acceptance, today)
        places = _places(declaration, acceptance)
        covered = [problem for problem in kept if problem.id == acceptance.rule
                   and (places is None or problem.at in places)]
        if fault is None and not covered:
            fault = ("acceptance-unused", f"No finding of `{acceptance.rule}` is there to be accepted.",
                     "Remove the acceptance.")
        if fault is not None:
            problems.append(Problem(acceptance.at, *fault, severity=Severity.WARNING))
        else:
            kept = [problem for problem in kept if problem not in covered]
    return (*kept, *problems)


def _fault(acceptance: Acceptance, today: str) -> tuple[str, str, str] | None:
    """Why an acceptance does not count: id of the problem, what is wrong, what to do."""
    known = [name for name, _ in rules()]
    if acceptance.rule not in known:
        return "acceptance-unknown", f"There is no rule `{acceptance.rule}`.", nearest(acceptance.rule, known)
    if acceptance.until.isoformat() < today:
        return ("acceptance-expired", f"The acceptance ended on {acceptance.until.isoformat()}.",
                "Look at the finding again; correct it, or accept it for longer.")
    return None


def _places(declaration: Declaration, acceptance: Acceptance) -> frozenset[Position] | None:
    """Everywhere inside the entries that an acceptance names by their ids; None where it names none."""
    if not acceptance.for_:
        return None
    return frozenset(at for record in _entries(declaration) if record.id in acceptance.for_ for at in record.within())


def _entries(record: Record) -> Iterator[Record]:
    """Every record with an id, at any depth."""
    for _, item in record.each():
        if isinstance(item, Record):
            if item.id is not None:
                yield item
            yield from _entries(item)
