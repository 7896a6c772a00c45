"""Fides: manifests of systems, datasets and taxonomies (YAML or JSON), of fideslang 3 and of older versions."""

from __future__ import annotations

import re

from policygen.imports import _texts
from policygen.imports._draft import Draft, Note, Noted, Tree, bare, head, missing, noted
from policygen.imports._fides_datasets import dataset
from policygen.imports._fides_draft import Entry, Reading, address
from policygen.imports._fides_parties import kind_of, recipient
from policygen.imports._fides_resources import resources
from policygen.imports._fides_storage import storage, used
from policygen.imports._fides_systems import activities
from policygen.imports._source import Source, read_yaml, told
from policygen.problem import Position, Problem

REFUSED = ("yaml-alias", "yaml-merge", "yaml-anchor", "yaml-tag", "yaml-second-document")
WRITE_OUT = "A manifest is imported without anchors, aliases, merge keys, tags and further documents: write out what " \
    "they stand for, each document in a file of its own."
LANGUAGE = "A Fides file does not say its language; `--language` sets it."
INDEX = re.compile(r"\[[0-9]+\]")


def draft(data: bytes, name: str, language: str) -> tuple[Draft | None, tuple[Problem, ...]]:
    """The draft of a declaration from a Fides file."""
    source, problems = read_yaml(data, name)
    if source is None:
        return None, tuple(problem._replace(fix=WRITE_OUT) if problem.id in REFUSED else problem
                           for problem in problems)
    found = resources(source)
    if not found:
        return None, (Problem(Position(name), "not-fides", "The file holds no resources of Fides.",
                              "It must have `system`, `dataset`, `organization` or the like at the left margin."),)
    reading = Reading(source, found, (language or "en", None if language else Note(LANGUAGE)))
    made = _root(reading)
    return Draft(made, _left(reading), head(name, "Fides file")), ()


def _root(reading: Reading) -> dict[str, Tree]:
    """The keys of the declaration. Recipients come first, so that names in other places find them."""
    _keys(reading)
    organization = next(iter(reading.found.get("organization", ())), Source(None, "$.organization[0]"))
    named = organization.get("controller", "name").plain or organization.get("name").plain
    for name, text in (("name", named), ("address", organization.get("controller", "address").plain)):
        if text:
            reading.company[name] = text
    systems = reading.found.get("system", [])
    kinds = [kind_of(reading, system, _ends(systems, "egress"), _ends(systems, "ingress")) for system in systems]
    by_kind = {kind: [system for system, of in zip(systems, kinds, strict=True) if of == kind] for kind in kinds}
    for system in by_kind.get("recipient", ()):
        recipient(reading, system)
    users: dict[str, list[str]] = {}
    for system in by_kind.get("activity", ()):
        made = activities(reading, system)
        _uses(system, made, users, reading)
        used(reading, system)
    for system in by_kind.get("storage", ()):
        storage(reading, system)
    for found in reading.found.get("dataset", ()):
        dataset(reading, found, users.get(found.get("fides_key").plain, []))
    reading.terms.declare()
    return _declaration(reading, organization, by_kind.get("system", []))


def _keys(reading: Reading) -> None:
    """The key of the organization on each resource says nothing where there is one organization."""
    known = {entry.get("fides_key").plain for entry in reading.found.get("organization", ())} | {"default_organization"}
    said = {entry.get("organization_fides_key").plain for entries in reading.found.values() for entry in entries}
    for kind, entries in reading.found.items():
        for entry in entries:
            if entry.get("organization_fides_key").plain in known:
                entry.get("organization_fides_key").take()
            if kind == "organization" and entry.get("fides_key").plain in said | {"default_organization"}:
                entry.get("fides_key").take()


def _ends(systems: list[Source], way: str) -> set[str]:
    """The systems to which or from which data flow."""
    return {flow.get("fides_key").plain for system in systems for flow in system.get(way).each()
            if isinstance(flow.value, dict)}


def _uses(system: Source, made: list[str], users: dict[str, list[str]], reading: Reading) -> None:
    """The datasets that a system names, with its activities."""
    known = {found.get("fides_key").plain for found in reading.found.get("dataset", ())}
    places = (system, *system.get("privacy_declarations").each())
    named = [item for place in places for item in place.get("dataset_references").each()]
    named += [flow.get("fides_key") for flow in system.get("ingress").each() if flow.get("type").plain == "dataset"]
    named += [item for place in places[1:] for item in place.get("ingress").each()]
    for item in named:
        if item.plain in known and made:
            item.take()
            users[item.plain] = list(dict.fromkeys((*users.get(item.plain, ()), *made)))


def _declaration(reading: Reading, organization: Source, others: list[Source]) -> dict[str, Tree]:
    entries = reading.entries
    controller = _controller(reading, organization)
    officer = _officer(reading, organization.get("data_protection_officer"), controller)
    _by_post(controller)
    contacts = controller.get("contacts")
    controller["systems"] = [_named(system) for system in others]
    made = entries.get("activities", {})
    general = [entry for found in entries.get("general", {}).values() for entry in _items(found)]
    cookies: Entry = {**entries.get("storage", {}), "items": dict(entries.get("items", {}))}
    whom = next(iter(contacts)) if isinstance(contacts, dict) and contacts else ""
    return {
        "policygen": "1",
        "languages": noted(reading.language, reading.language_note),
        "controller": noted(controller, *missing(controller, "name", "country", "contacts")),
        "joint_controllers": dict(entries.get("joint_controllers", {})),
        "representative": _representative(reading, organization.get("representative")),
        "data_protection_officer": officer,
        "groups": dict(entries.get("groups", {})),
        "activities": noted(dict(made), *(() if made else (Note("`activities` is required, and the input has no system "
                                                                "with a privacy declaration."),))),
        "recipients": dict(entries.get("recipients", {})),
        "transfers": {"general": general},
        "cookies": cookies,
        "automated_decisions": dict(entries.get("automated_decisions", {})),
        "security": {"about": _joined(entries.get("security", {}))},
        "rights": noted({"contact": whom}, None if whom else Note("`contact` is required, and the input names no way "
                                                                  "to write to the company.")),
        "vocabulary": reading.terms.shown()}


