"""Others than the company in a Fides file: recipients, sources of data, and those with whom it decides together."""

from __future__ import annotations

import re

from policygen.formats._fides_keys import words
from policygen.imports import _texts
from policygen.imports._draft import Note, Tree, bare, missing, noted
from policygen.imports._fides_draft import Entry, Reading, id_of, inside
from policygen.imports._fides_terms import word
from policygen.imports._labels import known
from policygen.imports._source import Source
from policygen.schema.types import ID_PATTERN, MAX_ID
from policygen.vocabulary import terms

OTHERS = ("third party", "third-party", "vendor", "saas", "external")
NO_TOOL = "Which safeguard protects the data is not said."


def kind_of(reading: Reading, system: Source, pointed_to: set[str], pointed_from: set[str]) -> str:
    """What a system is to the declaration: `activity`, `storage`, `recipient`, `source` or `system` (only a name)."""
    said = system.get("system_type").plain
    for id, written in words("systems").items():
        if said == written:
            return id
    if system.get("privacy_declarations"):
        return "activity"
    key = system.get("fides_key").plain
    if is_other(reading, system) or key in pointed_to:
        return "recipient"
    return "source" if key in pointed_from else "system"


def is_other(reading: Reading, system: Source) -> bool:
    """Whether a system belongs to somebody else, as far as it says."""
    name = system.get("legal_name").plain
    if system.get("system_type").plain in (words("systems")["activity"], words("systems")["storage"]) or \
            (name and name == reading.company.get("name")):
        return False
    roles = {item.plain.casefold() for item in roles_of(system)}
    return bool(roles & {"processor", "sub-processor"}) or bool(system.get("vendor_id").plain) or \
        system.get("system_type").plain.casefold() in OTHERS


def roles_of(system: Source) -> list[Source]:
    """The role that a system says its owner has, also as older versions call it."""
    return [item for name in ("responsibility", "data_responsibility_title") for item in system.get(name).each()]


def recipient(reading: Reading, system: Source) -> str:
    """The id of the recipient that a system is; its entry is made when it is first asked for."""
    for id, other in reading.others.items():
        if other.path == system.path:
            return id
    id = reading.add("recipients", id_of(system.get("fides_key"), "recipient"), _recipient(reading, system))
    reading.others[id] = system
    return id


def known_as(reading: Reading, text: str) -> str:
    """The id of a recipient that the file knows by this name, or an empty text."""
    for id, system in reading.others.items():
        name, legal = system.get("name").plain, system.get("legal_name").plain
        if text and text in (system.get("fides_key").plain, name, legal, f"{legal} ({name})"):
            return id
    return next((id for id, entry in reading.entries.get("recipients", {}).items()
                 if text and text in (bare(inside(entry).get("name")), id)), "")


def named(reading: Reading, text: str, path: str, note: str) -> str:
    """The id of a recipient of which the file has only a name: one that is known by it, or a new one."""
    if known_as(reading, text):
        return known_as(reading, text)
    kind = known("recipients", text, reading.language)
    name = _texts.line(text, path)
    if not (bare(name) or kind):
        return ""
    return reading.add("recipients", _texts.slug(text, "recipient"), noted(
        {"kind": kind} if kind else {"name": name}, Note(note, path)))


def _recipient(reading: Reading, system: Source) -> Tree:
    name, legal = system.get("name"), system.get("legal_name")
    shown, official = name.text(), legal.text()
    ours = system.get("system_type").plain == words("systems")["recipient"]
    kind = _kind(reading, system, "" if official else shown) if ours else ""
    entry: Entry = {
        "name": _texts.line(official or ("" if kind and _is_label(reading, kind, shown) else shown), legal.path),
        "kind": kind,
        "product": _texts.line(shown, name.path) if official and shown != official else None,
        "role": _role(system),
        "country": _country(reading, system),
        "purpose": _texts.label(system.get("description").text(), system.get("description").path),
        "policy": system.get("privacy_policy").fitting(_texts.link),
        "transfers": transfers(reading, system)}
    if ours:
        system.get("system_type").take()
    if not bare(entry["name"]) and not kind:
        fallback = system.get("fides_key")
        entry["name"] = noted(_texts.line(fallback.plain, fallback.path), Note("Only a key is known of it.",
                                                                               fallback.path))
    return entry


def _is_label(reading: Reading, kind: str, text: str) -> bool:
    """Whether a text is only the label of a kind of recipients."""
    own = reading.terms.own.get("recipients", {}).get(kind)
    return known("recipients", text, reading.language) == kind or (own is not None and
                                                                   bare(inside(own).get("label")) == text)


def _kind(reading: Reading, system: Source, label: str) -> str:
    """The kind of recipient, which an export writes as a tag; one of the company's own where it is not shipped."""
    tag = next(system.get("tags").each(), None)
    if tag is None or not ID_PATTERN.fullmatch(tag.plain) or len(tag.plain) > MAX_ID:
        return ""
    if tag.plain not in terms("recipients"):
        named = _texts.label(label or tag.plain.replace("_", " "), tag.path)
        reading.terms.own.setdefault("recipients", {}).setdefault(tag.plain, {"label": named})
    return tag.text()


