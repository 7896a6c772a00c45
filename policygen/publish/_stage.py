"""The new site in a folder beside the published one: what did not change is linked to, not written anew."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection
from hashlib import sha256
from pathlib import Path, PurePosixPath

from policygen.publish._folder import Published


class Stage:
    """A folder that is being filled with everything that another is to hold; OSError where that fails."""

    def __init__(self, before: Published, fresh: Path) -> None:
        self.before = before
        self.fresh = fresh
        self.digests: dict[str, str] = {}
        self.linked = True
        self._made = {os.fspath(fresh)}
        fresh.mkdir()
        if before.folder.is_dir():
            shutil.copymode(before.folder, fresh)

    def put(self, name: str, data: bytes, digest: str = "") -> None:
        """Add a file; its SHA-256 is computed where it is not known. One that is there with these bytes stays."""
        digest = digest or sha256(data).hexdigest()
        if self.digests.get(name) != digest and not self.keep(name, digest):
            self.digests[name] = digest
            self.linked = False
            self.write(name, data)

    def keep(self, name: str, digest: str) -> bool:
        """Add the file of the last build where it still has these bytes; whether it could be had."""
        if not self.before.holds(name, digest) or not _linked(self.before.folder / name, self._target(name)):
            return False
        self.digests[name] = digest
        return True

    def write(self, name: str, data: bytes) -> None:
        """Write a file that is not listed."""
        with open(self._target(name), "xb") as stream:
            stream.write(data)

    def add_kept(self, names: Collection[str]) -> None:
        """What the user put there, as it is: a link stays a link, an empty folder stays; folders keep their rights."""
        for name in names:
            source, target = self.before.folder / name, Path(self._target(name))
            if source.is_dir() and not source.is_symlink():
                target.mkdir(exist_ok=True)
            elif not _linked(source, target):
                shutil.copy2(source, target, follow_symlinks=False)
        folders = {*(name.rstrip("/") for name in names if name.endswith("/")),
                   *(os.fspath(above) for name in names for above in PurePosixPath(name).parents[:-1])}
        for name in sorted(folders, reverse=True):            # the inner ones first: the outer may be closed then
            shutil.copymode(self.before.folder / name, self.fresh / name)

    def _target(self, name: str) -> str:
        """Where a file goes, in a folder that is made where it is missing."""
        target = os.path.join(self.fresh, name.rstrip("/"))
        folder = os.path.dirname(target)
        if folder not in self._made:
            os.makedirs(folder, exist_ok=True)
            self._made.add(folder)
        return target


def _linked(source: Path, target: str | Path) -> bool:
    """A second name for the same file, where the file system has such."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        return False
    return True
