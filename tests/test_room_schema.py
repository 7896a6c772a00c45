"""How languages of declarations are read, and described, by a small one made here; and all that is said of faults."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from golden import compare, told

from policygen import schema
from policygen.load import Scalar, parse
from policygen.problem import Position, Severity
from policygen.schema import (
    Choice,
    Day,
    Period,
    Reading,
    Record,
    RecordType,
    Reference,
    Str,
    Term,
    Type,
    Words,
    entries,
    listed,
    nearest,
    one,
    optional,
    required,
)
from policygen.schema.export import json_schema
from policygen.schema.leaves import leaves
from policygen.schema.reading import closest, some
from policygen.schema.record import Key
from policygen.schema.reference import anchor, examples, records, reference
from policygen.schema.types import markdown_links

PIECES = ("TEXT", "ID", "EMAIL", "PHONE", "COUNTRY", "LANGUAGE", "DATE", "PERIOD", "NUMBER", "FLAG", "LINK", "SITE",
          "LABEL", "SENTENCE", "NAME", "WORDS")


class InnerThing(Record):
    """A thing
    inside."""

    SHORT = "label"
    EXAMPLE = "\nlabel: A\n"
    label = required(schema.LABEL, "What it is.", "GDPR 1")
    term = optional(Term("colours"), "Its colour.")
    open_term = optional(Term("tastes"), "Its taste.")

    def check(self, reading: Reading) -> None:
        if self.term == "red":
            reading.wrong(self.where("term"), "no-red", "Red.", "Take blue.", severity=Severity.WARNING)


class Strict(Record):
    """Whose bare value is no text for people."""

    SHORT = "word"
    word = required(Choice("1", "yes", "blue", "green"), "A word.")
    inside = listed(one(InnerThing), "Things.")


class Whole(Record):
    """Everything."""

    name = required(schema.TEXT, "A\nname.", "GDPR 2")
    things = entries(InnerThing, "Things by id.", "GDPR 3")
    strict = optional(one(Strict), "Strict.")
    must = listed(Choice("one"), "One at least.", least=1)
    refers = listed(Reference("things"), "Some of `things`.")
    class_ = optional(schema.FLAG, "A name that Python has too.")
    itself = entries(Strict, "Never.", least=0)


class Demanding(Record):
    """What must stand."""

    SHORT = "whole"
    whole = required(one(Whole), "Whole.")
    inner = entries(Whole, "Some.", least=1)
    items = listed(one(Whole), "Some more.", least=1)
    term = required(Term("colours"), "A colour.")
    refers = required(Reference("things"), "A thing.")


class Pieces(Record):
    """Every type of a single value."""


for piece in PIECES:
    Pieces.KEYS[piece.lower()] = Key(getattr(schema, piece), f"A value of {piece}.", False, None, "")

VALUES: dict[str, list[str]] = {
    "text": ["Example AS", "  a  ", "''", "' '", "x" * 300, "x" * 301, "'a\n\n  b'", "[a]", "{a: b}", '"\\na\\n"'],
    "id": ["a", "a1_b-c", "A", "1a", "a__b", "a_", "é", "x" * 80, "x" * 81],
    "email": ["a@b.no", "a.b+c@d-e.example.com", "a@b", "a b@c.no", "'@b.no'", "a@b..no", "x" * 64 + "@a.no",
        "x" * 65 + "@a.no"],
    "phone": ["'+47 22 00 00 00'", "22(0)/1-2.3", "12", "'123'", "22 00 a", "1" * 31, "1" * 30],
    "country": ["NO", "no", "XX", "Norway", "XK", "UK", "GB"],
    "language": ["en", "no", "nb", "pt-PT", "sr-Latn-RS", "EN", "english", "zh-Hant"],
    "date": ["2026-01-31", "2026-02-30", "31.01.2026", "2026-1-1", "2024-02-29", "2026-01-31T10"],
    "period": ["P2Y", "P6M", "PT72H", "P1Y2M3W4D", "PT1H2M3S", "P0D", "P", "PT", "2 years", "P1YT", "P1234Y",
        "P1D2Y"],
    "number": ["3", "0", "007", "123456789", "1234567890", "-1", "1.5", "x"],
    "flag": ["yes", "no", "true", "false", "True", "on", "maybe"],
    "link": ["https://example.com/", "http://example.com/", "/a", "javascript:x", "a b", "ftp://a.no/",
        "https://a.no/" + "x" * 1987, "https://a.no/" + "x" * 1988],
    "site": ["https://example.com/", "http://example.com/", "/a", "example.com", "https://a b/"],
    "label": ["Hi", "{en: Hi, nb: Hei}", "{en: Hi}", "{en: Hi, de: Hallo}", "{en: Hi, nb: Hei, da: ''}",
        "{en: one, two}", "{en: one, two: }", "[a]", "'a\n\n  b'", "{en: [a], nb: b}", "x" * 600, "x" * 601],
    "sentence": ["{en: Yes., nb: Ja.}", "{en: Yes, nb: Ja!}", "{en: 'No:', nb: (Nei.)}", "{en: 'Why?', nb: Hm…}",
        "{en: ' Yes. ', nb: ja}"],
    "name": ["Example", "{en: Example, nb: Eksempel}", "{en: Example}"],
    "words": ["{en: '**Hi** [x](https://a.no/)', nb: 'Hei <b>'}",
        "{en: '[x](javascript:y)', nb: '[x](http://a.no/)'}", "{en: 'a\n\n\n  b', nb: c}",
        "{en: '[x][y]\n\n\n  [y]: //a.no', nb: '<!-- x'}", "x" * 5000, "x" * 5001]}


def reads(text: str, cls: type[Record] = Whole, languages: tuple[str, ...] = ("en", "nb")) -> tuple[Any, Reading]:
    node, problems = parse(text.encode(), "a.yaml")
    assert problems == ()
    assert node is not None
    reading = Reading(languages)
    return RecordType(cls).read(node, reading), reading


def shown(value: object) -> str:
    """A value with its places, but for what is long."""
    if isinstance(value, Record):
        items = zip(value.KEYS, value[3:], strict=True)
        return f"{type(value).__name__}({', '.join(f'{name}={shown(item)}' for name, item in items)})"
    if isinstance(value, Words):
        said = ", ".join(f"{code}: {shown(text)}" for code, text in value.texts)
        return f"Words({said})@{value.at.line}:{value.at.column}"
    if isinstance(value, Period):
        return f"{value.iso} {value.parts}@{value.at.column}"
    if isinstance(value, tuple):
        return f"({', '.join(map(shown, value))})"
    at = getattr(value, "at", None)
    text = f"{type(value).__name__} {str(value)!r}"
    short = text if len(text) < 60 else f"{type(value).__name__} of {len(str(value))}"
    return short + (f"@{at.line}:{at.column}" if at else "")


@pytest.mark.parametrize("languages", [("en", "nb"), ("nb",), ()], ids=lambda codes: "-".join(codes) or "none")
def test_what_is_read_and_said_of_single_values(languages: tuple[str, ...], request: pytest.FixtureRequest) -> None:
    found = {}
    for key, texts in VALUES.items():
        if languages == ("en", "nb") or key in ("label", "sentence", "name", "words"):
            for text in texts:
                record, reading = reads(f"{key}: {text}", Pieces, languages)
                called = text if len(text) < 100 else f"{text[:9]}…{len(text)}"
                value = record[3 + list(VALUES).index(key)]
                found[f"{key}: {called}"] = f"  {shown(value)}\n{told(reading.problems)}"
    compare(f"values-{'-'.join(languages) or 'none'}", found, request.config)


RECORDS = {
    "nothing": "{}",
    "least": "name: a\nmust: one\n",
    "a text": "x",
    "a list": "[a]",
    "empty": "''",
    "unknown": "nam: a\nmust: one",
    "unknown far": "name: a\nmust: one\nxyzzy: b",
    "empty list": "name: a\nmust: []",
    "two": "name: a\nmust: [two, one, one]",
    "things": (
        "name: a\nmust: one\nthings: {x: {label: {en: A, nb: B}}, Y: {term: red, label: "
        "{en: C, nb: D}}, z: {en: E, nb: F}}\nrefers: [x, q]\n"),
    "red": "name: a\nmust: one\nthings: {x: {term: red, label: {en: A, nb: B}}}",
    "red but wrong": "name: a\nmust: one\nthings: {x: {term: red, label: [A]}}",
    "red but unknown": "name: a\nmust: one\nthings: {x: {term: red, label: {en: A, nb: B}, more: x}}",
    "no things": "name: a\nmust: one\nthings: {}",
    "things as list": "name: a\nmust: one\nthings: [x]",
    "things as text": "name: a\nmust: one\nthings: x",
    "long id": f"name: a\nmust: one\nthings: {{{'x' * 81}: {{en: A, nb: B}}}}",
    "strict": "name: a\nmust: one\nstrict: blue",
    "strict long": "name: a\nmust: one\nstrict: {word: blue}",
    "strict wrong": "name: a\nmust: one\nstrict: blu",
    "strict far": "name: a\nmust: one\nstrict: {x: y}",
    "strict none": "name: a\nmust: one\nstrict: {}",
    "strict empty": "name: a\nmust: one\nstrict: ''",
    "twice the same": "name: a\nmust: one\nstrict: {word: '1', inside: [{en: A, nb: B}, {nb: B, en: A}]}",
    "a word of Python": "name: a\nmust: one\nclass: yes",
    "thing empty": "name: a\nmust: one\nthings: {x: }"}


DEMANDS = {
    "none": "{}", "others": "whole: x\ninner: {a: x, b: {name: c, must: one}}\nitems: []\nterm: [a]\nrefers: {a: b}",
    "bare": "x", "unknown": "{x: y}", "empty": "''", "keys": "{inner: '', items: '', term: '', refers: ''}"}


def test_what_is_said_of_keys_that_must_stand(request: pytest.FixtureRequest) -> None:
    found = {}
    for name, text in DEMANDS.items():
        record, reading = reads(text, Demanding)
        found[name] = f"  {shown(record)}\n{told(reading.problems)}"
    compare("demands", found, request.config)


def test_what_is_read_and_said_of_records(request: pytest.FixtureRequest) -> None:
    found = {}
    for name, text in RECORDS.items():
        record, reading = reads(text)
        places = [(leaf.path, leaf.keys, leaf.at.line, leaf.at.column) for leaf in leaves(record)] if record else []
        found[name] = f"  {shown(record)}\n  {reading.references} {reading.terms}\n  {places}\n{told(reading.problems)}"
    compare("records", found, request.config)


TEXT = """\
name: a
must: one
things: {x: {label: {en: A, nb: B}, term: blue}, y: {en: C, nb: D}}
strict: {word: green, inside: [{en: E, nb: F}]}
"""


def test_a_record_knows_its_places_and_can_be_changed() -> None:
    record, _ = reads(TEXT)
    x, y = record.things
    assert (record.id, x.id, y.id) == (None, "x", "y")
    assert [str(record.where(key)) for key in ("must", "refers")] == ["a.yaml:2:1", "a.yaml:1:1"] != [str(record.at)]
    assert [(name, str(item)[:3]) for name, item in record.each()][:1] == [("name", "a")]
    assert [name for name, _ in record.each()] == ["name", "things", "things", "strict", "must"]
    assert [str(at) for at in record.spots] == ["a.yaml:1:1", "a.yaml:1:7", "a.yaml:2:7"]
    assert [str(at) for at in x.spots] == ["a.yaml:3:13", "a.yaml:3:21", "a.yaml:3:43"]
    within = {f"{at.line}:{at.column}" for at in x.within()}
    assert within == {"3:10", "3:13", "3:14", "3:21", "3:26", "3:33", "3:37", "3:43"}
    assert x.within() < record.within()
    other = record.changed(name="b", refers=())
    assert (other.name, other.must, other.at, type(other)) == ("b", record.must, record.at, Whole)
    assert record.name == "a"
    with pytest.raises(AssertionError):
        record.changed(nothing=1)
    assert record.changed(**{"class": True}).spots == record.spots      # a value that was never written has no place
    assert record.spots == other.changed(name=record.name).spots
    assert Whole.name.__doc__ == "A\nname."
    assert Whole.REQUIRED == ("name", "must")
    assert y.label.in_language("nb") == "D"
    with pytest.raises(KeyError, match="da"):
        y.label.in_language("da")
    assert [leaf.path for leaf in leaves(record, "w", "v")][:2] == ["w.name", "w.things.x.label"]
    assert [leaf.keys for leaf in leaves(record, "w", "v")][-2:] == ["v.strict.inside.label", "v.must"]


def test_a_key_of_no_record_and_a_type_of_its_own_are_our_faults() -> None:
    class Loose:
        key: Any = Key(schema.TEXT, "", False, None, "")

    with pytest.raises(AttributeError):
        assert Loose().key
    with pytest.raises(NotImplementedError):
        Type[str]().read(Scalar(Position("x"), "a", True), Reading(()))
    assert Type[str]().hint == Type[str]().name == ""
    assert Type.takes_mapping is False


def test_positions_stay_with_values() -> None:
    at = Position("x", 3, 4)
    day = Day.read("2026-01-31", at)
    assert (day, day.at, Str("a", at).at) == (date(2026, 1, 31), at, at)
    assert {Str("a", at)} == {"a"}


@pytest.mark.parametrize(("word", "known", "said"), [
    ("purpos", ["purposes", "data"], "Did you mean `purposes`?"),
    ("DATA", ["Purposes", "Data"], "Did you mean `Data`?"),
    ("zzz", ["b", "a"], "Known: `a`, `b`."), ("zzz", [], "None is declared."),
    ("q", [f"w{n:02}" for n in range(14)], f"Known: {', '.join(f'`w{n:02}`' for n in range(12))} and 2 more."),
    ("q", [f"w{n:02}" for n in range(12)], f"Known: {', '.join(f'`w{n:02}`' for n in range(12))}.")])
def test_the_nearest_word_is_told(word: str, known: list[str], said: str) -> None:
    assert nearest(word, known) == said
    assert (closest(word, known) is not None) == said.startswith("Did")
    assert some(known, 1) == (f"`{known[0]}` and {len(known) - 1} more" if known else "")


def test_the_nearest_word_does_not_hang_on_the_order() -> None:
    assert nearest("abcx", ["abcz", "abcy"]) == nearest("abcx", ["abcy", "abcz"])
    assert closest("abcdefghij", ["abcdefzzzz"]) == "abcdefzzzz"
    assert closest("abcdefghij", ["abcdezzzzz"]) is None


@pytest.mark.parametrize(("text", "links"), [
    ("[a](b) [c](<d e>) [f]( g )", ["b", "d e", "g"]), ("[x]: y", ["y"]), ("[x]:\n  y z", ["y"]), ("(a)", []),
    ("[a](b 'title')", ["b"]), ("[a]()", [""]), ("[a](&#106;s:x)", ["js:x"]), ("[a](b c)", ["b c"])])
def test_links_in_markdown_are_found(text: str, links: list[str]) -> None:
    assert markdown_links(text) == links


def test_the_description_for_editors_and_readers(request: pytest.FixtureRequest) -> None:
    known = {"colours": {"red": "Red", "blue": "Blue"}, "tastes": {"sweet": "Sweet"}}
    made = {cls.__name__: json_schema(cls, f"The {cls.__name__}", known.__getitem__, frozenset({"tastes"}))
            for cls in (Whole, Pieces, InnerThing)}
    compare("schema", {name: json.dumps(value, indent=1, ensure_ascii=False) + "\n" for name, value in made.items()},
            request.config)
    assert list(made["Whole"]["definitions"]) == sorted(made["Whole"]["definitions"])
    compare("reference", {cls.__name__: reference(cls) + "\n" for cls in (Whole, Pieces)}, request.config)
    assert records(Whole) == [Whole, InnerThing, Strict]
    assert anchor(InnerThing) == "inner-thing"
    assert dict(examples(Whole)) == {Whole: "", InnerThing: "\nlabel: A\n", Strict: ""}
