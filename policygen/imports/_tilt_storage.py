"""`storage` of TILT as retention rules: a rule for each period, criterion and statute."""

from __future__ import annotations

import re

from policygen.imports import _texts
from policygen.imports._draft import Note, Tree, bare, noted
from policygen.imports._source import Source
from policygen.imports._tilt_draft import Reading
from policygen.schema.types import PERIOD_PATTERN

STAMPED = re.compile(r"(?:[0-9][0-9T:.+Z,-]{3,40}?)?(P[0-9A-Z]{1,40})")
Entry = dict[str, Tree]


def rules(reading: Reading, source: Source) -> list[Entry]:
    """The rules of an entry."""
    made: list[Entry] = []
    for storage in source.each():
        periods = [rule for temporal in storage.get("temporal").each() if (rule := _period(temporal))]
        aggregation = storage.get("aggregationFunction")
        if len(periods) > 1 and aggregation.plain:
            note = Note(f"The input puts the periods together as `{aggregation.text()}`.", aggregation.path)
            periods = [{**periods[0], "period": noted(periods[0].get("period"), note)}, *periods[1:]]
        elif aggregation.plain in ("max", "min", "sum", "avg"):
            aggregation.take()
        made += periods
        conditions = storage.get("purposeConditional")
        made += [_criterion(text, conditions.path) for text in conditions.texts()]
        statutes = storage.get("legalBasisConditional")
        laws = [id for text in statutes.texts() if (id := reading.law(text, statutes.path))]
        made += [{"law": list(laws)}] if laws else []
    return [rule for rule in made if bare({**rule, "note": None})]


def _period(source: Source) -> Entry | None:
    """A rule from a period with its description; a description alone is a criterion."""
    ttl, description = source.get("ttl"), source.get("description")
    match = STAMPED.fullmatch(ttl.plain)
    iso = match.group(1) if match and PERIOD_PATTERN.fullmatch(match.group(1)) and re.search("[1-9]", ttl.plain) else ""
    if not iso:
        return _criterion(description.text(), description.path) if description.plain else None
    ttl.take()
    note = Note(f"The input says `{ttl.plain}`.", ttl.path) if iso != ttl.plain else None
    return {"period": noted(iso, note), "note": _texts.sentence(description.text(), description.path)}


def _criterion(text: str, path: str) -> Entry:
    return {"criterion": _texts.label(text, path)}
