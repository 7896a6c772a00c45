"""What a build depends on, as digests: the same digest, the same output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import blake2b

from policygen import kept
from policygen.problem import Problem
from policygen.project import File, Project, contents, installed, listed, read_all

LOOK = ("themes", "locales")
MOST = 20                                                     # installations whose digests are kept


def settings(project: Project, more: Iterable[str], today: str) -> str:
    """The digest of all but the declarations: settings, themes, catalogues, the files `more`, the day, the program."""
    digest = blake2b(f"{_program()} {today}".encode())
    for name, data in contents(project, LOOK, more):
        add(digest, name.encode("utf-8", "surrogatepass"), data)
    return digest.hexdigest()


def declaration(base: str, id: str, alone: bool, files: Iterable[File]) -> str:
    """The digest of what the pages of one declaration depend on; `base` is that of all others, `alone` that there is
    no other declaration.
    """
    digest = blake2b(f"{base} {id} {alone}".encode("utf-8", "surrogatepass"))
    for file in files:
        add(digest, file.name.encode("utf-8", "surrogatepass"), file.data)
    return digest.hexdigest()


class Everything:
    """The digests of all that a build reads, while it reads it: of what all declarations share, then of each."""

    def __init__(self, base: str, problems: Iterable[Problem]) -> None:
        self.parts = {"": _part((), problems, base)}

    def add(self, id: str, files: Iterable[File], problems: Iterable[Problem]) -> None:
        """A declaration with the problems of reading its files."""
        self.parts[id] = _part(files, problems)

    def hexdigest(self) -> str:
        """The digest of all that was added."""
        return blake2b(repr(list(self.parts.items())).encode("utf-8", "surrogatepass")).hexdigest()


def _part(files: Iterable[File], problems: Iterable[Problem], base: str = "") -> str:
    digest = blake2b(f"{base} {tuple(problems)!r}".encode("utf-8", "surrogatepass"), digest_size=20)
    for file in files:
        add(digest, file.name.encode("utf-8", "surrogatepass"), file.data)
    return digest.hexdigest()


def everything(project: Project, more: Iterable[str], today: str) -> Everything:
    """The digests of all that a build would read now; `more` are further files of the project."""
    sources, problems = listed(project)
    found = Everything(settings(project, more, today), problems)
    for id, paths in sources.items():
        found.add(id, *read_all(project, paths))
    return found


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
