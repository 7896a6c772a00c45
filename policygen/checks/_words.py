"""Words and phrases that rules look for in texts, by language, as data in `words/`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from policygen.checks._texts import Text
from policygen.load import Mapping as MappingNode
from policygen.load import Scalar, Sequence, parse
from policygen.project import package_data

WORD = re.compile(r"\w+")
NEVER = re.compile(r"(?!)")


@cache
def lists(name: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of `words/NAME.yaml`, which maps a language, or `any` for all, to regular expressions.

    They match whole words, in any case.
    """
    file = package_data("checks", "words", f"{name}.yaml")
    root, problems = parse(file.data, file.name)
    assert not problems and isinstance(root, MappingNode), problems
    made = {}
    for language, node in root.entries:
        assert isinstance(node, Sequence)
        made[language.text] = tuple(item.text for item in node.items if isinstance(item, Scalar))
    return made


@cache
def pattern(name: str, language: str = "any") -> re.Pattern[str]:
    """One expression for all words of a list; it matches nothing where the file has no such list."""
    words = lists(name).get(language)
    return whole("|".join(words)) if words is not None else NEVER


@cache
def whole(words: str) -> re.Pattern[str]:
    """An expression that matches whole words, in any case."""
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def found(name: str, texts: tuple[Text, ...]) -> Iterator[tuple[Text, str]]:
    """Each text that holds one of the words of `words/NAME.yaml` for its language, with the words as written."""
    for text in texts:
        words = first(name, text.language, text.text)
        if words is not None:
            yield text, words


def first(name: str, language: str, text: str) -> str | None:
    """The words of a list that stand in a text of a language, as written; None where there are none."""
    for expression in _tried(name, language):
        match = expression.search(text)
        if match is not None:
            return match.group()
    return None


@cache
def _tried(name: str, language: str) -> tuple[re.Pattern[str], ...]:
    """The expressions of a list for texts in a language: its own, then those for all."""
    return tuple(pattern(name, one) for one in (language, "any") if one in lists(name))
