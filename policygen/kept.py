"""What was derived from files and is kept between runs, so that the next one need not derive it again.

It stands in the user's own cache folder: `$POLICYGEN_CACHE`, else `policygen` in `$XDG_CACHE_HOME` or `~/.cache`
(`~/Library/Caches` on macOS). Where there is none that is sound, and where `POLICYGEN_CACHE` is empty, nothing is kept
and everything is derived anew: the output is the same.

Who could forge it? What is kept goes into published policies and no reviewer sees it, so it must be harder to reach
than the files it is made from. Hence it never stands in the project, where a pull request could put files: only in a
folder that belongs to the user and that nobody else can write to, named by an absolute path. Whoever can write there
could as well replace policygen. (A cache that a CI server keeps for several branches is trusted like the folder; give
each branch its own where pull requests of strangers are built.) And it is data, JSON, of which nothing is ever run.

Files hold a checksum with their kind and key. One that is damaged, not ours, or of another name is as if it were not
there; so is one that cannot be read or written. Each is written under another name and then renamed, so that builds
at the same time and builds that are killed leave whole files or none.
"""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO

from policygen import __version__

VARIABLE = "POLICYGEN_CACHE"
MAX_BYTES = 50_000_000
KIND = re.compile(r"[a-z][a-z_]*")
KEY = re.compile(r"[0-9a-f]{16,128}")
UNFINISHED = ".new"
SIZE = 32


def folder() -> Path | None:
    """The folder of what is kept, made where it is missing; None where nothing is to be kept or it is not sound."""
    named = os.environ.get(VARIABLE)
    path = _usual() if named is None else Path(named)
    return path if path is not None and path.is_absolute() and _sound(path) else None


def key(*parts: str | bytes) -> str:
    """A key for what is derived from `parts`: all that it depends on beside the versions of policygen and Python."""
    digest = blake2b(digest_size=SIZE)
    for part in (__version__, sys.version, *parts):
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(b"%d:%b" % (len(data), data))
    return digest.hexdigest()


@cache
def version(library: str) -> bytes:
    """What tells this version of a library from others, as a part of a key: its first file, which names it.

    The library itself is not run for that, so that it need not be where all that it makes is kept.
    """
    found = find_spec(library)
    assert found is not None and found.origin is not None, library
    return Path(found.origin).read_bytes()


def load(kind: str, key: str) -> Any | None:
    """What was stored under this kind and key, or None. It counts as used: `tidy` removes it later than others."""
    path = _path(kind, key)
    if path is None:
        return None
    try:
        data = _bytes(path)
        checksum, _, body = data.partition(b"\n")
        return json.loads(body) if checksum == _checksum(kind, key, body) else None
    except (OSError, ValueError, RecursionError):
        return None


def store(kind: str, key: str, value: Any) -> None:
    """Keep a value that JSON can hold; where that is impossible, nothing happens."""
    path = _path(kind, key)
    if path is None:
        return
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    body = text.encode("utf-8", "surrogatepass")
    fresh = path.with_name(f"{key}.{os.getpid()}{UNFINISHED}")
    if _sound(path.parent):
        with suppress(OSError), open(fresh, "xb", opener=_private) as stream:
            _written(stream, _checksum(kind, key, body) + b"\n" + body, fresh, path)


def tidy(kind: str, most: int) -> None:
    """Remove what was not used for longest, until no more than `most` files of this kind are kept."""
    root = folder()
    path = root / _plain(kind, KIND) if root is not None else None
    if path is None or not _sound(path):
        return
    with suppress(OSError):
        for _, name in sorted(_times(path), reverse=True)[max(most, 0):]:
            with suppress(OSError):
                (path / name).unlink()


def _usual() -> Path | None:
    """The cache folder where none is named; None where the user has no home."""
    try:
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "policygen"
        named = Path(os.environ.get("XDG_CACHE_HOME", ""))
        return (named if named.is_absolute() else Path.home() / ".cache") / "policygen"
    except RuntimeError:
        return None


def _sound(path: Path) -> bool:
    """Whether the folder, made for us alone where it is missing, is ours and nobody else can write to it."""
    if not hasattr(os, "getuid"):                             # without owners nobody can tell whose it is
        return False
    try:
        if not os.path.lexists(path) and _may_make(path):
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _ours(path.stat(), stat.S_IFDIR)
    except OSError:
        return False


def _may_make(path: Path) -> bool:
    """Whether the folder would come to stand among our own: the administrator makes none in another user's home."""
    above = next(folder for folder in path.parents if os.path.lexists(folder))
    return os.getuid() != 0 or above.stat().st_uid == 0


def _ours(found: os.stat_result, form: int) -> bool:
    """Whether it has this form (file or folder), belongs to us, and nobody else can write to it."""
    return (stat.S_IFMT(found.st_mode) == form and found.st_uid == os.getuid()
            and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def _path(kind: str, key: str) -> Path | None:
    root = folder()
    name = f"{_plain(key, KEY)}.json"
    return root / _plain(kind, KIND) / name if root is not None else None


def _plain(name: str, form: re.Pattern[str]) -> str:
    assert form.fullmatch(name), name
    return name


def _bytes(path: Path) -> bytes:
    """The bytes of a file of ours, which is marked as used now; OSError where it is none."""
    with open(path, "rb", opener=_safely) as stream:
        if not _ours(os.fstat(stream.fileno()), stat.S_IFREG):
            raise OSError(0, "it is not our file")
        data = stream.read(MAX_BYTES + 1)
        with suppress(OSError):                               # it may be on a disk that cannot be written to
            os.utime(stream.fileno())
        return data


def _written(stream: BinaryIO, data: bytes, fresh: Path, path: Path) -> None:
    """Write the file whole, then give it its name; where that fails nothing is left."""
    try:
        stream.write(data)
        stream.close()
        fresh.replace(path)
    except OSError:
        fresh.unlink()


def _safely(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, mode=0o600)


def _checksum(kind: str, key: str, body: bytes) -> bytes:
    digest = blake2b(f"{kind} {key}\n".encode(), digest_size=SIZE)
    digest.update(body)
    return digest.hexdigest().encode()


def _times(path: Path) -> Iterator[tuple[int, str]]:
    """When each file of a folder was last used, and its name."""
    for entry in os.scandir(path):
        with suppress(OSError):
            yield entry.stat(follow_symlinks=False).st_mtime_ns, entry.name
