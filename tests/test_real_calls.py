"""Every real system call of a build that changes a folder or a file fails, or is the last one: the site stays whole.

strace tells of the calls of a build, and then hurts them one by one. `test_system_calls.py` does the like without it.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from conftest import needs
from support import tree
from test_system_calls import Ground, whole

pytestmark = [pytest.mark.long, pytest.mark.tools]
OPENS = ("open", "openat", "openat2", "creat")
CALLS = (*OPENS, "mkdir", "mkdirat", "rmdir", "unlink", "unlinkat", "rename", "renameat", "renameat2", "link", "linkat",
         "symlink", "symlinkat", "mknod", "mknodat", "write", "writev", "pwrite64", "pwritev", "copy_file_range",
         "sendfile", "splice", "fallocate", "truncate", "ftruncate", "chmod", "fchmod", "fchmodat", "fchmodat2",
         "chown", "fchown", "lchown", "fchownat", "utime", "utimes", "utimensat", "setxattr", "fsetxattr", "lsetxattr",
         "flock", "fsync", "fdatasync", "sync", "syncfs", "sync_file_range")
ENTERED = re.compile(r"(?:\d+ +)?(\w+)\((.*)")
CHANGING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC")
REMOVING = ("rmdir", "unlink", "unlinkat")                    # what they leave, the next build removes
KEPT = {"CNAME": b"example.com", "own/note.txt": b"mine"}     # what the user has in the published folder
HOW = {"changed": (), "first": (), "two processes": ("--jobs", "2")}
STEP = {"changed": 1, "first": 1, "two processes": 8}          # the calls of one process, and every eighth of two
PIPE = re.compile(r"\d+<pipe:")                               # has no errors of disks; it is between our own processes


class Call(NamedTuple):
    """A call by its name, and the how manieth of that name it is in its process."""

    name: str
    at: int
    shown: str


def build(ground: Ground, how: str, *options: str) -> dict[str, Any]:
    """A build under strace, which does not look at other processes and threads: they write into pipes only."""
    followed = [] if HOW[how] else ["-f"]
    return ground.build([*followed, "-e", f"trace=?{',?'.join(CALLS)}", *options], "STRACE", *HOW[how])


def seen(ground: Ground) -> Iterator[Call]:
    """The calls of the last build that change something."""
    counted: Counter[str] = Counter()
    for line in (ground.folder / "calls").read_text().splitlines():
        found = ENTERED.match(line)
        if found is not None:
            name, rest = found.groups()
            counted[name] += 1
            if (name not in OPENS or CHANGING.search(rest)) and "/dev/null" not in rest and not PIPE.match(rest):
                yield Call(name, counted[name], line)


def hit(ground: Ground) -> bool:
    """Whether the last build was hurt, and at a call that changes something."""
    text = (ground.folder / "calls").read_text()
    return "killed by SIGKILL" in text or any("(INJECTED)" in call.shown for call in seen(ground))


@pytest.fixture(params=HOW)
def how(request: pytest.FixtureRequest) -> str:
    """How the site is built."""
    return str(request.param)


@pytest.fixture
def ground(tmp_path_factory: pytest.TempPathFactory, how: str) -> Iterator[Ground]:
    """A project whose site is published, with files of the user beside the pages."""
    needs("strace", shutil.which("strace"))
    found = Ground(tmp_path_factory.mktemp("calls"), 4 if how == "two processes" else 1)
    found.published()
    if build(found, how)["strace"] != 0:
        found.close()
        pytest.skip("processes may not be traced here")
    if how == "changed":
        for name, data in KEPT.items():
            (found.out / name).parent.mkdir(exist_ok=True)
            (found.out / name).write_bytes(data)
        found.clean = [{**site, **KEPT} for site in found.clean]
    yield found
    found.close()


def outdated(ground: Ground, how: str) -> dict[str, bytes]:
    """Have something to build; what is published by then."""
    if how == "first":
        shutil.rmtree(ground.out.parent)
        shutil.rmtree(ground.folder / "cache")
    before = tree(ground.out)
    ground.changed()
    return before


@pytest.mark.parametrize("fault", ["KILL", "ENOSPC", "EIO", "EACCES"])
def test_every_call_that_changes_something(ground: Ground, how: str, fault: str) -> None:
    outdated(ground, how)
    assert build(ground, how)["code"] == 0
    planned = {(call.name, call.at): call.shown for call in list(seen(ground))[::STEP[how]]}
    ground.published()
    missed = []
    for (name, at), shown in planned.items():
        before = outdated(ground, how)
        done = build(ground, how, "-e",
                     f"inject={name}:{'signal=KILL' if fault == 'KILL' else f'error={fault}'}:when={at}")
        done["call"] = shown
        if hit(ground):
            whole(ground, done, before)
            beside = os.listdir(ground.out.parent) if ground.out.parent.exists() else []
            assert fault == "KILL" or name in REMOVING or beside == (
                ["public"] if done["code"] == 0 or before else []), done
        else:                                                 # with two processes, calls come in another order
            missed.append(done)
        ground.published()
        assert os.listdir(ground.out.parent) == ["public"], done
    print(f"{how}, {fault}: {len(planned)} calls, {len(missed)} missed: {dict(Counter(name for name, _ in planned))}")
    assert len(missed) <= (0.2 * len(planned) if HOW[how] else 0), missed
    assert len(planned) > 15
