"""Catalogues: the gettext file of a language, as data that is checked and never run."""

from __future__ import annotations

import re

from policygen import kept, limits
from policygen.localise.po import Entry, read
from policygen.problem import Position, Problem
from policygen.project import File, Project, layered, package_data
from policygen.schema import Str

__all__ = ["SLOT", "SOURCE_LANGUAGE", "Catalogue", "Catalogues", "Entry", "catalogue", "read"]

SLOT = re.compile(r"\{([a-z_]+)\}")
# What a translation holds only where the English does: other placeholders, markup, and line breaks.
FOREIGN = re.compile(r"%\(|%[0-9.]*[sdif]\b|\$\{|<[A-Za-z/!?]|&[A-Za-z#][A-Za-z0-9]*;|[\n\r\t]")
LENGTH = (limits.TRANSLATION.most, 10)                       # no translation is that much longer than the English
SOURCE_LANGUAGE = "en"
MOST = 50                                                     # catalogues that are kept: those of some versions


class Catalogue:
    """The translations of one language by context. Faults of those that are used are noted in `problems`."""

    def __init__(self, language: str, file: str, entries: dict[str, list[Entry]]) -> None:
        self.language = language
        self.file = file
        self.entries = entries
        self.problems: list[Problem] = []
        self.sound: dict[tuple[str, str], str] = {}
        self.optional: dict[tuple[str, str], str] = {}
        self._faulty: dict[tuple[str, str], str] = {}

    def afresh(self) -> Catalogue:
        """The same catalogue, of which nothing was used yet; what is known to be sound is not looked at again."""
        again = Catalogue(self.language, self.file, self.entries)
        again.sound, again.optional = self.sound, self.optional
        return again

    def text(self, context: str, english: str) -> str:
        """The translation of an English text; where it is missing, the problem is noted and the English returned."""
        key = (context, english)
        text = self.sound.get(key) or self._faulty.get(key)
        if text is None:
            before = len(self.problems)
            text = english if self.language == SOURCE_LANGUAGE else self._translated(context, english)
            (self.sound if len(self.problems) == before else self._faulty)[key] = text
        return text

    def known(self, context: str, english: str) -> str:
        """The translation of an English text that need not have one; empty where there is none that can be used."""
        if self.language == SOURCE_LANGUAGE:
            return english
        text = self.optional.get((context, english))
        if text is None:
            entry = self._entry(context, english)
            text = self.optional[context, english] = "" if entry is None or _fault(entry) else entry.text
        return text

    def _entry(self, context: str, english: str) -> Entry | None:
        return next((found for found in self.entries.get(context, []) if found.english == english), None)

    def _translated(self, context: str, english: str) -> str:
        entries = self.entries.get(context, [])
        entry = self._entry(context, english)
        if entry is None:
            self._missing(context, english, entries)
            return english
        fault = _fault(entry)
        if fault is not None:
            self._wrong(Position(self.file, entry.line), *fault, context)
            return english
        return entry.text

    def _missing(self, context: str, english: str, entries: list[Entry]) -> None:
        if entries:
            self._wrong(Position(self.file, entries[0].line), "message-outdated",
                        f"The English of the message is now “{english}”.",
                        "Run `policygen locale update`, then translate it again.", context)
        else:
            self._wrong(Position(self.file), "message-missing", f"The message “{english}” is not translated.",
                        "Run `policygen locale update`, then translate it.", context)

    def _wrong(self, at: Position, id: str, says: str, fix: str, context: str) -> None:
        self.problems.append(Problem(at, id, f"Message `{context}`: {says}", fix))


def _fault(entry: Entry) -> tuple[str, str, str] | None:
    """What is wrong with a translation: id, what, what to do."""
    if not entry.text.strip():
        return "message-missing", f"“{entry.english}” is not translated.", "Translate it."
    if entry.fuzzy:
        return "message-fuzzy", "The translation is marked as fuzzy.", "Check it and remove the mark `fuzzy`."
    if sorted(SLOT.findall(entry.text)) != sorted(SLOT.findall(entry.english)) or \
            re.sub(SLOT, "", entry.text).count("{") or re.sub(SLOT, "", entry.text).count("}"):
        wanted = ", ".join(f"{{{name}}}" for name in SLOT.findall(entry.english)) or "none"
        return "message-slots", "The slots differ from the English.", f"Use exactly these slots: {wanted}."
    foreign = next((found for found in FOREIGN.findall(entry.text) if found not in entry.english), None)
    if foreign is not None:
        return "message-slots", f"The translation holds {foreign!r}, the English does not.", "Write plain text."
    if len(entry.text) > LENGTH[0] + LENGTH[1] * len(entry.english):
        return "message-too-long", f"The translation has {len(entry.text):,} characters.", "Shorten it."
    return None


class Catalogues:
    """The catalogues of a build, each read once; faults of the messages that are used come together here."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.found: dict[str, Catalogue | None] = {}
        self.faults: list[Problem] = []
        self.unreadable: set[str] = set()
        self._read: dict[str, tuple[Catalogue | None, tuple[Problem, ...]]] = {}

    def afresh(self) -> Catalogues:
        """The same catalogues for another declaration: each file is still read once, faults are noted anew."""
        again = Catalogues(self.project)
        again._read = self._read
        return again

    def of(self, language: Str) -> Catalogue | None:
        """The catalogue of a language, or None and a problem where there is none."""
        code = str(language)
        if code not in self.found:
            if code not in self._read:
                self._read[code] = catalogue(self.project, code)
            read, problems = self._read[code]
            self.found[code] = read.afresh() if read is not None else None
            self.faults += problems
            self.unreadable |= {code} if problems else set()
        if self.found[code] is None and code not in self.unreadable:
            self.faults.append(_no_catalogue(language))
        return self.found[code]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All faults so far."""
        used = (found.problems for found in self.found.values() if found is not None)
        return (*self.faults, *(problem for problems in used for problem in problems))


def _no_catalogue(language: Str) -> Problem:
    return Problem(language.at, "no-catalogue", f"There are no translations for `{language}`.",
                   f"Make them with `policygen locale new {language}`, or remove the language.")


def catalogue(project: Project, language: str) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """The catalogue of a language, from the project's `locales` or the shipped ones; None where there is none."""
    if language == SOURCE_LANGUAGE:
        return Catalogue(language, "", {}), ()
    file, problems = layered(project, "locales", language.replace("-", "_"), "LC_MESSAGES", "policygen.po")
    if file is None:
        return None, problems
    entries, faults = _kept(file, language)
    return (Catalogue(language, file.name, entries) if entries else None), (*problems, *faults)


def _kept(file: File, language: str) -> tuple[dict[str, list[Entry]], tuple[Problem, ...]]:
    """What `read` finds; what an earlier run found in the same bytes, where nothing was wrong with them."""
    digest = kept.key(package_data("localise", "po.py").data, package_data("load.py").data, language, file.data)
    found = kept.load("catalogues", digest)
    if found is not None:
        return {context: [Entry(*entry) for entry in entries] for context, entries in found.items()}, ()
    entries, faults = read(file, language)
    if not faults:
        kept.store("catalogues", digest, entries)
        kept.tidy("catalogues", MOST)
    return entries, faults
