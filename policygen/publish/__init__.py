"""Files -> folder: staged beside it, then exchanged, so that the folder is the old site or the new one, whole.

The only room that writes outside of the user's cache folder. A folder is ours when it holds the manifest that an
earlier build left; any other that is not empty is refused, unless it is to be adopted. Files that are not in the
manifest of the earlier build (such as `CNAME`) are kept, and one that stands where a new page must go is never
overwritten.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType

from policygen.problem import Position, Problem
from policygen.publish._folder import Published, manifest, read
from policygen.publish._stage import Stage
from policygen.publish._swap import flush, locked, removed, swap
from policygen.published import MANIFEST, remember

__all__ = ["MANIFEST", "Publishing", "publish", "write_file"]
FIX = "Free space or change the permissions; the published folder is as it was."
MOUNTED = "The folder is a mount point: name a folder inside it with `--output`."
TAKEN = "A file stands where a folder has to be: name another folder with `--output`."
FIXES = {errno.EBUSY: MOUNTED, errno.EXDEV: MOUNTED, errno.EEXIST: TAKEN, errno.ENOTDIR: TAKEN}
SOURCES = ("declarations", "themes", "locales")


def publish(files: Mapping[str, bytes], folder: Path) -> tuple[Problem, ...]:
    """Make `folder` hold exactly `files` (and what the user keeps there), or say why not and leave it as it is."""
    with Publishing(folder) as publishing:
        for name, data in files.items():
            publishing.put(name, data)
        return publishing.commit()


class Publishing:
    """A site that is put together file by file and shows as a whole when it is committed, or not at all.

    Two builds at once take turns, from the first file on. One that is killed leaves at most folders beside this one,
    which the next removes. After a failure nothing more is written, and `commit` tells the problem. `site` is the
    digest of what is published, once it is. With `adopt`, a folder that holds files of others is filled too, and they
    are kept.
    """

    def __init__(self, folder: Path, adopt: bool = False, project: Path | None = None) -> None:
        self.folder = folder
        self._adopt = adopt
        self._project = project
        self.site = ""
        self._fresh = folder.parent / f".{folder.name}.policygen-new"
        self._aside = folder.parent / f".{folder.name}.policygen-old"
        self._above: list[Path] = []
        self._stage: Stage | None = None
        self._problems: list[Problem] = []
        self._held = ExitStack()
        self._alone = False

    def __enter__(self) -> Publishing:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        with self._held:
            if self._alone:
                self._cleared()
            for path in self._above:                          # made for a site that never came: those that are empty
                with suppress(OSError):
                    path.rmdir()

    def put(self, name: str, data: bytes, digest: str = "") -> None:
        """Add a file by its path with `/`; its SHA-256 is computed where it is not known."""
        self._do(lambda stage: stage.put(name, data, digest))

    @property
    def number(self) -> int:
        """How many files there are."""
        return len(self._stage.digests) if self._stage is not None else 0

    def keep(self, name: str, digest: str) -> bool:
        """Add the file of the last build where it still has the bytes of this SHA-256; whether it could be had.

        After a failure there is nothing more to do, so True.
        """
        return bool(self._do(lambda stage: stage.keep(name, digest), True))

    def commit(self) -> tuple[Problem, ...]:
        """Show the site, or say why not and leave the folder as it is."""
        self._do(self._shown)
        return tuple(self._problems)

    def _do(self, step: Callable[[Stage], object], failed: object = None) -> object:
        try:
            self._start()
            return step(self._stage) if self._stage is not None and not self._problems else failed
        except OSError as error:
            self._problems.append(Problem(Position(str(self.folder)), "cannot-publish",
                                          f"The site cannot be written: {error.strerror}.",
                                          FIXES.get(error.errno or 0, FIX)))
            return failed

    def _start(self) -> None:
        """Have the folder for us alone, and an empty one beside it."""
        if self._stage is not None or self._problems:
            return
        refused = _refused(self.folder, self._adopt, self._project)
        if refused is None:
            self._above = [path for path in self.folder.parents if not path.exists()]
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            self._alone = self._held.enter_context(locked(self.folder.parent))
            if not self._alone:
                refused = _busy(self.folder)
        if refused is None:
            _mended(self.folder, self._fresh, self._aside)
            refused = _left(self._fresh)
        if refused is None:
            before = read(self.folder)
            if isinstance(before, Published):
                self._stage = Stage(before, self._fresh)
                return
            refused = before
        self._problems.append(refused)

    def _cleared(self) -> None:
        """Remove the folders beside the published one."""
        removed(self._fresh)
        if self.folder.exists():
            removed(self._aside)

    def _shown(self, stage: Stage) -> None:
        before, digests = stage.before, stage.digests
        above = {"/".join(parts[:depth]) for parts in (name.split("/") for name in digests)
                 for depth in range(1, len(parts))}
        self._problems += [_in_the_way(self.folder, name) for name in sorted(before.kept)
                           if name in digests or name in above]
        if self._problems:
            return
        if not (stage.linked and before.ours == digests.keys()):
            self._problems += [_held(self.folder / name) for name in before.held]
            if self._problems:
                return
            stage.add_kept(before.kept)
            stage.write(MANIFEST, manifest(digests))
            flush(self._fresh)
            swap(self._fresh, self.folder, self._aside)
        self._cleared()                                       # first: links to our files are among their stamps
        self.site = remember(self.folder, digests)


def _refused(folder: Path, adopt: bool, project: Path | None) -> Problem | None:
    """Why the folder may not be replaced, or None.

    One with files of others may be where it is to be adopted, one that holds the project or its sources never.
    """
    try:
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            return _not_ours(folder, "is not a folder")
        meant, here = folder.resolve(), Path.cwd().resolve()
        if meant in (*_home(), *here.parents, here):
            return _not_ours(folder, "holds the folder you are in")
        if project is not None and project.resolve().is_relative_to(meant):
            return _not_ours(folder, "holds the project")
        if project is not None and any(meant.is_relative_to((project / name).resolve()) for name in SOURCES):
            return _not_ours(folder, "is where the sources of the project stand")
        if not adopt and folder.is_dir() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
            return _not_ours(folder, "holds files that policygen did not write", " To keep them beside the site, "
                             "add `--adopt`.")
    except OSError as error:
        return _not_ours(folder, f"cannot be looked into: {error.strerror}")
    return None


def _home() -> tuple[Path, ...]:
    """The home of the user, where there is one."""
    try:
        return (Path.home().resolve(),)
    except RuntimeError:
        return ()


def _not_ours(folder: Path, why: str, more: str = "") -> Problem:
    return Problem(Position(str(folder)), "output-refused", f"The output folder `{folder}` {why}.",
                   f"Name another folder with `--output`, or empty this one.{more}")


def _busy(folder: Path) -> Problem:
    return Problem(Position(str(folder)), "output-busy", "Another build has been publishing here for a minute.",
                   "Wait until it is done, or stop it.")


def _in_the_way(folder: Path, name: str) -> Problem:
    return Problem(Position(str(folder / name)), "file-in-the-way", f"`{name}` is not from policygen, but the site "
                   "needs its place.", "Move or rename it, or rename the declaration.")


def _held(folder: Path) -> Problem:
    return Problem(Position(str(folder)), "cannot-publish", f"`{folder}` belongs to another user and may not be "
                   "written, so it cannot be replaced.", "Remove it, or have its rights changed; the published folder "
                   "is as it was.")


def _mended(folder: Path, fresh: Path, aside: Path) -> None:
    """Put back an old site that was moved aside and never replaced; remove what builds left that were killed."""
    if aside.is_dir() and not folder.exists():
        os.rename(aside, folder)
    for path in (fresh, aside):
        removed(path)


def _left(fresh: Path) -> Problem | None:
    """The folder of an earlier build that is still there, since something in it may not be removed."""
    if not os.path.lexists(fresh):
        return None
    return Problem(Position(str(fresh)), "cannot-publish", f"`{fresh}` is left of an earlier build and cannot be "
                   "removed.", "Remove it; something in it may not be written.")


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
