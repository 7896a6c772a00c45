"""Declared values that know where they stood: text, localised words, dates, periods, countries, links."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from policygen.problem import Position


class Str(str):
    """A declared text with its position; otherwise an ordinary string."""

    __slots__ = ("at",)
    at: Position

    def __new__(cls, text: str, at: Position) -> Str:
        self = str.__new__(cls, text)
        self.at = at
        return self


class Country(Str):
    """An ISO 3166-1 alpha-2 code such as `NO`."""

    __slots__ = ()


class Link(Str):
    """An address that was checked when it was read: https, http, mailto, tel or relative."""

    __slots__ = ()


class Day(date):
    """A calendar date with its position."""

    at: Position

    @classmethod
    def read(cls, text: str, at: Position) -> Day:
        """`text` in the form YYYY-MM-DD; raises ValueError where there is no such day."""
        self = cls.fromisoformat(text)
        self.at = at
        return self


class Period(NamedTuple):
    """An ISO 8601 duration in calendar units: `parts` such as ((2, "year"), (6, "month"))."""

    at: Position
    iso: str
    parts: tuple[tuple[int, str], ...]


class Words(NamedTuple):
    """A text for people in every language the declaration publishes, or only in some (then a problem)."""

    at: Position
    texts: tuple[tuple[str, Str], ...]

    def in_language(self, language: str) -> Str:
        """The text in `language`; KeyError where the declaration has none (a problem found on reading)."""
        for code, text in self.texts:
            if code == language:
                return text
        raise KeyError(language)
