"""Systems of the company as activities: privacy declarations with the same data and periods become one."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Sequence

from policygen.formats._fides_keys import meanings, words
from policygen.imports import _texts
from policygen.imports._draft import Note, Tree, bare, missing, noted
from policygen.imports._fides_draft import Entry, Reading, id_of, inside
from policygen.imports._fides_parties import is_other, joint, named, recipient, roles_of, source_of, transfers
from policygen.imports._fides_terms import word
from policygen.imports._labels import known
from policygen.imports._source import Source

UNDEFINED = "Not defined"                           # what fideslang itself writes where no department is named
SAME = ("data_categories", "data_qualifier", "retention_period", "special_category_legal_basis",
        "processes_special_category_data", "shared_categories", "third_parties")
THIRD = "The input calls them third parties; name them one by one, with their roles."
OWN_TYPE = "activity"
PROCESSORS = {"processor", "sub-processor"}


def activities(reading: Reading, system: Source) -> list[str]:
    """The ids of the activities that a system becomes."""
    groups: dict[str, list[Source]] = {}
    for declared in system.get("privacy_declarations").each():
        if isinstance(declared.value, dict):
            groups.setdefault(_meaning(declared), []).append(declared)
    base = id_of(system.get("fides_key"), "activity")
    made = [_activity(reading, system, base, group, len(groups) == 1) for group in groups.values()]
    if system.get("system_type").plain == words("systems")[OWN_TYPE]:
        system.get("system_type").take()
    if made:
        _whole(reading, system, made)
    return made


def _meaning(declared: Source) -> str:
    """What must be the same for privacy declarations to be one activity; people too where no basis can name them."""
    values = [declared.get(name).value or None for name in SAME]
    if not declared.get("legal_basis_for_processing").plain:
        values.append(declared.get("data_subjects").value or None)
    return json.dumps(values, sort_keys=True, default=str)


def _activity(reading: Reading, system: Source, base: str, group: Sequence[Source], whole: bool) -> str:
    """One activity; a system that becomes several gives each the name of its first purpose."""
    first = group[0]
    title = system.get("name").text() or base.replace("_", " ")
    if not whole:
        title = f"{title}: {first.get('name').plain or first.get('data_use').plain}"
    everybody = _people(reading, group)
    special, note = _special(first)
    for same in group[1:]:
        _special(same)
    entry: Entry = {
        "title": _texts.label(title, system.get("name").path),
        "about": _texts.words(system.get("description").text(), system.get("description").path),
        "data_subjects": list(everybody.values()),
        "data": _data(reading, group),
        "purposes": [_purpose(reading, declared, list(everybody)) for declared in group],
        "special_categories": special,
        "retention": _retention(reading, group)}
    every = {str(bare(term)) for term in reading.terms.each("data", first.get("data_categories"))}
    entry["sources"] = [_narrowed(found, every) for found in _sources(reading, system)]
    entry["recipients"] = [_narrowed(found, every) for found in _recipients(reading, system, group)]
    role = None
    if "processor" in (word("roles", item) for item in roles_of(system)) and \
            not is_other(reading, system):
        role = Note("The input says that the company is only the processor here. Say in `on_behalf_of` for whom.")
    return reading.add("activities", base, noted(entry, note, role, *missing(entry, "data_subjects", "data",
                                                                             "purposes")))


def _narrowed(found: Entry, every: set[str]) -> Entry:
    """The entry without its data where they are all of the activity."""
    data = found.get("data")
    same = isinstance(data, list) and {str(bare(term)) for term in data} == every
    return {key: value for key, value in found.items() if key != "data" or not same}


def _people(reading: Reading, group: Iterable[Source]) -> dict[str, Tree]:
    found: dict[str, Tree] = {}
    for declared in group:
        for term in reading.terms.each("data_subjects", declared.get("data_subjects")):
            found.setdefault(str(bare(term)), term)
    return found


def _data(reading: Reading, group: Sequence[Source]) -> Tree:
    """The data of a group, which are the same in each of its declarations."""
    found = reading.terms.each("data", group[0].get("data_categories"))
    for same in group[1:]:
        reading.terms.each("data", same.get("data_categories"))
    state = None
    for declared in group:
        qualifier = declared.get("data_qualifier")
        state = meanings("qualifiers").get(qualifier.plain.rpartition(".")[2])
        if state is not None:
            qualifier.take()
    if state is not None and found:
        note = Note(f"The input says `{group[0].get('data_qualifier').plain}`.", group[0].get("data_qualifier").path)
        return [{"category": list(found), "state": noted(state.term, note)}]
    return list(found)


def _purpose(reading: Reading, declared: Source, everybody: Sequence[str]) -> Tree:
    name, use = declared.get("name"), declared.get("data_use")
    term = reading.terms.one("purposes", use) if use.plain else None
    label = bare(reading.terms.own["purposes"].get(str(bare(term)), {}))
    said = {known("purposes", name.plain, reading.language)} | {
        id for id in (str(bare(term)),) if isinstance(label, dict) and label.get("label") == name.plain}
    about = None if bare(term) and bare(term) in said else _texts.label(name.plain, name.path)
    name.take()
    people = [str(bare(one)) for one in reading.terms.each("data_subjects", declared.get("data_subjects"))]
    basis: Entry = {"basis": word("bases", declared.get("legal_basis_for_processing"))}
    if basis["basis"] and people and set(people) < set(everybody):
        basis["people"] = list(people)
    if basis["basis"]:
        flexible = declared.get("flexible_legal_basis_for_processing")
        if flexible.value is False:
            flexible.take()
    entry: Entry = {"purpose": term, "about": about, "legal_basis": basis if basis["basis"] else None}
    none = None if basis["basis"] else Note("What is the legal basis? The input has none that fits.", declared.path)
    return noted(entry, none, *missing(entry, "purpose"))


def _special(declared: Source) -> tuple[Tree, Note | None]:
    """What allows special categories, and the question where nothing does."""
    flag = declared.get("processes_special_category_data")
    condition = word("conditions", declared.get("special_category_legal_basis"))
    if condition:
        if flag.value is True:
            flag.take()
        return [{"condition": condition}], None
    if flag.value is not True:
        return None, None
    flag.take()
    return None, Note("The input says that special categories of data are used; what allows it?", flag.path)


def _retention(reading: Reading, group: Sequence[Source]) -> Tree:
    sources = [declared.get("retention_period") for declared in group]
    text = sources[0].plain
    for source in sources:
        source.take()
    return retention(reading, text, sources[0].path)


def retention(reading: Reading, text: str, path: str) -> Tree:
    """A rule from a text: a period where it is nothing else, else what decides it."""
    if not text:
        return None
    period, guessed = reading.period(text)
    if period:
        return [{"period": noted(period, Note(f"The input says `{text}`; are days meant?", path) if guessed else None)}]
    note = Note("Say with `until`, `period`, `after` and `then` what this text says, as far as it can be.", path)
    return [noted({"criterion": _texts.label(text, path)}, note)]


def _sources(reading: Reading, system: Source) -> list[Entry]:
    """Where the data come from, if the system says it."""
    made: list[Entry] = []
    for flow in system.get("ingress").each():
        entry = source_of(reading, flow) if isinstance(flow.value, dict) else None
        if entry is not None:
            made.append({**entry, "data": list(reading.terms.each("data", flow.get("data_categories")))})
    return made


def _recipients(reading: Reading, system: Source, group: Sequence[Source]) -> list[Entry]:
    """Who gets the data: systems to which they flow, the owner of the system, and the third parties that are named."""
    made: list[Entry] = []
    for flow in system.get("egress").each():
        id = _flow(reading, flow) if isinstance(flow.value, dict) else ""
        if id:
            made.append({"recipient": id, "data": list(reading.terms.each("data", flow.get("data_categories")))})
    if is_other(reading, system):
        made.append({"recipient": recipient(reading, system)})
    third = {id: data for declared in group for id, data in _third(reading, declared)}
    done = {str(bare(entry["recipient"])) for entry in made}
    made += [{"recipient": id, "data": list(data)} for id, data in third.items() if id not in done]
    return [{**entry, "role": _role(reading, str(bare(entry["recipient"])), third)} for entry in made]


def _role(reading: Reading, id: str, third: Container[str]) -> Tree:
    """The role in this activity, where the recipient has several, or is a processor and yet a third party here."""
    system = reading.others.get(id)
    roles = [item.plain.casefold() for item in roles_of(system)] if system is not None else []
    if len(roles) > 1 and set(roles) & PROCESSORS and set(roles) - PROCESSORS:
        return "controller" if id in third else "processor" if "processor" in roles else "sub_processor"
    if id in third and roles and set(roles) <= PROCESSORS:
        return noted("third_party", Note("The input calls it a processor, and a third party here."))
    return None


def _flow(reading: Reading, flow: Source) -> str:
    """The recipient of a flow out of the system; a flow inside the company has none."""
    key = flow.get("fides_key")
    if not key.plain or flow.get("type").plain != "system":
        return ""
    target = reading.systems.get(key.plain)
    if target is not None and target.get("privacy_declarations") and not is_other(reading, target):
        return ""
    key.take()
    flow.get("type").take()
    if target is not None:
        return recipient(reading, target)
    return named(reading, key.plain, key.path, "The file does not say more about this system than its key.")


def _third(reading: Reading, declared: Source) -> list[tuple[str, list[Tree]]]:
    source, flag = declared.get("third_parties"), declared.get("data_shared_with_third_parties")
    texts = [text.strip() for item in source.each() for text in item.plain.split("; ") if text.strip()]
    data = reading.terms.each("data", declared.get("shared_categories"))
    if texts and flag.value in (True, "true"):
        flag.take()
    source.take()
    if not texts and flag.value is True:
        flag.take()
        return [(named(reading, "third parties", flag.path, THIRD), data)]
    found = [id for text in texts if (id := named(reading, text, source.path, THIRD))]
    return [(id, data) for id in found]


def _whole(reading: Reading, system: Source, made: list[str]) -> None:
    """What is said of the system as a whole."""
    joint(reading, system, made)
    department = system.get("administrating_department")
    if department.plain and department.plain != UNDEFINED:
        group = _group(reading, department)
        for id in made:
            inside(reading.entries["activities"][id])["group"] = group
    elif department.plain:
        department.take()
    _decisions(reading, system, made)
    security(reading, system)
    if not is_other(reading, system):
        company(reading, system)
        _transfers(reading, system, made)


def _group(reading: Reading, department: Source) -> str:
    groups = reading.entries.setdefault("groups", {})
    title = _texts.label(department.text(), department.path)
    known_ = [id for id, entry in groups.items() if bare(entry) == bare({"title": title})]
    return known_[0] if known_ else reading.add("groups", _texts.slug(department.plain, "group"), {"title": title})


def _decisions(reading: Reading, system: Source, made: Sequence[str]) -> None:
    flag = system.get("uses_profiling")
    if flag.value is not True:
        return
    flag.take()
    allowed = [id for item in system.get("legal_basis_for_profiling").each() if (id := word("decisions", item))]
    for number, by in enumerate(allowed or [""]):
        entry: Entry = {"title": _texts.label(system.get("name").plain or "automated decisions", system.path),
                        "activity": made[min(number, len(made) - 1)], "allowed_by": by}
        reading.add("automated_decisions", made[0], noted(
            entry, *missing(entry, "logic", "consequence", "allowed_by", "human")))


def security(reading: Reading, system: Source) -> None:
    """How the data are protected, each text once."""
    source = system.get("data_security_practices")
    for text in source.texts():
        reading.entries.setdefault("security", {}).setdefault(text, _texts.words(text, source.path))


def company(reading: Reading, system: Source) -> None:
    """The company's own name and address, which every system of it may repeat."""
    name, place = system.get("legal_name"), system.get("legal_address")
    if name.plain and reading.company.setdefault("name", name.plain) == name.plain:
        name.take()
    if place.plain and reading.company.setdefault("address", place.plain) == place.plain:
        place.take()
    contact = system.get("dpo")
    if contact.plain and reading.company.setdefault("dpo", contact.plain) == contact.plain:
        contact.take()
    for item in roles_of(system):
        if item.plain == words("roles")["controller"]:
            item.take()


def _transfers(reading: Reading, system: Source, made: Sequence[str]) -> None:
    """Transfers of the company's own system: those of its recipients, or else such as are tied to none."""
    used = {str(entry.get("recipient")) for id in made
            for entry in _plain_list(inside(reading.entries["activities"][id]).get("recipients"))}
    theirs = [other for id, other in reading.others.items() if id in used]
    if any(other.get("does_international_transfers").value is True for other in theirs):
        said = {item.plain for other in theirs for item in other.get("legal_basis_for_transfers").each()}
        flag = system.get("does_international_transfers")
        for item in (*([flag] if flag.value is True else []), *system.get("legal_basis_for_transfers").each()):
            if item is flag or item.plain in said:
                item.take()
        return
    general = transfers(reading, system)
    if bare(general):
        reading.entries.setdefault("general", {})[system.path] = noted(general, Note(
            "The system says so; to whom, it does not say.", system.path))


def _plain_list(tree: Tree) -> list[dict[str, Tree]]:
    found = bare(tree)
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []
