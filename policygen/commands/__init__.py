"""The command line: one command one file, imported only when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from policygen import __version__
from policygen.project import package_listing

HELP = """Company facts in, a privacy policy out.

policygen reads what a company declares in YAML under declarations/, checks it, and builds complete privacy policies in
every language the declaration names, as pages and as linked data. It gives no legal advice.

Start in a folder with declarations/NAME.yaml:

\b
  policygen check     what is missing or contradicts itself, with file and line
  policygen build     the finished pages in public/
"""


class Commands(click.Group):
    """Finds commands by listing the files beside this one; a module's `command` is the command."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(package_listing("commands", ".py"))

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(context):
            return None
        command = import_module(f"policygen.commands.{name}").command
        assert isinstance(command, click.Command)
        return command


@click.group(cls=Commands, help=HELP,
             context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="policygen %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    if os.environ.get("NO_COLOR"):
        context.color = False
    elif os.environ.get("FORCE_COLOR"):
        context.color = True
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
