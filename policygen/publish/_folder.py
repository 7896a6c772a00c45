"""What stands in a published folder: the files of the last build by its manifest, and what the user keeps there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from policygen import kept
from policygen.problem import Position, Problem

MANIFEST = ".policygen.json"
FORMAT = 1
MOST = 50                                                     # folders whose files are remembered


class Published(NamedTuple):
    """A folder as it stands: `ours` are the paths of the files of the last build, `kept` all others.

    Among the kept are links, which are never followed, and empty folders, whose paths end with `/`. `known` holds for
    files of ours, as `remember` found them, their stamp and their digest.
    """

    folder: Path
    ours: frozenset[str]
    kept: tuple[str, ...]
    known: Mapping[str, Sequence[str | int]]

    def holds(self, name: str, digest: str) -> bool:
        """Whether the file of the last build is there, untouched, with these bytes.

        It need not be read where nothing was done to it since its digest was told.
        """
        if name not in self.ours:
            return False
        path = self.folder / name
        try:
            known = self.known.get(name)
            if known is not None and list(known[:-1]) == stamp(path):
                return known[-1] == digest
            return not path.is_symlink() and sha256(path.read_bytes()).hexdigest() == digest
        except OSError:
            return False


def stamp(path: str | Path) -> list[int]:
    """Numbers of a file that change with everything that is done to it: times, size, the file itself, its kind."""
    found = os.lstat(path)
    return [found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_mode]


def remember(folder: Path, digests: Mapping[str, str]) -> None:
    """Keep the stamps of the files that were just published, so that the next build need not read them."""
    root = os.fspath(folder)
    with suppress(OSError):
        kept.store("published", _key(folder), {name: [*stamp(os.path.join(root, name)), digest]
                                               for name, digest in digests.items()})
        kept.tidy("published", MOST)


def remembered(folder: Path) -> Mapping[str, Sequence[str | int]]:
    """The stamps and digests of the files that the last build published here, as far as they are known."""
    found = kept.load("published", _key(folder))
    return found if isinstance(found, dict) else {}


def _key(folder: Path) -> str:
    return kept.key("published", os.path.realpath(folder))


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
    others = tuple(name for name in _listed(folder, "") if name not in ours and name != MANIFEST)
    return Published(folder, ours, others, remembered(folder))


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
