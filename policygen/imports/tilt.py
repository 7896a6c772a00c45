"""TILT, the Transparency Information Language: a JSON document, whether it is valid or not."""

from __future__ import annotations

import re

from policygen.imports._draft import Draft, Note, Tree, bare, head, missing, noted
from policygen.imports._labels import country
from policygen.imports._source import Source, read_json
from policygen.imports._texts import line, phone
from policygen.imports._tilt_activities import activities, sources
from policygen.imports._tilt_draft import Reading, address, email
from policygen.imports._tilt_rights import complaint, decisions, rights, transfers
from policygen.localise import cldr
from policygen.problem import Position, Problem
from policygen.schema.types import DAY_PATTERN

DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].{0,40})?")
ROLES = Note("TILT does not say in which role recipients get data. Add `role` to each.")
NO_PEOPLE = "`data_subjects` is required, and TILT does not say whose data they are."


def draft(data: bytes, name: str, language: str) -> tuple[Draft | None, tuple[Problem, ...]]:
    """The draft of a declaration from a TILT document."""
    source, problems = read_json(data, name)
    if source is None:
        return None, problems
    if not isinstance(source.value, dict) or not any(key in source.value for key in (
            "meta", "controller", "dataDisclosed")):
        return None, (Problem(Position(name), "not-tilt", "The file holds no TILT document.",
                              "It must be an object with `meta`, `controller` and `dataDisclosed`."),)
    reading = Reading(source, _language(source.get("meta", "language"), language))
    made, lost = _root(reading)
    return Draft(made, (*lost, *source.left()), head(name, "TILT document")), ()


def _language(source: Source, otherwise: str) -> tuple[str, Note | None]:
    """The language of the texts: what the document says, else what the caller says."""
    said = source.plain.lower()[:2] if re.fullmatch(r"[A-Za-z]{2}(?:[-_][A-Za-z]{2,4})?", source.plain) else ""
    said = "nb" if said == "no" else said
    if said and cldr.locale(said) is not None:
        source.take()
        note = Note(f"The input says `{source.plain}`.", source.path) if said != source.plain else None
        return said, note
    if otherwise:
        return otherwise, None
    return "en", Note("The input does not say its language; `--language` sets it.", source.path)


def _root(reading: Reading) -> tuple[dict[str, Tree], tuple[Note, ...]]:
    """The keys of the declaration. The order in which they are read decides which of them names a contact first."""
    source = reading.source
    controller = _controller(reading)
    made_activities = activities(reading)
    sources(reading, made_activities)
    officer = _officer(reading)
    made_complaint = complaint(reading)
    made_rights = rights(reading)
    if not reading.contacts and isinstance(officer, dict):
        id = reading.contact("officer", officer["email"], officer["phone"], Note(
            "It is that of the data protection officer, the only one that the input names."))
        made_rights = {**made_rights, "contact": id}
    if reading.contacts:
        controller["contacts"] = dict(reading.contacts)
    note = None if reading.contacts else Note("`contact` is required, and the input names no way to write to them.")
    meta = source.get("meta")
    return {
        "policygen": "1",
        "languages": noted(reading.language, reading.language_note),
        "version": line(meta.get("version").text(), meta.get("version").path),
        "updated": _day(meta.get("modified")),
        "controller": noted(controller, *missing(controller, "name", "country", "contacts")),
        "data_protection_officer": officer,
        "laws": dict(reading.laws),
        "activities": noted(_entries(made_activities), *_none(made_activities)),
        "recipients": noted(dict(reading.recipients), ROLES) if reading.recipients else None,
        "transfers": transfers(reading),
        **decisions(reading),
        "rights": noted(made_rights, note),
        "complaint": made_complaint,
        "vocabulary": reading.terms.vocabulary(),
    }, tuple(reading.lost)


def _entries(made: dict[str, dict[str, Tree]]) -> dict[str, Tree]:
    """The activities, each with a note on what is required and missing."""
    return {id: noted(activity, Note(NO_PEOPLE), *(
        Note(f"`{key}` is required, and the input has none.") for key in ("data", "purposes")
        if not bare(activity[key]))) for id, activity in made.items()}


def _none(made: dict[str, dict[str, Tree]]) -> tuple[Note, ...]:
    return () if made else (Note("`activities` is required, and the input discloses no data.", "$.dataDisclosed"),)


def _day(source: Source) -> Tree:
    """The day of a time stamp."""
    match = DAY.fullmatch(source.plain)
    if match is None or match.group(1) < "1900" or not DAY_PATTERN.fullmatch(match.group(1)):
        return None
    from datetime import date

    try:
        date.fromisoformat(match.group(1))
    except ValueError:
        return None
    source.take()
    return match.group(1)


def _controller(reading: Reading) -> dict[str, Tree]:
    source = reading.source.get("controller")
    short = reading.source.get("meta", "name")
    name = source.get("name").text()
    found = line(name, source.get("name").path)
    brands: Tree = None
    if not name and short.plain:
        found = noted(line(short.text(), short.path), Note("It is the name of the document; what is the legal name?"))
    elif short.plain and short.plain != name:
        brands = noted(line(short.text(), short.path),
                       Note("The document is named so; do readers know the company by it?"))
    elif short.plain:
        short.take()
    code = reading.country(source.get("country"))
    person = source.get("representative")
    reading.contact("contact", email(person.get("email")), person.get("phone").fitting(phone))
    return {"name": found, "represented_by": _people(person.get("name")),
            "brands": brands, "country": code, "address": address(reading, source.get("address"), bare(code))}


def _people(source: Source) -> Tree:
    """The names of people; commas stand between them where each part is a name of two words."""
    parts = [part.strip() for part in source.text().split(",")]
    if len(parts) > 1 and all(len(part.split()) > 1 and len(part) <= 80 for part in parts):
        note = Note("One text was divided at its commas.", source.path)
        return noted([line(part, source.path) for part in dict.fromkeys(parts)], note)
    return line(source.plain, source.path)


def _officer(reading: Reading) -> Tree:
    """The data protection officer, where there is any way to reach one."""
    source = reading.source.get("dataProtectionOfficer")
    ways: dict[str, Tree] = {"email": email(source.get("email")), "phone": source.get("phone").fitting(phone)}
    code = reading.country(source.get("country")) if source.get("address") else None
    if code is None and source.get("country").plain and country(source.get("country").plain, reading.language) == \
            reading.codes.get("controller"):
        source.get("country").take()
    ways["address"] = address(reading, source.get("address"), bare(code))
    if not any(map(bare, ways.values())):
        return None
    name = source.get("name")
    return {"name": line(name.text(), name.path), **ways}
