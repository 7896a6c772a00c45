"""JSON for people too: what fits on a line stands on one."""

from __future__ import annotations

from functools import lru_cache
from json import JSONEncoder
from json.encoder import encode_basestring as quoted
from typing import Any

WIDTH = 140
_encode = JSONEncoder(ensure_ascii=False).encode


def dump(value: Any) -> str:
    """The JSON of a tree, one space for each level."""
    return _written(value, "\n") + "\n"


def _written(value: Any, line: str) -> str:
    """The JSON of a value; `line` is the end of a line with the indent of the next."""
    if value.__class__ is str:
        return quoted(value)
    if not isinstance(value, (dict, list)):
        return _encode(value)
    if _flat(value):
        whole = _whole(value)
        if len(line) - 1 + len(whole) <= WIDTH:
            return whole
    inner = f"{line} "
    if isinstance(value, dict):
        items = [f"{_key(key)}{_written(item, inner)}" for key, item in value.items()]
        return f"{{{inner}{f',{inner}'.join(items)}{line}}}"
    items = [_written(item, inner) for item in value]
    return f"[{inner}{f',{inner}'.join(items)}{line}]"


def _whole(value: Any) -> str:
    """The JSON of a value on one line."""
    if value.__class__ is str:
        return quoted(value)
    if isinstance(value, dict):
        return f"{{{', '.join([f'{_key(key)}{_whole(item)}' for key, item in value.items()])}}}"
    if isinstance(value, list):
        return f"[{', '.join([_whole(item) for item in value])}]"
    return _encode(value)


@lru_cache(maxsize=1024)
def _key(key: str) -> str:
    return f"{quoted(key)}: "


def _flat(value: Any) -> bool:
    """Whether nothing stands in it that holds more than texts or one name."""
    for item in value.values() if isinstance(value, dict) else value:
        if item.__class__ is not str and (isinstance(item, list) or (isinstance(item, dict) and len(item) > 2)):
            return False
    return True
