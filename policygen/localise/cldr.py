"""What CLDR knows of a language: dates, lists, countries, plural categories, its own name, its direction."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.core import Locale

# A bare code means another region in CLDR than in Europe.
REGIONS = {"en": "en_GB", "pt": "pt_PT"}
MARK = "\uf8ff"
# Letters that run to the left, and, in a text with such, letters that do not.
LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
RIGHT = re.compile("[^\\W\\d_\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


@cache
def locale(language: str) -> Locale | None:
    """The CLDR data of a language code, or None where CLDR does not know it."""
    from babel.core import Locale, UnknownLocaleError

    try:
        return Locale.parse(REGIONS.get(language, language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return None


def _known(language: str) -> Locale:
    found = locale(language)
    assert found is not None, language
    return found


@cache
def direction(language: str) -> str:
    """`ltr` or `rtl`."""
    return str(_known(language).text_direction)


def runs_left(text: str) -> bool:
    """Whether a text holds letters of a script that runs to the left (Unicode bidirectional classes R and AL)."""
    return not text.isascii() and LEFT.search(text) is not None


def turns(text: str, left: bool) -> bool:
    """Whether a text on a page that runs to the left, or to the right, holds letters that run the other way."""
    return RIGHT.search(text) is not None if left else runs_left(text)


@cache
def autonym(language: str) -> str:
    """The language's name in itself, with a capital: `Norsk bokmål`."""
    from babel.core import Locale

    name = Locale.parse(language.replace("-", "_")).display_name or language
    return upper_first(name)


def territorial(language: str) -> str:
    """The language with the country where most people speak it, as Open Graph writes it: `nb_NO`."""
    from babel.core import get_global

    found = _known(language)
    if found.territory:
        return f"{found.language}_{found.territory}"
    likely = get_global("likely_subtags").get(found.language, found.language).split("_")
    return f"{likely[0]}_{likely[-1]}" if len(likely) > 1 else found.language


def long_date(day: date, language: str) -> str:
    """A date with the month written out."""
    from babel.dates import format_date

    return format_date(day, "long", _known(language))


def country(code: str, language: str) -> str:
    """The name of a country; its code where CLDR has no name."""
    return str(_known(language).territories.get(code, code))


def plural(number: int, language: str) -> str:
    """The plural category of a whole number."""
    return str(_known(language).plural_form(number))


@cache
def separators(count: int, either: bool, language: str) -> tuple[str, ...]:
    """What stands after each item of a list of `count` items: `, `, ` and `, and nothing after the last."""
    from babel.lists import format_list

    if count == 0:
        return ()
    joined = format_list([MARK] * count, "or" if either else "standard", _known(language))
    return tuple(joined.split(MARK)[1:])


def upper_first(text: str) -> str:
    """The text with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]
