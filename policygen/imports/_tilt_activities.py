"""`dataDisclosed` of TILT as activities: entries with the same purposes and legal bases become one.

What differs between the categories of such a group (recipients, storage, whether they must be provided) names the
categories that it is about.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence

from policygen.imports import _texts
from policygen.imports._draft import Note, Tree, bare, noted
from policygen.imports._labels import in_language, known, plain
from policygen.imports._source import Source
from policygen.imports._tilt_bases import Bases, bases
from policygen.imports._tilt_draft import Reading
from policygen.imports._tilt_storage import rules
from policygen.notice.parts import say

HEAD = re.compile(r"([^:.\n]{2,100}?) ?: (\S[\s\S]*)")
MAX_ABOUT = 300
UNTITLED = say("activities.title", "What we use personal data for")
Entry = dict[str, Tree]


def activities(reading: Reading) -> dict[str, Entry]:
    """The activities by id."""
    groups: dict[str, list[Source]] = {}
    for entry in reading.source.get("dataDisclosed").each():
        if entry:
            key = [entry.get(name).value for name in ("purposes", "legalBases", "legitimateInterests")]
            groups.setdefault(json.dumps(_said(key), sort_keys=True), []).append(entry)
    made: dict[str, Entry] = {}
    for entries in groups.values():
        title, activity = _activity(reading, entries)
        made[_texts.unique(_texts.slug(title, "activity"), made)] = activity
    return made


def _said(value: object) -> object:
    """A value without what says nothing, so that `null` and `[]` are the same."""
    if isinstance(value, dict):
        return {key: said for key, child in value.items() if (said := _said(child)) not in (None, "", {}, [])}
    if isinstance(value, list):
        return [said for child in value if (said := _said(child)) not in (None, "", {}, [])]
    return value


def _activity(reading: Reading, entries: Sequence[Source]) -> tuple[str, Entry]:
    categories = [_categories(reading, entry.get("category")) for entry in entries]
    everything = list(dict.fromkeys(id for ids in categories for id in ids))
    title, about, purposes = _purposes(reading, entries)
    found = bases(reading, [(entry, ids) for entry, ids in zip(entries, categories, strict=True)])
    notes = list(found.notes)
    if len(found.bases) > 1 and len(purposes) > 1:
        notes.append(Note("The input does not say which legal basis is that of which purpose.", entries[0].path))

    def restricted(key: str, make: Callable[[Reading, Source], list[Entry]]) -> list[Tree]:
        return _restricted(reading, [entry.get(key) for entry in entries], categories, everything, make)

    return str(bare(title) or ""), {
        "title": noted(title, *notes),
        "about": about,
        "data": list(everything),
        "purposes": purposes,
        "legal_basis": list(found.bases),
        "special_categories": _conditions(found, everything),
        "criminal_law": list(found.articles["10"]),
        "national_id_law": list(found.articles["87"]),
        "recipients": restricted("recipients", _recipients),
        "retention": restricted("storage", rules),
        "obligation": restricted("nonDisclosure", _obligation),
    }


def _conditions(found: Bases, everything: Sequence[str]) -> Tree:
    return [{"condition": id, "law": list(found.condition_laws.get(id, ())),
             "data": [] if set(data) == set(everything) else list(data)}
            for id, data in found.conditions.items()]


def _categories(reading: Reading, source: Source) -> list[str]:
    """The terms for a category; one in several lines, or of known names with commas, is several."""
    found: list[str] = []
    for text in source.texts():
        parts = [part.strip(" \t-•*") for part in text.splitlines() if part.strip(" \t-•*")]
        if len(parts) == 1 and "," in text:
            pieces = [piece.strip() for piece in text.split(",")]
            parts = pieces if all(known("data", piece, reading.language) for piece in pieces) else parts
        if any(len(part) > MAX_ABOUT for part in parts):
            parts = [text]
        found += [id for part in parts if (id := reading.terms.id("data", part, source.path))]
    return list(dict.fromkeys(found))


def _purposes(reading: Reading, entries: Sequence[Source]) -> tuple[Tree, Tree, list[Tree]]:
    """The title of the activity, what happens, and its purposes."""
    said = [(purpose.get("purpose").text(), purpose.get("description").text(), purpose.path)
            for purpose in entries[0].get("purposes").each()]
    for same in (purpose for entry in entries[1:] for purpose in entry.get("purposes").each()):
        same.get("purpose").take()
        same.get("description").take()
    title, said = _headed(said)
    made: list[Tree] = []
    abouts: list[str] = []
    for name, description, path in said:
        id = reading.terms.id("purposes", name, path) if name else ""
        long = len(description) > MAX_ABOUT or not id
        abouts += [description] if long and description else []
        entry_made: Entry = {"purpose": id, "about": None if long else _texts.label(description, path)}
        if id and entry_made not in made:
            made.append(entry_made if bare(entry_made["about"]) else id)
    path = entries[0].get("purposes").path
    about = _texts.words("\n\n".join(dict.fromkeys(abouts)), path) if abouts else None
    unique = [item for number, item in enumerate(made) if item not in made[:number]]
    return _title(title, said, path, reading.language), about, unique


def _headed(said: list[tuple[str, str, str]]) -> tuple[str, list[tuple[str, str, str]]]:
    """A title that stands in front of every description, and the descriptions without it."""
    parts = []
    for _, description, _ in said:
        match = HEAD.fullmatch(description)
        short = description if len(description) <= 100 and not description.endswith(".") else ""
        parts.append((match.group(1), match.group(2)) if match else (short, ""))
    heads = {head for head, _ in parts}
    if len(heads) != 1 or not next(iter(heads)):
        return "", said
    return heads.pop(), [(purpose, rest, path) for (purpose, _, path), (_, rest) in zip(said, parts, strict=True)]


def _title(title: str, said: Sequence[tuple[str, str, str]], path: str, language: str) -> Tree:
    if title:
        return noted(_texts.label(title, path), Note("The title was taken from the description of the purposes.", path))
    names = list(dict.fromkeys(purpose for purpose, _, _ in said if purpose))
    joined = ", ".join(names)
    if names and len(joined) <= 200:
        return noted(_texts.label(joined, path), Note("The title was made from the purposes.", path))
    if names:
        first = names[0] if len(names[0]) <= 200 else f"{names[0][:names[0].rfind(' ', 0, 197) or 197]} …"
        return noted(_texts.label(first, path), Note("The title was made from the first purpose.", path))
    note = Note("The input names no purpose of these data; the title says nothing yet.", path)
    return noted(in_language(UNTITLED, language), note)


def _restricted(reading: Reading, sources: Sequence[Source], categories: Sequence[Sequence[str]],
                everything: Sequence[str], make: Callable[[Reading, Source], list[Entry]]) -> list[Tree]:
    """What `make` reads from each entry, each once, with the categories it is about where that is not all."""
    made: dict[str, tuple[Entry, list[str]]] = {}
    for source, ids in zip(sources, categories, strict=True):
        for entry in make(reading, source):
            key = json.dumps(bare(entry), sort_keys=True)
            made.setdefault(key, (entry, []))[1].extend(ids)
    found: list[Tree] = []
    for entry, ids in made.values():
        data = list(dict.fromkeys(ids))
        whole = set(data) == set(everything)
        found.append(entry if whole or not data else {**entry, "data": list(data)})
    return [item["recipient"] if isinstance(item, dict) and set(item) == {"recipient"} else item for item in found]


def _recipients(reading: Reading, source: Source) -> list[Entry]:
    """The uses of recipients; each is declared once."""
    uses: list[Entry] = []
    for recipient in source.each():
        name, category, place = recipient.get("name"), recipient.get("category"), recipient.get("country")
        if recipient.plain:
            category = recipient
        texts = (name.text(), category.text())
        if not any(texts):
            continue
        code = reading.country(place)
        key = json.dumps([*texts, bare(code)])
        if key not in reading.recipient_ids:
            id = _texts.unique(_texts.slug(texts[0] or texts[1], "recipient"), reading.recipients)
            reading.recipient_ids[key] = id
            reading.recipients[id] = _recipient(reading, (name, category), texts, code)
        use: Entry = {"recipient": reading.recipient_ids[key]}
        uses += [use] if use not in uses else []
    return uses


def _recipient(reading: Reading, places: tuple[Source, Source], texts: tuple[str, str], code: Tree) -> Tree:
    name, category = texts
    kind = known("recipients", category, reading.language) if category else ""
    if not name and category and not kind:
        kind = reading.terms.id("recipients", category, places[1].path)
    purpose = _texts.label(category, places[1].path) if category and not kind and category != name else None
    return {"name": _texts.line(name, places[0].path), "kind": kind, "country": code, "purpose": purpose}


def _obligation(reading: Reading, source: Source) -> list[Entry]:
    """Whether the data must be provided."""
    kinds = {"statutory": source.get("legalRequirement").flag(),
             "contractual": source.get("contractualRegulation").flag(),
             "voluntary": None if (must := source.get("obligationToProvide").flag()) is None else not must}
    said = source.get("consequences")
    consequence = _texts.sentence(said.plain, said.path)
    required = [kind for kind in ("statutory", "contractual") if kinds[kind]]
    if required:
        if said.plain:                                        # what is no text is told as lost
            said.take()
        return [{"kind": kind, "consequence": consequence} for kind in required]
    if must:
        reading.lost.append(Note("It must be provided, but the input does not say whether by law or by contract: add "
                                 "`obligation`.", source.path))
        return []
    if kinds["voluntary"] is None and kinds["statutory"] is None and kinds["contractual"] is None:
        return []
    if said.plain:
        said.take()
    note = Note("The input says that nothing asks for the data; is that so, or was it not looked at?")
    return [{"kind": noted("voluntary", note), "consequence": consequence}]


def sources(reading: Reading, made: dict[str, Entry]) -> None:
    """Where data come from, put into the activities that use them."""
    for source in reading.source.get("sources").each():
        category = source.get("dataCategory")
        id = known("data", category.plain, reading.language) or reading.terms.ids.get(
            ("data", plain(category.plain)), "")
        used = [activity for activity in made.values() if id and id in _data(activity)]
        for origin in source.get("sources").each() if used else ():
            entry = _source(reading, origin)
            if entry is None:
                continue
            category.take()
            for activity in used:
                listed = activity.setdefault("sources", [])
                assert isinstance(listed, list)
                _add_source(listed, entry, id)


def _data(activity: Entry) -> list[Tree]:
    data = activity["data"]
    assert isinstance(data, list)
    return data


def _add_source(listed: list[Tree], entry: Entry, category: str) -> None:
    """Add a source, or a further category to it where it stands already."""
    for known_entry in listed:
        if isinstance(known_entry, dict) and {**known_entry, "data": None} == {**entry, "data": None}:
            data = known_entry["data"]
            assert isinstance(data, list)
            if category not in data:
                data.append(category)
            return
    listed.append({**entry, "data": [category]})


def _source(reading: Reading, source: Source) -> Entry | None:
    text, path = source.get("description").text(), source.get("description").path
    if not text:
        return None
    kind, _, name = text.partition(": ")
    id = known("sources", kind, reading.language)
    if not id:
        id, name = reading.terms.id("sources", text, path), ""
    public = source.get("publiclyAvailable").flag()
    flag = {True: "yes", False: "no", None: ""}[public]
    return {"source": id, "name": _texts.label(name, path) if name else None, "public": flag} if id else None
