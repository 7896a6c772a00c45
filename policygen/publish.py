"""Files -> folder: staged beside it, then exchanged, so that the folder is the old site or the new one, whole.

The only room that writes. A folder is ours when it holds the manifest that an earlier build left; any other folder
that is not empty is refused. Files that are not in the manifest of the earlier build (such as `CNAME`) are kept.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from policygen.problem import Position, Problem

MANIFEST = ".policygen.json"
FORMAT = 1


def publish(files: Mapping[str, bytes], folder: Path) -> tuple[Problem, ...]:
    """Make `folder` hold exactly `files` (and what the user keeps there), or say why not and leave it as it is."""
    refused = _refused(folder)
    if refused is not None:
        return (refused,)
    stage = folder.with_name(f".{folder.name}.policygen-{os.getpid()}-new")
    aside = folder.with_name(f".{folder.name}.policygen-{os.getpid()}-old")
    try:
        _remove_leftovers(folder)
        _stage(files, folder, stage)
        _exchange(folder, stage, aside)
    except OSError as error:
        shutil.rmtree(stage, ignore_errors=True)
        return (Problem(Position(str(folder)), "cannot-publish", f"The site cannot be written: {error.strerror}.",
                        "Free space or change the permissions; the published folder is as it was."),)
    shutil.rmtree(aside, ignore_errors=True)
    return ()


def _refused(folder: Path) -> Problem | None:
    """Why the folder may not be replaced, or None."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        return _not_ours(folder, "is not a folder")
    if folder.resolve() in (Path.home().resolve(), *Path.cwd().resolve().parents, Path.cwd().resolve()):
        return _not_ours(folder, "holds the folder you are in")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        return _not_ours(folder, "holds files that policygen did not write")
    return None


def _not_ours(folder: Path, why: str) -> Problem:
    return Problem(Position(str(folder)), "output-refused", f"The output folder `{folder}` {why}.",
                   "Name another folder with `--output`, or empty this one.")


def _stage(files: Mapping[str, bytes], folder: Path, stage: Path) -> None:
    """Everything that the folder is to hold, in a new folder beside it."""
    stage.mkdir(parents=True)
    made: set[Path] = {stage}
    for path, data in files.items():
        _write(stage.joinpath(*path.split("/")), data, made)
    _keep(folder, stage, files)
    manifest = {"policygen": FORMAT, "files": {path: sha256(files[path]).hexdigest() for path in sorted(files)}}
    _write(stage / MANIFEST, (json.dumps(manifest, indent=1) + "\n").encode(), made)


def _write(path: Path, data: bytes, made: set[Path]) -> None:
    if path.parent not in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        made.add(path.parent)
    with open(path, "xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _keep(folder: Path, stage: Path, files: Mapping[str, bytes]) -> None:
    """Copy what the user put into the folder: all that the earlier build did not write."""
    if not folder.is_dir():
        return
    ours = set(json.loads((folder / MANIFEST).read_text("utf-8")).get("files", {})) \
        if (folder / MANIFEST).is_file() else set()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name not in ours and name not in files and name != MANIFEST and path.is_file() and not path.is_symlink():
            target = stage / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)


def _exchange(folder: Path, stage: Path, aside: Path) -> None:
    """Put the staged folder in place of the old one; on failure the old one goes back."""
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        os.rename(stage, folder)
        return
    os.rename(folder, aside)
    try:
        os.rename(stage, folder)
    except OSError:
        os.rename(aside, folder)
        raise


def _remove_leftovers(folder: Path) -> None:
    """Folders of builds that were killed; an old site that was moved aside and never replaced goes back."""
    for path in sorted(folder.parent.glob(f".{folder.name}.policygen-*-old")) if folder.parent.is_dir() else ():
        if not folder.exists():
            os.rename(path, folder)
        else:
            shutil.rmtree(path, ignore_errors=True)
    for path in folder.parent.glob(f".{folder.name}.policygen-*-new") if folder.parent.is_dir() else ():
        shutil.rmtree(path, ignore_errors=True)


def write_file(path: Path, data: bytes) -> tuple[Problem, ...]:
    """Write one file of the project (a catalogue, a first declaration), whole or not at all."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(data)
        os.replace(fresh, path)
    except OSError as error:
        return (Problem(Position(str(path)), "cannot-write", f"The file cannot be written: {error.strerror}.",
                        "Free space or change the permissions."),)
    return ()