def _named(system: Source) -> Tree:
    name = system.get("name") if system.get("name").plain else system.get("fides_key")
    return noted(_texts.label(name.text(), name.path), Note("The system has no purposes in the input.", system.path))


def _items(tree: Tree) -> list[Tree]:
    """The items of a list; its notes go to the first."""
    notes: list[Note] = []
    while isinstance(tree, Noted):
        notes, tree = [*notes, *tree.notes], tree.value
    items = tree if isinstance(tree, list) else []
    return [noted(item, *([] if number else notes)) for number, item in enumerate(items)]


def _joined(texts: dict[str, Tree]) -> Tree:
    """Several texts as one."""
    return _texts.words("\n\n".join(texts), "$.system") if texts else None


def _controller(reading: Reading, organization: Source) -> Entry:
    person = organization.get("controller")
    name, title = person.get("name"), organization.get("name")
    if title.plain == name.plain or not name.plain:
        title.take()
    company = name.plain or title.plain or reading.company.get("name", "")
    name.take()
    found: Tree = _texts.line(company, name.path)
    if company and not (name.plain or title.plain):
        found = noted(found, Note("The name is that of the first system; is it the company's?"))
    place, code = address(reading, person.get("address"))
    if not code and reading.company.get("address"):
        place, code = address(reading, Source(reading.company["address"], "$.system"))
        if not code:
            reading.lost.append(Note(f"The address of the company: {reading.company['address']}"))
    contact = _ways(person)
    return {"name": found, "country": code, "address": place,
            "contacts": {"contact": contact} if any(map(bare, contact.values())) else {}}


def _ways(source: Source) -> Entry:
    """How somebody is reached."""
    return {"email": source.get("email").fitting(_texts.email), "phone": source.get("phone").fitting(_texts.phone)}


def _by_post(controller: Entry) -> None:
    """A contact by post, where the input has an address and no other way."""
    if not bare(controller.get("contacts")) and bare(controller.get("address")):
        controller["contacts"] = {"contact": noted({"by_post": "yes"}, Note(
            "The input has no e-mail address or telephone number of the company. Is it reached by post?"))}


def _officer(reading: Reading, source: Source, controller: Entry) -> Tree:
    """The data protection officer, from the organization or else from the systems."""
    place, code = address(reading, source.get("address"))
    entry: Entry = {**_ways(source), "address": place}
    if any(map(bare, entry.values())):
        entry["name"] = _texts.line(source.get("name").text(), source.get("name").path)
    if code and not bare(place):
        reading.lost.append(Note(f"The address of the data protection officer: {source.get('address').plain}"))
    said = reading.company.get("dpo", "")
    known = {str(bare(value)) for value in entry.values()} | {
        str(value) for contact in _values(bare(controller.get("contacts"))) for value in _values(contact)}
    if said and said not in known:
        if any(map(bare, entry.values())) or not bare(_texts.email(said, "$.system")):
            reading.lost.append(Note(f"The systems name this contact for privacy: {said}"))
        else:
            entry = {"email": noted(_texts.email(said, "$.system"), Note(
                "The systems name this address; is it that of a data protection officer?"))}
    if not (bare(controller.get("contacts"))) and bare(entry.get("email")):
        controller["contacts"] = {"contact": noted({"email": bare(entry["email"])}, Note(
            "It is that of the data protection officer, the only one that the input names."))}
    return entry if any(map(bare, entry.values())) else None


def _values(tree: Tree) -> list[Tree]:
    return list(tree.values()) if isinstance(tree, dict) else []


def _representative(reading: Reading, source: Source) -> Tree:
    if not source:
        return None
    place, code = address(reading, source.get("address"))
    if code and not bare(place):
        reading.lost.append(Note(f"The address of the representative: {source.get('address').plain}"))
    entry: Entry = {"name": _texts.line(source.get("name").text(), source.get("name").path), "address": place,
                    **_ways(source)}
    return noted(entry, *missing(entry, "name", "address"))


def _left(reading: Reading) -> tuple[Note, ...]:
    """What was never taken: values in the same place of several resources stand together."""
    found: dict[str, dict[str, int]] = {}
    places: dict[str, list[str]] = {}
    for path, value in reading.source.untaken():
        pattern = INDEX.sub("[…]", path)
        counts = found.setdefault(pattern, {})
        counts[told(value)] = counts.get(told(value), 0) + 1
        places.setdefault(pattern, []).append(path)
    notes = []
    for pattern, counts in found.items():
        said = ", ".join(text if number == 1 else f"{text} ({number} times)" for text, number in counts.items())
        notes.append(Note(f"{pattern if len(places[pattern]) > 1 else places[pattern][0]}: {said}"))
    return (*reading.lost, *notes)
