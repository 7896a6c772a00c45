"""Every declared text with its language and place, for rules that read texts."""

from __future__ import annotations

from functools import cached_property
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


class Texts(tuple[Text, ...]):
    """Many texts; `together` is what those in each language say, one under the other."""

    @cached_property
    def together(self) -> dict[str, str]:
        """By language, so that rules can find out at once that no text holds what they look for."""
        found: dict[str, list[str]] = {}
        for text in self:
            found.setdefault(text.language, []).append(text.text)
        return {language: "\n".join(said) for language, said in found.items()}


def texts(words: tuple[Value, ...]) -> Texts:
    """All texts for people among declared values, each language by itself."""
    return Texts([Text(text.at, language, str(text), type(record).__name__, key)
                  for record, key, value in words for language, text in value.texts])
