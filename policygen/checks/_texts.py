"""Every declared text with its language and place, for rules that read texts."""

from __future__ import annotations

from typing import NamedTuple

from policygen.checks._values import Value
from policygen.problem import Position


class Text(NamedTuple):
    """One declared text in one language: where it stands, what it says, its class and key (`Activity`, `about`)."""

    at: Position
    language: str
    text: str
    owner: str
    key: str


def texts(words: tuple[Value, ...]) -> tuple[Text, ...]:
    """All texts for people among declared values, each language by itself."""
    return tuple([Text(text.at, language, str(text), type(record).__name__, key)
                  for record, key, value in words for language, text in value.texts])
