"""`policygen check --coverage`: on the terminal, as JSON, or as a page for the privacy officer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from policygen import coverage
from policygen.again import today
from policygen.build import understand
from policygen.commands._shared import stopping, tell
from policygen.configuration import Configuration, configure
from policygen.coverage import Coverage, data, page, text
from policygen.declaration import Declaration
from policygen.problem import Problem, has_errors
from policygen.project import Project, configuration, declared
from policygen.publish import write_file


def told(project: Project, form: str, strict: bool, output: str | None) -> int:
    """Tell or write the coverage of every declaration that can be read; the exit code."""
    if form not in ("text", "json"):
        raise click.UsageError("`--coverage` is told as text or json.")
    settings, declarations, problems = _read(project)
    made = [coverage.of(id, declaration) for id, declaration in declarations.items()]
    if output is not None:
        problems += _written(made, project, settings, Path(output))
        for found in made:
            click.echo(text.summary(found), err=True)
    else:
        click.echo(data.report(made) if form == "json" else text.report(made, coloured=True), nl=False)
    tell(stopping(problems), project)
    return 1 if has_errors(problems) or (strict and any(found.gaps for found in made)) else 0


def _read(project: Project) -> tuple[Configuration | None, Mapping[str, Declaration], tuple[Problem, ...]]:
    """The settings and the declarations without errors of reading, and all problems; rules are not asked."""
    file, problems = configuration(project)
    settings, found = configure(file) if not problems else (None, ())
    sources, missing = declared(project)
    problems += (*found, *missing)
    declarations = {}
    for id, files in sources.items():
        declaration, found = understand(files)
        problems += found
        if declaration is not None and not has_errors(found):
            declarations[id] = declaration
    return settings, declarations, problems


def _written(made: Sequence[Coverage], project: Project, settings: Configuration | None,
             path: Path) -> tuple[Problem, ...]:
    """Write the page, but never into the public folder; what stood in the way."""
    public = project.root / ((settings.output if settings else None) or "public")
    if path.resolve().is_relative_to(public.resolve()):
        raise click.UsageError(f"The report is not for the public: write it outside `{public.name}`.")
    html, problem = page.report(made, project, settings.theme_name if settings else "default", today())
    return (problem,) if problem else write_file(path.absolute(), html.encode())
