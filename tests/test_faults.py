"""Builds that are killed, meet each other, have no space or no rights: the published folder is whole each time."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import faults
import pytest
from support import ROOT, SMALL, policygen, project, tree

pytestmark = pytest.mark.slow
OTHER = SMALL.replace("name: Example AS", "name: Another AS")
# Publishes with a limit: files of at most 1,000 bytes, as on a full disk; or as a user who may not write there.
LIMITED = """
import os, resource, sys
from pathlib import Path
import faults
from policygen.publish import publish
folder = Path(sys.argv[1])
if sys.argv[2] == "space":
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
else:
    publish({}, Path(sys.argv[3]) / "warm")     # everything is imported before the rights go
    os.seteuid(65534) if os.geteuid() == 0 else None
print([problem.id for problem in publish(faults.site(1), folder)])
"""


def test_a_killed_build_leaves_the_old_site_or_the_new_one() -> None:
    assert faults.kill_publishing(50, seed=7) == (50, 0, 0)


def test_the_harness_sees_a_site_that_is_half_written() -> None:
    assert faults.kill_publishing(12, seed=7, how="naive").broken > 0


@pytest.mark.parametrize("limit", ["space", "rights"])
def test_without_space_or_rights_the_old_site_stays(limit: str) -> None:
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as other:
        folder = Path(name, "public")
        faults.ours(faults.site(0), folder)
        os.chmod(name, 0o755 if os.geteuid() == 0 else 0o555)
        path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
        command = [sys.executable, "-c", LIMITED, str(folder), limit, other]
        done = subprocess.run(command, capture_output=True, text=True,
                              env={**os.environ, "PYTHONPATH": path}, check=False)
        os.chmod(name, 0o755)
        assert (done.stdout, done.returncode) == ("['cannot-publish']\n", 0), done.stderr
        assert faults.whole(folder)
        assert os.listdir(name) == ["public"]


def test_two_builds_at_once_both_end_well(tmp_path: Path) -> None:
    one, other = project(tmp_path / "one", SMALL), project(tmp_path / "other", OTHER)
    out = tmp_path / "out" / "public"
    expected = []
    for folder in (one, other):
        assert policygen("build", folder, "-o", tmp_path / "x" / folder.name).returncode == 0
        expected.append(tree(tmp_path / "x" / folder.name))
    codes: list[int] = []

    def run(folder: Path) -> None:
        for _ in range(3):
            codes.append(policygen("build", folder, "-o", out).returncode)

    threads = [threading.Thread(target=run, args=(folder,)) for folder in (one, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == [0] * 6
    assert tree(out) in expected
    assert os.listdir(out.parent) == ["public"]


def test_a_source_that_changes_while_it_is_read(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL)
    assert policygen("build", folder).returncode == 0
    done = threading.Event()

    def change() -> None:
        path = folder / "declarations" / "a.yaml"
        while not done.is_set():
            for text in (SMALL, OTHER):
                path.write_text(text, "utf-8")

    writer = threading.Thread(target=change)
    writer.start()
    try:
        for _ in range(4):
            built = policygen("build", folder)
            assert built.returncode in (0, 1)
            assert "Traceback" not in built.stderr
            site = tree(folder / "public")
            names = {name for name in ("Example AS", "Another AS")
                     if any(name.encode() in data for path, data in site.items() if path.endswith(".html"))}
            assert len(names) == 1
            assert {"en/privacy/index.html", "nb/privacy/index.html"} <= set(site)
    finally:
        done.set()
        writer.join()
