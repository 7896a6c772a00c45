"""JSON for people too: what fits on a line stands on one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

WIDTH = 140


def dump(value: Any) -> str:
    """The JSON of a tree, one space for each level."""
    return "".join(_lines(value, "")) + "\n"


def _lines(value: Any, indent: str) -> Iterator[str]:
    if not isinstance(value, dict | list) or _flat(value):
        whole = json.dumps(value, ensure_ascii=False)
        if not isinstance(value, dict | list) or len(indent) + len(whole) <= WIDTH:
            yield whole
            return
    opened, closed = "{}" if isinstance(value, dict) else "[]"
    yield opened
    items = value.items() if isinstance(value, dict) else ((None, item) for item in value)
    for number, (key, item) in enumerate(items):
        yield ("," if number else "") + f"\n{indent} "
        if key is not None:
            yield f"{json.dumps(key, ensure_ascii=False)}: "
        yield from _lines(item, f"{indent} ")
    yield f"\n{indent}{closed}"


def _flat(value: Any) -> bool:
    """Whether nothing stands in it that holds more than texts or one name."""
    inside = value.values() if isinstance(value, dict) else value
    return not any(isinstance(item, list) or (isinstance(item, dict) and len(item) > 2) for item in inside)
