"""YAML text -> nodes with positions: every scalar stays text, nothing implicit, limits on everything.

The C event stream is read with an iterative builder, because the C composer crashes the interpreter
on deep input. Allowed: block and flow mappings, sequences, all scalar styles. Refused, each as a
problem: tags, anchors, aliases, merge keys, a second document, duplicate keys, keys that are not text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple, NoReturn
from unicodedata import category

import yaml

from policygen import limits
from policygen.problem import Position, Problem

MAX_BYTES = limits.FILE.most
MAX_DEPTH = limits.DEPTH.most
MAX_NODES = limits.NODES.most
MAX_SCALAR = limits.SCALAR.most

Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Signs that nobody sees: control characters, line separators, marks that turn text around, what has no width or no
# shape, tags, private and unassigned code points. Some are needed in some places: joiners (ZWNJ, ZWJ) behind letters of
# scripts that join and in emoji; selectors of variants behind symbols, digits and Han.
NEVER = ("\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e"
         "\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001d173-\U0001d17a"
         "\U000e0000-\U000e00ff\U000e01f0-\U0010ffff"
         + "".join(f"{chr(plane + 0xfffe)}{chr(plane + 0xffff)}" for plane in range(0x10000, 0xe0000, 0x10000)))
JOINED = ("\u0590-\u109f\u1700-\u1cff\ua800-\uabff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff"
          "\u00a9\u00ae\u2190-\u2bff\u3030\u303d\ufe0f\U0001f000-\U0001faff")
VARIED = ("0-9#*\u00a9\u00ae\u1000-\u109f\u2000-\u200a\u2010-\u2027\u2030-\u2bff\u3000-\u9fff\ua840-\ua877"
          "\U0001f000-\U0001faff")
HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
PLACED = "\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef"
# Nearly all texts are passed over by this alone.
UNUSUAL = re.compile("[^ -~\n\t\r\u00a0-\u024f\u0370-\u058f\u2010-\u2027\u2030-\u205e\u20a0-\u27ff]")

WIDE = 100
# Texts that other readers of YAML may take for something else, and that declarations write without quotation marks.
HOUSE_STYLE = re.compile(r"[A-Z]{2}|yes|no|[1-9][0-9]{0,2}|[0-9]{4}-[0-9]{2}-[0-9]{2}")
FOLDABLE = re.compile(r"[^\s](?:[^\s]| (?=\S))*")


class Scalar(NamedTuple):
    """One text as written; `plain` tells that it had no quotation marks."""

    at: Position
    text: str
    plain: bool


class Sequence(NamedTuple):
    """A list of nodes."""

    at: Position
    items: tuple[Node, ...]


class Mapping(NamedTuple):
    """Keys with their nodes, in the order of the file; keys are unique."""

    at: Position
    entries: tuple[tuple[Scalar, Node], ...]

    def get(self, key: str) -> Node | None:
        """The node under `key`, or None."""
        return next((node for name, node in self.entries if name.text == key), None)


Node = Scalar | Sequence | Mapping


def written(node: Node) -> object:
    """What `node` says, without positions: equal for two nodes with the same texts; hashable."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return tuple(written(item) for item in node.items)
    return frozenset((key.text, written(value)) for key, value in node.entries)


