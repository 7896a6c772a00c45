"""A library that only some formats need, and that is not installed: a problem, with the command that mends it."""

from __future__ import annotations

from policygen.formats import Site
from policygen.problem import Problem


def extra_missing(site: Site, name: str, extra: str, says: str, more: str = "") -> Problem:
    """The problem of the format `name`, which needs what `extra` installs; `more` tells what else it needs."""
    return Problem(site.asked(name), "extra-missing", says, f'Run `pip install "policygen[{extra}]"`.{more}')
