"""Values as JavaScript: JSON that can also hold regular expressions and functions, safe inside a page."""

from __future__ import annotations

import json
from typing import NamedTuple

# What would end a script element, or a line of it in old browsers.
UNSAFE = {"</": "<\\/", "<!--": "\\u003c!--", "\u2028": "\\u2028", "\u2029": "\\u2029"}
# Deletes what has one of the names from local and session storage.
FORGET = """\
  function forget(names) {
    names.forEach(function (name) {
      [localStorage, sessionStorage].forEach(function (store) {
        Object.keys(store).forEach(function (key) {
          if (name.test(key)) store.removeItem(key);
        });
      });
    });
  }
"""


class Regex(NamedTuple):
    """A regular expression, written as a literal."""

    source: str


def script(value: object, indent: str = "") -> str:
    """The value as an expression over several lines."""
    inner = f"{indent}  "
    if isinstance(value, Regex):
        return f"/{value.source}/"
    if isinstance(value, dict) and value:
        entries = ",\n".join(f"{inner}{_text(name)}: {script(item, inner)}" for name, item in value.items())
        return f"{{\n{entries}\n{indent}}}"
    if isinstance(value, list | tuple) and value:
        items = [script(item, inner) for item in value]
        short = f"[{', '.join(items)}]"
        if len(indent) + len(short) < 100 and "\n" not in short:
            return short
        return "[\n" + ",\n".join(f"{inner}{item}" for item in items) + f"\n{indent}]"
    return _text(value)


def _text(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    for sign, escape in UNSAFE.items():
        text = text.replace(sign, escape)
    return text
