"""`policygen export`: one format by itself, into a folder of its own, with what it leaves out and what it asks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policygen.again import today
from policygen.commands._shared import counted, exit_code, opened, stopping, tell
from policygen.configuration import Configuration
from policygen.declaration import Declaration
from policygen.problem import Problem, has_errors, ordered
from policygen.project import Project

if TYPE_CHECKING:
    from policygen import formats


@click.command()
@click.argument("name", metavar="[FORMAT]", required=False)
@click.argument("project", default=".", type=click.Path(), metavar="[PROJECT]")
@click.option("-o", "--output", type=click.Path(file_okay=False), help="The folder to write into; `export` in PROJECT "
              "if left out. What else stands there is kept.")
@click.option("-d", "--declaration", "only", multiple=True, metavar="ID", help="Only this declaration; may be given "
              "several times.")
@click.option("-n", "--dry-run", is_flag=True, help="Only tell what is left out or asked.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How what is left out and asked is told; json names every value.")
@click.option("--strict", is_flag=True, help="Fail where questions are open.")
@click.pass_context
def command(context: click.Context, name: str | None, project: str, output: str | None, only: tuple[str, ...],
            dry_run: bool, form: str, strict: bool) -> None:
    """Write FORMAT for the declarations of PROJECT; without FORMAT, list the formats.

    What a format cannot hold is told with its place, and what it asks that the declaration does not say, as a question.

    Exit code: 0 written, 1 problems found and nothing written (with --strict also open questions), 2 wrong use.
    """
    from policygen import formats
    from policygen.commands._remarks import report

    if name is None:
        click.echo("\n".join(f"{click.style(id, bold=True)}  {what}" for id, what in formats.exportable().items()))
        return
    _known(name, formats.exportable())
    found = opened(project)
    settings, declarations, problems = _read(found, only)
    problems, open_questions = stopping(problems), False
    if settings is not None and not has_errors(problems):
        files, remarks, made = _made(found, settings, declarations, name, only)
        problems = (*problems, *made)
        click.echo(report(remarks, name, form), nl=False)
        if not has_errors(problems) and not dry_run:
            problems += _written(found, settings, files, name, output)
        open_questions = any(remark.kind == "question" for told in remarks.values() for remark in told)
    tell(problems, found)
    context.exit(1 if strict and open_questions else exit_code(problems))


def _known(name: str, known: Mapping[str, str]) -> None:
    from policygen.schema import nearest

    if name not in known:
        raise click.UsageError(f"There is no format `{name}`. {nearest(name, known)}")


def _read(project: Project, only: tuple[str, ...]) -> tuple[Configuration | None, dict[str, Declaration],
                                                            tuple[Problem, ...]]:
    from policygen.build import check
    from policygen.schema import nearest

    settings, declarations, problems = check(project, today())
    for id in only:
        if id not in declarations and not has_errors(problems):
            raise click.UsageError(f"There is no declaration `{id}`. {nearest(id, declarations)}")
    return settings, declarations, problems


def _made(project: Project, settings: Configuration, declarations: Mapping[str, Declaration], name: str,
          only: tuple[str, ...]) \
        -> tuple[Mapping[str, bytes], dict[str, tuple[formats.Remark, ...]], tuple[Problem, ...]]:
    """The files of the format, its remarks by declaration, and the problems of making them.

    A single declaration that was asked for needs no folder of its own; what stands in its files stays as published.
    """
    from policygen import formats
    from policygen.build import composed

    site, problems = composed(project, settings, declarations, only)
    if site is None:
        return {}, {}, problems
    files, problems = formats.collect(formats.render_one(site, name))
    if len(only) == 1:
        files = {path.removeprefix(site.wholes[0].prefix): data for path, data in files.items()}
    return files, formats.remarks(site, name), ordered(problems)


def _written(project: Project, settings: Configuration, files: Mapping[str, bytes], name: str,
             output: str | None) -> tuple[Problem, ...]:
    """Write the files, each whole; what is internal never goes into the public folder."""
    from policygen.formats import internal
    from policygen.publish import write_file

    folder = Path(output).absolute() if output else project.root / "export"
    public = project.root / (settings.output or "public")
    if internal(name) and folder.resolve().is_relative_to(public.resolve()):
        raise click.UsageError(f"`{name}` is not for the public: write it outside `{public.name}`.")
    problems = [problem for path, data in files.items() for problem in write_file(folder / path, data)]
    if not problems:
        click.echo(f"{counted(len(files), 'file')} in {folder}.", err=True)
    return tuple(problems)
