"""A manifest as YAML that every reader takes for the same: plain words, and everything else in quotation marks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ ._-][A-Za-z0-9]+)*")
# What YAML 1.1, in which Fides reads, takes for something other than text.
RESERVED = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def written(document: Mapping[str, Any], head: str = "") -> bytes:
    """The document as the bytes of a YAML file, with comments above it."""
    lines = [*(f"# {line}" for line in head.splitlines()), *_mapping(document, 0)]
    return ("\n".join(lines) + "\n").encode()


def _mapping(found: Mapping[str, Any], depth: int) -> Iterator[str]:
    for key, value in found.items():
        yield from _after(f"{'  ' * depth}{_single(key)}:", value, depth)


def _after(start: str, value: Any, depth: int) -> Iterator[str]:
    """A value after its key."""
    if isinstance(value, Mapping) and value:
        yield start
        yield from _mapping(value, depth + 1)
    elif isinstance(value, list) and value and any(isinstance(item, Mapping) for item in value):
        yield start
        for item in value:
            first, *others = _mapping(item, depth + 2)
            yield f"{'  ' * (depth + 1)}- {first.lstrip()}"
            yield from others
    elif isinstance(value, list) and value:
        yield start
        yield from (f"{'  ' * (depth + 1)}- {_single(item)}" for item in value)
    else:
        yield f"{start} {_single(value)}"


def _single(value: Any) -> str:
    if isinstance(value, str) and PLAIN.fullmatch(value) and value.lower() not in RESERVED and len(value) <= 100:
        return value
    return json.dumps(value, ensure_ascii=False)
