"""What is measured, and how: both programs in turn, and the median of the ratios of each pair."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench import compare
from bench.declarations import change
from bench.measure import BenchError, Cost, peak, run
from bench.tools import Tool


class Case(NamedTuple):
    """One thing to measure, and the most of Hugo's time (or memory) that the project allows itself."""

    name: str
    companies: int
    languages: int
    mode: str                                            # cold, idle, changed, memory
    bar: float | None
    pairs: int = 0                                       # 0: as many as asked for

    @property
    def size(self) -> str:
        """Companies x languages."""
        return f"{self.companies:,}x{self.languages}"


CASES = (
    Case("cold-1", 1, 2, "cold", 1.0),
    Case("cold-10", 10, 2, "cold", None),
    Case("cold-100", 100, 2, "cold", 0.4),
    Case("idle-100", 100, 2, "idle", 0.06),
    Case("changed-100", 100, 2, "changed", 0.10),
    Case("languages-100", 100, 27, "cold", 0.4, 2),
    Case("memory-1000", 1000, 2, "memory", 0.4, 1),
)
TITLES = {"cold": "cold", "idle": "nothing to do", "changed": "one changed", "memory": "cold, peak memory"}


class Result(NamedTuple):
    """The costs of each pair, and the peak memory of one further pair."""

    case: Case
    pairs: list[tuple[Cost, Cost]]
    memory: tuple[int, int]
    sites: tuple[compare.Site, compare.Site]
    place: str = "memory"

    def ratio(self, kind: str) -> float:
        """The median of the pairwise ratios of `wall`, `cpu` or `memory`: ours to theirs."""
        if kind == "memory":
            return self.memory[0] / self.memory[1]
        return median(_of(ours, kind) / _of(theirs, kind) for ours, theirs in self.pairs)

    def value(self, kind: str, tool: int) -> float:
        """The median of what one tool took."""
        return median(_of(pair[tool], kind) for pair in self.pairs)

    @property
    def reached(self) -> float:
        """What is held against the bar: wall time, or memory where that is measured."""
        return self.ratio("memory" if self.case.mode == "memory" else "wall")


def _of(cost: Cost, kind: str) -> float:
    return cost.wall if kind == "wall" else cost.cpu


def measured(case: Case, ours: Tool, theirs: Tool, pairs: int, say: Callable[[str], None]) -> Result:
    """Both programs in turn, as often as the case asks for."""
    tools = (ours, theirs)
    for tool in tools:                                   # once without a clock: what the system reads, it then has
        tool.forget()
        run(tool.command, tool.environment)
    sites = (compare.look(ours.output), compare.look(theirs.output))
    say(f"{case.name}: {compare.told(*sites)}")
    if not compare.alike(*sites):
        raise BenchError("The two sites are not alike, so their times say nothing.")
    costs = []
    for number in range(case.pairs or pairs):
        costs.append((_once(case, ours, number), _once(case, theirs, number)))
        say(f"{case.name}: " + " : ".join(f"{cost.wall * 1000:,.0f} ms" for cost in costs[-1]))
    memory = []
    for tool in tools:
        _prepared(case, tool, case.pairs or pairs)
        memory.append(peak(tool.command, tool.environment))
    return Result(case, costs, (memory[0], memory[1]), sites)


def _once(case: Case, tool: Tool, number: int) -> Cost:
    sentence = _prepared(case, tool, number)
    cost = run(tool.command, tool.environment)
    if sentence and sentence not in _page(case, tool).read_text("utf-8"):
        raise BenchError(f"{tool.name} did not take the change.")
    return cost


def _prepared(case: Case, tool: Tool, number: int) -> str:
    """Bring the site into the state in which the case starts; returns the sentence that the page must then hold."""
    if case.mode in ("cold", "memory"):
        tool.forget()
    if case.mode != "changed":
        return ""
    path = sorted(tool.declarations.iterdir())[case.companies // 2]
    data, sentence = change(path.read_bytes(), number)
    path.write_bytes(data)
    return sentence


def _page(case: Case, tool: Tool) -> Path:
    name = sorted(tool.declarations.iterdir())[case.companies // 2].stem
    return tool.output / name / "en" / "privacy" / "index.html"
