"""What a foreign text means in the vocabulary: a shipped term where its label is the same, else a term of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from policygen.imports import _texts
from policygen.imports._draft import Note, Tree, bare, noted
from policygen.law import FILES as LAW_KINDS
from policygen.law import facts
from policygen.load import without_hidden
from policygen.localise import Catalogue, cldr
from policygen.localise import catalogue as read_catalogue
from policygen.notice.blocks import Message
from policygen.notice.rights import TEXTS
from policygen.project import PACKAGE, Project
from policygen.schema.codes import COUNTRIES
from policygen.vocabulary import kinds, terms


@cache
def catalogue(language: str) -> Catalogue | None:
    """The shipped catalogue of a language, or None where there is none."""
    if cldr.locale(language) is None:
        return None
    return read_catalogue(Project(PACKAGE), language)[0]


@cache
def labels(kind: str, language: str) -> dict[str, str]:
    """The ids of a kind by label and definition, in English and in the language; what means two things is left out."""
    found: dict[str, str] = {}
    for text, id in _said(kind, catalogue(language)):
        key = plain(text)
        found[key] = id if found.get(key, id) == id else ""
    return {text: id for text, id in found.items() if id and text}


def _said(kind: str, used: Catalogue | None) -> Iterator[tuple[str, str]]:
    if kind in kinds():
        for term in terms(kind).values():
            yield from ((text, term.id) for text in (term.label, term.definition, term.id))
            if used is not None:
                yield used.text(f"{kind}.{term.id}", term.label), term.id
    elif kind in LAW_KINDS:
        for fact in facts(kind).values():
            yield from ((fact.get(field), fact.id) for field in ("label", "name", "english", "also"))
            if fact.get("name") and fact.get("english"):
                yield f"{fact['english']} ({fact['name']})", fact.id
            if used is not None and fact.get("label"):
                yield used.text(f"{kind}.{fact.id}", fact["label"]), fact.id


def plain(text: str) -> str:
    """A text as it is compared with labels."""
    return " ".join(without_hidden(text).split()).strip(" .:;").casefold()


def known(kind: str, text: str, language: str) -> str:
    """The id of the term or fact that has this text as its label or definition, or an empty text."""
    return labels(kind, language).get(plain(text), "")


def says_itself(id: str, text: str, language: str) -> bool:
    """Whether a text is what the page says of a right by itself."""
    messages = [TEXTS[name][1] for name in id.split()]
    versions = [" ".join(in_language(message, code) for message in messages) for code in ("en", language)]
    return plain(text) in map(plain, versions)


def in_language(message: Message, language: str) -> str:
    """A message of the notice in a language that has a catalogue; else in English."""
    used = catalogue(language)
    return used.text(message.context, message.text) if used is not None else message.text


@cache
def _countries(language: str) -> dict[str, str]:
    names = {cldr.country(code, name).casefold(): code for code in sorted(COUNTRIES)
             for name in {language, "en", "de", "fr", "es", "nb"} if cldr.locale(name) is not None}
    return {**names, **{code.casefold(): code for code in COUNTRIES}, "usa": "US", "uk": "GB"}


def country(text: str, language: str) -> str:
    """The code of a country from its code or name, or an empty text."""
    return _countries(language).get(" ".join(text.split()).strip(".").casefold(), "")


class Terms:
    """The terms that a draft uses; those that are not shipped become the company's own."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.own: dict[str, dict[str, Tree]] = {}
        self.ids: dict[tuple[str, str], str] = {}

    def id(self, kind: str, text: str, path: str) -> str:
        """The id of a term for a text."""
        key = (kind, plain(text))
        if key not in self.ids:
            self.ids[key] = known(kind, text, self.language) or self._made(kind, text, path)
        return self.ids[key]

    def _made(self, kind: str, text: str, path: str) -> str:
        label = _texts.label(text, path)
        if not bare(label):
            return ""
        entries = self.own.setdefault(kind, {})
        id = _texts.unique(_texts.slug(text, "term"), {*entries, *terms(kind)})
        entries[id] = noted({"label": label}, Note("No shipped term has this label. Is there one that fits?", path))
        return id

    def vocabulary(self) -> Tree:
        """The key `vocabulary` of the draft."""
        return {kind: dict(entries) for kind, entries in self.own.items()}
