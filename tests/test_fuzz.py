"""What fuzzing has found stays mended, and its targets notice what is wrong: `tests/fuzz.py` is the search itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz_targets import FILE, TARGETS, mutated, placed, seeds, timed, words
from support import ROOT, SMALL

from policygen.problem import Position, Problem

FOUND = sorted(path for path in (ROOT / "tests" / "fuzzed").rglob("*") if path.is_file())


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_was_found_stays_mended(path: Path) -> None:
    timed(TARGETS[path.parent.name], path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_takes_what_it_starts_from(target: str) -> None:
    found = list(seeds(target))
    assert found
    assert words(target)
    for data in found[:2]:
        timed(TARGETS[target], data)


def test_declarations_are_changed_as_trees() -> None:
    made = [mutated(SMALL.encode(), seed) for seed in range(30)]
    assert len({*made}) == 30
    for data in made[:10]:
        assert data is not None
        timed(TARGETS["structure"], data)
    assert mutated(b"[", 0) is None


@pytest.mark.parametrize("at", [Position("other.yaml"), Position(FILE, 3), Position(FILE, 1, 3), Position(FILE, 0)])
def test_a_place_outside_of_the_file_is_noticed(at: Position) -> None:
    with pytest.raises(AssertionError):
        placed([Problem(at, "id", "It is wrong.", "Mend it.")], b"a\nb", FILE)
