"""How commands end: what they find, a signal, a pipe that is closed, a disk that is full. Told in docs/build.md."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from shlex import quote
from typing import Any

import pytest
from serving import interruptible
from support import ROOT, SMALL, policygen, project, tree

FULL = Path("/dev/full")
# Sleeps instead of making the third declaration, in whatever process that is, and says so beside the project.
SLEEPING = """
import pathlib, sys, time
from policygen.build import _pool, _several, _unit
once = _unit.made
def made(work, id, files):
    if id == "c":
        pathlib.Path(f"sleeping-{id}").touch()
        time.sleep(60)
    return once(work, id, files)
_pool.made = _several.made = made
from policygen.__main__ import main
sys.argv[0] = "policygen"
main()
"""
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}
full_device = pytest.mark.skipif(not FULL.exists(), reason="/dev/full is a device of Linux")


def long(*values: object) -> Any:
    """One of many like it, for the long run alone."""
    return pytest.param(*values, marks=pytest.mark.long)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of five declarations, and published of it an older version."""
    found = project(tmp_path_factory.mktemp("old"), *(SMALL.replace("Example", f"Old {id}") for id in "abcde"))
    assert policygen("build", "-q", cwd=found).returncode == 0
    return project(found, *(SMALL.replace("Example", f"New {id}") for id in "abcde"))


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Path:
    """The project for one test."""
    return Path(shutil.copytree(published, tmp_path / "project"))


