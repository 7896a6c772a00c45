"""What commands share: the project they work on, today's date, and how problems are printed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policygen.kept import VARIABLE
from policygen.problem import Problem, Severity
from policygen.project import Project, find, line_of

if TYPE_CHECKING:
    from policygen.build import Records

# Code hosts name files from the root of the repository, where pipelines run.
OF_HOSTS = frozenset({"github", "gitlab", "sarif"})
jobs_option = click.option("-j", "--jobs", type=click.IntRange(1, 256), default=lambda: _cores(), metavar="N",
                           help="In how many processes; as many as this machine has cores if left out.")
fresh_option = click.option("--fresh", is_flag=True,
                            help="Use nothing that is known from earlier builds, and keep nothing.")
project_argument = click.argument("project", default=".", type=click.Path(), metavar="[PROJECT]")


def opened(path: str) -> Project:
    """The project at a path; where there is none, the command ends with exit code 2."""
    project, problem = find(path)
    if project is None:
        assert problem is not None
        raise click.UsageError(f"{problem.says} {problem.fix}")
    return project


def records(context: click.Context, fresh: bool) -> Records:
    """What is known from earlier builds; with `fresh` nothing, and until the command ends nothing at all is kept."""
    from policygen.build._records import Kept, Nothing

    if not fresh:
        return Kept(os.urandom(16).hex())
    before, os.environ[VARIABLE] = os.environ.get(VARIABLE), ""
    context.call_on_close(lambda: os.environ.pop(VARIABLE) if before is None
                          else os.environ.update({VARIABLE: before}))
    return Nothing()


def _cores() -> int:
    """How many processes can run at once here."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def tell(problems: Iterable[Problem], project: Project | None = None, form: str = "text", err: bool = True) -> None:
    """Print problems in one of the forms of `reports`, to standard error or output; `project` gives source lines."""
    from policygen.reports import report

    told = tuple(problems)
    if project is not None and form in OF_HOSTS:
        told = tuple(_from_here(problem, project.root) for problem in told)
    text = report(form, told, lambda at: line_of(project, at) if project else "", coloured=True)
    click.echo(text, err=err, nl=False)


def _from_here(problem: Problem, root: Path) -> Problem:
    """The problem with files named from the folder in which the command runs, where the project lies in it."""
    if not root.is_relative_to(Path.cwd()):
        return problem
    prefix = root.relative_to(Path.cwd())
    related = problem.related and problem.related._replace(file=(prefix / problem.related.file).as_posix())
    return problem._replace(at=problem.at._replace(file=(prefix / problem.at.file).as_posix()), related=related)


def summary(counts: Mapping[Severity, int]) -> str:
    """How many problems of each severity there are."""
    shown = [counted(counts[severity], severity.value) for severity in Severity if counts.get(severity)]
    return ", ".join(shown) or "no problems"


def counted(number: int, name: str) -> str:
    """A number with its noun: `1 error`, `2 errors`."""
    return f"{number} {name}{'' if number == 1 else 's'}"


def stopping(problems: Iterable[Problem], strict: bool = False) -> tuple[Problem, ...]:
    """The problems that stand in the way: errors, and with `strict` warnings too."""
    severities = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return tuple(problem for problem in problems if problem.severity in severities)


def exit_code(problems: Iterable[Problem], strict: bool = False) -> int:
    """0 where nothing stands in the way, 1 where an error does (with `strict` a warning too)."""
    return 1 if stopping(problems, strict) else 0
