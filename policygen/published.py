"""What the last build published into a folder, as far as it is known: what was done to a file since shows without
reading it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from policygen import kept

MANIFEST = ".policygen.json"
MOST = 50                                                     # folders whose files are remembered
Known = Mapping[str, Sequence[str | int]]


def stamp(path: str) -> list[int]:
    """Numbers of a file that change with everything that is done to it: times, size, the file itself, its kind."""
    found = os.lstat(path)
    return [found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_mode]


def remember(folder: Path, digests: Mapping[str, str]) -> str:
    """Keep the stamps of the files that were just published; a digest of all their names and bytes."""
    root, site = os.fspath(folder), _of(digests)
    with suppress(OSError):
        files = {name: [*stamp(f"{root}/{name}"), digest] for name, digest in digests.items()}
        kept.store("published", _key(folder), {
            "site": site, "files": files, "manifest": stamp(f"{root}/{MANIFEST}")})
        kept.tidy("published", MOST)
    return site


def remembered(folder: Path) -> Known:
    """The stamp and the digest of each file that the last build published here, as far as they are known."""
    found = kept.load("published", _key(folder))
    return found["files"] if found is not None else {}


def untouched(folder: Path, site: str) -> bool:
    """Whether the folder holds the files of that digest, and nothing was done to any of them."""
    found, root = kept.load("published", _key(folder)), os.fspath(folder)
    try:
        return found is not None and found["site"] == site and found["manifest"] == stamp(
            f"{root}/{MANIFEST}") and all(known[:-1] == stamp(f"{root}/{name}")
                                                  for name, known in found["files"].items())
    except OSError:
        return False


def _of(digests: Mapping[str, str]) -> str:
    return sha256(repr(sorted(digests.items())).encode("utf-8", "surrogatepass")).hexdigest()


def _key(folder: Path) -> str:
    return kept.key("published", os.path.realpath(folder))
