"""Each system call of a build that changes a folder or a file fails, or is the last one: the site stays whole.

Without special rights, by what Python itself tells of its calls. `test_real_calls.py` does it with strace.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from support import ROOT, SMALL, project, tree

ERRORS = ("ENOSPC", "EIO", "EACCES", "EDQUOT", "EROFS", "ENOMEM")
REMOVES = ("os.remove", "os.rmdir", "open")                 # what they leave, the next build removes


class Ground:
    """A project in two versions, whose site is published; and a process that builds it and lets calls fail."""

    def __init__(self, folder: Path, parts: int) -> None:
        self.folder, self.parts, self.version = folder, parts, 0
        self.out = folder / "www" / "public"
        self.environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "SOURCE_DATE_EPOCH": "1769817600",
                            "POLICYGEN_CACHE": str(folder / "cache")}
        self.write(0)
        self.process = subprocess.Popen([sys.executable, ROOT / "tests" / "system_calls.py", folder], cwd=folder,
                                        env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.clean = []
        for version in (1, 0):
            self.write(version)
            assert self.build(0, "", "--fresh", out=folder / "clean" / str(version))["code"] == 0
            self.clean.insert(0, tree(folder / "clean" / str(version)))

    def write(self, version: int) -> None:
        """Write a version of the sources."""
        self.version = version
        project(self.folder / "source", *(SMALL.replace("Example", f"Company {version}{part}")
                                          for part in range(self.parts)))

    def build(self, at: int | list[str], fault: str, *options: str, out: Path | None = None) -> dict[str, Any]:
        """Build, with a fault at that call; or under strace with options."""
        assert self.process.stdin is not None and self.process.stdout is not None
        print(json.dumps([at, fault, "build", "-q", "-o", str(out or self.out), *options, "source"]),
              file=self.process.stdin, flush=True)
        found: dict[str, Any] = json.loads(self.process.stdout.readline())
        return found

    def published(self) -> None:
        """Have the current version published."""
        assert self.build(0, "")["code"] == 0
        assert tree(self.out) == self.clean[self.version]

    def changed(self) -> None:
        """From now on the published site is old, and nothing is known of the new one."""
        self.write(1 - self.version)
        shutil.rmtree(self.folder / "cache" / "declarations", ignore_errors=True)

    def close(self) -> None:
        """No more builds."""
        self.process.communicate()


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A project of one declaration."""
    found = Ground(tmp_path_factory.mktemp("one"), 1)
    yield found
    found.close()


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A project of four declarations, of which two are made in other processes."""
    found = Ground(tmp_path_factory.mktemp("several"), 4)
    yield found
    found.close()


def whole(ground: Ground, done: dict[str, Any], before: dict[str, bytes]) -> None:
    """The site is the old or the new one, as the exit code tells, and what went wrong is told as a problem."""
    new, site = ground.clean[ground.version], tree(ground.out)
    assert "Traceback" not in done["said"] and "Exception" not in done["said"], done
    if done["code"] == 0:
        assert site == new, done
    elif done["code"] == 1:
        assert site == before, done
        assert "(cannot-publish)" in done["said"], done
    else:
        assert done["code"] == -9, done
        assert site in (before, new)


def every_call(ground: Ground, fault: str, first: int = 1, step: int = 1, options: tuple[str, ...] = (),
               anew: bool = False) -> list[str]:
    """Let the calls fail one after the other, until a build has no more of them; those that failed."""
    failed: list[str] = []
    ground.published()
    for at in count(first, step):
        if anew:
            shutil.rmtree(ground.out.parent)
        before = tree(ground.out)
        ground.changed()
        name = ERRORS[at % len(ERRORS)] if fault == "ERROR" else fault
        done = ground.build(at, name, *options)
        whole(ground, done, before)
        if len(done["calls"]) < at:
            assert done["code"] == 0
            return failed
        call = done["calls"][at - 1]
        failed.append(call)
        if fault != "KILL" and not call.startswith(REMOVES) and (not anew or done["code"] == 0):
            assert os.listdir(ground.out.parent) == ["public"], done
        if anew and done["code"] == 1 and not call.startswith(REMOVES):
            assert not ground.out.parent.exists(), done
        ground.published()
        assert os.listdir(ground.out.parent) == ["public"], done
    raise AssertionError


@pytest.mark.parametrize(("fault", "first"), [("KILL", 2), ("ERROR", 4)])
def test_every_fifth_call_of_a_build(ground: Ground, fault: str, first: int) -> None:
    assert len(every_call(ground, fault, first, 5)) > 10


@pytest.mark.long
def test_every_ninth_call_of_the_first_build(ground: Ground) -> None:
    assert len(every_call(ground, "ERROR", 2, 9, anew=True)) > 3


@pytest.mark.long
@pytest.mark.parametrize("fault", ["KILL", *ERRORS, "EINVAL", "EINTR", "EPERM", "EXDEV", "EMFILE"])
def test_every_call_of_a_build(ground: Ground, fault: str) -> None:
    failed = every_call(ground, fault)
    assert {call.split()[0] for call in failed} >= {
        "os.mkdir", "os.chmod", "os.link", "open", "write", "close", "syncfs", "renameat2", "os.remove", "os.rmdir",
        "fcntl.flock", "os.rename"}, failed
    assert len(failed) > 50


@pytest.mark.long
@pytest.mark.parametrize("fault", ["KILL", "ERROR"])
def test_every_call_of_the_first_build(ground: Ground, fault: str) -> None:
    assert len(every_call(ground, fault, anew=True)) > 30


@pytest.mark.long
@pytest.mark.parametrize("fault", ["KILL", "ERROR"])
def test_every_third_call_with_two_processes(several: Ground, fault: str) -> None:
    assert len(every_call(several, fault, 1, 3, ("--jobs", "2"))) > 30
