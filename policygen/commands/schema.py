"""`policygen schema`: the declaration language as JSON Schema, for editors."""

from __future__ import annotations

import click


@click.command()
def command() -> None:
    """Print the JSON Schema of a declaration, so that editors complete, explain and check it.

    Save it, and name it in the first line of a declaration:

    \b
      policygen schema > declaration.schema.json
      # yaml-language-server: $schema=../declaration.schema.json
    """
    import json

    from policygen.declaration.describe import declaration_schema

    click.echo(json.dumps(declaration_schema(), indent=1, ensure_ascii=False))
