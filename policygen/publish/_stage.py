"""The new site in a folder beside the published one: what did not change is linked to, not written anew."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path

from policygen.publish._folder import MANIFEST, manifest
from policygen.publish._swap import flush


def stage(files: Mapping[str, bytes], folder: Path, held: Collection[str], kept: Collection[str], fresh: Path) -> None:
    """Make `fresh` hold everything that `folder` is to hold, on disk; OSError where that fails.

    `held` are the paths of the files that stand there already, `kept` those of what is the user's.
    """
    fresh.mkdir()
    if folder.is_dir():
        shutil.copymode(folder, fresh)
    made: set[Path] = {fresh}
    for name, data in files.items():
        target = fresh.joinpath(*name.split("/"))
        _folder_of(target, made)
        if not (name in held and _linked(folder / name, target)):
            _write(target, data)
    for name in kept:
        _keep(folder / name, fresh / name, made)
    _write(fresh / MANIFEST, manifest(files))
    flush(fresh)


def _folder_of(target: Path, made: set[Path]) -> None:
    if target.parent not in made:
        target.parent.mkdir(parents=True, exist_ok=True)
        made.add(target.parent)


def _write(path: Path, data: bytes) -> None:
    with open(path, "xb") as stream:
        stream.write(data)


def _linked(source: Path, target: Path) -> bool:
    """A second name for the same file, where the file system has such."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        return False
    return True


def _keep(source: Path, target: Path, made: set[Path]) -> None:
    """What the user put there, as it is: a link stays a link, an empty folder stays."""
    _folder_of(target, made)
    if source.is_dir() and not source.is_symlink():
        target.mkdir(exist_ok=True)
    elif not _linked(source, target):
        shutil.copy2(source, target, follow_symlinks=False)
