"""`policygen import`: a file in a foreign format read into a draft declaration, for a person to review."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from policygen.commands._shared import counted, exit_code, tell
from policygen.problem import Position, Problem, has_errors

if TYPE_CHECKING:
    from policygen.imports._draft import Draft


@click.command(name="import")
@click.argument("kind", metavar="[FORMAT]", required=False)
@click.argument("file", metavar="[FILE]", required=False)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Where to write the draft, such as "
              "declarations/NAME.yaml; standard output if left out.")
@click.option("--language", default="", metavar="CODE", help="The language of the texts, where FILE does not say it.")
@click.option("--force", is_flag=True, help="Overwrite the file that --output names.")
@click.pass_context
def command(context: click.Context, kind: str | None, file: str | None, output: str | None, language: str,
            force: bool) -> None:
    """Read FILE (`-` for standard input) in FORMAT into a draft declaration; without FORMAT, list the formats.

    A comment `# review:` stands at every value that was guessed, is missing or could not be carried whole, and
    `# not carried:` for everything that has no place in a declaration. The draft is a start: somebody who knows
    the company must read it.

    Exit code: 0 written, 1 the file cannot be read, 2 wrong use.
    """
    from policygen import imports

    if kind is None:
        click.echo("\n".join(f"{click.style(id, bold=True)}  {what}" for id, what in imports.known().items()))
        return
    _usage(kind, file, output, language, force)
    assert file is not None
    data, problems = _data(file)
    shown = "<stdin>" if file == "-" else file
    made, found = (None, ()) if problems else imports.draft(kind, data, shown, language)
    problems = (*problems, *found)
    if made is not None and not has_errors(problems):
        problems = (*problems, *_written(made, output))
    tell(problems)
    context.exit(exit_code(problems))


def _usage(kind: str, file: str | None, output: str | None, language: str, force: bool) -> None:
    from policygen.imports import known
    from policygen.schema import nearest
    from policygen.schema.types import LANGUAGE_PATTERN

    if kind not in known():
        raise click.UsageError(f"There is no format `{kind}` to import. {nearest(kind, known())}")
    if file is None:
        raise click.UsageError("Name the FILE to import, or `-` for standard input.")
    if language and (not LANGUAGE_PATTERN.fullmatch(language) or language == "no"):
        raise click.UsageError(f"`{language}` is not a language code, such as `en` or `nb`.")
    if output and Path(output).exists() and not force:
        raise click.UsageError(f"`{output}` exists already; nothing was written. `--force` overwrites it.")


def _data(file: str) -> tuple[bytes, tuple[Problem, ...]]:
    """The bytes of the file, one more than are allowed at most."""
    from policygen.load import MAX_BYTES

    try:
        with click.open_file(file, "rb") as stream:
            return stream.read(MAX_BYTES + 1), ()
    except OSError as error:
        return b"", (Problem(Position(file), "unreadable-file", f"The file cannot be read: {error.strerror}.",
                             "Name a file that you may read."),)


def _written(made: Draft, output: str | None) -> tuple[Problem, ...]:
    """Write the draft and tell what is to be reviewed."""
    from policygen.build import understand
    from policygen.imports import text_of
    from policygen.imports._write import reviews
    from policygen.project import File
    from policygen.publish import write_file

    name = output or "<draft>"
    data, problems = text_of(made, name)
    if has_errors(problems):
        return problems
    if output:
        problems = write_file(Path(output), data)
        if problems:
            return problems
    else:
        click.echo(data.decode(), nl=False)
    found = list(reviews(data))
    for number, note in found:
        click.echo(f"{click.style(f'{name}:{number}', bold=True)}: review: {note}", err=True)
    errors = sum(problem.severity.value == "error" for problem in understand([File(name, data)])[1])
    click.echo(f"{counted(len(found), 'note')} to review; {counted(len(made.left), 'value')} of the input without a "
               f"place, told at the end of the draft; {counted(errors, 'error')} left for `policygen check`.", err=True)
    return ()
