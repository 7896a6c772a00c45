"""Declarations of realistic size that all differ: the same seed gives the same bytes, without a clock or chance."""

from __future__ import annotations

import re
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import yaml

from bench.languages import turned
from bench.writing import written

FACTS = Path(__file__).parent / "facts.yaml"
ACTIVITIES = 10
ITEMS = 12
SLOT = re.compile(r"\$([a-z]+)")
LETTERS = str.maketrans("æøåé", "aoae")
WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)                       # of the check digit of a Norwegian organisation number
SENTENCE = re.compile(r"You choose (?:\w+ and \w+ )?when you visit (\S+) for the first time\.")
HOW = ("freely", "calmly", "quickly", "slowly", "alone", "together", "openly", "quietly")
ALWAYS = ("orders", "payment", "statistics", "advertising")
REST = ("disclosures", "security", "breaches", "rights", "changes")

Words = dict[str, str]


class Choices:
    """Choices that look random and follow from the seed alone, the same in every version of Python."""

    def __init__(self, seed: int, number: int) -> None:
        self.name = f"{seed}/{number}"
        self.made = 0

    def below(self, limit: int) -> int:
        """The next number from 0 to under `limit`."""
        self.made += 1
        digest = blake2b(f"{self.name}/{self.made}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") % limit

    def one(self, values: list[Any]) -> Any:
        """One of the values."""
        return values[self.below(len(values))]

    def some(self, count: int, values: list[Any]) -> list[Any]:
        """So many of the values, in their order."""
        left = list(range(len(values)))
        taken = {left.pop(self.below(len(left))) for _ in range(min(count, len(values)))}
        return [value for index, value in enumerate(values) if index in taken]


@cache
def facts() -> dict[str, Any]:
    """The parts that declarations are made of."""
    found: dict[str, Any] = yaml.safe_load(FACTS.read_bytes())
    return found


def names(count: int) -> list[str]:
    """The ids of so many declarations."""
    return [f"company-{number:05}" for number in range(count)]


def company(number: int) -> str:
    """The name of a company; those of the first twelve thousand differ."""
    first, second, third = facts()["first"], facts()["second"], facts()["third"]
    row, block = number // len(first), number // (len(first) * len(second))
    return f"{first[number % len(first)]}{second[(row + number) % len(second)]} {third[(block + number) % len(third)]}"


def declaration(number: int, languages: tuple[str, ...] = ("en", "nb"), seed: int = 1) -> bytes:
    """The YAML of one declaration."""
    return written(facts_of(number, languages, seed)).encode()


def facts_of(number: int, languages: tuple[str, ...] = ("en", "nb"), seed: int = 1) -> dict[str, Any]:
    """One declaration as keys and values."""
    return _Maker(Choices(seed, number), languages, number).declaration()


def change(data: bytes, number: int) -> tuple[bytes, str]:
    """The declaration with one sentence changed, and that sentence: another one for each number."""
    how = f"{HOW[number % len(HOW)]} and {HOW[number // len(HOW) % len(HOW)]}"
    sentence = SENTENCE.search(data.decode())
    assert sentence is not None
    new = f"You choose {how} when you visit {sentence[1]} for the first time."
    return data.decode().replace(sentence[0], new, 1).encode(), new


