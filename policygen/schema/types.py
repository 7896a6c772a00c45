"""The types of single values: each reads one node, says what is wrong with it, and describes itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from html import unescape
from typing import Generic, TypeVar

from policygen import limits
from policygen.load import Mapping, Node, Scalar
from policygen.problem import Position
from policygen.schema import codes
from policygen.schema.links import link_fault
from policygen.schema.reading import Reading, foreign_letters, nearest, some
from policygen.schema.values import Country, Day, Link, Period, Str, Words

T = TypeVar("T")
ID_PATTERN = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*")
EMAIL_PATTERN = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}")
PHONE_PATTERN = re.compile(r"\+?[0-9(][0-9 ()./-]{2,28}[0-9]")
LANGUAGE_PATTERN = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
PERIOD_PATTERN = re.compile(r"P(?=[\dT])(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?"
                            r"(?:T(?=\d)(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?", re.ASCII)
HTML_TAG = re.compile(r"<[A-Za-z/!?][^\s>]{0,30}")
MARKDOWN_LINK = re.compile(r"\]\(\s*<?([^)>\s]*(?:\s+[^)>\s\"'][^)>\s]*)*)|\[[^\[\]]+\]:\s*(\S+)")
DAY_PATTERN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
UNITS = ("year", "month", "week", "day", "hour", "minute", "second")
MAX_LINE = limits.LINE.most
MAX_ID = limits.ID.most
MAX_WORDS = limits.MARKDOWN.most


def kind_of(node: Node) -> str:
    """What a node is, in words for a message."""
    return {Scalar: "a text", Mapping: "keys with values"}.get(type(node), "a list")


class Type(Generic[T]):
    """A type of value: reads a node, or notes a problem and returns None."""

    name = ""
    takes_mapping = False

    @property
    def hint(self) -> str:
        """What to write, in words for a message."""
        return self.name

    def read(self, node: Node, reading: Reading) -> T | None:
        raise NotImplementedError


class TextType(Type[T]):
    """A text on one line, turned into a value by `make`; None from `make` means it does not fit."""

    def __init__(self, name: str, example: str, make: Callable[[Scalar, Reading], T | None], limit: int = MAX_LINE):
        self.name = name
        self.example = example
        self.make = make
        self.limit = limit

    @cached_property
    def hint(self) -> str:
        return f"{self.name}, such as `{self.example}`"

    def read(self, node: Node, reading: Reading) -> T | None:
        scalar = plain_scalar(node, reading, self.hint)
        if scalar is None or too_long(scalar, self.limit, reading):
            return None
        if "\n" in scalar.text.strip("\n"):
            reading.wrong(node.at, "several-lines", f"A line break stands in {self.name}.", "Write it on one line.")
            return None
        text = scalar.text.strip()
        return self.make(scalar if text == scalar.text else Scalar(scalar.at, text, scalar.plain), reading)


def plain_scalar(node: Node, reading: Reading, hint: str) -> Scalar | None:
    """The node as a text that is not empty, or None and a problem."""
    if not isinstance(node, Scalar):
        reading.wrong(node.at, "wrong-type", f"Here stands {kind_of(node)}, expected {hint}.", f"Write {hint}.")
        return None
    if not node.text.strip():
        reading.wrong(node.at, "empty-value", "The value is empty.", f"Write {hint}, or remove the key.")
        return None
    return node


def too_long(scalar: Scalar, limit: int, reading: Reading) -> bool:
    """Whether the text is over its limit; notes the problem."""
    if len(scalar.text) > limit:
        reading.wrong(scalar.at, "text-too-long", f"The text has {len(scalar.text):,} characters.",
                      f"Shorten it to at most {limit:,}, or divide it.")
        return True
    return False


def _matching(pattern: re.Pattern[str], id: str, name: str, fix: str) -> Callable[[Scalar, Reading], Str | None]:
    def make(scalar: Scalar, reading: Reading) -> Str | None:
        if pattern.fullmatch(scalar.text):
            return Str(scalar.text, scalar.at)
        reading.wrong(scalar.at, id, f"`{scalar.text}` is not {name}.", fix + foreign_letters(scalar.text))
        return None
    return make


def read_id(scalar: Scalar, reading: Reading) -> Str | None:
    """A mapping key as an id, or None and a problem."""
    return None if too_long(scalar, MAX_ID, reading) else ID.make(scalar, reading)


def _country(scalar: Scalar, reading: Reading) -> Country | None:
    if scalar.text in codes.COUNTRIES:
        return Country(scalar.text, scalar.at)
    fix = f"Did you mean `{scalar.text.upper()}`?" if scalar.text.upper() in codes.COUNTRIES else \
        "Write the two capital letters of ISO 3166-1, such as `NO` or `DE`; the United Kingdom is `GB`, Greece `GR`."
    reading.wrong(scalar.at, "unknown-country", f"`{scalar.text}` is not a country code.",
                  fix + foreign_letters(scalar.text))
    return None


def _language(scalar: Scalar, reading: Reading) -> Str | None:
    if scalar.text == "no":
        reading.wrong(scalar.at, "unknown-language", "`no` does not say which Norwegian.",
                      "Write `nb` (Bokmål) or `nn` (Nynorsk).")
        return None
    return _matching(LANGUAGE_PATTERN, "unknown-language", "a language code",
                     "Write a code of BCP 47, such as `en`, `nb` or `pt-PT`.")(scalar, reading)


def _day(scalar: Scalar, reading: Reading) -> Day | None:
    if DAY_PATTERN.fullmatch(scalar.text):
        try:
            return Day.read(scalar.text, scalar.at)
        except ValueError:
            reading.wrong(scalar.at, "bad-date", f"There is no day `{scalar.text}`.", "Correct the day or the month.")
            return None
    reading.wrong(scalar.at, "bad-date", f"`{scalar.text}` is not a date.", "Write year-month-day: `2026-01-31`.")
    return None


def _period(scalar: Scalar, reading: Reading) -> Period | None:
    match = PERIOD_PATTERN.fullmatch(scalar.text)
    numbers = [int(number or 0) for number in match.groups()] if match else [0]
    if not any(numbers):
        reading.wrong(scalar.at, "bad-period", f"`{scalar.text}` is not a period.",
                      "Write an ISO 8601 duration: `P2Y` is two years, `P6M` six months, `PT72H` 72 hours.")
        return None
    return Period(scalar.at, scalar.text, tuple((n, unit) for n, unit in zip(numbers, UNITS, strict=True) if n))


def _number(scalar: Scalar, reading: Reading) -> int | None:
    if re.fullmatch(r"[0-9]{1,9}", scalar.text):
        return int(scalar.text)
    reading.wrong(scalar.at, "bad-number", f"`{scalar.text}` is not a whole number.", "Write digits only.")
    return None


def _flag(scalar: Scalar, reading: Reading) -> bool | None:
    value = {"yes": True, "true": True, "no": False, "false": False}.get(scalar.text)
    if value is None:
        reading.wrong(scalar.at, "bad-flag", f"`{scalar.text}` is neither yes nor no.", "Write `yes` or `no`.")
    return value


def _link(scalar: Scalar, reading: Reading) -> Link | None:
    fault = link_fault(scalar.text)
    if fault is not None:
        reading.wrong(scalar.at, "bad-link", fault.says, fault.fix, severity=fault.severity)
    return Link(scalar.text, scalar.at) if fault is None or fault.usable else None


def _site(scalar: Scalar, reading: Reading) -> Link | None:
    if scalar.text.startswith(("https://", "http://")):
        return _link(scalar, reading)
    reading.wrong(scalar.at, "bad-link", f"`{scalar.text}` is not a whole address.", "Write it with https:// in front.")
    return None


class Choice(Type[Str]):
    """One of a few fixed words."""

    def __init__(self, *words: str) -> None:
        self.words = words
        self.name = ("one of " if len(words) > 1 else "") + some(words)

    def read(self, node: Node, reading: Reading) -> Str | None:
        scalar = plain_scalar(node, reading, self.name)
        if scalar is None:
            return None
        if scalar.text not in self.words:
            reading.wrong(scalar.at, "unknown-choice", f"`{scalar.text}` is not possible here.",
                          nearest(scalar.text, self.words))
            return None
        return Str(scalar.text, scalar.at)


class Term(Type[Str]):
    """The id of a vocabulary term of one kind, or of a term of the declaration's own vocabulary."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.name = f"a term of the vocabulary `{kind}`"

    @property
    def hint(self) -> str:
        """What to write, and how to find it."""
        return f"{self.name} (`policygen vocabulary --kind {self.kind}` lists them)"

    def read(self, node: Node, reading: Reading) -> Str | None:
        scalar = plain_scalar(node, reading, self.name)
        if scalar is None:
            return None
        term = Str(scalar.text, scalar.at)
        reading.terms.append((self.kind, term))
        return term


