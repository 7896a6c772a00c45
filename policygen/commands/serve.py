"""`policygen serve`: the site on this machine, renewed whenever a file changes, with its problems and sources."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING

import click

from policygen.again import today
from policygen.commands._shared import counted, opened, project_argument, summary, tell
from policygen.project import Project

if TYPE_CHECKING:
    from policygen.serving.state import Live, Workshop
    from policygen.serving.watch import Watch

MOST_NAMES = 3


@click.command()
@project_argument
@click.option("-p", "--port", type=click.IntRange(0, 65535), default=8000, show_default=True,
              help="The port; where it is taken, the next free one is used and said. 0 lets the system choose.")
@click.option("--open", "opens", is_flag=True, help="Open the site in the browser.")
@click.pass_context
def command(context: click.Context, project: str, port: int, opens: bool) -> None:
    """Show the site of PROJECT (this folder if left out) on this machine while you write it.

    It is built in memory, again whenever a declaration, theme, catalogue or setting changes, and open pages follow.
    Where a change has errors, the last good pages stay and the errors are told in them and here. With `Show sources`,
    each part of a page tells its lines in the declaration and its articles of law. Nothing is written, and only
    programs on this machine can ask.

    Exit code: 0 stopped by Ctrl+C or a signal to end, 1 no port is free, 2 wrong use.
    """
    found = opened(project)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        _serve(found, port, opens)
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        click.echo("Stopped.", err=True)
    context.exit(0)


def _serve(project: Project, port: int, opens: bool) -> None:
    from policygen.serving.server import opened as listening
    from policygen.serving.server import running
    from policygen.serving.state import Live, Workshop
    from policygen.serving.watch import Watch

    live, watch, workshop = Live(), Watch(project, time.sleep), Workshop()
    server = listening(port, live)
    if server is None:
        raise click.ClickException(f"No port is free from {port} on.")
    if port and server.server_port != port:
        click.echo(f"Port {port} is taken; {server.server_port} is free.", err=True)
    _build(project, live, watch, workshop)
    with running(server) as address:
        click.echo(f"Serving {address} – Ctrl+C stops.", err=True)
        if opens:
            import webbrowser

            webbrowser.open(address)
        for changed in watch.changes():
            names = ", ".join(changed[:MOST_NAMES]) + (f" and {len(changed) - MOST_NAMES} more"
                                                       if len(changed) > MOST_NAMES else "")
            click.echo(f"Changed: {names}", err=True)
            _build(project, live, watch, workshop)


def _build(project: Project, live: Live, watch: Watch, workshop: Workshop) -> None:
    """Build once more, show what came of it, and tell the problems where they are not those told before."""
    from policygen.serving.state import rebuilt

    before = live.state
    state, outcome = rebuilt(project, today(), before, workshop)
    if outcome.configuration is not None:
        look = outcome.configuration.theme
        watch.also([look.logo] if look is not None and look.logo is not None else [])
    live.renew(state)
    if state.problems != before.problems:
        tell(outcome.problems, project)
    done = "the pages are as they were" if state.broken and state.files else "no pages yet" if state.broken else \
        counted(len(state.files), "file")
    click.echo(f"{counted(len(outcome.declarations), 'declaration')}: {summary(outcome.counts)}; {done}.", err=True)
