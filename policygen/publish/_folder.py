"""What stands in a published folder: the files of the last build by its manifest, and what the user keeps there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from policygen.problem import Position, Problem

MANIFEST = ".policygen.json"
FORMAT = 1


class Published(NamedTuple):
    """A folder as it stands: `ours` are the paths of the files of the last build, `kept` all others.

    Among the kept are links, which are never followed, and empty folders, whose paths end with `/`.
    """

    folder: Path
    ours: frozenset[str]
    kept: tuple[str, ...]

    def holds(self, name: str, data: bytes) -> bool:
        """Whether the file of the last build is there, untouched, with these bytes."""
        path = self.folder / name
        try:
            return name in self.ours and not path.is_symlink() and path.read_bytes() == data
        except OSError:
            return False


def manifest(files: Mapping[str, bytes]) -> bytes:
    """The manifest of a build, which marks the folder as ours."""
    listed = {path: sha256(files[path]).hexdigest() for path in sorted(files)}
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
    return Published(folder, ours, tuple(name for name in _listed(folder, "") if name not in ours and name != MANIFEST))


def _listed(folder: Path, prefix: str) -> Iterator[str]:
    """All files and links below a folder, and its empty folders, as paths with `/`."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    if not entries and prefix:
        yield prefix
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _listed(Path(entry.path), f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name
