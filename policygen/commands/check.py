"""`policygen check`: what is wrong, with file, line, column and what to do."""

from __future__ import annotations

import click

from policygen.commands._shared import counted, exit_code, opened, project_argument, summary, tell, today
from policygen.reports import known


@click.command()
@project_argument
@click.option("--format", "form", type=click.Choice(known()), default="text", show_default=True,
              help="How problems are told: for people, programs, code hosts.")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.pass_context
def command(context: click.Context, project: str, form: str, strict: bool) -> None:
    """Check the declarations of PROJECT (this folder if left out) without publishing.

    Exit code: 0 nothing in the way, 1 errors found (with --strict also warnings), 2 wrong use.
    """
    from policygen.build import build

    found = opened(project)
    outcome = build(found, today())
    tell(outcome.problems, found, form, err=False)
    click.echo(f"{counted(len(outcome.declarations), 'declaration')}: {summary(outcome.problems)}.", err=True)
    context.exit(exit_code(outcome.problems, strict))
