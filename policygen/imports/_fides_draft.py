"""What the parts of a Fides import share: the file, the terms, and what has been found so far."""

from __future__ import annotations

import re

from policygen.formats._fides_keys import meanings
from policygen.imports import _texts
from policygen.imports._addresses import divided, parts
from policygen.imports._draft import Note, Noted, Tree
from policygen.imports._fides_resources import Resources
from policygen.imports._fides_terms import FidesTerms
from policygen.imports._labels import catalogue, country
from policygen.imports._source import Source
from policygen.schema.types import ID_PATTERN, MAX_ID, PERIOD_PATTERN

COUNTED = re.compile(r"([0-9]{1,3}) ([^\W\d_]+(?:\(s\))?)")
BETWEEN = re.compile(r",? (?:and|og) |, ")
MAX_COUNTED = 80
DAYS = re.compile(r"[1-9][0-9]{0,4}")
Entry = dict[str, Tree]


class Reading:
    """One import."""

    def __init__(self, source: Source, found: Resources, language: tuple[str, Note | None]) -> None:
        self.source = source
        self.found = found
        self.language, self.language_note = language
        self.terms = FidesTerms(found, self.language)
        self.entries: dict[str, dict[str, Tree]] = {}
        self.company: dict[str, str] = {}
        self.systems = {key: system for system in found.get("system", ())
                        if (key := system.get("fides_key").plain)}
        self.others: dict[str, Source] = {}         # the systems of recipients, by the ids of these
        self.lost: list[Note] = []

    def add(self, section: str, id: str, entry: Tree) -> str:
        """An entry of a section under an id of its own."""
        found = self.entries.setdefault(section, {})
        id = _texts.unique(id, found)
        found[id] = entry
        return id

    def country(self, text: str) -> str:
        """The code of a country, from its code of two or three letters or its name; or an empty text."""
        return country(text, self.language) or country(_alpha2(text), self.language)

    def period(self, text: str) -> tuple[str, bool]:
        """The ISO 8601 duration of a text, or nothing; and whether that was guessed."""
        plain = " ".join(text.split())
        if PERIOD_PATTERN.fullmatch(plain) and re.search("[1-9]", plain):
            return plain, False
        found = _counted(plain) if len(plain) <= MAX_COUNTED else ""
        if found and PERIOD_PATTERN.fullmatch(found):
            return found, False
        return (f"P{plain}D", True) if DAYS.fullmatch(plain) else ("", False)

    def duration(self, text: str) -> str:
        """`session` or `persistent` where a text says so in words of the pages, or an empty text."""
        used = catalogue(self.language)
        for context, english, word in (("cookies.session", "until you close the browser", "session"),
                                       ("cookies.persistent", "until you delete it", "persistent")):
            if text.casefold() in (english, used.text(context, english).casefold() if used else ""):
                return word
        return ""


def _counted(text: str) -> str:
    """The ISO 8601 duration of a text such as `2 years and 6 months`, or nothing."""
    parts: dict[str, int] = {}
    for part in BETWEEN.split(text):
        match = COUNTED.fullmatch(part)
        unit = meanings("units").get(match.group(2).casefold()) if match else None
        if match is None or unit is None or unit.term in parts or not match.group(1).strip("0"):
            return ""
        parts[unit.term] = int(match.group(1))
    days = "".join(f"{parts[unit]}{unit}" for unit in ("Y", "M", "W", "D") if unit in parts)
    time = "".join(f"{parts[unit]}{unit[1]}" for unit in ("TH", "TM", "TS") if unit in parts)
    return f"P{days}T{time}" if time else f"P{days}"


def id_of(source: Source, otherwise: str) -> str:
    """An id from a key of Fides: its last part, where that can be one. It is taken."""
    source.take()
    last = source.plain.rpartition(".")[2]
    return last if ID_PATTERN.fullmatch(last) and len(last) <= MAX_ID - 8 else _texts.slug(source.plain, otherwise)


def address(reading: Reading, source: Source) -> tuple[Tree, str]:
    """A postal address from one text that ends with a country, and the country; what does not fit stays."""
    found = parts(source)
    code = reading.country(found[-1]) if found else ""
    if not code or (len(found) == 1 and len(found[0]) < 3 and found[0] != code):
        return None, ""
    if len(found) == 1:
        source.take()
        return None, code
    return divided(source, found[:-2], found[-2], code), code


def _alpha2(text: str) -> str:
    """The code of two letters for one of three, or an empty text."""
    from policygen.vocabulary import table

    codes = table("imports", "_fides_countries.yaml", "countries")["alpha3"][1]["codes"].split()
    return dict(code.split("=") for code in codes).get(text.strip().upper(), "")


def inside(tree: Tree) -> Entry:
    """The keys of an entry, which may have notes."""
    while isinstance(tree, Noted):
        tree = tree.value
    assert isinstance(tree, dict)
    return tree