def _role(system: Source) -> Tree:
    said = [item for item in roles_of(system) if item.plain]
    found = [id for item in said if (id := word("roles", item))]
    if not found:
        return noted(None, Note("In which role does it get data? The input does not say."))
    if len(found) > 1:
        return noted(found[0], Note(f"The input names several roles: {', '.join(item.plain for item in said)}.",
                                    system.get("responsibility").path))
    return found[0]


def _country(reading: Reading, system: Source) -> Tree:
    source = system.get("legal_address")
    if not source.plain:
        return None
    last = re.split(r"[,\n]", source.plain)[-1].strip()
    code = reading.country(last)
    if code and last == source.plain:
        source.take()
        return code
    return noted(code or None, Note(f"The address is: {source.text()}", source.path))


def transfers(reading: Reading, system: Source) -> Tree:
    """Transfers out of the EEA that a system makes."""
    codes, happens = _countries(reading, system), system.get("does_international_transfers")
    if happens.value is False:
        return None
    tools, notes = [], []
    for item in system.get("legal_basis_for_transfers").each():
        id = word("tools", item)
        if id in ("measures", "other") or (not id and item.plain):
            notes.append(Note(f"The input names as basis of the transfer: {item.text() or item.plain}.", item.path))
        elif id:
            tools.append(id)
    if not (happens.flag() or codes or tools or notes):
        return None
    if not tools:
        notes.append(Note(NO_TOOL, system.path))
    if not codes:
        notes.append(Note("To which countries is not said.", system.path))
    return noted([{"to": list(codes), "tools": list(tools)} if codes or tools else {"status": "actual"}], *notes)


def _countries(reading: Reading, system: Source) -> list[str]:
    found = []
    for item in system.get("third_country_transfers").each():
        code = reading.country(item.plain)
        if code:
            item.take()
            found.append(code)
    return list(dict.fromkeys(found))


def joint(reading: Reading, system: Source, activities: list[str]) -> None:
    """Those with whom a system is decided on together, of this version and of older ones."""
    source = system.get("joint_controller_info")
    for text in filter(None, source.plain.splitlines()):
        name, colon, rest = text.partition(": ")
        arrangement, _, ways = rest.rpartition(" (") if rest.endswith(")") else (rest, "", "")
        note = None if colon else Note("Give the name alone under `name`, and what was agreed under `arrangement`.",
                                       source.path)
        contact, address_ = _ways(ways.removesuffix(")"), source.path)
        if ways and not (bare(contact) or bare(address_)):
            arrangement = rest
        entry: Entry = {"name": _texts.line(name, source.path), "activities": list(activities),
                        "arrangement": _texts.words(arrangement, source.path), "contact": contact, "link": address_}
        _join(reading, entry, activities, note)
    source.take()
    old = system.get("joint_controller")
    if isinstance(old.value, dict) and old.get("name"):
        entry = {"name": _texts.line(old.get("name").text(), old.get("name").path), "activities": list(activities),
                 "contact": old.get("email").fitting(_texts.email)}
        _join(reading, entry, activities, None)


def _ways(text: str, path: str) -> tuple[Tree, Tree]:
    contact: Tree = None
    address_: Tree = None
    for part in text.split("; "):
        if "@" in part and bare(_texts.email(part, path)):
            contact = _texts.email(part, path)
        elif part.startswith("http"):
            address_ = _texts.link(part, path)
    return contact, address_


def _join(reading: Reading, entry: Entry, activities: list[str], note: Note | None) -> None:
    for other in reading.entries.get("joint_controllers", {}).values():
        plain = inside(other)
        if {key: bare(value) for key, value in plain.items() if key != "activities"} == \
                {key: bare(value) for key, value in entry.items() if key != "activities"}:
            listed = plain["activities"]
            assert isinstance(listed, list)
            listed += [id for id in activities if id not in listed]
            return
    reading.add("joint_controllers", _texts.slug(str(bare(entry["name"]) or ""), "joint"),
                noted(entry, note, *missing(entry, "name", "arrangement")))


def source_of(reading: Reading, flow: Source) -> Entry | None:
    """The source of data that a flow comes from, or None where it is a part of the company."""
    key = flow.get("fides_key")
    if key.plain == "user" and flow.get("type").plain == "user":
        key.take()
        flow.get("type").take()
        return {"source": "data_subject"}
    system = reading.systems.get(key.plain)
    tag = next(system.get("tags").each(), None) if system is not None else None
    if system is None or tag is None or flow.get("type").plain != "system" or \
            system.get("system_type").plain != words("systems")["source"] or \
            not ID_PATTERN.fullmatch(tag.plain) or len(tag.plain) > MAX_ID:
        return None
    for taken in (key, flow.get("type"), system.get("system_type"), system.get("fides_key"), tag):
        taken.take()
    name = system.get("name")
    if tag.plain in terms("sources"):
        same = known("sources", name.text(), reading.language) == tag.plain
        return {"source": tag.plain, "name": None if same else _texts.label(name.plain, name.path)}
    reading.terms.own.setdefault("sources", {}).setdefault(
        tag.plain, {"label": _texts.label(name.text() or tag.plain, name.path)})
    return {"source": tag.plain}
