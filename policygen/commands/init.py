"""`policygen init`: a first project that builds."""

from __future__ import annotations

from pathlib import Path

import click

from policygen.commands._shared import exit_code, tell

CONFIGURATION = """\
policygen: 1
# base_url: https://example.com/      # where the site will stand; for the sitemap and canonical links
"""


@click.command()
@click.argument("folder", default=".", type=click.Path(), metavar="[FOLDER]")
@click.pass_context
def command(context: click.Context, folder: str) -> None:
    """Write a small working project into FOLDER (this folder if left out).

    Nothing that exists is overwritten. The declaration names a JSON Schema, so that an editor with a YAML language
    server completes and explains every key.

    Exit code: 0 written, 1 not written, 2 the folder already holds a project.
    """
    import json

    from policygen.declaration.describe import declaration_schema
    from policygen.project import package_data
    from policygen.publish import write_file

    schema = json.dumps(declaration_schema(), indent=1, ensure_ascii=False) + "\n"
    files = {
        "policygen.yaml": CONFIGURATION.encode(),
        "declaration.schema.json": schema.encode(),
        "declarations/policy.yaml": package_data("starter", "policy.yaml").data,
    }
    existing = [name for name in files if (Path(folder) / name).exists()]
    if existing:
        raise click.UsageError(f"`{Path(folder) / existing[0]}` exists already; nothing was written.")
    problems = tuple(problem for name, data in files.items() for problem in write_file(Path(folder) / name, data))
    tell(problems)
    if not problems:
        click.echo(f"Wrote {', '.join(files)}. Now: edit declarations/policy.yaml, then `policygen build {folder}`.")
    context.exit(exit_code(problems))
