"""How what a format leaves out and asks is told: grouped for people, value by value for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
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
        yield click.style(f"{id}: {name} leaves out {counted(len(left_out), 'declared value')}", bold=True) \
            + " (`--format json` tells where each stands)"
    reasons: dict[str, dict[str, int]] = {}
    for remark in left_out:
        keys = reasons.setdefault(remark.says, {})
        what = re.sub(r"\.\d+(?=\.|$)", "", remark.what)
        keys[what] = keys.get(what, 0) + 1
    for says, keys in reasons.items():
        yield from wrap(f"{says.removesuffix('.')}: " + ", ".join(
            f"{what} ({count})" if count > 1 else what for what, count in keys.items()), 110, initial_indent="  ",
            subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