class RefusedError(Exception):
    """Stops the reading of one file; carries the problem, never leaves this module."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.says)
        self.problem = problem


class _Open:
    """A collection being read: its entries so far and the key that waits for its value."""

    __slots__ = ("at", "entries", "is_mapping", "items", "key")

    def __init__(self, at: Position, is_mapping: bool) -> None:
        self.at = at
        self.is_mapping = is_mapping
        self.items: list[Node] = []
        self.entries: dict[str, tuple[Scalar, Node]] = {}
        self.key: Scalar | None = None

    def close(self) -> Node:
        if self.is_mapping:
            return Mapping(self.at, tuple(self.entries.values()))
        return Sequence(self.at, tuple(self.items))


def scalar(text: str, depth: int) -> str:
    """A text as it is written after `key: ` or `- `, so that `parse` and other readers of YAML give the same text.

    Long texts and texts of several lines become blocks below, indented by `depth` steps of two; the rest is one line.
    """
    if HOUSE_STYLE.fullmatch(text):
        return text
    several = "\n" in text
    if several or len(text) > WIDE:
        if FOLDABLE.fullmatch(text) and not several:
            return _block(text, ">", depth)
        if all(FOLDABLE.fullmatch(line) for line in text.split("\n") if line) and text[0] != "\n" != text[-1]:
            return _block(text, "|", depth)
    style = '"' if several else None
    return str(yaml.safe_dump(text, default_style=style, allow_unicode=True, width=10**9)).removesuffix(
        "\n...\n").removesuffix("\n")


def _block(text: str, style: str, depth: int) -> str:
    lines = str(yaml.safe_dump(text, default_style=style, allow_unicode=True, width=WIDE, indent=2)).splitlines()
    return "\n".join([lines[0], *(line and "  " * depth + line.strip(" ") for line in lines[1:])])


@cache
def control() -> re.Pattern[str]:
    """What finds a sign that nobody sees and that is not needed where it stands; compiled where it is needed."""
    return re.compile(f"[{NEVER}{PLACED}](?<![{JOINED}][\u200c\u200d])(?<![{VARIED}][\ufe00-\ufe0f])"
                      f"(?<![{HAN}][\U000e0100-\U000e01ef])")


def hidden(text: str) -> re.Match[str] | None:
    """The first sign in a text that nobody sees and that is not needed there."""
    return control().search(text) if UNUSUAL.search(text) else None


def without_hidden(text: str, instead: Callable[[str], str] = lambda sign: "") -> str:
    """The text without such signs, or with something else in their place; what one of them allowed goes with it."""
    while hidden(text):
        text = control().sub(lambda found: instead(found.group()), text)
    return text


def utf8(data: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    """Bytes of `file` -> text and problems; a byte order mark is dropped, anything but UTF-8 refused."""
    if len(data) > MAX_BYTES:
        return "", (_problem(Position(file), "file-too-large", f"The file has more than {MAX_BYTES:,} bytes.",
                             "Split it into several files."),)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        at = _position_of(data[: error.start].decode("utf-8", "replace"), file)
        return "", (_problem(at, "not-utf-8", f"Byte 0x{data[error.start]:02x} is not valid UTF-8.",
                             "Save the file as UTF-8."),)


def decode(data: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    """Bytes of `file` -> text and problems; control characters are refused."""
    text, problems = utf8(data, file)
    found = hidden(text)
    if found:
        return "", (_control_problem(_position_of(text[: found.start()], file), "file", found.group()),)
    return text, problems


def parse(data: bytes, file: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """Bytes of a YAML file -> (root node or None, problems). `file` is the name shown in positions."""
    text, problems = decode(data, file)
    if problems:
        return None, problems
    try:
        return _Builder(text, file).build()
    except RefusedError as refused:
        return None, (refused.problem,)
    except yaml.MarkedYAMLError as error:
        return None, (_syntax_problem(error, _position_of(text, file)),)
    except yaml.YAMLError as error:
        return None, (_problem(Position(file), "yaml-syntax", f"The file is not YAML: {error}.", "Correct the file."),)


class _Builder:
    """Builds nodes from events with an explicit stack, so that depth costs no interpreter stack."""

    def __init__(self, text: str, file: str) -> None:
        self.loader = Loader(text)
        self.whole = text
        self.text = text if "?" in text else ""
        self.file = file
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.nodes = 0
        self.documents = 0

    def build(self) -> tuple[Node | None, tuple[Problem, ...]]:
        get, take = self.loader.get_event, self._take
        try:
            while (event := get()) is not None:
                take(event)
        finally:
            self.loader.dispose()
        if self.root is None:
            self._refuse(Position(self.file), "file-empty", "The file holds no declaration.",
                         "Write at least `policygen: 1` and a `controller`, or delete the file.")
        return self.root, tuple(self.problems)

    def _take(self, event: yaml.Event) -> None:
        mark = event.start_mark
        at = Position(self.file, mark.line + 1, mark.column + 1) if mark else Position(self.file)
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, at)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event, at)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._put(self.stack.pop().close())
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(at, "yaml-alias", f"The alias *{event.anchor} repeats another place.",
                         "Put a text that starts with * in quotation marks; there are no aliases here.")
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._refuse(at, "yaml-second-document", "A second document starts here with `---`.",
                             "Keep one document in a file.")

    def _scalar(self, event: yaml.ScalarEvent, at: Position) -> None:
        self._check(event, at)
        if not event.value and event.start_mark and event.start_mark.index >= len(self.whole):
            at = min(at, _position_of(self.whole, self.file))     # libyaml counts a line break behind the last line
        if len(event.value) > MAX_SCALAR:
            self._refuse(at, "text-too-long", f"The text has {len(event.value):,} characters.",
                         f"Shorten it: a text has at most {MAX_SCALAR:,} characters.")
        if event.style == '"':              # "\u202e" is plain in the file and is a control character in the text
            escaped = hidden(event.value)
            if escaped:
                self.problems.append(_control_problem(at, "text", escaped.group()))
        self._put(Scalar(at, event.value, not event.style))

    def _open(self, event: yaml.CollectionStartEvent, at: Position) -> None:
        self._check(event, at)
        if len(self.stack) >= MAX_DEPTH:
            raise RefusedError(_too_deep(at))
        self.stack.append(_Open(at, isinstance(event, yaml.MappingStartEvent)))

    def _check(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, at: Position) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._refuse(at, "yaml-too-many-nodes", f"The file holds more than {MAX_NODES:,} values.",
                         "Split the declaration into several files.")
        if event.anchor is not None:
            self._refuse(at, "yaml-anchor", f"The anchor &{event.anchor} names a place to repeat.",
                         "Put a text that starts with & in quotation marks; there are no anchors here.")
        if event.tag is not None and event.tag != "!":
            self._refuse(at, "yaml-tag", f"The tag {event.tag} gives the value a type.",
                         "Put a text that starts with ! in quotation marks; there are no tags here.")
        mark = event.start_mark if self.text else None                         # libyaml reads [?x] as [x: ""]
        empty = isinstance(event, yaml.ScalarEvent) and not event.value
        if mark and mark.index and self.text[mark.index - 1] == "?" and not empty:
            self._refuse(at, "yaml-syntax", "A `?` stands before this text without a space.",
                         "Put a text that starts with ? in quotation marks.")

    def _put(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        around = self.stack[-1]
        if not around.is_mapping:
            around.items.append(node)
        elif around.key is None:
            around.key = self._key(node)
        else:
            key, around.key = around.key, None
            if key.text in around.entries:
                self._twice(key, around.entries[key.text][0].at)
            else:
                around.entries[key.text] = (key, node)

    def _key(self, node: Node) -> Scalar:
        if not isinstance(node, Scalar):
            self._refuse(node.at, "yaml-key-not-text", "A key is a list or a mapping here.",
                         "Use a plain word as key; quote a text that starts with [ or {.")
        if node.text == "<<" and node.plain:
            self._refuse(node.at, "yaml-merge", "The merge key << copies another mapping.",
                         "Write the values out.")
        return node

    def _twice(self, key: Scalar, first: Position) -> None:
        self.problems.append(Problem(key.at, "duplicate-key", f"The key `{key.text}` stands here a second time.",
                                     f"Keep one; the first stands at {first}.", related=first))

    def _refuse(self, at: Position, id: str, says: str, fix: str) -> NoReturn:
        raise RefusedError(_problem(at, id, says, fix))


# Faults that are noticed far behind the quotation mark, bracket or key that is to be mended.
AT_START = ("unexpected end of stream", "did not find expected ',' or", "could not find expected ':'")
HINTS = (
    ("mapping values are not allowed", "A second `: ` stands on this line, or the indentation is off.",
     "Put the text in quotation marks, or correct the indentation."),
    ("tab character", "A tab is used for indentation.", "Indent with spaces."),
    ("did not find expected alphabetic or numeric character", "A text starts with `*` or `&`.",
     "Put the text in quotation marks."),
    ("did not find expected hexdecimal number", "A backslash in a text in double quotation marks starts an escape.",
     "Use single quotation marks, or write two backslashes."),
    ("that cannot start any token", "This character has a meaning in YAML and cannot start a text.",
     "Put the text in quotation marks; indent with spaces, not tabs."),
    ("did not find expected key", "The indentation is off, or a text needs quotation marks.",
     "Give keys of one mapping the same indentation, and quote texts that hold `: `, `#` or quotes."),
    ("did not find expected '-' indicator", "A list and keys are mixed at one indentation.",
     "Indent the keys under their list item, or remove the dash."),
    ("could not find expected ':'", "A line here has no `:` after its key.",
     "Write `key: value`, or indent the continuation of a text."),
    ("found unexpected end of stream", "A quotation mark is opened and never closed.", "Close the quotation mark."),
    ("did not find expected ',' or", "A list in brackets is not closed, or a comma is missing.",
     "Close the bracket, separate the items by commas, and quote items that hold `,` or `:`."),
    ("found undefined tag handle", "A text starts with `!`.", "Put the text in quotation marks."),
    ("found unknown escape character", "A backslash in a text in double quotation marks starts an escape.",
     "Use single quotation marks, or write two backslashes."),
)


def _syntax_problem(error: yaml.MarkedYAMLError, end: Position) -> Problem:
    said = error.problem or "unknown error"
    opened = any(needle in said for needle in AT_START)
    mark = (error.context_mark if opened else None) or error.problem_mark or error.context_mark
    at = Position(end.file, mark.line + 1, mark.column + 1) if mark else Position(end.file)
    at = min(at, end)
    if "nesting depth" in said:                   # libyaml looks 1,024 brackets ahead, and stops at so many itself
        return _too_deep(at)
    for needle, says, fix in HINTS:
        if needle in said:
            return _problem(at, "yaml-syntax", says, fix)
    return _problem(at, "yaml-syntax", f"The file is not valid YAML: {said}.", "Correct this line or the one above it.")


def _too_deep(at: Position) -> Problem:
    return _problem(at, "yaml-too-deep", f"The file is nested deeper than {MAX_DEPTH} levels.",
                    "Flatten it; a declaration needs about ten levels.")


def _problem(at: Position, id: str, says: str, fix: str) -> Problem:
    return Problem(at, id, says, fix)


def _control_problem(at: Position, where: str, sign: str) -> Problem:
    kind = "control character" if category(sign) in ("Cc", "Cf", "Zl", "Zp", "Cs") else \
        "private or unassigned character" if category(sign) in ("Co", "Cn") else "hidden character"
    return _problem(at, "control-character", f"The {where} holds the {kind} U+{ord(sign):04X}.",
                    "Delete it: nobody sees it, and it can change how the text reads.")


def _position_of(before: str, file: str) -> Position:
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")        # as libyaml counts them
    return Position(file, len(lines), len(lines[-1]) + 1)
