"""`policygen reference`: the declaration language as a page."""

from __future__ import annotations

import click

HEAD = """# The declaration language

Made by `policygen reference` from the classes that read declarations; do not edit it by hand.

A declaration is one file `declarations/NAME.yaml`, or a folder `declarations/NAME/` of files whose top-level keys are
joined. Ids are keys of your choice (small letters, digits, `_` and `-`) and are used to refer to entries of the same
declaration. A list with one item may be written without a dash. A text for people is one string, or a text for each
language: `{en: ..., nb: ...}`. Phrases start small and end without a full stop, since they stand in lists and after
colons; sentences end as sentences do; Markdown holds paragraphs, lists, **bold**, *italic* and links, no HTML.
`policygen vocabulary WORD` finds terms.

"""


@click.command()
def command() -> None:
    """Print the reference of the declaration language as Markdown."""
    from policygen.declaration import Declaration
    from policygen.schema.reference import reference

    click.echo(HEAD + reference(Declaration), nl=False)
