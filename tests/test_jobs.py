"""Any number of processes: the same bytes, the same problems in the same order, also where one is killed."""

from __future__ import annotations

import errno
import os
import signal
import time
from collections.abc import Sequence
from multiprocessing import active_children, get_context
from pathlib import Path

import pytest
from support import SMALL, TODAY, project

from policygen.build import Outcome, Plan, build
from policygen.build import _pool as pool
from policygen.build._unit import Made, Work
from policygen.project import File, Project

IDS = "abcdefgh"


def built(folder: Path, jobs: int) -> tuple[Outcome, list[str]]:
    """What a build makes with so many processes, and the order in which it told what was done."""
    done: list[str] = []
    return build(Project(folder), TODAY, ["markdown"], plan=Plan(jobs=jobs, progress=done.append)), done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project(tmp_path / "project", *(SMALL.replace("Example AS", f"Example {id} AS") for id in IDS))


def test_the_number_of_processes_changes_nothing(folder: Path) -> None:
    one, done = built(folder, 1)
    assert done == list(IDS)
    assert one.files and one.problems
    for jobs in (2, 3, 16):
        other, again = built(folder, jobs)
        assert again == done
        assert list(other.files.items()) == list(one.files.items())
        assert other[1:] == one[1:]


def test_errors_and_faults_of_translations_are_the_same_too(folder: Path) -> None:
    for id, old, new in (("c", "role: processor", "role: procesor"), ("f", "[en, nb]", "[en, nb, de]"),
                         ("g", "legal_basis: consent", "legal_basis: [")):
        path = folder / "declarations" / f"{id}.yaml"
        path.write_text(path.read_text().replace(old, new))
    outcomes = [built(folder, jobs)[0] for jobs in (1, 2, 5)]
    assert not outcomes[0].files
    assert {problem.at.file for problem in outcomes[0].problems} >= {f"declarations/{id}.yaml" for id in "cfg"}
    assert outcomes[1] == outcomes[0] == outcomes[2]


def test_a_process_that_is_killed_loses_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, once = os.getpid(), pool.made

    def dies(work: Work, id: str, files: Sequence[File]) -> Made:
        if os.getpid() != ours and id == "e":
            os.kill(os.getpid(), signal.SIGKILL)
        return once(work, id, files)

    expected, _ = built(folder, 1)
    monkeypatch.setattr(pool, "made", dies)
    found, done = built(folder, 2)
    assert done == list(IDS)
    assert found == expected


@pytest.mark.parametrize(("name", "after"), [("policygen.build._pool.ProcessPoolExecutor", 0), ("os.fork", 0),
                                             ("os.fork", 1)])
def test_where_no_process_can_be_started_the_first_does_the_work(folder: Path, monkeypatch: pytest.MonkeyPatch,
                                                                 name: str, after: int) -> None:
    alone = build(Project(folder), TODAY)
    once, calls = os.fork, []

    def refuses(*arguments: object) -> int:
        calls.append(arguments)
        if len(calls) <= after:
            return once()
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(name, refuses)
    found = build(Project(folder), TODAY, plan=Plan(jobs=3))
    assert len(calls) > after
    assert (found.files, found.problems) == (alone.files, alone.problems)
    assert active_children() == []


def test_processes_of_others_live_on(folder: Path) -> None:
    other = get_context("fork").Process(target=time.sleep, args=(60,))
    other.start()
    try:
        assert build(Project(folder), TODAY, plan=Plan(jobs=2)).files
        assert active_children() == [other]
    finally:
        other.kill()
        other.join()
