"""What the record says of itself: of whom it is, how it was made, its hashes, its columns and their sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from policygen import __version__
from policygen.formats import Publication
from policygen.formats._hashes import processing
from policygen.formats._record.columns import Column, sources
from policygen.formats._record.facts import Facts
from policygen.formats._record.words import inside, spoken
from policygen.localise import Page
from policygen.notice import record as words
from policygen.notice.blocks import Cite, Message, Name
from policygen.schema import Str

if TYPE_CHECKING:
    from policygen.formats._record.tables import Table


def about(facts: Facts, publication: Publication, page: Page, title: str, wording: str,
          tables: Sequence[Table]) -> list[tuple[str, ...]]:
    """The rows: what each is about, and its text."""
    said = {name: facts.said(message) for name, message in words.ABOUT.items()}
    rows: list[tuple[str, ...]] = [(said["entry"], said["text"]), (title, page.controller)]
    rows.append((said["declaration"], publication.id))
    for block in (facts.block(f"about.facts.{name}") for name in ("version", "effective", "ends", "updated")):
        rows += [(spoken(block.said), "".join(inside(block)))] if block else []
    rows += [(said[name], said[f"{name}_text"]) for name in ("advice", "rows", "empty")]
    rows += [(said["processing"], processing(publication.declaration)), (said["wording"], wording),
             (said["made"], f"policygen {__version__}")]
    rows += [(_named(facts, words.COLUMN, column=f"{table.title}: {head}"), _asked(facts, column))
             for table in tables for column, head in zip(table.columns, table.heads, strict=True)]
    rows += [(_named(facts, words.SOURCE, source=source), text) for source, text in sources()]
    return rows


def _named(facts: Facts, message: Message, **names: str) -> str:
    """A message with names in its slots."""
    at = facts.declaration.at
    return facts.said(words.filled(message, **{slot: Name(Str(name, at)) for slot, name in names.items()}))


def _asked(facts: Facts, column: Column) -> str:
    """The provision of a column, and the authorities whose templates have it."""
    provision = (facts.said(Cite(column.provision)),) if column.provision else ()
    return ", ".join((*provision, *column.asked_by)) or "policygen"
