"""Coverage for people on a terminal: grouped by outcome, aligned, with file, line and column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from policygen.coverage import Coverage, Outcome, Result

COLOURS = {Outcome.MISSING: "31", Outcome.HUMAN: "33", Outcome.MET: "32", Outcome.NOT_OWED: "2"}
FEW = 4
INDENT = 27                                         # two spaces, severity, provision
WIDTH = 120
JOINED = "\N{NO-BREAK SPACE}"


def report(found: Sequence[Coverage], coloured: bool = False) -> str:
    """A chapter for each declaration, each with its summary line first."""
    return "\n".join("\n".join(_chapter(coverage, coloured)) + "\n" for coverage in found)


def summary(coverage: Coverage) -> str:
    """How many duties have each outcome: `policy (Example AS), 117 duties: missing 3 (1 must), ...`."""
    gaps = f" ({coverage.gaps} must)"
    counts = ", ".join(f"{outcome.value} {count}{gaps if outcome is Outcome.MISSING else ''}"
                       for outcome, count in coverage.counts.items())
    return f"{coverage.id} ({coverage.controller}), {len(coverage.results)} duties: {counts}"


def some(items: Sequence[object], few: int = FEW) -> str:
    """The first of many things, and how many there are besides."""
    shown = ", ".join(str(item) for item in items[:few])
    return shown if len(items) <= few else f"{shown} and {len(items) - few} more"


def _chapter(coverage: Coverage, coloured: bool) -> Iterator[str]:
    yield _styled(summary(coverage), "1", coloured)
    for outcome in Outcome:
        found = coverage.having(outcome)
        if found:
            yield ""
            yield _styled(outcome.value.capitalize(), f"1;{COLOURS[outcome]}", coloured)
        for result in found:
            yield from _paragraph(result, coloured)


def _paragraph(result: Result, coloured: bool) -> Iterator[str]:
    duty = result.duty
    doubt = "" if duty.verified else " [source not verified]"
    first, *rest = _wrapped(f"{duty.title} ({duty.id}){doubt}")
    yield f"  {duty.severity:<6}  {duty.provisions[0]:<17}" + _styled(first, "1", coloured)
    for line in (*rest, *(part for detail in _details(result) for part in _wrapped(detail))):
        yield " " * INDENT + line


def _wrapped(text: str) -> list[str]:
    """The text in lines; no-break spaces keep together what belongs together."""
    return [line.replace(JOINED, " ") for line in wrap(text, WIDTH - INDENT, break_long_words=False,
                                                       break_on_hyphens=False)]


def _details(result: Result) -> Iterator[str]:
    """Why or what to ask, for what, said where, from which lines."""
    if result.says:
        yield result.says
    if result.lacking:
        named = [f"{owed.name} ({owed.at})".replace(" ", JOINED) for owed in result.lacking]
        yield f"{'look at' if result.outcome is Outcome.HUMAN else 'lacking'}: {some(named)}"
    if result.blocks:
        yield f"said by: {some(result.blocks)}"
    if result.places:
        yield f"from: {some(result.places)}"


def _styled(text: str, code: str, coloured: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if coloured else text
