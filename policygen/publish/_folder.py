"""What stands in a published folder: the files of the last build by its manifest, and what the user keeps there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from policygen.problem import Position, Problem
from policygen.published import MANIFEST, Known, remembered, stamp

FORMAT = 1


class Published(NamedTuple):
    """A folder as it stands: `ours` are the paths of the files of the last build, `kept` all others.

    Among the kept are links, which are never followed, and empty folders, whose paths end with `/`. `known` holds for
    files of ours, as `remember` found them, their stamp and their digest. `held` are folders that others own and that
    we cannot empty.
    """

    folder: Path
    ours: frozenset[str]
    kept: tuple[str, ...]
    known: Known
    held: tuple[str, ...]

    def holds(self, name: str, digest: str) -> bool:
        """Whether the file of the last build is there, untouched, with these bytes.

        It need not be read where nothing was done to it since its digest was told.
        """
        if name not in self.ours:
            return False
        path = self.folder / name
        try:
            known = self.known.get(name)
            if known is not None and list(known[:-1]) == stamp(os.fspath(path)):
                return known[-1] == digest
            return not path.is_symlink() and sha256(path.read_bytes()).hexdigest() == digest
        except OSError:
            return False


def manifest(digests: Mapping[str, str]) -> bytes:
    """The manifest of a build with the SHA-256 of each file, which marks the folder as ours."""
    listed = {path: digests[path] for path in sorted(digests)}
    return (json.dumps({"policygen": FORMAT, "files": listed}, indent=1) + "\n").encode()


def read(folder: Path) -> Published | Problem:
    """The folder, or the problem that its manifest was damaged: then nobody knows which files are the user's."""
    ours: frozenset[str] = frozenset()
    if (folder / MANIFEST).is_file():
        try:
            ours = frozenset(dict(json.loads((folder / MANIFEST).read_bytes())["files"]))
        except (ValueError, KeyError, TypeError, RecursionError):
            return Problem(Position(str(folder / MANIFEST)), "manifest-damaged", "The list of the files that policygen "
                           "wrote cannot be read.", "Empty the folder, or name another one with `--output`.")
    held: list[str] = []
    others = tuple(name for name in _listed(folder, "", held) if name not in ours and name != MANIFEST)
    return Published(folder, ours, others, remembered(folder), tuple(held))


def _listed(folder: Path, prefix: str, held: list[str]) -> Iterator[str]:
    """All files and links below a folder, and its empty folders, as paths with `/`; what we cannot empty is `held`."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    if not entries and prefix:
        yield prefix
    elif not _ours(folder):
        held.append(prefix)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _listed(Path(entry.path), f"{prefix}{entry.name}/", held)
        else:
            yield prefix + entry.name


def _ours(folder: Path) -> bool:
    """Whether we can remove what is in a folder: it is ours, or may be written all the same."""
    return folder.stat().st_uid == os.geteuid() or os.access(folder, os.W_OK | os.X_OK)
