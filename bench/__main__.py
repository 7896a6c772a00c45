"""`python -m bench`: measure policygen against Hugo, or make the declarations that are measured."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import report
from bench.cases import CASES, Case, Result, measured
from bench.measure import BenchError, peak, run
from bench.project import make
from bench.tools import find_hugo, hugo, policygen, version

MEMORY = Path("/dev/shm")  # noqa: S108 - files in memory are what is wanted
CURVE = (1, 10, 100, 1000)


def main() -> int:
    """Read the command line and do what it says."""
    if sys.argv[1:2] == ["make"]:
        return _make(sys.argv[2:])
    options = _options()
    try:
        return _measure(options)
    except BenchError as failure:
        print(failure, file=sys.stderr)
        return 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--cases", default=",".join(case.name for case in CASES), metavar="NAMES",
                        help="Which cases, with commas between; all if left out: %(default)s.")
    parser.add_argument("--pairs", type=int, default=7, metavar="N", help="How often each is measured (7).")
    parser.add_argument("--work", type=Path, metavar="FOLDER", help="Where the sites stand, instead of in memory.")
    parser.add_argument("--disk", type=Path, metavar="FOLDER", help="Measure cold-100 in this folder of a disk too.")
    parser.add_argument("--curve", action="store_true", help="policygen alone up to 10,000 companies, not only 1,000.")
    parser.add_argument("--no-curve", action="store_true", help="Leave the curve out.")
    parser.add_argument("--markdown", action="store_true", help="Tables as Markdown.")
    parser.add_argument("--json", type=Path, metavar="FILE", help="Write every figure into FILE.")
    options = parser.parse_args()
    known = {case.name for case in CASES}
    options.cases = [name for name in options.cases.split(",") if name]
    if not known.issuperset(options.cases):
        parser.error(f"The cases are {', '.join(sorted(known))}.")
    return options


def _measure(options: argparse.Namespace) -> int:
    program = find_hugo()
    where = report.machine(version(program))
    print(where, file=sys.stderr)
    results = []
    with _folder(options.work) as work:
        for case in CASES:
            if case.name in options.cases:
                results.append(_result(case, program, work, options.pairs))
    if options.disk:
        disk = next(case for case in CASES if case.name == "cold-100")._replace(bar=None)
        with _folder(options.disk) as work:
            results.append(_result(disk, program, work, options.pairs)._replace(place="disk"))
    with _folder(options.work) as work:
        points = [] if options.no_curve else [_point(count, work) for count in (*CURVE, *[10_000] * options.curve)]
    if results:
        print(report.table(results, options.markdown))
    if points:
        print("", report.curve(points, options.markdown), sep="\n")
    if options.json:
        options.json.write_text(json.dumps(report.plain(results, points, where), indent=1), "utf-8")
    return 0


@contextmanager
def _folder(asked: Path | None) -> Iterator[Path]:
    """A folder for the sites, gone afterwards: in memory unless one is asked for."""
    parent = asked or (MEMORY if MEMORY.is_dir() else None)
    with tempfile.TemporaryDirectory(prefix="policygen-bench-", dir=parent) as work:
        yield Path(work)


def _result(case: Case, program: Path, work: Path, pairs: int) -> Result:
    from bench import hugo_site

    ours, theirs = work / f"policygen-{case.size}", work / f"hugo-{case.size}"
    make(ours, case.companies, case.languages)
    hugo_site.make(theirs, case.companies, case.languages)
    result = measured(case, policygen(ours, work), hugo(program, theirs, work), pairs, _say)
    for path in work.iterdir():
        shutil.rmtree(path)
    return result


def _point(count: int, work: Path) -> report.Point:
    """What policygen takes for so many companies in two languages, alone."""
    project = work / f"policygen-{count}"
    make(project, count)
    tool = policygen(project, work)
    costs = []
    for _ in range(3 if count <= 100 else 1):
        tool.forget()
        costs.append(run(tool.command, tool.environment))
    tool.forget()
    memory = peak(tool.command, tool.environment)
    _say(f"curve: {count:,} companies")
    tool.forget()
    shutil.rmtree(project)
    best = min(costs)
    return count, best.wall, best.cpu, memory


def _make(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench make", description="Write a project of declarations.")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--declarations", type=int, default=100, metavar="N")
    parser.add_argument("--languages", type=int, default=2, metavar="L")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--hugo", action="store_true", help="The same as a Hugo site.")
    options = parser.parse_args(arguments)
    if options.hugo:
        from bench import hugo_site

        hugo_site.make(options.folder, options.declarations, options.languages, options.seed)
    else:
        make(options.folder, options.declarations, options.languages, options.seed)
    return 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
