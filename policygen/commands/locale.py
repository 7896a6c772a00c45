"""`policygen locale`: make, update and inspect catalogues of translations."""

from __future__ import annotations

import click

from policygen.commands._shared import opened, tell
from policygen.project import Project, names


@click.group()
def command() -> None:
    """Translations: `new`, `update`, `status`.

    English sentences stand in the code; translations are gettext files, one for each language, in
    locales/LANGUAGE/LC_MESSAGES/policygen.po. Poedit, Weblate and other gettext tools work with them as they are.
    """


@command.command()
@click.argument("language")
@click.argument("project", default=".", type=click.Path(), metavar="[PROJECT]")
@click.pass_context
def new(context: click.Context, language: str, project: str) -> None:
    """Make an empty catalogue for LANGUAGE, such as `sv` or `pt-PT`."""
    from policygen.localise import cldr

    found = opened(project)
    if cldr.locale(language) is None:
        raise click.UsageError(f"CLDR knows no language `{language}`. Write a code such as `sv` or `pt-PT`.")
    if language.replace("-", "_") in names(found, "locales"):
        raise click.UsageError(f"There is a catalogue for `{language}` already; `policygen locale update` renews it.")
    context.exit(_update(found, language))


@command.command()
@click.argument("languages", nargs=-1)
@click.option("--project", default=".", type=click.Path(), help="The project; this folder if left out.")
@click.pass_context
def update(context: click.Context, languages: tuple[str, ...], project: str) -> None:
    """Extract all messages and renew the catalogues of LANGUAGES (all if left out).

    Translations are kept; where the English has changed they are marked as fuzzy, and new messages are empty.
    """
    found = opened(project)
    chosen = languages or tuple(name.replace("_", "-") for name in names(found, "locales"))
    context.exit(max((_update(found, language) for language in chosen), default=0))


@command.command()
@click.argument("languages", nargs=-1)
@click.option("--project", default=".", type=click.Path(), help="The project; this folder if left out.")
@click.pass_context
def status(context: click.Context, languages: tuple[str, ...], project: str) -> None:
    """Say for LANGUAGES (all if left out) how many messages are translated; name those that are not.

    Exit code: 0 all complete, 1 some are not.
    """
    from policygen.localise.catalogue import catalogue
    from policygen.localise.messages import messages

    found = opened(project)
    faults = 0
    for language in languages or tuple(name.replace("_", "-") for name in names(found, "locales")):
        used, problems = catalogue(found, language)
        sources = messages(language)
        if used:
            for source in sources:
                used.text(source.context, source.english)
            problems += tuple(used.problems)
        tell(problems)
        faults += len(problems)
        click.echo(f"{language}: {len(sources) - len(problems)} of {len(sources)} messages are translated.")
    context.exit(1 if faults else 0)


def _update(project: Project, language: str) -> int:
    """Write the renewed catalogue of one language into the project; 1 where the old one cannot be read."""
    from policygen.localise.catalogue import read
    from policygen.localise.messages import updated
    from policygen.project import layered
    from policygen.publish import write_file

    folder = language.replace("-", "_")
    file, problems = layered(project, "locales", folder, "LC_MESSAGES", "policygen.po")
    entries, faults = read(file, language) if file is not None else ({}, ())
    tell((*problems, *faults))
    if faults:
        return 1
    data, remaining = updated(language, entries)
    path = project.folder("locales") / folder / "LC_MESSAGES" / "policygen.po"
    tell(write_file(path, data))
    click.echo(f"{path}: {remaining} messages to translate.")
    return 0
