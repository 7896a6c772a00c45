"""The system calls of publishing: one lock, one flush, one exchange of two folders."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

PATIENCE = 60.0     # seconds that a build waits for another one
AT_FDCWD = -100     # Linux: paths are relative to the current folder
EXCHANGE = 2        # Linux: RENAME_EXCHANGE of renameat2(2)
UNABLE = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})


@contextmanager
def locked(parent: Path) -> Iterator[bool]:
    """The folder `parent` for one build alone: True, or False where another has held it too long.

    The system frees the lock when a build ends, however it ends. File systems without locks have none.
    """
    import fcntl

    descriptor = os.open(parent, os.O_RDONLY)
    try:
        yield _gained(fcntl, descriptor)
    finally:
        os.close(descriptor)


def _gained(fcntl: Any, descriptor: int) -> bool:
    waited = 0.0
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waited >= PATIENCE:
                return False
            time.sleep(0.05)
            waited += 0.05
        except OSError as error:
            if error.errno not in UNABLE | {errno.ENOLCK}:
                raise
            return True
        else:
            return True


def flush(folder: Path) -> None:
    """Have the file system write what it holds for `folder` to the disk, so that no page is empty after a power cut."""
    import ctypes

    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(descriptor) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    finally:
        os.close(descriptor)


def swap(fresh: Path, folder: Path, aside: Path) -> None:
    """Put `fresh` in the place of `folder`, which goes away: in one step where the system can exchange two folders.

    Where it cannot, the old folder is moved to `aside` first; it goes back where the second step fails, and where the
    process is killed between the two the next build puts it back.
    """
    if not folder.exists():
        os.rename(fresh, folder)
    elif not _exchanged(fresh, folder):
        os.rename(folder, aside)
        try:
            os.rename(fresh, folder)
        except OSError:
            os.rename(aside, folder)
            raise


def removed(folder: Path) -> None:
    """Remove a folder of ours with all that is in it, as far as the system lets us; what stays is not told.

    Folders in it that may not be written are made so where they belong to us.
    """
    for _ in range(2):
        shutil.rmtree(folder, ignore_errors=True)
        if folder.is_symlink() or not folder.exists():
            return
        _writable(folder)
        for path, folders, _ in os.walk(folder):
            for name in folders:
                _writable(Path(path, name))


def _writable(folder: Path) -> None:
    with suppress(OSError):
        if not folder.is_symlink():
            folder.chmod(folder.stat().st_mode | 0o700)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, or say that the system cannot."""
    import ctypes

    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in UNABLE:
        return False
    raise OSError(code, os.strerror(code))
