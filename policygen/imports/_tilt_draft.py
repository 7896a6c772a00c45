"""What the parts of a TILT import share: the document, the terms, contacts, laws and recipients found so far."""

from __future__ import annotations

from policygen.imports import _texts
from policygen.imports._addresses import PLACE, divided, parts
from policygen.imports._draft import Note, Tree, bare, noted
from policygen.imports._labels import Terms, country
from policygen.imports._source import Source

PLACEHOLDER = ".invalid"                            # RFC 2606: no such address exists
UNKNOWN_COUNTRY = "ZZ"


class Reading:
    """One import: what has been found, and what is lost."""

    def __init__(self, source: Source, language: tuple[str, Note | None]) -> None:
        self.source = source
        self.language, self.language_note = language
        self.terms = Terms(self.language)
        self.contacts: dict[str, Tree] = {}
        self.laws: dict[str, Tree] = {}
        self.law_ids: dict[str, str] = {}
        self.recipients: dict[str, Tree] = {}
        self.recipient_ids: dict[str, str] = {}
        self.codes: dict[str, str] = {}
        self.lost: list[Note] = []

    def contact(self, id: str, address: Tree, number: Tree = None, note: Note | None = None) -> str:
        """The id of a contact with an e-mail address or telephone number, or an empty text where there is none."""
        for known, entry in self.contacts.items():
            values = bare(entry)
            if bare(address) and isinstance(values, dict) and values.get("email") == bare(address):
                return known
        if not (bare(address) or bare(number)):
            self.lost += [note for tree in (address, number) for note in getattr(tree, "notes", ())]
            return ""
        found = _texts.unique(id, self.contacts)
        self.contacts[found] = noted({"email": address, "phone": number}, note)
        return found

    def country(self, source: Source) -> Tree:
        """The code of a country; a text that names none stays with what is not carried."""
        code = country(source.plain, self.language)
        if not code or source.plain == UNKNOWN_COUNTRY:
            return None
        source.take()
        if source.path == "$.controller.country":
            self.codes["controller"] = code
        return code if code == source.plain else noted(code, Note(f"The input says `{source.plain}`.", source.path))

    def law(self, text: str, path: str) -> str:
        """The id of a statute in `laws`."""
        if text not in self.law_ids:
            name = _texts.label(text, path)
            if not bare(name):
                return ""
            id = _texts.unique(_texts.slug(text, "law"), self.laws)
            note = Note("Write the name of the statute out, and its section under `section`.", path)
            self.laws[id] = noted({"name": name}, note)
            self.law_ids[text] = id
        return self.law_ids[text]


def email(source: Source) -> Tree:
    """An e-mail address; what is none, or a placeholder, stays with what is not carried."""
    return None if source.plain.endswith(PLACEHOLDER) else source.fitting(_texts.email)


def address(reading: Reading, source: Source, code: Tree) -> Tree:
    """A postal address from one text: the street, then postal code and place; else nothing."""
    found = parts(source)
    for number, part in enumerate(found):
        if code and PLACE.fullmatch(part) and len(found) <= number + 2:
            more = found[number + 1:]
            if more and country(more[0], reading.language) != code:
                break
            return divided(source, found[:number], part, code)
    return None