class Reference(Type[Str]):
    """The id of an entry elsewhere in the same declaration, such as a recipient."""

    def __init__(self, registry: str) -> None:
        self.registry = registry
        self.name = f"an id declared under `{registry}`"

    def read(self, node: Node, reading: Reading) -> Str | None:
        scalar = plain_scalar(node, reading, self.name)
        if scalar is None:
            return None
        reference = Str(scalar.text, scalar.at)
        reading.references.append((self.registry, reference))
        return reference


def _check_markdown(scalar: Scalar, reading: Reading) -> None:
    """Note HTML and links that may not stand on a page; they would be taken out of it."""
    tag = HTML_TAG.search(scalar.text)
    if tag:
        reading.wrong(scalar.at, "raw-html", f"`{tag.group()}` looks like HTML, which is not allowed in texts.",
                      "Use Markdown: **bold**, *italic*, lists, [text](link).")
    for link in markdown_links(scalar.text):
        fault = link_fault(link)
        if fault is not None:
            reading.wrong(scalar.at, "bad-link", f"In the link `{link}`: {fault.says}", fault.fix,
                          severity=fault.severity)


def markdown_links(text: str) -> list[str]:
    """Where the links of a Markdown text lead, as browsers read it."""
    found = MARKDOWN_LINK.finditer(text) if "]" in text else ()
    return [unescape(match.group(1) or match.group(2) or "") for match in found]


