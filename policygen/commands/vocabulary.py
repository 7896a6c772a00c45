"""`policygen vocabulary`: find the term for something."""

from __future__ import annotations

import click


@click.command()
@click.argument("word", required=False, default="")
@click.option("--kind", help="Only terms of this kind, such as data or purposes.")
@click.pass_context
def command(context: click.Context, word: str, kind: str | None) -> None:
    """Search the vocabulary for WORD in ids, labels and definitions; list everything without it.

    Exit code: 0 found, 1 nothing found, 2 wrong use.
    """
    from policygen.declaration.describe import labels
    from policygen.law import FILES
    from policygen.schema import nearest
    from policygen.vocabulary import kinds

    known = (*kinds(), *(name for name in FILES if name not in ("provisions", "adequacy")))
    if kind is not None and kind not in known:
        raise click.UsageError(f"There is no kind `{kind}`. {nearest(kind, known)}")
    found = 0
    for name in (kind,) if kind else known:
        matching = [(id, label) for id, label in labels(name).items()
                    if word.lower() in f"{id} {id.replace('_', ' ')} {label}".lower()]
        if matching:
            click.echo(click.style(f"{name}:", bold=True))
        for id, label in matching:
            click.echo(f"  {click.style(id, fg='cyan')}  {label}")
        found += len(matching)
    if not found:
        click.echo(f"No term holds `{word}`. Declare one of your own under `vocabulary:`.", err=True)
    context.exit(0 if found else 1)
