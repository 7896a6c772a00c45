"""Cookies and other storage on the device in a Fides file, of this version and of older ones."""

from __future__ import annotations

from policygen.formats._fides_keys import words
from policygen.imports import _texts
from policygen.imports._draft import Note, Tree, bare, missing, noted
from policygen.imports._fides_draft import Entry, Reading, id_of
from policygen.imports._fides_parties import is_other, known_as, recipient
from policygen.imports._fides_systems import company, security
from policygen.imports._fides_terms import current
from policygen.imports._source import Source

UNNAMED = ("user.device.cookie", "user.device")
CLASS = "The class was guessed from the purpose."
NAMES = "Under which names do they stand in the browser?"


def storage(reading: Reading, system: Source) -> None:
    """A system that an export made of the cookies: each privacy declaration is one of them."""
    system.get("system_type").take()
    about = system.get("description")
    if about.plain:
        reading.entries.setdefault("storage", {})["about"] = _texts.words(about.text(), about.path)
    kind = _kind(system)
    for declared in system.get("privacy_declarations").each():
        name, period = declared.get("name"), declared.get("retention_period")
        entry: Entry = {
            "kind": kind, "class": _class(declared.get("data_use")),
            "provider": _provider(reading, declared), "purpose": _texts.label(name.text(), name.path),
            "data": _data(reading, declared.get("data_categories")), "duration": _duration(reading, period)}
        reading.add("items", _texts.slug(name.plain, "item"), noted(entry, Note(NAMES),
                                                                    *missing(entry, "class", "purpose")))
        kind = bare(kind)
    for flag in ("uses_cookies", "uses_non_cookie_access"):
        if _is(system, flag):
            system.get(flag).take()
    company(reading, system)
    security(reading, system)


def used(reading: Reading, system: Source) -> None:
    """Cookies that a system uses, each by its name where older versions have one, else one for each purpose."""
    listed = [cookie for place in (system, *system.get("privacy_declarations").each()) for cookie in
              place.get("cookies").each() if isinstance(cookie.value, dict)]
    declared = next(system.get("privacy_declarations").each(), None)
    purpose = declared.get("name").plain if declared is not None else ""
    seconds = system.get("cookie_max_age_seconds")
    common: Entry = {
        "class": noted(_guessed(declared.get("data_use").plain if declared is not None else ""), Note(CLASS)),
        "provider": recipient(reading, system) if is_other(reading, system) else None,
        "purpose": _texts.label(purpose or system.get("name").plain, system.path),
        "duration": _seconds(seconds)}
    for cookie in listed:
        name = cookie.get("name")
        entry: Entry = {**common, "names": [_texts.line(name.text(), name.path)]}
        reading.add("items", _texts.slug(name.plain, "cookie"), noted(entry, *missing(entry, "class", "purpose")))
    if not listed and (_is(system, "uses_cookies") or _is(system, "uses_non_cookie_access")):
        entry = {"kind": _kind(system), **common}
        reading.add("items", id_of(system.get("fides_key"), "cookie"), noted(
            entry, Note(NAMES, system.path), *missing(entry, "class", "purpose")))
    if listed or bare(common["duration"]):
        _flags(system)


def _is(system: Source, name: str) -> bool:
    return system.get(name).value is True


def _flags(system: Source) -> None:
    for name in ("uses_cookies", "uses_non_cookie_access"):
        if _is(system, name):
            system.get(name).take()
    if isinstance(system.get("cookie_max_age_seconds").value, str):
        system.get("cookie_max_age_seconds").take()


def _kind(system: Source) -> Tree:
    """`cookie` is what is meant where nothing stands; Fides does not say which other kind it is."""
    if not _is(system, "uses_non_cookie_access"):
        return None
    note = Note("The input says that other ways of storage than cookies are used too; which?", system.path)
    return noted(["cookie"] if _is(system, "uses_cookies") else None, note)


def _class(use: Source) -> Tree:
    """The class that an export writes as this use."""
    found = {key: id for id, key in words("classes").items()}.get(use.plain)
    if found is None:
        return noted(_guessed(use.plain), Note(CLASS, use.path))
    use.take()
    return found


def _guessed(use: str) -> str:
    key = current("purposes", use)
    if key.startswith(("marketing", "sales", "third_party_sharing")):
        return "marketing"
    if key.startswith("analytics"):
        return "statistics"
    return "preferences" if key.startswith("personalize") else "necessary" if key.startswith("essential") else ""


def _provider(reading: Reading, declared: Source) -> Tree:
    source, flag = declared.get("third_parties"), declared.get("data_shared_with_third_parties")
    id = known_as(reading, source.plain)
    if id:
        for taken in (source, declared.get("shared_categories"), *([flag] if flag.value is True else [])):
            taken.take()
    return id


def _data(reading: Reading, source: Source) -> Tree:
    """The data; those that an export writes where an item names none say nothing."""
    if isinstance(source.value, list) and len(source.value) == 1 and source.value[0] in UNNAMED:
        source.take()
        return None
    return list(reading.terms.each("data", source))


def _duration(reading: Reading, source: Source) -> Tree:
    period, _ = reading.period(source.plain)
    found = period or reading.duration(source.plain)
    if found:
        source.take()
    return found


def _seconds(source: Source) -> Tree:
    text = source.plain
    if not text.isascii() or not text.isdigit() or not 0 < len(text) <= 10 or int(text) == 0:
        return None
    days, rest = divmod(int(text), 86_400)
    iso = f"P{days}D" if not rest and days < 100_000 else f"PT{text}S" if len(text) <= 6 else ""
    return noted(iso, Note("It is the longest of them.", source.path)) if iso else None
