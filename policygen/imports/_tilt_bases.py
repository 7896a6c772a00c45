"""Legal bases of TILT: references to Art. 6 and 9 GDPR become terms, any other reference a statute."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from policygen.imports import _texts
from policygen.imports._draft import Note, Tree, bare, noted
from policygen.imports._labels import known, labels
from policygen.imports._references import article, provisions
from policygen.imports._source import Source
from policygen.imports._tilt_draft import Reading

MAX_INTEREST = 300


class Bases(NamedTuple):
    """What was found: bases for the activity, conditions with their data, laws of Art. 10 and 87, notes."""

    bases: list[Tree]
    conditions: dict[str, list[str]]
    condition_laws: dict[str, list[str]]
    articles: dict[str, list[str]]
    notes: list[Note]


def bases(reading: Reading, entries: Sequence[tuple[Source, list[str]]]) -> Bases:
    """The legal bases of entries that all have the same."""
    found = Bases([], {}, {}, {"10": [], "87": []}, [])
    made: dict[str, dict[str, Tree]] = {}
    statutes: dict[str, str] = {}
    for entry, categories in entries:
        for basis in entry.get("legalBases").each():
            _basis(reading, basis, categories, (found, made, statutes))
    interests = _interests(entries)
    if interests and "legitimate_interests" not in made:
        made["legitimate_interests"] = {"basis": noted("legitimate_interests", Note(
            "The input names a legitimate interest, and not Art. 6(1)(f) GDPR as a basis.", interests[0][1]))}
    _laws(made, statutes, found)
    for id, one in made.items():
        found.bases.extend(_with_interests(one, interests) if id == "legitimate_interests" else [_short(one)])
    return found


def _basis(reading: Reading, source: Source, categories: list[str],
           into: tuple[Bases, dict[str, dict[str, Tree]], dict[str, str]]) -> None:
    """One entry of `legalBases`."""
    found, made, statutes = into
    references = source.get("reference") if isinstance(source.value, dict) else source
    description = source.get("description")
    for text in references.texts():
        named = provisions(text)
        national = article(text)
        if national:
            for name in filter(None, description.text().split("; ")):
                id = reading.law(name, description.path)
                found.articles[national] += [id] if id not in found.articles[national] else []
        elif not named and (id := reading.law(text, references.path)):
            statutes[id] = references.path
        for kind, id in named:
            laws = _described(reading, kind, id, description, made)
            if kind == "special_conditions":
                found.conditions.setdefault(id, []).extend(one for one in categories
                                                           if one not in found.conditions.get(id, ()))
                found.condition_laws.setdefault(id, [])
                found.condition_laws[id] += [law for law in laws if law not in found.condition_laws[id]]


def _described(reading: Reading, kind: str, id: str, description: Source,
               made: dict[str, dict[str, Tree]]) -> list[str]:
    """Take what a description adds to its basis: a condition in brackets, statutes after a colon.

    It is understood where it starts with the label of the basis, and left where it is any other text.
    """
    basis = made.setdefault(id, {"basis": id}) if kind == "legal_bases" else {}
    text = " ".join(description.plain.split())
    label = next((label for label, of in labels(kind, reading.language).items()
                  if of == id and text.casefold().startswith(label)), None)
    if label is None:
        return []
    rest = text[len(label):].strip()
    when, _, law = rest[1:].partition(")") if rest.startswith("(") else ("", "", rest)
    if law and not law.startswith(":"):
        return []
    description.take()
    if when and kind == "legal_bases":
        basis["when"] = _texts.label(when, description.path)
    laws = [id for name in law.removeprefix(":").split("; ") if name.strip()
            and (id := reading.law(name.strip(), description.path))]
    if laws and kind == "legal_bases":
        basis["law"] = list(laws)
    return laws


def _laws(made: dict[str, dict[str, Tree]], statutes: dict[str, str], found: Bases) -> None:
    """Statutes go to the basis that rests on law; where there is none, somebody must say what they mean."""
    holder = next((made[id] for id in ("legal_obligation", "public_task") if id in made), None)
    for id, path in statutes.items():
        if holder is None:
            found.notes.append(Note(f"The input gives the statute `{id}` as a legal basis. Which basis of Art. 6(1) "
                                    "GDPR rests on it?", path))
            continue
        laws = holder.setdefault("law", [])
        assert isinstance(laws, list)
        if id not in laws:
            laws.append(noted(id, Note("Does the basis rest on this statute?", path)) if len(made) > 1 else id)


def _interests(entries: Sequence[tuple[Source, list[str]]]) -> list[tuple[str, str]]:
    """The texts of legitimate interests, each once with its path."""
    found: dict[str, str] = {}
    for entry, _ in entries:
        for interest in entry.get("legitimateInterests").each():
            reasoning = interest.get("reasoning")
            exists = interest.get("exists").flag()
            if exists is not False and reasoning.plain:
                found.setdefault(reasoning.text(), reasoning.path)
            elif exists and not reasoning:
                found.setdefault("", interest.path)
    return [(text, path) for text, path in found.items() if text] or list(found.items())


def _with_interests(basis: dict[str, Tree], interests: Sequence[tuple[str, str]]) -> list[Tree]:
    made: list[Tree] = []
    for text, path in interests:
        if known("legal_bases", text, "en") or not text:
            continue
        first, _, rest = text.partition("\n")
        if len(first) > MAX_INTEREST:
            head, stop, _ = first.partition(". ")
            fits = stop and len(head) <= MAX_INTEREST
            first, rest = (head, text[len(head) + len(stop):]) if fits else (f"{first[:MAX_INTEREST]} …", text)
        made.append({**basis, "interest": _texts.label(first, path),
                     "balancing": _texts.words(rest, path) if rest.strip() else None})
    if made:
        return made
    return [noted(_short(basis), Note("`interest` is missing: which legitimate interest is it?"))]


def _short(basis: dict[str, Tree]) -> Tree:
    """A basis by itself, where it is no more than its name."""
    return basis["basis"] if not any(bare(value) for key, value in basis.items() if key != "basis") else basis
