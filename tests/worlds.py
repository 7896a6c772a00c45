"""Surroundings in which a build must give the same bytes, and a way to build in one of them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from support import ROOT, tree

# Runs commands one after the other in one process, as the console would one by one.
DRIVER = """
import json, os, sys
from policygen.commands import main
for words in json.loads(sys.argv[1]):
    arguments = [os.fsdecode(word.encode()) for word in words]
    main(arguments, prog_name="policygen", obj=arguments, standalone_mode=False)
"""
# Lists folders in another order than the system does, as another file system would.
TURNED = """
import os
scandir, listdir = os.scandir, os.listdir

class Turned:
    def __init__(self, path): self.found = list(scandir(path))[::-1]
    def __enter__(self): return self
    def __exit__(self, *error): pass
    def __iter__(self): return iter(self.found)
    def __next__(self): return self.found.pop(0)
    def close(self): pass

os.scandir = lambda path='.': Turned(path)
os.listdir = lambda path='.': listdir(path)[::-1]
"""
# Nothing may open a socket or ask for an address, in this process and those that it forks.
OFFLINE = """
import sys

def refuse(event, arguments):
    if event.startswith('socket.'):
        raise RuntimeError(f'{event} during a build')

sys.addaudithook(refuse)
"""
# The clock of another year, which also runs at another pace.
CLOCK = """
import datetime, time
began, once, seconds = time.time(), time.time, float({seconds})
time.time = lambda: began + seconds + 7 * (once() - began)
time.time_ns = lambda: int(time.time() * 1e9)
localtime, gmtime = time.localtime, time.gmtime
time.localtime = lambda at=None: localtime(time.time() if at is None else at)
time.gmtime = lambda at=None: gmtime(time.time() if at is None else at)

class Moved(datetime.datetime):
    @classmethod
    def now(cls, tz=None): return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls): return cls.utcfromtimestamp(time.time())

