"""Words and phrases that rules look for in texts, by language, as data in `words/`.

Most texts hold nothing that a rule looks for. So each expression has needles: texts of which every match holds at least
one. Only where one is in the text is the expression compiled and searched for. Needles and lists stand together in
`words.json`, which `tests/needles.py` writes; where it is not of these files, they are read and every text is searched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from hashlib import blake2b

from policygen.checks._texts import Text, Texts
from policygen.load import Mapping as MappingNode
from policygen.load import Scalar, Sequence, parse
from policygen.project import package_data, package_listing

SHIPPED = "words.json"
WORD = re.compile(r"\w+")
Lists = Mapping[str, tuple[str, ...]]


class Word:
    """One expression that matches whole words, in any case; it is compiled when a text holds one of its needles."""

    def __init__(self, expression: str) -> None:
        self.expression = expression
        self.groups = _shipped()[1].get(expression, [[""]])   # without needles every text is searched

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(rf"(?<!\w)(?:{self.expression})(?!\w)", re.IGNORECASE)


class Words:
    """What matches any of some words as one expression with all of them would: the leftmost match, else the first."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = tuple(map(word, words))
        self.needles = _least({needle for one in self.words for needle in one.groups[0]})

    def may(self, text: str) -> bool:
        """Whether a text may hold a match."""
        return any(map(folded(text).__contains__, self.needles))

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match from `start` on."""
        first = None
        for one in self._worth(text):
            match = one.pattern.search(text, start)
            if match is not None and (first is None or match.start() < first.start()):
                first = match
        return first

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The match that begins at `start`."""
        return next(filter(None, (one.pattern.match(text, start) for one in self._worth(text))), None)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match that is the whole text."""
        return next(filter(None, (one.pattern.fullmatch(text) for one in self._worth(text))), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches that do not overlap."""
        start = 0
        while start <= len(text) and (match := self.search(text, start)) is not None:
            yield match
            start = match.end() + (match.start() == match.end())

    def narrowed(self, texts: str) -> Words:
        """The same of only those words that one of several texts may hold, which stand under one another in `texts`."""
        return whole(*(one.expression for one in self._worth(texts)))

    def _worth(self, text: str) -> Iterable[Word]:
        """Those of the words that a text may hold."""
        if not self.may(text):
            return ()
        within = folded(text).__contains__
        return [one for one in self.words if all(any(map(within, group)) for group in one.groups)]


@cache
def word(expression: str) -> Word:
    """The one `Word` of an expression."""
    return Word(expression)


def _least(needles: set[str]) -> tuple[str, ...]:
    """Needles without those that hold another one."""
    return tuple(one for one in sorted(needles) if not any(other in one and other != one for other in needles))


@lru_cache(maxsize=4096)
def spoken(text: str) -> list[str]:
    """The words of a text in small letters, as several rules count and compare them; not to be changed."""
    return WORD.findall(text.lower())


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A text in which what an expression without regard to case takes for the same letter is the same."""
    return text.casefold().replace("\u0307", "")              # the dot that a Turkish capital I leaves


@cache
def digest() -> str:
    """What tells the files of `words/` from others."""
    found = blake2b(digest_size=16)
    for name in package_listing("checks/words", ".yaml"):
        file = package_data("checks", "words", f"{name}.yaml")
        found.update(b"%b:%d:%b" % (name.encode(), len(file.data), file.data))
    return found.hexdigest()


@cache
def _shipped() -> tuple[Mapping[str, Mapping[str, list[str]]], Mapping[str, list[list[str]]]]:
    """The lists by file and language, and the needles by expression, if they are those of the files; else nothing."""
    made = json.loads(package_data("checks", SHIPPED).data)
    return (made["lists"], made["needles"]) if made["of"] == digest() else ({}, {})


@cache
def lists(name: str) -> Lists:
    """The lists of `words/NAME.yaml`, which maps a language, or `any` for all, to regular expressions.

    They match whole words, in any case.
    """
    known = _shipped()[0].get(name)
    if known is not None:
        return {language: tuple(words) for language, words in known.items()}
    return read(name)


def read(name: str) -> Lists:
    """The lists as they stand in the file; what is no list in it is not one of them."""
    file = package_data("checks", "words", f"{name}.yaml")
    root, problems = parse(file.data, file.name)
    assert not problems and isinstance(root, MappingNode), problems
    return {language.text: tuple(item.text for item in node.items if isinstance(item, Scalar))
            for language, node in root.entries if isinstance(node, Sequence)}


@cache
def pattern(name: str, language: str = "any") -> Words:
    """One expression for all words of a list; it matches nothing where the file has no such list."""
    return Words(lists(name).get(language, ()))


@cache
def whole(*words: str) -> Words:
    """An expression that matches any of some words, whole and in any case."""
    return Words(words)


def found(name: str, texts: tuple[Text, ...]) -> Iterator[tuple[Text, str]]:
    """Each text that holds one of the words of `words/NAME.yaml` for its language, with the words as written."""
    together = texts.together if isinstance(texts, Texts) else {}
    tried = {language: tuple([narrow for expression in _tried(name, language)
                              if (narrow := expression.narrowed(said)).words]) for language, said in together.items()}
    for text in texts:
        words = _first(tried.get(text.language) if together else _tried(name, text.language), text.text)
        if words is not None:
            yield text, words


def worth(name: str, texts: tuple[Text, ...]) -> tuple[Text, ...]:
    """The texts in languages in which some text may hold words of a list; most lists are in none."""
    if not isinstance(texts, Texts):
        return texts
    languages = {language for language, said in texts.together.items() if may(name, language, said)}
    return tuple(text for text in texts if text.language in languages) if languages else ()


def may(name: str, language: str, text: str) -> bool:
    """Whether words of a list may stand in a text of a language."""
    return any(expression.may(text) for expression in _tried(name, language))


def first(name: str, language: str, text: str) -> str | None:
    """The words of a list that stand in a text of a language, as written; None where there are none."""
    return _first(_tried(name, language), text)


def _first(tried: Iterable[Words] | None, text: str) -> str | None:
    for expression in tried or ():
        match = expression.search(text)
        if match is not None:
            return match.group()
    return None


@cache
def _tried(name: str, language: str) -> tuple[Words, ...]:
    """The expressions of a list for texts in a language: its own, then those for all."""
    return tuple(pattern(name, one) for one in (language, "any") if one in lists(name))
