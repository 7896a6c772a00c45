"""`policygen init`: a first project that builds, and a pipeline that checks and builds it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import click

from policygen.commands._shared import exit_code, tell

CONFIGURATION = """\
policygen: 1
# base_url: https://example.com/      # where the site will stand; for the sitemap and canonical links
"""
PIPELINES = {"github": ".github/workflows/policy.yml", "gitlab": ".gitlab-ci.yml"}
SOURCE = 'POLICYGEN: ""'


@click.command()
@click.argument("folder", default=".", type=click.Path(), metavar="[FOLDER]")
@click.option("--ci", type=click.Choice(sorted(PIPELINES)), help="Write a pipeline too, which checks and builds "
              "at each change; into a project that exists, only this.")
@click.option("--source", metavar="SOURCE", help="With --ci: what the pipeline installs policygen from, such as "
              "`git+https://HOST/PATH@COMMIT`; if left out, a line of the file waits for it.")
@click.pass_context
def command(context: click.Context, folder: str, ci: str | None, source: str | None) -> None:
    """Write a small working project into FOLDER (this folder if left out).

    Nothing that exists is overwritten. The declaration names a JSON Schema, so that an editor with a YAML language
    server completes and explains every key.

    Exit code: 0 written, 1 not written, 2 the folder already holds a project or such a pipeline.
    """
    from policygen.project import find
    from policygen.publish import write_file

    if source is not None and ci is None:
        raise click.UsageError("`--source` goes with `--ci`.")
    begun = ci is not None and find(folder)[0] is not None
    files = {**({} if begun else _project()), **(_pipeline(ci, source) if ci is not None else {})}
    existing = [name for name in files if (Path(folder) / name).exists()]
    if existing:
        raise click.UsageError(f"`{Path(folder) / existing[0]}` exists already; nothing was written.")
    problems = tuple(problem for name, data in files.items() for problem in write_file(Path(folder) / name, data))
    tell(problems)
    if not problems:
        click.echo(f"Wrote {', '.join(files)}. {_next(folder, begun, ci, source)}")
    context.exit(exit_code(problems))


def _project() -> Mapping[str, bytes]:
    """The files of a first project."""
    from policygen.declaration.describe import declaration_schema
    from policygen.project import package_data

    schema = json.dumps(declaration_schema(), indent=1, ensure_ascii=False) + "\n"
    return {"policygen.yaml": CONFIGURATION.encode(), "declaration.schema.json": schema.encode(),
            "declarations/policy.yaml": package_data("starter", "policy.yaml").data}


def _pipeline(ci: str, source: str | None) -> Mapping[str, bytes]:
    """The pipeline of a code host; what it installs policygen from stands in one line of it."""
    from policygen.project import package_data

    text = package_data("starter", "ci", f"{ci}.yml").data.decode()
    assert text.count(SOURCE) == 1
    filled = SOURCE if source is None else f"POLICYGEN: {json.dumps(source)}"
    return {PIPELINES[ci]: text.replace(SOURCE, filled).encode()}


def _next(folder: str, begun: bool, ci: str | None, source: str | None) -> str:
    """What to do now."""
    steps = [] if begun else [f"edit declarations/policy.yaml, then `policygen build {folder}`"]
    if ci is not None and source is None:
        steps.append(f"write into {PIPELINES[ci]} what pip installs policygen from (`POLICYGEN`)")
    return f"Now: {'; '.join(steps)}." if steps else ""