def asleep(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """A command in the midst of its work, in a group of processes of its own."""
    process = subprocess.Popen([sys.executable, "-c", SLEEPING, *arguments], cwd=folder, start_new_session=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               env={**os.environ, "PYTHONPATH": str(ROOT)}, preexec_fn=interruptible)
    sign, until = folder / "sleeping-c", time.monotonic() + 30
    while not sign.exists():
        assert process.poll() is None and time.monotonic() < until, process.communicate()
        time.sleep(0.01)
    sign.unlink()
    return process


def ended(process: subprocess.Popen[str]) -> tuple[str, str]:
    """What it said once it and all that it started are gone: until then the pipes are open."""
    return process.communicate(timeout=20)


@pytest.mark.parametrize(("command", "number"), [
    ("build --jobs 1", signal.SIGINT), ("build --jobs 2", signal.SIGTERM), long("build --jobs 2", signal.SIGINT),
    ("check --jobs 2", signal.SIGINT), long("check --jobs 1", signal.SIGTERM), long("build --jobs 1", signal.SIGTERM),
    long("check --jobs 2", signal.SIGTERM), long("build --jobs 1", signal.SIGHUP),
    long("build --jobs 2", signal.SIGHUP), long("check --jobs 1", signal.SIGINT)])
def test_a_signal_ends_a_command(folder: Path, command: str, number: signal.Signals) -> None:
    before = tree(folder)
    process = asleep(folder, *command.split())
    if number == signal.SIGTERM:
        process.send_signal(number)
    else:
        os.killpg(process.pid, number)                        # as a terminal does
    assert ended(process) == ("", "Stopped.\n")
    assert process.returncode == CODES[number]
    assert tree(folder) == before
    assert sorted(os.listdir(folder)) == ["declarations", "public"]


@pytest.mark.long
def test_the_next_build_knows_nothing_of_it(folder: Path) -> None:
    process = asleep(folder, "build", "--jobs", "2")
    process.terminate()
    ended(process)
    assert policygen("build", "-q", cwd=folder).returncode == 0
    assert policygen("build", "-q", "--fresh", "-o", folder / "clean", cwd=folder).returncode == 0
    assert tree(folder / "public") == tree(folder / "clean")


@pytest.mark.long
def test_a_second_signal_does_not_cut_short_what_the_first_began(folder: Path) -> None:
    process = asleep(folder, "build", "--jobs", "2")
    for _ in range(3):
        process.send_signal(signal.SIGINT)
        time.sleep(0.005)
    _, said = ended(process)
    assert "Traceback" not in said
    assert process.returncode == 130 or process.returncode == -signal.SIGINT      # on its last step
    assert sorted(os.listdir(folder)) == ["declarations", "public"]


@pytest.mark.long
def test_a_signal_that_is_ignored_stays_so(folder: Path) -> None:
    """As under `nohup`."""
    done = subprocess.run(["sh", "-c", f"trap '' HUP; {quote(sys.executable)} -m policygen build -q & "
                           "P=$!; sleep 0.2; kill -HUP $P; wait $P"], cwd=folder, check=False, capture_output=True,
                          env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


def test_processes_end_with_the_one_that_started_them(folder: Path) -> None:
    process = asleep(folder, "build", "--jobs", "2")
    process.kill()
    ended(process)
    assert policygen("build", "-q", cwd=folder).returncode == 0
    assert sorted(os.listdir(folder)) == ["declarations", "public"]


# --- What nobody reads ------------------------------------------------------------------------------------------------

def shell(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command line of bash, whose `policygen` is this one."""
    begin = f"policygen() {{ {quote(sys.executable)} -m policygen \"$@\"; }}\nset -o pipefail\n"
    return subprocess.run(["bash", "-c", begin + command], cwd=folder, capture_output=True, text=True, check=False,
                          env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}, timeout=60)


@pytest.mark.parametrize(("command", "said"), [
    ("policygen check | head -1", "declarations/a.yaml:18:1"), ("policygen schema | head -c 1", "{"),
    long("policygen check --format json | head -c 1", "{"), long("policygen check | true", ""),
    long("policygen --help | head -1", "Usage: ")])
def test_who_closes_a_pipe_has_read_enough(folder: Path, command: str, said: str) -> None:
    done = shell(folder, command)
    assert done.returncode == 0
    assert done.stdout.startswith(said)
    assert done.stderr == ("5 declarations: 6 reviews.\n" if " check " in command else "")


def test_the_exit_code_tells_of_errors_all_the_same(folder: Path) -> None:
    (folder / "declarations" / "a.yaml").write_text(SMALL.replace("until: consent_withdrawn", "until: never"), "utf-8")
    assert shell(folder, "policygen check | true").returncode == 1


@full_device
@pytest.mark.parametrize("command", ["check", *map(long, ("schema", "reference", "--help", "--version"))])
def test_what_was_asked_for_and_cannot_be_written_is_an_error(folder: Path, command: str) -> None:
    done = shell(folder, f"policygen {command} > /dev/full")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        1, "Error: Standard output cannot be written: No space left on device.")
    assert "Traceback" not in done.stderr


@full_device
@pytest.mark.parametrize("how", ["> /dev/full 2>&1", *map(long, ("2> /dev/full", "2>&-", ">&- 2>&-", "2>&1 | true"))])
def test_a_build_that_cannot_tell_what_it_does_is_done_all_the_same(folder: Path, how: str) -> None:
    assert shell(folder, f"policygen build -o new {how}").returncode == 0
    assert shell(folder, f"policygen build -o new {how}").returncode == 0                 # where nothing is to be done
    assert policygen("build", "-q", "--fresh", "-o", "clean", cwd=folder).returncode == 0
    assert tree(folder / "new") == tree(folder / "clean")
    (folder / "declarations" / "a.yaml").write_text("policygen: 1\n", "utf-8")
    assert shell(folder, f"policygen build -o new {how}").returncode == 1
    assert tree(folder / "new") == tree(folder / "clean")


# --- What they find ---------------------------------------------------------------------------------------------------

def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    done = shell(tmp_path, "mkdir gone; cd gone; rmdir ../gone; policygen check")
    assert (done.returncode, done.stderr) == (
        2, "Error: The folder you are in cannot be found: No such file or directory.\n")


def test_0_1_and_2(folder: Path) -> None:
    assert policygen("build", "nowhere", cwd=folder).returncode == 2
    assert policygen("build", "-o", "declarations", cwd=folder).returncode == 1
    (folder / "declarations" / "a.yaml").write_text("policygen: 1\n", "utf-8")
    assert policygen("check", cwd=folder).returncode == 1
