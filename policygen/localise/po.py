"""The gettext file of a language, line by line: every line is understood, or it is a problem. No plurals, no code.

Only a part of the format is needed: comments, `msgctxt`, `msgid`, `msgstr`, and texts in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from policygen.load import hidden
from policygen.problem import Position, Problem
from policygen.project import File

LINE = re.compile(r'(?:(msgctxt|msgid|msgstr)\s+)?"((?:[^"\\]|\\.)*)"\s*')
PLURAL = re.compile(r"\s*msg(?:id_plural|str\[)")
ESCAPE = re.compile(r"\\(.)")
SIGNS = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
CHARSET = re.compile(r"charset=([^\s;]+)", re.IGNORECASE)
LANGUAGE = re.compile(r"^Language:\s*(.*?)\s*$", re.MULTILINE)
KEYWORDS = ("msgctxt", "msgid", "msgstr")


class Entry(NamedTuple):
    """One translation: the line of the file where it stands, the English it was made from, and the text."""

    line: int
    english: str
    text: str
    fuzzy: bool


class _UnreadError(Exception):
    """Stops the reading of one file; never leaves this module."""

    def __init__(self, line: int, says: str, fix: str) -> None:
        super().__init__(says)
        self.line, self.says, self.fix = line, says, fix


class _Message:
    """A message while its lines are read; `line` is where its English starts."""

    def __init__(self) -> None:
        self.line = 0
        self.fuzzy = False
        self.parts: dict[str, list[str]] = {}

    def take(self, number: int, keyword: str, text: str) -> None:
        """Add a line; keywords stand in their order, and a text without one goes on with the last."""
        last = next(reversed(self.parts), "")
        if keyword:
            if (KEYWORDS.index(keyword) != KEYWORDS.index(last) + 1) if last else keyword == "msgstr":
                raise _UnreadError(number, f"`{keyword}` does not follow {f'`{last}`' if last else 'here'}.",
                                   "A message is `msgctxt`, `msgid` and `msgstr`, each once, in this order.")
            self.parts[keyword] = []
            self.line = number if keyword != "msgstr" else self.line
        elif not last:
            raise _UnreadError(number, "This text belongs to no message.", "Remove it, or write `msgstr` in front.")
        self.parts[keyword or last].append(text)


def read(file: File, language: str) -> tuple[dict[str, list[Entry]], tuple[Problem, ...]]:
    """The entries of a .po file by context, and its problem; nothing of a file with a problem is used."""
    entries: dict[str, list[Entry]] = {}
    seen: dict[tuple[str, str], int] = {}
    try:
        for message in _messages(_text(file)):
            context, english, text = ("".join(message.parts.get(name, ())) for name in KEYWORDS)
            if not english and not context:
                _header(message.line, text, language)
            elif not english or not context:
                raise _UnreadError(message.line, "This message has no " + ("context." if english else "English text."),
                                   "Remove it, or write its `msgctxt` and `msgid` as `policygen locale update` does.")
            if (context, english) in seen:
                raise _UnreadError(message.line, f"This message stands also in line {seen[context, english]}.",
                                   "Keep one of them.")
            seen[context, english] = message.line
            if english:
                entries.setdefault(context, []).append(Entry(message.line, english, text, message.fuzzy))
    except _UnreadError as fault:
        return {}, (Problem(Position(file.name, fault.line), "catalogue-invalid", fault.says, fault.fix),)
    return entries, ()


def _text(file: File) -> str:
    try:
        return file.data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _UnreadError(file.data[: error.start].count(b"\n") + 1, "The catalogue is not UTF-8.",
                           "Save the file as UTF-8.") from None


def _messages(text: str) -> Iterator[_Message]:
    """The messages of a file; a message ends where the next one, a comment or the file begins or ends."""
    message = _Message()
    for number, line in enumerate(text.split("\n"), 1):
        line = line.removesuffix("\r")
        if sign := hidden(line):
            raise _UnreadError(number, f"The line holds the control character U+{ord(sign.group()):04X}.",
                               "Delete it.")
        if "\r" in line:
            raise _UnreadError(number, "A line ends with a carriage return alone.",
                               "Save the file with line ends of Unix.")
        if not line.strip() or line.lstrip().startswith("#"):
            if "msgstr" in message.parts:
                yield message
                message = _Message()
            message.fuzzy |= line.startswith("#,") and "fuzzy" in re.split(r"[,\s]+", line[2:])
            continue
        keyword, said = _line(number, line)
        if keyword in ("msgctxt", "msgid") and "msgstr" in message.parts:
            yield message
            message = _Message()
        message.take(number, keyword, said)
    if message.parts and "msgstr" not in message.parts:
        raise _UnreadError(message.line, "This message has no `msgstr`.", 'Write `msgstr "..."` with the translation.')
    if message.parts:
        yield message


def _line(number: int, line: str) -> tuple[str, str]:
    """The keyword of a line, or nothing, and its text."""
    found = LINE.fullmatch(line.lstrip())
    if found is None and PLURAL.match(line):
        raise _UnreadError(number, "A message has no plural forms here.",
                           "Each plural category of CLDR has a message of its own, which `policygen locale update` "
                           "writes.")
    if found is None:
        raise _UnreadError(number, "This line is not part of a message.",
                           'Write `msgctxt`, `msgid` or `msgstr` and a text in quotation marks: msgstr "text".')
    unknown = next((sign for sign in ESCAPE.findall(found[2]) if sign not in SIGNS), None)
    if unknown is not None:
        raise _UnreadError(number, f"The text holds the unknown escape `\\{unknown}`.",
                           r"Write a backslash as \\, a quotation mark as \", a line break as \n.")
    return found[1] or "", ESCAPE.sub(lambda escape: SIGNS[escape[1]], found[2])


def _header(line: int, text: str, language: str) -> None:
    """Refuse a header that says another encoding or language than the file has; nothing else in it is looked at."""
    charset, named = CHARSET.search(text), LANGUAGE.search(text)
    if charset is not None and charset[1].lower() not in ("utf-8", "utf8"):
        raise _UnreadError(line, f"The header says that the file is {charset[1][:40]}.",
                           "Save the file as UTF-8 and write charset=utf-8.")
    if named is not None and named[1] and named[1].replace("_", "-") != language:
        raise _UnreadError(line,
                           f"The header says that the language is `{named[1][:40]}`, the folder says `{language}`.",
                           f"Correct the header, or move the file to the folder of `{named[1][:40]}`.")
