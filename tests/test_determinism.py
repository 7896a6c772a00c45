"""Same input, same bytes: whatever the hash seed, time zone, locale, user, clock, place, number of processes, mask and
order of a file system. And no build opens a socket.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from support import ROOT, SMALL, project
from test_incremental import OTHER, THIRD
from worlds import EVERYTHING, OFFLINE, WORLDS, World, built, possible

from policygen.formats import exportable, internal, optional

CASE = ROOT / "tests" / "cases" / "everything"
FORMATS = [word for name in optional() if name != "pdf" for word in ("-f", name)]
BUILD = ["build", "{project}", "-o", "{out}/public", "-q", "-j", "{jobs}"]
# PDF takes long, so it is made of a small declaration alone, and where all is different.
PDF = ["export", "pdf", "{project}", "-o", "{out}/pdf", "-d", "b"]
COMMANDS = [[*BUILD, *FORMATS], *(["export", name, "{project}", "-o", f"{{out}}/{name}"] for name in exportable()
                                  if internal(name))]


def site(folder: Path) -> Path:
    """A project of several declarations, one of them with every key of the language."""
    shutil.copytree(CASE, folder, ignore=shutil.ignore_patterns("expected"))
    return project(folder, SMALL, OTHER, THIRD)


def small(folder: Path) -> Path:
    """A project that is built in no time."""
    return project(folder, SMALL, OTHER, THIRD)


def same(found: dict[str, bytes], expected: dict[str, bytes]) -> None:
    """The same files with the same bytes."""
    assert [path for path in expected if found.get(path) != expected[path]] == []
    assert found.keys() == expected.keys()


def test_a_world_in_which_all_is_different(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    build = [*BUILD, "-f", "markdown", "-f", "text"]
    same(built(tmp_path / "other", small, EVERYTHING, build), built(tmp_path / "one", small, World(), build))


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What all worlds must give."""
    found = built(tmp_path_factory.mktemp("first"), site, World(), *COMMANDS)
    assert len(found) > 50
    return found


@pytest.mark.long
@pytest.mark.parametrize("world", WORLDS)
def test_the_world_around_changes_nothing(expected: dict[str, bytes], world: str) -> None:
    if not possible(WORLDS[world]):
        pytest.skip(f"not to be had here: {WORLDS[world].before[0]}")
    with tempfile.TemporaryDirectory() as name:               # folders of pytest are closed to other users
        Path(name).chmod(0o755)
        same(built(Path(name), site, WORLDS[world], *COMMANDS), expected)


@pytest.mark.long
def test_all_formats_in_a_world_in_which_all_is_different(tmp_path: Path, expected: dict[str, bytes]) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    other = built(tmp_path / "other", site, EVERYTHING, *COMMANDS, PDF)
    same({**expected, **built(tmp_path / "one", site, World(), PDF)}, other)


def test_the_hook_that_refuses_sockets_works(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(OFFLINE, "utf-8")
    done = subprocess.run([sys.executable, "-c", "import socket; socket.socket()"], capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": str(tmp_path)}, check=False)
    assert "RuntimeError: socket.__new__ during a build" in done.stderr
