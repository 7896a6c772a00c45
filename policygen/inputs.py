"""What a build depends on, as digests: the same digest, the same output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import blake2b

from policygen import kept
from policygen.project import Project, contents, installed

LOOK = ("themes", "locales")
MOST = 20                                                     # installations whose digests are kept


def settings(project: Project, more: Iterable[str], today: str) -> str:
    """The digest of all but the declarations: settings, themes, catalogues, the files `more`, the day, the program."""
    digest = blake2b(f"{_program()} {today}".encode())
    for name, data in contents(project, LOOK, more):
        add(digest, name.encode("utf-8", "surrogatepass"), data)
    return digest.hexdigest()


def everything(project: Project, more: Iterable[str], today: str) -> str:
    """The digest of all that a build reads."""
    digest = blake2b(settings(project, more, today).encode())
    for name, data in contents(project, ("declarations",)):
        add(digest, name.encode("utf-8", "surrogatepass"), data)
    return digest.hexdigest()


def declaration(base: str, id: str, alone: bool, files: Iterable[tuple[str, bytes]]) -> str:
    """The digest of what the pages of one declaration depend on; `base` is that of all others, `alone` that there is
    no other declaration.
    """
    digest = blake2b(f"{base} {id} {alone}".encode("utf-8", "surrogatepass"))
    for name, data in files:
        add(digest, name.encode("utf-8", "surrogatepass"), data)
    return digest.hexdigest()


def add(digest: blake2b, *parts: bytes) -> None:
    """Add parts so that none can pass for others."""
    for part in parts:
        digest.update(b"%d:" % len(part))
        digest.update(part)


@cache
def _program() -> str:
    """The digest of policygen itself, of Python, and of what is installed beside it, by names with versions.

    All files of the package are read only where one of them is new.
    """
    digest = blake2b(sys.version.encode())
    for folder in sys.path:
        with suppress(OSError), os.scandir(folder) as found:
            add(digest, *sorted(os.fsencode(entry.name) for entry in found if entry.name.endswith("-info")))
    files = [(path, stamp) for path, stamp in installed() if stamp]
    stamps = blake2b(repr([(os.fspath(path), stamp) for path, stamp in files]).encode("utf-8", "surrogatepass"))
    known = kept.load("program", stamps.hexdigest())
    if known is None:
        read = blake2b()
        for path, _ in files:
            add(read, os.fsencode(path), path.read_bytes())
        known = read.hexdigest()
        kept.store("program", stamps.hexdigest(), known)
        kept.tidy("program", MOST)
    add(digest, str(known).encode())
    return digest.hexdigest()