class WordsType(Type[Words]):
    """A text for people: one string (the only language), or a text for each published language."""

    takes_mapping = True

    def __init__(self, name: str, limit: int, one_line: bool, universal: bool = False) -> None:
        self.name = name
        self.limit = limit
        self.one_line = one_line
        self.universal = universal

    @cached_property
    def hint(self) -> str:
        return f"{self.name} for each language: `{{en: ..., nb: ...}}`"

    def read(self, node: Node, reading: Reading) -> Words | None:
        if isinstance(node, Mapping):
            foreign = [(key, child) for key, child in node.entries if key.text not in reading.languages]
            cut = next((key for key, child in foreign if isinstance(child, Scalar) and not child.text), None)
            if cut is not None:
                reading.wrong(cut.at, "text-cut", f"A comma ends the text before `{cut.text}`.",
                              'Put texts that hold a comma in quotation marks: {en: "one, two"}.')
                return None
            texts = [(key.text, self._text(child, reading)) for key, child in node.entries]
            self._languages(node, [key for key, _ in foreign], reading)
            return Words(node.at, tuple([(code, text) for code, text in texts if text is not None]))
        text = self._text(node, reading)
        if text is None:
            return None
        if self.universal:
            return Words(node.at, tuple((language, text) for language in reading.languages or ("en",)))
        for language in reading.languages[1:]:
            reading.wrong(text.at, "text-missing", f"There is no text in `{language}`.",
                          f"Write `{{{reading.languages[0]}: ..., {language}: ...}}`, or take `{language}` out of "
                          "`languages`.", provision="GDPR 12(1)")
        return Words(node.at, (((*reading.languages, "en")[0], text),))

    def _text(self, node: Node, reading: Reading) -> Str | None:
        scalar = plain_scalar(node, reading, self.hint)
        if scalar is None or too_long(scalar, self.limit, reading):
            return None
        if self.one_line and "\n" in scalar.text.strip("\n"):
            reading.wrong(node.at, "several-lines", "A line break stands in a text of one line.",
                          "Write it on one line; fold a long line with `>-`.")
        if not self.one_line:
            _check_markdown(scalar, reading)
        return Str(scalar.text.strip(), scalar.at)

    def _languages(self, node: Mapping, foreign: list[Scalar], reading: Reading) -> None:
        if not reading.languages:
            return
        for key in foreign:
            reading.wrong(key.at, "unknown-language", f"`{key.text}` is not a language of this declaration.",
                          nearest(key.text, reading.languages) + " Languages stand under `languages`.")
        present = {key.text for key, _ in node.entries}
        for language in reading.languages:
            if language not in present:
                self._untranslated(node.at, language, reading)

    def _untranslated(self, at: Position, language: str, reading: Reading) -> None:
        reading.wrong(at, "text-missing", f"There is no text in `{language}`.",
                      f"Add `{language}: ...` beside the others, or take `{language}` out of `languages`.",
                      provision="GDPR 12(1)")


