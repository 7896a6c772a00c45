"""Codes by which browsers and pages may also name a language that a declaration speaks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from policygen.vocabulary import table


def further_codes(code: str) -> Iterator[str]:
    """A language without its region or script, and its macrolanguage."""
    base = code.partition("-")[0]
    if base != code:
        yield base
    yield from _parents().get(base, "").split()


@cache
def _parents() -> dict[str, str]:
    return {id: fields["also"] for id, (_, fields) in table("formats", "_languages.yaml", "languages").items()}
