"""Faults of real policies are caught: each file of `defects/` declares one as the faulty policy has it.

`# DBX-09 ...` says which fault a file shows, `# expects: ...` which problems or rules must be reported, `# <-` on which
lines (with ids where several are expected). `# says: ...` names blocks of the notice: what the faulty policy leaves out
and every page says by itself. What a file leaves out is completed as the examples of rules are. Several files may show
one fault, such as an empty link and a sentence without one. `defects.tsv` lists all faults that a machine can find.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from support import TODAY
from test_checks import BASE

from policygen import checks
from policygen.build import understand
from policygen.notice import compose
from policygen.problem import has_errors
from policygen.project import File

FOLDER = Path(__file__).parent / "defects"
FILES = sorted(FOLDER.glob("*.yaml"))
# Kind of fault: how many are caught, and how many there are.
COUNTS = {"schema": (12, 12), "lint": (51, 51), "text": (12, 14)}


def table(name: str) -> dict[str, dict[str, str]]:
    """The rows of a table of `defects/` by id."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def head(path: Path, key: str) -> list[str]:
    """The ids after `# KEY:` in the first lines of a file."""
    found = re.search(rf"(?m)^# {key}: (.+)$", path.read_text("utf-8"))
    return found[1].split(", ") if found else []


def shown(path: Path) -> set[str]:
    """The faults that a file shows, by its name."""
    return set(path.name.split(".")[0].split("+"))


def marks(path: Path) -> Iterator[tuple[int, str]]:
    """Line and id of everything that must be reported."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        mark = re.search(r"# <-(?: (.+))?$", line)
        if mark:
            yield from ((number, id) for id in (mark[1].split(", ") if mark[1] else head(path, "expects")))


@cache
def found(path: Path) -> tuple[set[tuple[int, str]], set[str]]:
    """What is reported, as line and id, and the blocks of the notice where one can be composed."""
    text = path.read_text("utf-8")
    present = set(re.findall(r"(?m)^(\w+):", text))
    text += "\n" + "".join(part for key, part in BASE.items() if key not in present)
    declaration, problems = understand([File(path.name, text.encode())])
    if declaration is None or has_errors(problems):
        return {(problem.at.line, problem.id) for problem in problems}, set()
    problems = (*problems, *checks.on(declaration, TODAY))
    return {(problem.at.line, problem.id) for problem in problems}, {
        block.id for block in compose("", declaration).walk()}


def missed(path: Path) -> set[object]:
    """What a file asks for and does not get; empty where its fault is caught."""
    reported, blocks = found(path)
    return {*marks(path)} - reported | set(head(path, "says")) - blocks


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_says_what_it_shows(path: Path) -> None:
    named = set(re.findall(r"(?m)^# ([A-Z]{3}-\d{2}) \w", path.read_text("utf-8")))
    assert named == shown(path) <= set(table("defects.tsv"))
    assert {id for _, id in marks(path)} == set(head(path, "expects"))
    assert head(path, "expects") or head(path, "says")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_defect_is_caught(path: Path) -> None:
    assert not missed(path), found(path)


def test_every_defect_is_caught_or_has_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    known, beyond = table("defects.tsv"), table("out-of-reach.tsv")
    files = {id: [path for path in FILES if id in shown(path)] for id in known}
    caught = {id for id, paths in files.items() if paths and not any(missed(path) for path in paths)}
    told = sorted(id for id in caught if any(head(path, "says") for path in files[id]))
    counts = {kind: (len([id for id in caught if known[id]["kind"] == kind]), total)
              for kind, total in Counter(row["kind"] for row in known.values()).items()}
    with capsys.disabled():
        listed = ", ".join(f"{kind} {counts[kind][0]}/{counts[kind][1]}" for kind in COUNTS)
        print(f"\ndefects {len(caught)} of {len(known)} caught: {listed}; out of reach: {', '.join(beyond) or 'none'}")
        print(f"of these, every page says by itself what the policy left out: {', '.join(told)}")
    assert caught | set(beyond) == set(known)
    assert not caught & set(beyond)
    assert all(row["reason"] for row in beyond.values())
    assert counts == COUNTS
