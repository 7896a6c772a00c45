"""The two tables of the record: their rows, the cells of each, and the questions that the empty cells are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import NamedTuple

from policygen.formats import Publication
from policygen.formats._record import cells, parties, processor
from policygen.formats._record.about import about
from policygen.formats._record.columns import Column, columns
from policygen.formats._record.facts import Facts, Unit
from policygen.formats._record.questions import Question, questions, sheet
from policygen.formats._record.words import Lines, inside
from policygen.localise import Catalogue, Localiser, Page
from policygen.notice import record as words
from policygen.problem import Position

Cell = Callable[[Unit], Lines]


def _of_block(name: str) -> Cell:
    """The cell that says what a block of the activity on the page says."""
    return lambda unit: inside(unit.block(name))


CELLS: dict[str, Cell] = {
    **{name: getattr(cells, name) for name in (
        "activity", "purpose", "people", "data", "recipients", "transfers", "retention", "function", "legal_basis",
        "interests", "sensitive", "criminal_law", "national_id_law", "rights", "decisions", "source", "location",
        "description")},
    **{name: getattr(processor, name) for name in (
        "categories", "customers", "role", "agreement", "instructions", "deletion")},
    **{name: getattr(parties, name) for name in ("representative", "officer", "security", "updated")},
    "controller": parties.company, "processor": parties.company, "joint_controllers": parties.joint,
    "sub_processors": cells.recipients,
    "special_condition": _of_block("special-categories"), "consent": _of_block("consent"),
    "systems": _of_block("systems"),
}
# When a column that may be empty is a question; otherwise it says that it does not apply.
NEEDED: dict[str, Callable[[Unit], bool]] = {
    "exceptional": cells.exceptional,
    "interests": lambda unit: "legitimate_interests" in unit.bases(),
    "interest_assessment": lambda unit: "legitimate_interests" in unit.bases(),
    "special_condition": lambda unit: bool(unit.marked("special")),
    "criminal_law": lambda unit: bool(unit.marked("criminal")),
    "national_id_law": Unit.has_national_id,
    "consent": Unit.rests_on_consent,
    "consent_record": Unit.rests_on_consent,
    "contracts": Unit.has_processors,
    **dict.fromkeys(("retention_policy", "schedule_1", "policy_kept", "policy_reasons"),
                    lambda unit: bool(unit.marked("special", "criminal"))),
    **dict.fromkeys(("joint_controllers", "sensitive", "description", "role"), lambda unit: False),
}


class Row(NamedTuple):
    """One row: what it is about, and its cells as text; an empty cell is a question."""

    unit: Unit
    cells: tuple[str, ...]


class Table(NamedTuple):
    """One table with its columns, their heads and its rows."""

    name: str
    title: str
    columns: tuple[Column, ...]
    heads: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def content(self) -> list[tuple[str, ...]]:
        """Heads and cells."""
        return [self.heads, *(row.cells for row in self.rows)]


class Record(NamedTuple):
    """The whole record in one language: both tables, the questions, and all sheets with what the record is.

    `seen` holds where what the tables say is declared.
    """

    language: str
    direction: str
    title: str
    tables: tuple[Table, ...]
    questions: tuple[Question, ...]
    sheets: tuple[tuple[str, str, list[tuple[str, ...]]], ...]
    seen: frozenset[Position]


def record(publication: Publication, page: Page, used: Catalogue) -> Record:
    """The record of a declaration in the language of a page."""
    facts = Facts(publication.declaration, {block.id: block for block in page.walk()}, Localiser(used), set())
    tables = tuple(_table(facts, name, units) for name, units in (
        ("controller", list(_controller(facts))), ("processor", list(_processor(facts)))))
    seen = frozenset(facts.seen)
    asked = questions(facts, tables)
    title = facts.said(words.TITLE)
    sheets = [(table.name, table.title, table.content) for table in tables]
    wording = sha256(json.dumps(sheets, ensure_ascii=False).encode()).hexdigest()
    sheets.append(("questions", facts.said(words.SHEETS["questions"]), sheet(facts, asked)))
    sheets.append(("about", facts.said(words.SHEETS["about"]), about(facts, publication, page, title, wording, tables)))
    return Record(page.language, page.direction, title, tables, asked, tuple(sheets), seen)


def _controller(facts: Facts) -> Iterator[Unit]:
    """A row for each purpose of each activity for which the company is the controller."""
    for activity in facts.declaration.activities:
        if activity.on_behalf_of is None:
            yield from (Unit(facts, activity, purpose) for purpose in activity.purposes)


def _processor(facts: Facts) -> Iterator[Unit]:
    """A row for each activity done for others; the role as a whole where it is declared without any."""
    made = [activity for activity in facts.declaration.activities if activity.on_behalf_of is not None]
    yield from (Unit(facts, activity) for activity in made)
    if facts.declaration.processor_role is not None and not made:
        yield Unit(facts, None)


def _table(facts: Facts, name: str, units: list[Unit]) -> Table:
    found = columns(name, str(facts.declaration.controller.country))
    return Table(name, facts.said(words.SHEETS[name]), found,
                 tuple(facts.capital(words.HEADS[column.id]) for column in found),
                 tuple(Row(unit, tuple(_cell(column, unit) for column in found)) for unit in units))


def _cell(column: Column, unit: Unit) -> str:
    lines = () if column.hand else CELLS[column.id](unit)
    needed = NEEDED.get(column.id)
    if not lines and needed is not None and not needed(unit):
        lines = (unit.facts.said(words.ABSENT[column.id]),)
    return "\n".join(lines)
