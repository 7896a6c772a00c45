"""Two pseudo languages for tests: English in Hebrew letters, and English in long compounds of German kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import yaml
from support import ROOT

from policygen.localise.catalogue import Entry
from policygen.localise.messages import messages, updated

Turn = Callable[[str], str]

KEPT = re.compile(r"(\{[a-z_]+\}|\]\([^)]*\)|https?://\S+|[^\s@]+@[^\s@]+)")  # slots, targets of links, addresses
LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "אבגדהפזחיטכלמנסעפקרשתוצץיז")
COMPOUND = re.compile(r"[A-Za-z]{4,}(?: [A-Za-z]{4,})*")
ENDING = "schaftlichungskeiten"
LONGEST = 39  # Rechtsschutzversicherungsgesellschaften


def right_to_left(text: str) -> str:
    """The text in Hebrew letters, as many as it had; digits, marks and slots are kept."""
    return _outside(KEPT, text, lambda part: part.lower().translate(LETTERS))


def long_words(text: str) -> str:
    """The text with words more than half as long again, and neighbours joined into one word."""
    return _outside(KEPT, text, lambda part: COMPOUND.sub(lambda found: " ".join(_compounds(found[0].split())), part))


LANGUAGES: dict[str, Turn] = {"he": right_to_left, "de": long_words}


def _outside(kept: re.Pattern[str], text: str, turn: Turn) -> str:
    return "".join(part if index % 2 else turn(part) for index, part in enumerate(kept.split(text)))


def _compounds(words: list[str]) -> Iterator[str]:
    joined = ""
    for word in words:
        longer = word + ENDING[: round(len(word) * 0.6)]
        if joined and len(joined) + len(longer) <= LONGEST:
            joined += longer.lower()
        else:
            yield from [joined] if joined else []
            joined = longer
    yield joined


def catalogue(language: str) -> bytes:
    """The complete .po file of a pseudo language."""
    turn = LANGUAGES[language]
    entries: dict[str, list[Entry]] = {}
    for source in messages(language):
        entry = Entry(1, source.english, turn(source.english), False)
        entries.setdefault(source.context, []).append(entry)
    data, remaining = updated(language, entries)
    assert remaining == 0
    return data


def _turned(node: yaml.Node) -> None:
    """Give every text of a declaration its pseudo languages, in place; `languages` names them."""
    if isinstance(node, yaml.MappingNode):
        texts = {key.value: value for key, value in node.value}
        if texts.keys() == {"en", "nb"}:
            node.value += [(_scalar(code), _scalar(turn(texts["en"].value))) for code, turn in LANGUAGES.items()]
            return
        if "languages" in texts:
            texts["languages"].value += [_scalar(code) for code in LANGUAGES]
        for value in texts.values():
            _turned(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _turned(item)


def _scalar(text: str) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, style='"')


def _in_all_languages(text: str) -> str:
    """A declaration in English and Norwegian -> the same in the pseudo languages too."""
    root = yaml.compose(text, yaml.BaseLoader)
    assert root is not None
    _turned(root)
    return str(yaml.serialize(root, allow_unicode=True, width=1000))


@cache
def _catalogues() -> dict[str, bytes]:
    return {language: catalogue(language) for language in LANGUAGES}


def project(folder: Path) -> Path:
    """The case that uses every key of the declaration language, in `folder`: in English, Norwegian and both pseudo
    languages."""
    case = ROOT / "tests" / "cases" / "everything"
    for path in sorted((case / "declarations").rglob("*.yaml")):
        target = folder / path.relative_to(case)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_in_all_languages(path.read_text("utf-8")), "utf-8")
    for language, data in _catalogues().items():
        target = folder / "locales" / language / "LC_MESSAGES" / "policygen.po"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder
