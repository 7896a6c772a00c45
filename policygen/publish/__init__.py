"""Files -> folder: staged beside it, then exchanged, so that the folder is the old site or the new one, whole.

The only room that writes. A folder is ours when it holds the manifest that an earlier build left; any other folder
that is not empty is refused. Files that are not in the manifest of the earlier build (such as `CNAME`) are kept, and
one that stands where a new page must go is never overwritten.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from policygen.problem import Position, Problem
from policygen.publish._folder import MANIFEST, read
from policygen.publish._stage import stage
from policygen.publish._swap import locked, swap

__all__ = ["MANIFEST", "publish", "write_file"]
FIX = "Free space or change the permissions; the published folder is as it was."
FIXES = {errno.EBUSY: "The folder is a mount point: name a folder inside it with `--output`.",
         errno.EXDEV: "The folder is a mount point: name a folder inside it with `--output`."}


def publish(files: Mapping[str, bytes], folder: Path) -> tuple[Problem, ...]:
    """Make `folder` hold exactly `files` (and what the user keeps there), or say why not and leave it as it is.

    Two builds at once take turns. One that is killed leaves at most folders beside this one, which the next removes.
    """
    refused = _refused(folder)
    if refused is not None:
        return (refused,)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with locked(folder.parent) as free:
            return _published(files, folder) if free else (_busy(folder),)
    except OSError as error:
        return (Problem(Position(str(folder)), "cannot-publish", f"The site cannot be written: {error.strerror}.",
                        FIXES.get(error.errno or 0, FIX)),)


def _published(files: Mapping[str, bytes], folder: Path) -> tuple[Problem, ...]:
    """Stage and exchange, with the folder for us alone."""
    fresh = folder.with_name(f".{folder.name}.policygen-new")
    aside = folder.with_name(f".{folder.name}.policygen-old")
    _mended(folder, fresh, aside)
    before = read(folder)
    if isinstance(before, Problem):
        return (before,)
    in_the_way = [_in_the_way(folder, name) for name in sorted(before.kept) if name in files or _above(name, files)]
    held = {name for name, data in files.items() if before.holds(name, data)}
    if in_the_way or before.ours == files.keys() == held:
        return tuple(in_the_way)
    try:
        stage(files, folder, held, before.kept, fresh)
        swap(fresh, folder, aside)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        if folder.exists():
            shutil.rmtree(aside, ignore_errors=True)
    return ()


def _above(name: str, files: Mapping[str, bytes]) -> bool:
    """Whether a kept file stands where a folder must be made."""
    return any(path.startswith(f"{name}/") for path in files)


def _refused(folder: Path) -> Problem | None:
    """Why the folder may not be replaced, or None."""
    try:
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            return _not_ours(folder, "is not a folder")
        if folder.resolve() in (Path.home().resolve(), *Path.cwd().resolve().parents, Path.cwd().resolve()):
            return _not_ours(folder, "holds the folder you are in")
        if folder.is_dir() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
            return _not_ours(folder, "holds files that policygen did not write")
    except OSError as error:
        return _not_ours(folder, f"cannot be looked into: {error.strerror}")
    return None


def _not_ours(folder: Path, why: str) -> Problem:
    return Problem(Position(str(folder)), "output-refused", f"The output folder `{folder}` {why}.",
                   "Name another folder with `--output`, or empty this one.")


def _busy(folder: Path) -> Problem:
    return Problem(Position(str(folder)), "output-busy", "Another build has been publishing here for a minute.",
                   "Wait until it is done, or stop it.")


def _in_the_way(folder: Path, name: str) -> Problem:
    return Problem(Position(str(folder / name)), "file-in-the-way", f"`{name}` is not from policygen, but the site "
                   "needs its place.", "Move or rename it, or rename the declaration.")


def _mended(folder: Path, fresh: Path, aside: Path) -> None:
    """Put back an old site that was moved aside and never replaced; remove what builds left that were killed."""
    if aside.is_dir() and not folder.exists():
        os.rename(aside, folder)
    for path in (fresh, aside):
        shutil.rmtree(path, ignore_errors=True)


def write_file(path: Path, data: bytes) -> tuple[Problem, ...]:
    """Write one file of the project (a catalogue, a first declaration), whole or not at all."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(data)
        os.replace(fresh, path)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        return (Problem(Position(str(path)), "cannot-write", f"The file cannot be written: {error.strerror}.",
                        "Free space or change the permissions."),)
    return ()
