"""Mutation tests of the rooms that input and output pass through: does a test fail for each fault that is put in?

    python tests/mutants.py                     a sample of every room (`--each`, `--seed`); fails under 85 % in a room
    python tests/mutants.py load --each 0       all mutants of one room

Each mutant is one change at one place of one file: a comparison, an operator, a constant, a condition, a returned
value, two arguments, a statement less. The tests of the room (tests/rooms.py) run in a copy of this process that
reads the changed file; the file itself is not touched. Verdicts are kept in build/mutants.json by what was read, so a
run that is stopped goes on where it was, and a change of code or tests is judged anew. tests/mutants.md says which
survivors are no faults, and why other programs for this were not taken.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.abc
import importlib.util
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
from mutants_made import Mutant, mutants
from rooms import ROOMS, ROOT, Room

KEPT = ROOT / "build" / "mutants.json"
LEAST = 0.85
BEFORE = ("babel.core", "click", "html5lib", "hypothesis", "jinja2.sandbox", "jsonschema_rs", "markdown", "nh3",
          "stdnum", "yaml")                                        # loaded once, for all copies of the process


class Judged(NamedTuple):
    """A mutant, and whether a test failed (`killed`), none ended in time (`slow`), or all passed (`survived`)."""

    told: str
    verdict: str


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module another source."""

    def __init__(self, name: str, path: Path, source: str) -> None:
        self.name, self.path, self.source = name, path, source

    def find_spec(self, fullname: str, path: object, target: object = None) -> object:
        if fullname != self.name:
            return None
        folder = [str(self.path.parent)] if self.path.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self,
                                                      submodule_search_locations=folder)

    def create_module(self, spec: object) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.source, str(self.path), "exec"), module.__dict__)


def module_of(path: Path) -> str:
    """The name by which a file is imported."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def judge(tests: Sequence[str], path: Path, source: str | None, patience: float) -> str:
    """Run tests in a copy of this process, with another source for one file; how that ended."""
    pid = os.fork()
    if pid == 0:
        os.setsid()
        code = 70
        try:
            with tempfile.TemporaryFile() as out:
                os.dup2(out.fileno(), 1)
                os.dup2(out.fileno(), 2)
                if source is not None:
                    sys.meta_path.insert(0, Changed(module_of(path), path, source))
                code = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--no-header", "-m",
                                        "not long and not slow and not tools and not browser", *tests]))
        finally:
            os._exit(code)
    end = time.monotonic() + patience
    while time.monotonic() < end:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return "survived" if status == 0 else "killed"
        time.sleep(0.01)
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return "slow"


def digest(*texts: str) -> str:
    """A key for what was read."""
    return sha256("\0".join(texts).encode()).hexdigest()[:16]


def judged(room: Room, chosen: Sequence[Mutant], kept: dict[str, str]) -> Iterator[Judged]:
    """The verdict on each mutant; the tests must pass without any change."""
    start = time.monotonic()
    if judge(room.tests, ROOT, None, 300) != "survived":
        sys.exit(f"The tests of `{room.name}` fail without any mutant: pytest {' '.join(room.tests)}")
    patience = 4 * (time.monotonic() - start) + 5
    read = digest(*[(ROOT / name).read_text("utf-8") for name in room.tests],
                  *[path.read_text("utf-8") for path in room.files()])
    for mutant in chosen:
        source, told = mutant.made()
        key = digest(read, mutant.path.as_posix(), source)
        if key not in kept:
            kept[key] = judge(room.tests, mutant.path, source, patience)
            KEPT.parent.mkdir(exist_ok=True)
            KEPT.write_text(json.dumps(kept, indent=0))
        yield Judged(told, kept[key])


def sample(room: Room, each: int, seed: int) -> list[Mutant]:
    """Mutants of a room, `each` of them by chance, 0 for all; always the same for the same seed."""
    found = [mutant for path in room.files() for mutant in mutants(path)]
    if 0 < each < len(found):
        found = [found[at] for at in sorted(random.Random(f"{seed} {room.name}").sample(range(len(found)), each))]
    return found


def main(arguments: list[str]) -> int:
    """Judge, tell, and fail where too many mutants of a room survive."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("rooms", nargs="*", help=f"of {', '.join(ROOMS)}; all if left out")
    parser.add_argument("--each", type=int, default=100, help="how many mutants of each room, 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    for name in BEFORE:
        importlib.import_module(name)
    os.environ["POLICYGEN_CACHE"] = tempfile.mkdtemp(prefix="policygen-mutants-")
    kept = json.loads(KEPT.read_text()) if KEPT.is_file() else {}
    short = []
    for name in asked.rooms or ROOMS:
        room, total = ROOMS[name], len(sample(ROOMS[name], 0, 0))
        start, found = time.monotonic(), []
        for one in judged(room, sample(room, asked.each, asked.seed), kept):
            found.append(one)
            if one.verdict == "survived":
                print(f"  survived: {one.told}", flush=True)
        killed = sum(one.verdict != "survived" for one in found)
        print(f"{name}: {killed} of {len(found)} killed ({killed / len(found):.1%}), {total} mutants in all, "
              f"{time.monotonic() - start:.0f} s", flush=True)
        short += [name] * (killed < LEAST * len(found))
    if short:
        print(f"Under {LEAST:.0%}: {', '.join(short)}", file=sys.stderr)
    return bool(short)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
