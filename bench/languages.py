"""The languages of the benchmark: those of the EEA, with catalogues and texts for those that policygen does not ship.

Only English and Norwegian bokmål are real. The others are Norwegian with letters changed, so that the texts of no two
languages are the same: they stand for the work that a translation makes, and nobody is to read them.
"""

from __future__ import annotations

import re
from pathlib import Path

REAL = ("en", "nb")
OTHERS = ("bg", "cs", "da", "de", "el", "es", "et", "fi", "fr", "ga", "hr", "hu", "is", "it", "lt", "lv", "mt", "nl",
          "nn", "pl", "pt", "ro", "sk", "sl", "sv")
ALL = (*REAL, *OTHERS)
# What stays as it is: names, slots of both programs, targets of links, addresses.
KEPT = re.compile(r"(\$[a-z]+|\{\{[^}]*\}\}|\{[a-z_]+\}|\]\([^)]*\)|https?://\S+|\S+@\S+)")
MESSAGE = re.compile(r"""^(msgstr )((?:".*"\n)+)""", re.MULTILINE)
DURATION = re.compile(r"""^msgctxt "duration\.\w+\.other"\nmsgid .*\nmsgstr .*""", re.MULTILINE)
CATEGORIES = ("zero", "two", "few", "many")
SHIPPED = Path(__file__).parent.parent / "locales" / "nb" / "LC_MESSAGES" / "policygen.po"
VOWELS = "aeiouyæøå"
TURNED = "àèìòùỳǣǿǻáéíóúýǽöåâêîôûŷæøåäëïõüÿæøåāēīōūȳæøåăĕĭŏŭyæøåąęįǫųyæøå"


def first(count: int) -> tuple[str, ...]:
    """So many languages."""
    return ALL[:count]


def turned(texts: dict[str, str], language: str) -> str:
    """The text in a language: as declared, or made from the Norwegian one."""
    if language in texts:
        return texts[language]
    number = OTHERS.index(language)
    table = str.maketrans(VOWELS, _letters(number))
    return "".join(part if index % 2 else part.translate(table) for index, part in enumerate(KEPT.split(texts["nb"])))


def _letters(number: int) -> str:
    """The letters of the vowels in the language of a number: another row for each, and turned for the later ones."""
    rows = len(TURNED) // len(VOWELS)
    row = TURNED[number % rows * len(VOWELS):][:len(VOWELS)]
    shift = number // rows
    return row[shift:] + row[:shift]


def catalogue(shipped: str, language: str) -> str:
    """The catalogue of a language, made from the Norwegian one; durations in all plural categories that CLDR knows."""
    text = shipped.replace('"Language: nb\\n"', f'"Language: {language}\\n"')
    text = MESSAGE.sub(lambda found: found[1] + turned({"nb": found[2]}, language), text)
    more = [found[0].replace(".other", f".{category}") for found in DURATION.finditer(text) for category in CATEGORIES]
    return "\n\n".join((text.rstrip(), *more)) + "\n"


def catalogues(folder: Path, languages: tuple[str, ...]) -> None:
    """Write the catalogues of the languages that policygen does not ship below `locales/` of a project."""
    shipped = SHIPPED.read_text("utf-8")
    for language in languages:
        if language not in REAL:
            path = folder / "locales" / language / "LC_MESSAGES" / "policygen.po"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(catalogue(shipped, language), "utf-8")
