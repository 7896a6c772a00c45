"""Same input, same bytes: whatever the hash seed, time zone, locale, folder, user's mask and order of a file system."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT, tree

from policygen.formats import exportable, internal

pytestmark = pytest.mark.long
CASE = ROOT / "tests" / "cases" / "everything"
# PDF takes its time, and has a test of its own for this.
FORMATS = [name for name in exportable() if not internal(name) and name not in ("jsonld", "pdf")]
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
WORLDS = [
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/Anchorage", "LANG": "nb_NO.UTF-8", "LC_ALL": "nb_NO.UTF-8"},
    {"PYTHONHASHSEED": "7", "HOME": "/nonexistent", "USER": "somebody", "COLUMNS": "20", "PYTHONOPTIMIZE": "1"},
]


def built(folder: Path, out: Path, umask: int = 0o022, **env: str) -> dict[str, bytes]:
    """Everything that is published and exported for the project, in a process of its own."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1769817600", "PYTHONPATH": str(ROOT), "POLICYGEN_CACHE": "",
                   **env}
    formats = [word for name in FORMATS for word in ("-f", name)]
    for arguments in (["build", str(folder), "-o", str(out / "public"), "-q", *formats],
                      *(["export", name, str(folder), "-o", str(out / "export" / name)] for name in exportable()
                        if internal(name))):
        done = subprocess.run([sys.executable, "-m", "policygen", *arguments], capture_output=True, text=True,
                              env=environment, cwd=out.parent, umask=umask, check=False)
        assert done.returncode == 0, done.stderr
    return tree(out)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("first")
    found = built(CASE, folder / "out")
    assert len(found) > 15
    return found


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world["PYTHONHASHSEED"])
def test_the_world_around_changes_nothing(tmp_path: Path, expected: dict[str, bytes], world: dict[str, str]) -> None:
    found = built(CASE, tmp_path / "out", umask=0o077, **world)
    assert [path for path in expected if found.get(path) != expected[path]] == []
    assert found.keys() == expected.keys()


def test_folder_order_and_times_of_files_change_nothing(tmp_path: Path, expected: dict[str, bytes]) -> None:
    moved = tmp_path / "another place with spaces" / CASE.name
    shutil.copytree(CASE, moved, ignore=shutil.ignore_patterns("expected"))
    for path in moved.rglob("*"):
        os.utime(path, (1, 1))
    (tmp_path / "turned").mkdir()
    (tmp_path / "turned" / "sitecustomize.py").write_text(TURNED)
    path = os.pathsep.join([str(tmp_path / "turned"), str(ROOT)])
    found = built(moved, tmp_path / "out", PYTHONPATH=path)
    assert [path for path in expected if found.get(path) != expected[path]] == []
    assert found.keys() == expected.keys()
