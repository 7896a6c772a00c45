"""`policygen explain`: what a rule wants, why, and how to do it right."""

from __future__ import annotations

import click


@click.command()
@click.argument("rule", required=False, default="")
@click.option("--markdown", is_flag=True, help="Print all rules as one Markdown page.")
def command(rule: str, markdown: bool) -> None:
    """Explain RULE, such as `interest-unnamed`; list all rules without it."""
    from policygen.checks._explain import explanations
    from policygen.schema import nearest

    known = explanations()
    if markdown:
        click.echo(_page(), nl=False)
    elif not rule:
        for name, found in known.items():
            click.echo(f"{click.style(name, fg='cyan')}  {found.severity}  {found.provision}  {found.title}")
    elif rule in known:
        found = known[rule]
        click.echo(f"{click.style(rule, bold=True)}  {found.severity}  {found.provision}\n\n{found.text}", nl=False)
    else:
        raise click.UsageError(f"There is no rule `{rule}`. {nearest(rule, known)}")


def _page() -> str:
    from policygen.checks._explain import explanations
    from policygen.law import facts

    parts = ["# Rules\n\nMade by `policygen explain --markdown` from the rules themselves; do not edit it by hand. The "
             "examples are run as tests.\n"]
    for name, found in explanations().items():
        law = facts("provisions")[found.provision]
        parts.append(f"## {name}\n\n*{found.severity}*, {found.provision}: {law['title']}\n\n{found.markdown}")
    return "\n".join(parts)
