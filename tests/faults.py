"""Builds that are killed, have no space or no rights, meet each other, or read what is being changed.

    python tests/faults.py 1000

kills that many builds by `kill -9` at random moments, does the rest of what docs/reliability.md describes, and prints
what was found as tables. With `--rivals` the same is done to Hugo and MkDocs, which are installed into build/rivals.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import faults_trials as trials
from faults_programs import PARTS, POLICYGEN, WRITER, Ground, Program, rivals

Row = tuple[object, ...]


def kills(program: Program, parts: int, times: int, seed: int) -> Iterable[Row]:
    """builds killed | while they wrote | folder neither old nor new | pages missing | pages cut | old beside new |
    next build did not mend it"""
    yield tuple(trials.killed(program, parts, times, seed))


def disk(program: Program, parts: int, times: int, seed: int) -> Iterable[Row]:
    """how | builds | site whole | exit codes | tracebacks | not mended once there was space"""
    found, how = trials.full_disk(program, parts)
    yield how, found.builds, found.whole, _codes(found), found.tracebacks, found.unmended


def rights(program: Program, parts: int, times: int, seed: int) -> Iterable[Row]:
    """builds | site whole | exit codes | tracebacks | not mended once it could be written"""
    found = trials.no_rights(program, parts)
    if found is not None:
        yield found.builds, found.whole, _codes(found), found.tracebacks, found.unmended


def both(program: Program, parts: int, times: int, seed: int) -> Iterable[Row]:
    """pairs of builds | folder of neither | builds that failed | tracebacks"""
    yield tuple(trials.two_at_once(program, parts, 20))


def changes(program: Program, parts: int, times: int, seed: int) -> Iterable[Row]:
    """the source is written | builds | folder of neither version | builds that failed | tracebacks"""
    for how, whole in (("in one step", True), ("its end a moment later", False)):
        yield how, *trials.changing(program, parts, 40, seed, whole)


def _codes(found: trials.Hindered) -> str:
    return ", ".join(map(str, found.codes))


TRIALS: dict[str, Callable[[Program, int, int, int], Iterable[Row]]] = {
    "kills": kills, "disk": disk, "rights": rights, "both": both, "changes": changes}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kills", nargs="?", type=int, default=1000)
    parser.add_argument("--rivals", action="store_true", help="Hugo and MkDocs too")
    parser.add_argument("--only", choices=TRIALS, action="append", help="one of the trials; may be given several times")
    parser.add_argument("--of", action="append", help="one of the programs, as the tables name it without its version")
    parser.add_argument("--parts", type=int, default=PARTS, help="declarations; each has three pages")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments")
    given = parser.parse_args()
    programs = [program for program in (POLICYGEN, *(rivals() if given.rivals else []), WRITER)
                if not given.of or program.name.startswith(tuple(given.of))]
    _tell_sizes(programs, given.parts)
    for name in given.only or TRIALS:
        heads = " ".join((TRIALS[name].__doc__ or "").split()).split(" | ")
        print(f"\n| {' | '.join(['program', *heads])} |\n|{' --- |' * (len(heads) + 1)}", flush=True)
        for program in programs:
            for row in TRIALS[name](program, given.parts, given.kills, given.seed):
                print(f"| {program.name} | {' | '.join(map(str, row))} |", flush=True)


def _tell_sizes(programs: list[Program], parts: int) -> None:
    """What the programs are told to do, and the sites that they make."""
    print("| program | command | pages | files | bytes |\n| --- | --- | --- | --- | --- |")
    for program in programs:
        with tempfile.TemporaryDirectory() as name:
            site = Ground(program, Path(name), parts).clean[0]
        print(f"| {program.name} | `{program.shown}` | {sum(path.endswith('.html') for path in site)} | {len(site)} | "
              f"{sum(map(len, site.values())):,} |", flush=True)


if __name__ == "__main__":
    main()