class SentenceType(WordsType):
    """Whole sentences in plain text; each text ends as a sentence does."""

    def _text(self, node: Node, reading: Reading) -> Str | None:
        text = super()._text(node, reading)
        if text is not None and not text.endswith((".", "!", "?", "…", ".)", ":")):
            reading.wrong(text.at, "sentence-unfinished", "The text does not end as a sentence.",
                          "Write a whole sentence with its full stop.")
        return text


TEXT = TextType("a text", "Example AS", lambda scalar, reading: Str(scalar.text, scalar.at))
ID = TextType("an id", "contact_form", _matching(
    ID_PATTERN, "bad-id", "an id", "Use small letters, digits, `_` and `-`, starting with a letter."))
EMAIL = TextType("an e-mail address", "privacy@example.com", _matching(
    EMAIL_PATTERN, "bad-email", "an e-mail address", "Write it as name@domain."))
PHONE = TextType("a telephone number", "+47 22 00 00 00", _matching(
    PHONE_PATTERN, "bad-phone", "a telephone number", "Write digits and spaces, with + and the country code first."))
COUNTRY = TextType("a country code", "NO", _country)
LANGUAGE = TextType("a language code", "nb", _language)
DATE = TextType("a date", "2026-01-31", _day)
PERIOD = TextType("a period", "P2Y", _period)
NUMBER = TextType("a whole number", "3", _number)
FLAG = TextType("yes or no", "yes", _flag)
LINK = TextType("a link", "https://example.com/", _link, limit=limits.LINK.most)
SITE = TextType("a whole address", "https://example.com/", _site, limit=limits.LINK.most)
LABEL = WordsType("a phrase without full stop", limits.PHRASE.most, one_line=True)
SENTENCE = SentenceType("one or more whole sentences", limits.SENTENCE.most, one_line=True)
NAME = WordsType("a text, one for all languages or one for each", MAX_LINE, one_line=True, universal=True)
WORDS = WordsType("a text (Markdown)", MAX_WORDS, one_line=False)
# The patterns of scalar types by name, for the JSON Schema.
PATTERNS = {ID.name: ID_PATTERN, EMAIL.name: EMAIL_PATTERN, PHONE.name: PHONE_PATTERN, LANGUAGE.name: LANGUAGE_PATTERN,
            DATE.name: DAY_PATTERN, PERIOD.name: PERIOD_PATTERN}
