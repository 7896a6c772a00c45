"""A file in JSON or YAML as values that know where they stand, and an account of those that found a place.

Whatever is never taken is told of at the end (`left`), so that nothing is dropped in silence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from policygen import limits
from policygen.imports._draft import Note, Tree, bare
from policygen.load import Mapping, Node, Scalar, parse, utf8
from policygen.problem import Position, Problem

MAX_DEPTH = limits.IMPORT_DEPTH.most
MAX_VALUES = limits.IMPORT_VALUES.most
PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


class Numeral(str):
    """A number as it was written."""

    __slots__ = ()


class Object(dict[str, Any]):
    """A JSON object; `twice` holds the values of keys that stood again behind them."""

    __slots__ = ("twice",)

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__()
        self.twice: list[tuple[str, Any]] = []
        for key, value in pairs:
            if key in self:
                self.twice.append((key, self[key]))
            self[key] = value


class Source:
    """A value of the input: str, Numeral, bool, None, a list or a dict; `path` leads to it, such as `$.meta.name`."""

    __slots__ = ("_taken", "path", "value")

    def __init__(self, value: Any, path: str = "$", taken: set[str] | None = None) -> None:
        self.value = value
        self.path = path
        self._taken: set[str] = set() if taken is None else taken

    def get(self, *keys: str) -> Source:
        """The value under keys, one inside the other; its value is None where there is none."""
        found = self
        for key in keys:
            value = found.value.get(key) if isinstance(found.value, dict) else None
            found = Source(value, _join(found.path, key), self._taken)
        return found

    def entries(self) -> Iterator[tuple[str, Source]]:
        """The keys of a mapping with their values."""
        if isinstance(self.value, dict):
            yield from ((key, self.get(key)) for key in self.value)

    def each(self) -> Iterator[Source]:
        """The items of a list; a value that is none and says something is its own only item."""
        if isinstance(self.value, list):
            for number, value in enumerate(self.value):
                yield Source(value, f"{self.path}[{number}]", self._taken)
        elif self:
            yield self

    def __bool__(self) -> bool:
        """Whether anything is said here or below: null, empty texts, lists and mappings say nothing."""
        return next(self.leaves(), None) is not None

    @property
    def plain(self) -> str:
        """A text or number as it stands, without taking it; empty where it is neither."""
        return self.value.strip() if isinstance(self.value, str) else ""

    def texts(self) -> tuple[str, ...]:
        """The texts and numbers here, one or in a list; they are taken."""
        found = []
        for item in self.each():
            if item.plain:
                item.take()
                found.append(item.plain)
        return tuple(found)

    def text(self) -> str:
        """The text or number here; several in a list are joined with `; `. It is taken."""
        return "; ".join(self.texts())

    def flag(self) -> bool | None:
        """Yes or no, where it is that in some spelling; it is then taken."""
        said = self.value if isinstance(self.value, bool) else \
            {"true": True, "yes": True, "false": False, "no": False}.get(self.plain.lower())
        if said is not None:
            self.take()
        return said

    def take(self) -> None:
        """Everything here and below has found a place."""
        self._taken.update(path for path, _ in self.leaves())

    def leaves(self) -> Iterator[tuple[str, Any]]:
        """Each single value here and below that says something, with its path."""
        stack = [(self.path, self.value)]
        while stack:
            path, value = stack.pop()
            if isinstance(value, dict):
                inside = [(_join(path, key), child) for key, child in value.items()]
                again = [(f"{_join(path, key)} (before it stands again)", child)
                         for key, child in getattr(value, "twice", ())]
                stack += reversed([*inside, *again])
            elif isinstance(value, list):
                stack += reversed([(f"{path}[{number}]", child) for number, child in enumerate(value)])
            elif value is not None and not (isinstance(value, str) and not value.strip()):
                yield path, value

    def fitting(self, make: Callable[[str, str], Tree]) -> Tree:
        """What `make` reads of the text, which is then taken; what does not fit stays with what is not carried."""
        made = make(self.plain, self.path)
        if not bare(made):
            return None
        self.take()
        return made

    def untaken(self) -> Iterator[tuple[str, Any]]:
        """Each value that was never taken, with its path."""
        yield from ((path, value) for path, value in self.leaves() if path not in self._taken)

    def left(self) -> tuple[Note, ...]:
        """A note for each value that was never taken."""
        return tuple(Note(f"{path}: {told(value)}") for path, value in self.untaken())


def told(value: Any) -> str:
    """A single value as JSON writes it."""
    return str(value) if isinstance(value, Numeral) else json.dumps(value, ensure_ascii=False)


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if PLAIN_KEY.fullmatch(key) else f"{path}[{json.dumps(key, ensure_ascii=False)}]"


def read_json(data: bytes, name: str) -> tuple[Source | None, tuple[Problem, ...]]:
    """The bytes of a JSON file; numbers stay as written, and keys that stand twice are kept."""
    text, problems = utf8(data, name)
    if problems:
        return None, problems
    try:
        value = json.loads(text, object_pairs_hook=Object, parse_int=Numeral, parse_float=Numeral,
                           parse_constant=Numeral)
    except json.JSONDecodeError as error:
        at = Position(name, error.lineno, error.colno)
        return None, (Problem(at, "json-syntax", f"The file is not valid JSON: {error.msg}.", "Correct the file."),)
    except RecursionError:
        return None, (_too_deep(name),)
    return _bounded(value, name)


def read_yaml(data: bytes, name: str) -> tuple[Source | None, tuple[Problem, ...]]:
    """The bytes of a YAML file, or of a JSON file where it starts as one; signs that nobody sees stay in its texts."""
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return read_json(data, name)
    root, problems = parse(data, name)
    faults = tuple(problem for problem in problems if problem.id != "control-character")
    return (None, problems) if root is None or faults else _bounded(_value(root), name)


def _value(node: Node) -> Any:
    if isinstance(node, Scalar):
        known = {"null": None, "~": None, "": None, "true": True, "false": False}
        return known[node.text] if node.plain and node.text in known else node.text
    if isinstance(node, Mapping):
        return {key.text: _value(child) for key, child in node.entries}
    return [_value(child) for child in node.items]


def _bounded(value: Any, name: str) -> tuple[Source | None, tuple[Problem, ...]]:
    """The value, unless it is nested too deep or has too many parts."""
    level, count, depth = [value], 0, 0
    while level:
        count, depth = count + len(level), depth + 1
        if depth > MAX_DEPTH:
            return None, (_too_deep(name),)
        if count > MAX_VALUES:
            return None, (Problem(Position(name), "too-many-values", f"The file holds over {MAX_VALUES:,} values.",
                                   "Split the file."),)
        level = [child for parent in level for child in _inside(parent)]
    return Source(value), ()


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value.values(), *(child for _, child in getattr(value, "twice", ()))]
    return value if isinstance(value, list) else []


def _too_deep(name: str) -> Problem:
    return Problem(Position(name), "too-deep", f"The file is nested deeper than {MAX_DEPTH} levels.", "Flatten it.")
