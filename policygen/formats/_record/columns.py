"""The columns of the record as they stand in `columns.yaml`, and what the sources of the file are."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from policygen.vocabulary import table

FOLDER, FILE = "formats/_record", "columns.yaml"
AUTHORITIES = {"ico": "ICO", "cnil": "CNIL", "cnil_sheet": "CNIL", "datatilsynet": "Datatilsynet"}


class Column(NamedTuple):
    """One column of a table.

    `law` is `must`, `where applicable`, `where possible` or empty; `asked_by` the names of authorities whose template
    has it; `of` what it is told of; `declare` the key that answers it, `hand` that none does; `once` that one question
    is asked for all rows; `only` the countries of the controller for which it stands.
    """

    table: str
    id: str
    provision: str
    law: str
    asked_by: tuple[str, ...]
    of: str
    declare: str
    hand: bool
    once: bool
    only: frozenset[str]


@cache
def columns(name: str, country: str) -> tuple[Column, ...]:
    """The columns of the table `controller` or `processor` for a controller in `country`."""
    found = [_column(name, id, fields) for id, (_, fields) in table(FOLDER, FILE, name).items()]
    return tuple(column for column in found if not column.only or country in column.only)


def _column(name: str, id: str, fields: dict[str, str]) -> Column:
    asked_by = tuple(dict.fromkeys(authority for key, authority in AUTHORITIES.items() if key in fields))
    assert fields["of"] in ("declaration", "activity", "purpose"), id
    return Column(name, id, fields.get("provision", ""), fields.get("law", ""), asked_by, fields["of"],
                  fields.get("declare", ""), fields.get("hand") == "yes", fields.get("once") == "yes",
                  frozenset(fields.get("only", "").split()))


@cache
def sources() -> tuple[tuple[str, str], ...]:
    """What the columns were taken from: title; address, date of reading, and what of it was seen."""
    found = [fields for _, fields in table(FOLDER, FILE, "sources").values()]
    return tuple((fields["title"], f"{fields['url']} ({fields['read']}"
                  f"{'; seen: ' + fields['seen'] if 'seen' in fields else ''})") for fields in found)
