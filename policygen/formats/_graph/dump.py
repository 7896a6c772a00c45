"""JSON for people too: what fits on a line stands on one."""

from __future__ import annotations

from json import JSONEncoder
from typing import Any

WIDTH = 140
_encode = JSONEncoder(ensure_ascii=False).encode


def dump(value: Any) -> str:
    """The JSON of a tree, one space for each level."""
    parts: list[str] = []
    _write(parts, value, "\n")
    return "".join(parts) + "\n"


def _write(parts: list[str], value: Any, line: str) -> None:
    """Add the JSON of a value; `line` is the end of a line with the indent of the next."""
    if not isinstance(value, (dict, list)):
        parts.append(_encode(value))
        return
    if _flat(value):
        whole = _encode(value)
        if len(line) - 1 + len(whole) <= WIDTH:
            parts.append(whole)
            return
    inner = f"{line} "
    before = inner
    if isinstance(value, dict):
        parts.append("{")
        for key, item in value.items():
            parts.append(f"{before}{_encode(key)}: ")
            _write(parts, item, inner)
            before = f",{inner}"
        parts.append(f"{line}}}")
    else:
        parts.append("[")
        for item in value:
            parts.append(before)
            _write(parts, item, inner)
            before = f",{inner}"
        parts.append(f"{line}]")


def _flat(value: Any) -> bool:
    """Whether nothing stands in it that holds more than texts or one name."""
    for item in value.values() if isinstance(value, dict) else value:
        if isinstance(item, list) or (isinstance(item, dict) and len(item) > 2):
            return False
    return True
