"""What keys of the fideslang taxonomy are in the vocabulary: a shipped term, or one of the company's own."""

from __future__ import annotations

from policygen.formats._fides_keys import KINDS, TAXONOMY, Meaning, above, keys, meanings
from policygen.imports import _texts
from policygen.imports._draft import Note, Tree, bare, noted
from policygen.imports._fides_resources import Resources
from policygen.imports._labels import known
from policygen.imports._source import Source
from policygen.vocabulary import terms

OLD = {"data": "renamed_data", "purposes": "renamed_uses"}
NONE = Meaning("", "", "", "")


class FidesTerms:
    """The terms of a draft; `own` holds those that policygen does not ship."""

    def __init__(self, found: Resources, language: str) -> None:
        self._language = language
        self.own: dict[str, dict[str, Tree]] = {kind: {} for kind in KINDS}
        self._ids: dict[tuple[str, str], str] = {}
        self._declared: dict[tuple[str, str], Source] = {}
        for kind, name in TAXONOMY.items():
            for entry in found.get(name, ()):
                key = entry.get("fides_key").plain
                if entry.get("is_default").value is True:
                    entry.take()
                elif key and current(kind, key) not in meanings(KINDS[kind]):
                    self._declared.setdefault((kind, key), entry)

    def each(self, kind: str, source: Source) -> list[Tree]:
        """The terms of a list of keys, each once."""
        found: dict[str, Tree] = {}
        for item in source.each():
            if item.plain:
                made = self.one(kind, item)
                if isinstance(bare(made), str):
                    found.setdefault(str(bare(made)), made)
        return list(found.values())

    def one(self, kind: str, source: Source) -> Tree:
        """The term of a key; a note tells where it is not quite the same, once for each key."""
        written = source.plain
        source.take()
        key, new = current(kind, written), (kind, written) not in self._ids
        meaning = meanings(KINDS[kind]).get(key, NONE)
        same = self._same(kind, key)
        entry = self._declared.get((kind, key))
        if same and entry is not None:
            self._said(kind, same, entry)
        id = self._ids.setdefault((kind, written), meaning.term or meaning.near or same or
                                  self._ids.get((kind, key), "") or self._made(kind, key, meaning, source))
        self._ids.setdefault((kind, key), id)
        notes = []
        if new and key != written:
            notes.append(Note(f"`{written}` is a key of an older version; it is taken for `{key}`.", source.path))
        if new and meaning.near:
            notes.append(Note(f"`{key}` has no term that means exactly the same.", source.path))
        return noted(id, *notes) if id else None

    def declare(self) -> None:
        """Every entry of the file's own becomes a term, used or not; those of the default taxonomy do not."""
        for (kind, _), entry in self._declared.items():
            self.one(kind, entry.get("fides_key"))

    def shown(self) -> Tree:
        """The key `vocabulary` of the draft."""
        return {kind: dict(found) for kind, found in self.own.items()}

    def _same(self, kind: str, key: str) -> str:
        """The shipped term that an export writes as this key below another."""
        parent, _, last = key.rpartition(".")
        if last not in above(kind):
            return ""
        over = "" if kind == "data_subjects" else above(kind)[last] or ("user" if kind == "data" else "")
        return last if parent == over else ""

    def _said(self, kind: str, id: str, entry: Source) -> None:
        """An entry of the file says nothing new where its term is shipped and it has its label."""
        entry.get("fides_key").take()
        if entry.get("parent_key").plain == entry.get("fides_key").plain.rpartition(".")[0]:
            entry.get("parent_key").take()
        if known(kind, entry.get("name").plain, self._language) == id:
            entry.get("name").take()

    def _made(self, kind: str, key: str, meaning: Meaning, source: Source) -> str:
        """A term of the company's own, from the entry of the file, else from the name of the key."""
        entry = self._declared.get((kind, key))
        parent, _, last = key.rpartition(".")
        name = entry.get("name") if entry is not None else None
        text = (name.text() if name is not None else "") or meaning.label or last.replace("_", " ").replace("-", " ")
        label = _texts.label(text, name.path if name is not None else source.path)
        if not bare(label):
            return ""
        plain = last.removesuffix("_own") if entry is not None else last
        id = _texts.unique(_texts.slug(plain, "term"), {*self.own[kind], *terms(kind)})
        unknown = None if entry is not None or meaning.label else Note(
            f"Nothing tells what `{key}` is; its label was made from the key.", source.path)
        definition: Tree = None
        if entry is not None:
            said = entry.get("description")
            definition = _texts.label(said.text(), said.path)
            entry.get("fides_key").take()
        broader = meaning.broader or (self._shipped(kind, parent) if not meaning.label else "")
        if entry is not None and entry.get("parent_key").plain == parent and keys(kind).get(broader) == parent:
            entry.get("parent_key").take()
        self.own[kind][id] = noted({"label": label, "definition": definition, "broader": broader}, unknown)
        return id

    def _shipped(self, kind: str, key: str) -> str:
        """The shipped term that a key, or the nearest above it, means."""
        while key:
            found = meanings(KINDS[kind]).get(current(kind, key), NONE)
            if found.term or found.broader:
                return found.term or found.broader
            key = key.rpartition(".")[0]
        return ""


def current(kind: str, key: str) -> str:
    """The key by which the newest taxonomy knows what an older one called so."""
    renamed = meanings(OLD[kind]) if kind in OLD else {}
    for _ in range(4):
        old = max((name for name in renamed if key == name or key.startswith(f"{name}.")), key=len, default="")
        if not old or key in keys(kind).values():
            return key
        key = renamed[old].term + key[len(old):]
    return key


def word(table: str, source: Source) -> str:
    """The id for a word of fideslang, in any spelling of older versions; it is taken."""
    found = {_plain(meaning.term): id for id, meaning in meanings(table).items() if meaning.term}
    id = found.get(_plain(source.plain), "") if source.plain else ""
    if id:
        source.take()
    return id


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").split()).rstrip("s")