class _Maker:
    """Fills the parts with the names of one company."""

    def __init__(self, choices: Choices, languages: tuple[str, ...], number: int) -> None:
        self.choices = choices
        self.languages = languages
        self.facts = facts()
        self.number = number
        self.slots: dict[str, str | Words] = {}

    def declaration(self) -> dict[str, Any]:
        """All of it, in the order in which people write it."""
        self._name()
        kinds = self.facts["activities"]
        others = [id for id in kinds if id not in ALWAYS]
        taken = {*ALWAYS, *self.choices.some(ACTIVITIES - len(ALWAYS), others)}
        activities = {id: self.filled(parts) for id, parts in kinds.items() if id in taken}
        cookies = {**self.filled(self.facts["cookies"]), "items": self._items()}
        recipients = self._recipients(_named({"activities": activities, "cookies": cookies}))
        transfers = {"transfers": {"copy_contact": "privacy"}} if "mailer" in recipients else {}
        return {
            **self._head(),
            **self._laws(activities),
            "activities": activities,
            "recipients": recipients,
            **transfers,
            **self._rest(cookies),
        }

    def filled(self, part: Any) -> Any:
        """A part with its choices made, its texts in all languages and its names filled in."""
        match part:
            case {"any": values}:
                return self.filled(self.choices.one(values))
            case {"some": count, "of": values}:
                return [self.filled(value) for value in self.choices.some(count, values)]
            case {"en": english, "nb": norwegian}:
                texts = {"en": english, "nb": norwegian}
                return {code: self._text(turned(texts, code), code) for code in self.languages}
            case dict():
                return {key: self.filled(value) for key, value in part.items()}
            case list():
                return self._list(part)
            case str():
                return self._text(part, self.languages[0])
        return part

    def _list(self, part: list[Any]) -> list[Any]:
        values: list[Any] = []
        for value in part:
            if isinstance(value, dict) and "some" in value:
                values += self.filled(value)
            else:
                values.append(self.filled(value))
        return values

    def _text(self, text: str, language: str) -> str:
        def slot(found: re.Match[str]) -> str:
            value = self.slots[found.group(1)]
            return value if isinstance(value, str) else value[language]

        return SLOT.sub(slot, text)

    def _name(self) -> None:
        brand = company(self.number)
        slug = brand.lower().translate(LETTERS).replace(" ", "-")
        goods = self.choices.one(self.facts["goods"])
        self.slots = {
            "company": f"{brand} AS", "brand": brand, "slug": slug, "site": f"{slug}.example",
            "city": self.choices.one(self.facts["cities"]),
            "goods": {code: turned(goods, code) for code in self.languages},
        }

    def _head(self) -> dict[str, Any]:
        city, site = self.slots["city"], self.slots["site"]
        address = {"street": f"{self.choices.one(self.facts['streets'])} {1 + self.choices.below(90)}",
                   "postal_code": f"{1000 + self.choices.below(8900):04}", "city": city, "country": "NO"}
        return {
            "policygen": "1", "languages": list(self.languages), "version": f"{1 + self.choices.below(4)}.0",
            "updated": f"2026-{1 + self.choices.below(10):02}-{1 + self.choices.below(28):02}",
            "introduction": self.filled(self.facts["introduction"]),
            "controller": {
                "name": self.slots["company"], "brands": [self.slots["brand"]],
                "registration": {"scheme": "no-orgnr", "number": _registered(self.number)},
                "country": "NO", "address": address, "website": f"https://{site}/",
                "contacts": {
                    "privacy": {"for": ["privacy", "rights"], "email": f"privacy@{site}"},
                    "service": {"for": ["general", "support"], "email": f"post@{site}",
                                "phone": f"+47 {20 + self.choices.below(70)} 00 {self.choices.below(100):02} 00"},
                },
            },
            "scope": {**self.filled(self.facts["scope"]), "audiences": ["customer", "website_visitor"]},
        }

    def _rest(self, cookies: dict[str, Any]) -> dict[str, Any]:
        parts = {key: self.filled(self.facts[key]) for key in REST}
        return {"disclosures": parts["disclosures"], "cookies": cookies,
                "statements": ["no_sale", "no_automated_decisions"],
                "security": parts["security"], "breaches": parts["breaches"],
                "rights": {"contact": ["privacy"], **parts["rights"]},
                "complaint": {"authorities": ["no-datatilsynet"]}, "changes": parts["changes"]}

    def _items(self) -> dict[str, Any]:
        items = self.facts["items"]
        return {id: self.filled(items[id]) for id in self.choices.some(ITEMS, list(items))}

    def _recipients(self, named: set[str]) -> dict[str, Any]:
        found = {}
        for id, parts in self.facts["recipients"].items():
            if id in named:
                partner = self.choices.one(self.facts["first"]) + self.choices.one(self.facts["second"])
                self.slots |= {"partner": partner, "host": partner.lower().translate(LETTERS)}
                found[id] = self.filled(parts)
        return found

    def _laws(self, activities: dict[str, Any]) -> dict[str, Any]:
        named = {use for activity in activities.values() for use in _laws_named(activity)}
        laws = {id: self.filled(law) for id, law in self.facts["laws"].items() if id in named}
        return {"laws": laws} if laws else {}


def _named(part: Any) -> set[str]:
    """The ids of recipients that a part of a declaration names."""
    found: set[str] = set()
    if isinstance(part, list):
        found.update(*(_named(value) for value in part), ())
    elif isinstance(part, dict):
        uses = part.get("recipients", [])
        found |= {use if isinstance(use, str) else use["recipient"] for use in uses}
        found |= {part["provider"]} if "provider" in part else set()
        found.update(*(_named(value) for value in part.values()), ())
    return found


def _laws_named(part: Any) -> set[str]:
    if isinstance(part, list):
        return set().union(*(_laws_named(value) for value in part))
    if isinstance(part, dict):
        own = {part["law"]} if "law" in part else set()
        return own.union(*(_laws_named(value) for value in part.values()))
    return set()


def _registered(number: int) -> str:
    """A number that passes the check of its register and that nobody has: those in use start with 8 or 9."""
    for candidate in range(10_000_000 + number * 7, 99_999_999):
        digits = [int(sign) for sign in str(candidate)]
        rest = -sum(digit * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % 11
        if rest < 10:
            text = f"{candidate}{rest}"
            return f"{text[:3]} {text[3:6]} {text[6:]}"
    raise AssertionError(number)