datetime.datetime = Moved
"""
# Of the rights of the administrator, that to read what is in the administrator's home is left: Python may stand there.
OTHER_USER = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=+dac_read_search",
              "--ambient-caps=+dac_read_search"]
EPOCH = "1769817600"


class World(NamedTuple):
    """How one differs from another: what is set (None: what is not set), how many processes, and more.

    `first` is code that runs before all else, `before` a command that stands before this one, `flags` are those of
    Python; the command is started in `cwd`, and the project, which is `prepared`, stands in `place`.
    """

    env: Mapping[str, str | None] = {}
    jobs: int = 1
    umask: int = 0o022
    first: str = ""
    before: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    cwd: str = ""
    place: str = "project"
    prepared: Callable[[Path], object] = lambda folder: None


def closed(folder: Path) -> None:
    """Nobody may write a source."""
    for path in (*folder.rglob("*"), folder):
        path.chmod(0o555 if path.is_dir() else 0o444)


def linked(folder: Path) -> None:
    """Each source is a second name of a file that stands elsewhere."""
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        other = folder.parent / "elsewhere" / path.relative_to(folder)
        other.parent.mkdir(parents=True, exist_ok=True)
        os.link(path, other)


def old(folder: Path) -> None:
    """All files are of 1970."""
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))


def anew(folder: Path) -> None:
    """All files were made in another order, so that some disks list them in another one."""
    shutil.move(folder, folder.parent / "moved")
    for path in sorted((folder.parent / "moved").rglob("*"), reverse=True):
        if path.is_file():
            target = folder / path.relative_to(folder.parent / "moved")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)


WORLDS = {
    "hash seed 1": World({"PYTHONHASHSEED": "1"}),
    "hash seed 4242": World({"PYTHONHASHSEED": "4242"}, jobs=2),
    "hash seed by chance": World({"PYTHONHASHSEED": "random"}, jobs=3),
    "the last time zone": World({"TZ": "Pacific/Kiritimati"}, jobs=2),
    "the first time zone": World({"TZ": "Pacific/Pago_Pago"}),
    "a zone with summer time": World({"TZ": "America/Anchorage"}, jobs=3),
    "locale C": World({"LC_ALL": "C", "LANG": "C"}),
    "locale without UTF-8": World({"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, jobs=2,
                                  place="prøve 政策"),
    "Norwegian": World({"LANG": "nb_NO.UTF-8", "LC_ALL": "nb_NO.UTF-8", "LANGUAGE": "nb"}),
    "Turkish": World({"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"}, jobs=3),
    "a mask for oneself": World(umask=0o077, jobs=2),
    "a mask for all": World(umask=0),
    "another order of folders": World(first=TURNED, jobs=3),
    "files made in another order": World(prepared=anew),
    "old files": World(prepared=old, jobs=2),
    "a clock years behind": World(first=CLOCK.format(seconds=-3e8)),
    "a clock years ahead": World(first=CLOCK.format(seconds=6e8), jobs=2),
    "no home, no name": World({"HOME": None, "USER": None, "LOGNAME": None, "XDG_CACHE_HOME": None}),
    "a home and a place for temporary files that do not exist": World({"HOME": "/nonexistent", "TMPDIR": "/nowhere"},
                                                                      jobs=2),
    "another user": World(before=tuple(OTHER_USER)),
    "CI": World({"CI": "true", "GITHUB_ACTIONS": "true", "TERM": "dumb", "COLUMNS": "20", "NO_COLOR": "1"}, jobs=3),
    "optimised": World(flags=("-OO",), jobs=2),
    "warnings are errors": World(flags=("-X", "dev", "-W", "error", "-b")),
    "far away": World(cwd="/", place="a place with spaces/and 'quotes'/été"),
    "sources that nobody may write": World(prepared=closed, jobs=2),
    "sources with a second name": World(prepared=linked),
    "little time": World(before=("nice", "-n", "19"), jobs=2),
    "sockets refused": World(first=OFFLINE, jobs=2),
    "no network": World(before=("unshare", "--map-root-user", "--net")),
}
EVERYTHING = World({"PYTHONHASHSEED": "99", "TZ": "Pacific/Kiritimati", "LC_ALL": "POSIX", "PYTHONUTF8": "0",
                    "HOME": None, "PYTHONCOERCECLOCALE": "0", "TMPDIR": "/nowhere", "COLUMNS": "20"}, jobs=3,
                   umask=0o027, first=f"{OFFLINE}{TURNED}{CLOCK.format(seconds=6e8)}", flags=("-OO",), cwd="/",
                   place="prøve 政策/it's here", prepared=old)


def possible(world: World) -> bool:
    """Whether the system lets us have it."""
    return not world.before or subprocess.run([*world.before, "true"], capture_output=True, check=False).returncode == 0


def built(folder: Path, make: Callable[[Path], Path], world: World, *commands: list[str]) -> dict[str, bytes]:
    """What commands write into `out` below `folder`, for a project that `make` makes; nothing is remembered."""
    project, out, first = folder / world.place, folder / "out", folder / "first"
    make(project)
    for path in (out, first):
        path.mkdir()
    out.chmod(0o777)
    (first / "sitecustomize.py").write_text(world.first, "utf-8")
    world.prepared(project)
    env = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONPATH": f"{first}{os.pathsep}{ROOT}", "POLICYGEN_CACHE": "",
           **world.env}
    filled = [[word.format(project=project, out=out, jobs=world.jobs) for word in command] for command in commands]
    done = subprocess.run([*world.before, sys.executable, *world.flags, "-c", DRIVER, json.dumps(filled)],
                          capture_output=True, text=True, encoding="utf-8", errors="replace", umask=world.umask,
                          cwd=world.cwd or folder, check=False,
                          env={name: value for name, value in env.items() if value is not None})
    assert done.returncode == 0, done.stderr
    for path in out.rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o777 if path.is_dir() else 0o666) & ~world.umask, path
    return tree(out)
