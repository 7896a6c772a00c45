"""The results as a table for a terminal or as Markdown, and as JSON."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bench.cases import TITLES, Result

HEAD = ("Case", "Companies x languages", "policygen", "Hugo", "Wall time", "CPU time", "Peak memory", "Bar", "")
Point = tuple[int, float, float, int]


def machine(hugo: str) -> str:
    """Where it was measured, as far as it matters for the times."""
    model = next((line.split(":")[1].strip() for line in _read("/proc/cpuinfo") if line.startswith("model name")),
                 platform.processor() or platform.machine())
    load = os.getloadavg()[0]
    return (f"{os.cpu_count()} x {model}, {platform.system()} {platform.release().split('-')[0]}, "
            f"Python {platform.python_version()}, {hugo}; load at the start {load:.1f}")


def table(results: Iterable[Result], markdown: bool) -> str:
    """A row for each result. Ratios are policygen's to Hugo's; the bar is for wall time, in the last for memory."""
    return _drawn([HEAD, *(_row(result) for result in results)], markdown)


def curve(points: Iterable[Point], markdown: bool) -> str:
    """Time and peak memory of policygen alone over the number of companies in two languages."""
    head = ("Companies", "Wall time", "CPU time", "Peak memory", "Wall time of one more")
    rows: list[tuple[str, ...]] = [head]
    before: Point | None = None
    for point in points:
        count, wall, cpu, memory = point
        more = _milliseconds((wall - before[1]) / (count - before[0])) if before else ""
        rows.append((f"{count:,}", _milliseconds(wall), _milliseconds(cpu), _mebibytes(memory), more))
        before = point
    return _drawn(rows, markdown)


def plain(results: Iterable[Result], points: Iterable[Point], where: str) -> dict[str, Any]:
    """Everything as values for JSON: seconds and bytes."""
    return {"machine": where, "curve": [list(point) for point in points],
            "results": [{**result.case._asdict(), "place": result.place,
                         "pairs": [[list(cost) for cost in pair] for pair in result.pairs],
                         "memory": list(result.memory), "sites": [site._asdict() for site in result.sites],
                         "ratios": {kind: result.ratio(kind) for kind in ("wall", "cpu", "memory")},
                         "reached": result.reached} for result in results]}


def _row(result: Result) -> tuple[str, ...]:
    case = result.case
    bar = "" if case.bar is None else f"{case.bar:.2f}"
    verdict = "" if case.bar is None else "met" if result.reached <= case.bar else "missed"
    where = "" if result.place == "memory" else f" ({result.place})"
    memory = f"{result.ratio('memory'):.2f} ({_mebibytes(result.memory[0])} : {_mebibytes(result.memory[1])})"
    return (TITLES[case.mode] + where, case.size, _milliseconds(result.value("wall", 0)),
            _milliseconds(result.value("wall", 1)), f"{result.ratio('wall'):.3f}", f"{result.ratio('cpu'):.3f}", memory,
            bar, verdict)


def _drawn(rows: list[tuple[str, ...]], markdown: bool) -> str:
    if markdown:
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        rule = "|" + "|".join(" --- " if column < 2 else " --: " for column in range(len(rows[0]))) + "|"
        return "\n".join([lines[0], rule, *lines[1:]])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
                     for row in rows)


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms" if seconds < 0.1 else f"{seconds * 1000:,.0f} ms"


def _mebibytes(size: int) -> str:
    return f"{size / 2**20:,.0f} MiB"


def _read(path: str) -> Iterator[str]:
    if Path(path).exists():
        yield from Path(path).read_text("utf-8").splitlines()
