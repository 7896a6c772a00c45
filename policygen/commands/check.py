"""`policygen check`: what is wrong, with file, line, column and what to do; or what became of each duty to inform."""

from __future__ import annotations

import click

from policygen.again import today
from policygen.commands._shared import (
    counted,
    exit_code,
    fresh_option,
    jobs_option,
    opened,
    project_argument,
    records,
    summary,
    tell,
)
from policygen.reports import known


@click.command()
@project_argument
@click.option("--format", "form", type=click.Choice(known()), default="text", show_default=True,
              help="How problems are told: for people, programs, code hosts.")
@click.option("--strict", is_flag=True, help="Fail on warnings too; with --coverage, on duties that are missing.")
@click.option("--coverage", is_flag=True, help="Tell what became of every duty of the law to inform, as text or JSON.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), metavar="FILE.html",
              help="With --coverage: write it as one page for the privacy officer.")
@jobs_option
@fresh_option
@click.pass_context
def command(context: click.Context, project: str, form: str, strict: bool, coverage: bool, output: str | None,
            jobs: int, fresh: bool) -> None:
    """Check the declarations of PROJECT (this folder if left out) without publishing.

    Exit code: 0 nothing in the way, 1 errors found (with --strict also warnings), 2 wrong use. With --coverage: 1 where
    a declaration cannot be read, and with --strict where a duty is missing that must be met.
    """
    from policygen.build import Nowhere, Plan, build

    if output and not coverage:
        raise click.UsageError("`--output` goes with `--coverage`.")
    found = opened(project)
    if coverage:
        from policygen.commands._coverage import told

        context.exit(told(found, form, strict, output))
    outcome = build(found, today(), plan=Plan(
        into=lambda settings: Nowhere(), records=records(context, fresh), jobs=jobs))
    tell(outcome.problems, found, form, err=False)
    click.echo(f"{counted(len(outcome.declarations), 'declaration')}: {summary(outcome.counts)}.", err=True)
    context.exit(exit_code(outcome.problems, strict))
