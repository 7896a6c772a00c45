"""How what a format leaves out and asks is told: grouped for people, value by value for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from policygen.commands._shared import counted

if TYPE_CHECKING:
    from policygen.formats import Remark


def report(remarks: Mapping[str, Sequence[Remark]], name: str, form: str) -> str:
    """The remarks of a format by declaration, as `text` or `json`."""
    if form == "json":
        return json.dumps({"format": name, "declarations": {
            id: [{"kind": remark.kind, "what": remark.what, "says": remark.says, "file": remark.at.file,
                  "line": remark.at.line, "column": remark.at.column} for remark in found]
            for id, found in remarks.items()}}, ensure_ascii=False, indent=1) + "\n"
    return "".join(f"{line}\n" for id, found in remarks.items() for line in _told(id, found, name))


def _told(id: str, remarks: Sequence[Remark], name: str) -> Iterator[str]:
    questions = [remark for remark in remarks if remark.kind == "question"]
    left_out = [remark for remark in remarks if remark.kind == "left-out"]
    if questions:
        yield click.style(f"{id}: {name} asks {counted(len(questions), 'question')}", bold=True)
    yield from (f"  {remark.at} {remark.what}: {remark.says}" for remark in questions)
    if left_out:
        yield click.style(f"{id}: {name} leaves out {counted(len(left_out), 'declared value')}", bold=True)
    groups: dict[tuple[str, str], list[Remark]] = {}
    for remark in left_out:
        groups.setdefault((re.sub(r"\.\d+(?=\.|$)", "", remark.what), remark.says), []).append(remark)
    for (what, says), found in groups.items():
        more = f" ({len(found)} times)" if len(found) > 1 else ""
        yield f"  {found[0].at} {what}: {says}{more}"
