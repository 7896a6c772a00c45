"""All messages of the package: sentences in the code, labels of the vocabulary and of the law, durations."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po

from policygen.law import FILES as LAW_KINDS
from policygen.law import authority_label, facts
from policygen.localise import cldr
from policygen.localise.catalogue import Entry
from policygen.notice.frame import CATEGORIES, UNITS, duration
from policygen.project import package_data, package_listing
from policygen.vocabulary import kinds, terms

CODE = ("notice", "localise")
KEYWORDS = {"say": ((1, "c"), 2)}
LABELS = {"legal_bases": "label", "special_conditions": "label", "transfer_tools": "label",
          "registrations": "english", "authorities": "english"}


class Source(NamedTuple):
    """One message to translate: its context, the English text, where it stands, and a note for translators."""

    context: str
    english: str
    file: str
    note: str = ""


def messages(language: str = "") -> tuple[Source, ...]:
    """All messages in a stable order, each once; with a language, durations only in its plural categories."""
    found: dict[tuple[str, str], Source] = {}
    for source in (*_sentences(), *_labels(), *_law_labels(), *_durations(language)):
        found.setdefault((source.context, source.english), source)
    return tuple(found.values())


def _sentences() -> Iterator[Source]:
    for folder in CODE:
        for name in ("__init__", *package_listing(folder, ".py")):
            file = package_data(folder, f"{name}.py")
            for _, text, _, context in extract("python", BytesIO(file.data), KEYWORDS):
                yield Source(str(context), str(text), file.name)


def _labels() -> Iterator[Source]:
    for kind in kinds():
        for term in terms(kind).values():
            yield Source(f"{kind}.{term.id}", term.label, term.at.file, term.definition)


def _law_labels() -> Iterator[Source]:
    for kind, field in LABELS.items():
        for fact in facts(kind).values():
            label = authority_label(fact) if kind == "authorities" else fact[field]
            yield Source(f"{kind}.{fact.id}", label, f"policygen/law/{LAW_KINDS[kind][0]}", fact.get("provision"))


def _durations(language: str) -> Iterator[Source]:
    used = {cldr.plural(number, language) for number in range(1000)} if language else set(CATEGORIES)
    for unit in UNITS:
        for category in CATEGORIES:
            if category in used:
                yield Source(*duration(unit, category), "policygen/notice/frame.py",
                             f"Plural category `{category}` of CLDR.")


def updated(language: str, entries: dict[str, list[Entry]]) -> tuple[bytes, int]:
    """The .po file of a language with all messages, and how many still need work.

    A translation is kept where its English is the same, and marked as fuzzy where the English has changed.
    """
    catalog = Catalog(locale=language.replace("-", "_"), project="policygen", charset="utf-8", fuzzy=False)
    catalog.header_comment = f"# policygen in {cldr.autonym(language)}. English texts stand in the code."
    open_ = 0
    for source in messages(language):
        known = entries.get(source.context, [])
        same = next((entry for entry in known if entry.english == source.english), None)
        entry = same or (known[0] if known else None)
        fuzzy = entry is not None and bool(entry.text) and (same is None or entry.fuzzy)
        open_ += entry is None or not entry.text or fuzzy
        catalog.add(source.english, entry.text if entry else "", locations=[(source.file, 0)],
                    flags=["fuzzy"] if fuzzy else [], auto_comments=[source.note] if source.note else [],
                    previous_id=[entry.english] if entry and not same else [], context=source.context)
    return _written(catalog), open_


def _written(catalog: Catalog) -> bytes:
    """The file without dates and tool names, so that equal catalogues are equal bytes."""
    stream = BytesIO()
    write_po(stream, catalog, width=100, include_lineno=False, include_previous=True, omit_header=True)
    head = (f'{catalog.header_comment}\nmsgid ""\nmsgstr ""\n"Language: {catalog.locale_identifier}\\n"\n'
            '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
            '"Content-Transfer-Encoding: 8bit\\n"\n\n')
    return head.encode() + stream.getvalue()
