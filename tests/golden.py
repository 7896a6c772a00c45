"""What rooms say, put down in tests/rooms_expected: any other word of it fails; `pytest --accept` puts it down anew."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from support import ROOT

from policygen.problem import Problem

FOLDER = ROOT / "tests" / "rooms_expected"


def told(problems: Iterable[Problem]) -> str:
    """All that problems hold, two lines for each."""
    return "".join(f"    {p.at} {p.severity.value} {p.id} {p.provision} {p.related or ''}".rstrip() +
                   f"\n      {p.says} {p.fix}\n" for p in problems)


def compare(name: str, found: dict[str, str], config: pytest.Config) -> None:
    """Texts by their names are those that were put down."""
    text = "".join(f"{key}\n{value}" for key, value in found.items())
    path = FOLDER / f"{name}.txt"
    if config.getoption("--accept"):
        path.write_text(text, "utf-8")
    assert text.splitlines() == path.read_text("utf-8").splitlines()
