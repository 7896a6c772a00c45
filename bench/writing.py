"""Declarations as YAML, in the way in which people write them: blocks, folded long texts, short things on one line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from textwrap import wrap
from typing import Any

WIDTH = 100
PLAIN = re.compile(r"[^\W\d][^\n:#]*(?:[:#]\S[^\n:#]*)*")         # what needs no quotation marks in a block
IN_LINE = re.compile(r"[^\n\"{}\[\],]*")                       # and on one line with others
SHORT = 90
NOT_TEXT = frozenset({"no", "yes", "true", "false", "null", "on", "off"})


def written(value: dict[str, Any]) -> str:
    """The document."""
    return "\n".join(_mapping(value, 0)) + "\n"


def _mapping(value: dict[str, Any], depth: int) -> Iterator[str]:
    for key, found in value.items():
        yield from _entry(f"{' ' * depth}{key}:", found, depth + 2)


def _entry(head: str, value: Any, depth: int) -> Iterator[str]:
    """A key or a dash with what stands after it."""
    line = f"{head} {_scalar(value) if isinstance(value, str) else _flow(value)}"
    if len(line) <= SHORT and not _nested(value):
        yield line
    elif isinstance(value, dict):
        lines = list(_mapping(value, depth))
        if head.endswith("-"):
            yield f"{head} {lines[0].lstrip()}"
            lines = lines[1:]
        else:
            yield head
        yield from lines
    elif isinstance(value, list):
        yield head
        for found in value:
            yield from _entry(f"{' ' * depth}-", found, depth + 2)
    elif isinstance(value, str) and "\n" not in value and not value.startswith(" "):
        yield f"{head} >-"
        yield from wrap(value, WIDTH, initial_indent=" " * depth, subsequent_indent=" " * depth,
                        break_long_words=False, break_on_hyphens=False)
    else:
        yield f"{head} |-"
        yield from (" " * depth + part if part else "" for part in str(value).split("\n"))


def _nested(value: Any) -> bool:
    """Whether a value would be hard to read on one line, or has several of its own."""
    if isinstance(value, str):
        return "\n" in value
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(isinstance(found, dict | list) or _nested(found) for found in inside)


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(found)}" for key, found in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str):
        return _scalar(value) if IN_LINE.fullmatch(value) else _quoted(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _scalar(text: str) -> str:
    plain = PLAIN.fullmatch(text) and text.lower() not in NOT_TEXT and not text.endswith((" ", ":"))
    return text if plain else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
