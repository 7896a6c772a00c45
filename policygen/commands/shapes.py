"""`policygen shapes`: where the SHACL shapes are that tell what a privacy notice must tell."""

from __future__ import annotations

import click

NAME = "art-13-14.ttl"


@click.command()
@click.option("--content", is_flag=True, help="Print the shapes themselves, as Turtle.")
def command(content: bool) -> None:
    """Print the path of the SHACL shapes for Articles 13 and 14 of the GDPR, for any SHACL validator.

    They look at the graph of a notice in the W3C Data Privacy Vocabulary, such as `privacy.jsonld`:

    \b
      pip install pyshacl
      pyshacl -s "$(policygen shapes)" -df json-ld public/privacy.jsonld
    """
    from policygen.project import PACKAGE, package_data

    if content:
        click.echo(package_data("shapes", NAME).data, nl=False)
    else:
        click.echo(PACKAGE / "shapes" / NAME)
