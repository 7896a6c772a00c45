"""The questions of the record: each empty cell is part of exactly one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from policygen.formats import Remark
from policygen.formats._record.columns import Column
from policygen.formats._record.facts import Facts, Unit
from policygen.localise import Catalogue, Localiser, plain
from policygen.localise.cldr import upper_first
from policygen.notice import record as words
from policygen.notice.blocks import Cite, Message, Name, Said
from policygen.notice.terms import term
from policygen.problem import Position
from policygen.schema import Str, Words

if TYPE_CHECKING:
    from policygen.formats._record.tables import Table


class Question(NamedTuple):
    """What empty cells ask: the column, their rows (the heads are row 1), the place, the sentences."""

    sheet: str
    column: Column
    head: str
    rows: tuple[int, ...]
    at: Position
    asked: Message
    answer: Message


def questions(facts: Facts, tables: Sequence[Table]) -> tuple[Question, ...]:
    """All questions; what the law asks for stands before what only templates ask."""
    found = [question for table in tables for question in _of_table(facts, table)]
    return tuple(sorted(found, key=lambda question: not question.column.law))


def _of_table(facts: Facts, table: Table) -> list[Question]:
    found: list[Question] = []
    for place, column in enumerate(table.columns):
        groups: dict[tuple[object, ...], list[int]] = {}
        for number, row in enumerate(table.rows):
            if not row.cells[place]:
                groups.setdefault(_about(column, row.unit), []).append(number)
        found += [_question(facts, table, column, table.heads[place], numbers) for numbers in groups.values()]
    return found


def _about(column: Column, unit: Unit) -> tuple[object, ...]:
    """What a question on a cell of this column is about: everything, the activity, or the purpose."""
    if column.hand or column.once or column.of == "declaration" or unit.activity is None:
        return ()
    if column.of != "purpose" or unit.purpose is None or (unit.activity.legal_basis and not unit.purpose.legal_basis):
        return (unit.activity.id,)
    return (unit.activity.id, unit.purpose.at)


def _question(facts: Facts, table: Table, column: Column, head: str, numbers: list[int]) -> Question:
    unit = table.rows[numbers[0]].unit
    about = _about(column, unit)
    asked = words.ASKED[column.id]
    if len(about) == 2 and unit.purpose is not None and unit.activity is not None:
        purpose = unit.purpose.about or term(unit.declaration, "purposes", unit.purpose.purpose)
        asked = words.filled(words.OF_PURPOSE, activity=unit.activity.title, purpose=purpose, question=asked)
        at = unit.purpose.at
    elif about and unit.activity is not None:
        asked = words.filled(words.OF_ACTIVITY, activity=unit.activity.title, question=asked)
        at = unit.at
    else:
        at = facts.declaration.at
    rows = tuple(number + 2 for number in numbers)
    return Question(table.title, column, head, rows, at, asked, _answer(column, unit))


def _answer(column: Column, unit: Unit) -> Message:
    if column.hand or not column.declare:
        return words.BY_HAND
    id = unit.activity.id if unit.activity else "ID"
    declare = column.declare.replace("{id}", str(id))
    if column.of == "purpose" and len(_about(column, unit)) == 1:
        declare = declare.replace("purposes.", "")            # the activity declares the basis of all its purposes
    key = Name(Str(declare, unit.at))
    return words.filled(words.BY_KEY, key=key)


def sheet(facts: Facts, asked: Sequence[Question]) -> list[tuple[str, ...]]:
    """The questions as a table in the language of the record."""
    heads = tuple(facts.said(head) for head in words.QUESTION_HEADS.values())
    return [heads, *((question.sheet, question.head, _rows(question.rows), facts.said(question.asked),
                      facts.said(question.answer), _law(facts, question.column), str(question.at))
                     for question in asked)]


def _law(facts: Facts, column: Column) -> str:
    """The provision where the law asks for the column, and the authorities whose templates do."""
    law = (facts.said(Cite(column.provision)),) if column.law else ()
    return ", ".join((*law, *column.asked_by))


def _rows(numbers: Sequence[int]) -> str:
    """Numbers of rows, runs of them with a dash: `2, 4–6`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def remark(question: Question) -> Remark:
    """The question as a remark in English; titles that have no English text stand in their own language."""
    english = Localiser(Catalogue("en", "", {}))
    asked, answer = (plain(english.said(_english(said))) for said in (question.asked, question.answer))
    where = f"Rows of the record as {question.column.table}: {_rows(question.rows)}."
    head = plain(english.said(words.HEADS[question.column.id]))
    return Remark("question", question.at, upper_first(head), f"{asked} {answer.removesuffix('.')}. {where}")


def _english(said: Said) -> Said:
    """What is said with names in place of declared texts that have no English."""
    if isinstance(said, Message):
        return said._replace(args=tuple((name, _english(value)) for name, value in said.args))
    if isinstance(said, Words) and "en" not in dict(said.texts):
        return Name(said.texts[0][1])
    return said
