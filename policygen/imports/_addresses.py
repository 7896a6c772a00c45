"""Postal addresses in one text, divided where a postal code shows how."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policygen.imports import _texts
from policygen.imports._draft import Note, Tree, noted
from policygen.imports._source import Source

PLACE = re.compile(r"(?:[A-Z]{1,2}-)?([0-9]{4,5}|[0-9]{3} [0-9]{2}) (\S.*)")


def parts(source: Source) -> list[str]:
    """What stands between the commas and on the lines of an address."""
    return [part.strip() for part in re.split(r"[,\n]", source.plain) if part.strip()]


def divided(source: Source, street: Sequence[str], place: str, code: Tree) -> Tree:
    """The address with its street, postal code, place and country, and a note. It is taken."""
    match = PLACE.fullmatch(place)
    source.take()
    return noted({"street": _texts.line(", ".join(street), source.path),
                  "postal_code": match.group(1) if match else None,
                  "city": _texts.line(match.group(2) if match else place, source.path), "country": code},
                 Note("The address was one text; is it divided as it should be?", source.path))
