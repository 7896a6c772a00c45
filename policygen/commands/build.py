"""`policygen build`: the pages, published all or nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policygen.again import remember, today
from policygen.commands._shared import (
    counted,
    exit_code,
    fresh_option,
    jobs_option,
    opened,
    project_argument,
    records,
    stopping,
    summary,
    tell,
)
from policygen.project import Project

if TYPE_CHECKING:
    from policygen.build import Outcome
    from policygen.configuration import Configuration
    from policygen.publish import Publishing

LONG = 20


@click.command()
@project_argument
@click.option("-o", "--output", type=click.Path(), help="The folder to publish into, instead of the configured one.")
@click.option("-f", "--format", "formats", multiple=True, help="Publish a further format too, such as `markdown` or "
              "`text`; may be given several times.")
@click.option("--adopt", is_flag=True, help="Publish into a folder that holds other files too; they are kept.")
@click.option("--strict", is_flag=True, help="Do not publish where there are warnings.")
@jobs_option
@fresh_option
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
@click.pass_context
def command(context: click.Context, project: str, output: str | None, formats: tuple[str, ...], adopt: bool,
            strict: bool, jobs: int, fresh: bool, quiet: bool) -> None:
    """Build the privacy policies of PROJECT (this folder if left out).

    The published folder is replaced as a whole, and only where no declaration has an error. Problems that do not stand
    in the way are counted; `policygen check` tells them. What has not changed since an earlier build is not made again.

    Exit code: 0 published, 1 problems found and nothing published, 2 wrong use.
    """
    from policygen.build import Plan, build
    from policygen.publish import Publishing

    found, folder = opened(project), Path(output or "public")
    _checked(formats)
    publishing: Publishing | None = None
    with ExitStack() as open_until_the_end, ExitStack() as attempt:
        def into(settings: Configuration) -> Publishing:
            nonlocal publishing, folder
            attempt.close()
            folder = Path(output) if output else found.root / (settings.output or "public")
            publishing = attempt.enter_context(Publishing(folder.absolute(), adopt, found.root))
            return publishing

        progress = open_until_the_end.enter_context(_Progress(found, quiet))
        outcome = build(found, today(), formats, plan=Plan(
            into=into, progress=progress.step, records=records(context, fresh), jobs=jobs,
            heeded=lambda problem: bool(stopping([problem], strict))))
        tell(outcome.problems, found)
        code = 1 if outcome.problems else 0
        if publishing is not None and code == 0:
            problems = publishing.commit()
            tell(problems)
            code = exit_code(problems)
        number = publishing.number if publishing is not None else 0
    done = f"{counted(number, 'file')} in {folder}" if code == 0 else "nothing published"
    said = "" if quiet else "".join(f"{line}\n" for line in _summed_up(outcome, done))
    click.echo(said, err=True, nl=False)
    if publishing is not None and code == 0 and context.obj is not None and not fresh:
        remember(context.obj, found.root, outcome.looked_at, outcome.inputs, publishing.folder, publishing.site, said)
    context.exit(code)


def _summed_up(outcome: Outcome, done: str) -> Iterator[str]:
    more = "" if sum(outcome.counts.values()) == len(outcome.problems) else " `policygen check` tells what was found."
    yield f"{counted(len(outcome.declarations), 'declaration')}: {summary(outcome.counts)}; {done}.{more}"
    yield from _remarked(outcome.remarked)


def _remarked(counts: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    """Which formats hold less than the pages, or ask for more."""
    for name, (left_out, asked) in counts.items():
        what = [f"leaves out {counted(left_out, 'declared value')}"] if left_out else []
        what += [f"asks {counted(asked, 'question')}"] if asked else []
        yield f"{name} {' and '.join(what)}: `policygen export {name} --dry-run` tells them."


def _checked(formats: tuple[str, ...]) -> None:
    """Wrong use, where a format does not exist."""
    if formats:
        from policygen.formats import optional
        from policygen.schema import nearest

        for name in formats:
            if name not in optional():
                raise click.UsageError(f"There is no further format `{name}`. {nearest(name, optional())}")


class _Progress:
    """A bar on a terminal where there is much to do; nothing otherwise."""

    def __init__(self, project: Project, quiet: bool) -> None:
        folder = project.folder("declarations")
        count = sum(1 for _ in folder.iterdir()) if folder.is_dir() else 0
        wanted = count >= LONG and not quiet and sys.stderr.isatty()
        self.bar: Any = click.progressbar(length=count, label="Building", file=sys.stderr) if wanted else None

    def __enter__(self) -> _Progress:
        if self.bar is not None:
            self.bar.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        if self.bar is not None:
            self.bar.__exit__(*error)

    def step(self, done: str) -> None:
        """One declaration is done."""
        if self.bar is not None:
            self.bar.update(1, done)
