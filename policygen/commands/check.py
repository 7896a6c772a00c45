"""`policygen check`: what is wrong, with file, line, column and what to do."""

from __future__ import annotations

import click

from policygen.commands._shared import counted, exit_code, opened, project_argument, summary, tell, today


@click.command()
@project_argument
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.pass_context
def command(context: click.Context, project: str, strict: bool) -> None:
    """Check the declarations of PROJECT (this folder if left out) without publishing.

    Exit code: 0 nothing in the way, 1 errors found (with --strict also warnings), 2 wrong use.
    """
    from policygen.build import build

    outcome = build(opened(project), today())
    tell(outcome.problems)
    click.echo(f"{counted(len(outcome.declarations), 'declaration')}: {summary(outcome.problems)}.", err=True)
    context.exit(exit_code(outcome.problems, strict))
