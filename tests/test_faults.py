"""Builds that are killed, meet each other, have no space or no rights: the published folder is whole each time.

The page-by-page writer shows that each trial finds what it looks for.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import faults_trials as trials
import forked
import pytest
from faults_programs import ENVIRONMENT, POLICYGEN, WRITER, Ground

pytestmark = pytest.mark.slow


class Forks(Ground):
    """policygen in processes that need no start, so that more of a build is hit; `make long` starts it as people do."""

    def start(self, out: Path | None = None, source: Path | None = None, before: tuple[str, ...] = (),
              **env: str) -> Any:
        if before or self.program is not POLICYGEN:
            return super().start(out, source, before, **env)
        words = self.program.words(source or self.source, out or self.out)
        return forked.Process(words[words.index("policygen") + 1:], self.folder, {
            **os.environ, **ENVIRONMENT, "POLICYGEN_CACHE": str(self.folder / "cache"), **env}, together=True)


@pytest.fixture(autouse=True)
def forks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "Ground", Forks)


def test_a_killed_build_leaves_the_old_site_or_the_new_one_and_nothing_that_misleads_the_next() -> None:
    found = trials.killed(POLICYGEN, 1, 50, seed=7)
    assert found == (50, found.writing, 0, 0, 0, 0, 0)
    assert found.writing > 0


def test_the_harness_sees_a_site_that_is_half_written() -> None:
    assert trials.killed(WRITER, 20, 12, seed=7).broken > 0


def test_without_space_the_old_site_stays() -> None:
    found, _ = trials.full_disk(POLICYGEN, 1)
    assert found == trials.Hindered(4, whole=4, failed=4, tracebacks=0, codes=(1,), unmended=0)
    assert trials.full_disk(WRITER, 6)[0].whole == 0


def test_without_a_disk_of_its_own_files_are_kept_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "small_disks", list)
    found, how = trials.full_disk(POLICYGEN, 1, steps=2)
    assert how == "RLIMIT_FSIZE"
    assert found == trials.Hindered(2, whole=2, failed=2, tracebacks=0, codes=(1,), unmended=0)


def test_without_rights_the_site_is_whole() -> None:
    if trials.powerless() is None and not os.environ.get("CI"):
        pytest.skip("the administrator may write everywhere, and there is no setpriv")
    found = trials.no_rights(POLICYGEN, 1)
    assert found is not None
    assert (found.builds, found.whole, found.tracebacks, found.unmended) == (3, 3, 0, 0)
    assert set(found.codes) <= {0, 1}


def test_two_builds_at_once_both_end_well() -> None:
    assert trials.two_at_once(POLICYGEN, 1, 3) == trials.Met(3, broken=0, failed=0, tracebacks=0)


@pytest.mark.parametrize("in_one_step", [True, False])
def test_a_source_that_changes_while_it_is_read(in_one_step: bool) -> None:
    found = trials.changing(POLICYGEN, 1, 4, seed=7, whole=in_one_step)
    assert (found.broken, found.tracebacks) == (0, 0)


def test_a_source_whose_end_is_written_a_moment_after_it_was_read() -> None:
    assert trials.completed(POLICYGEN, 1)
