"""Random valid declarations, made from the description of the language itself; the same seed gives the same one.

Every class says which keys it has and of which type; a key is taken or not by chance, and each text holds a word that
stands nowhere else. What the reader or a check refuses is thrown again, or taken out.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from functools import cache
from typing import Any

from support import TODAY

from policygen import checks
from policygen.build import understand
from policygen.declaration import Declaration, OwnTerm, OwnVocabulary, known_terms
from policygen.declaration.activity import Activity
from policygen.declaration.identity import Registration
from policygen.declaration.storage import Lifetime
from policygen.law import facts
from policygen.load import Mapping, Node, Scalar, Sequence, parse
from policygen.problem import Position, Severity
from policygen.project import File
from policygen.schema import Choice, Reading, Record, codes, types
from policygen.schema.record import EntriesType, ListType, RecordType
from policygen.schema.types import Reference, Term, Type, WordsType
from policygen.vocabulary import terms

LANGUAGES = (("en", "nb"), ("nb", "en"), ("en",), ("nb",))
PSEUDO = (("en", "nb", "he", "de"), ("he", "nb", "de", "en"), ("de", "nb", "en"), ("he",))     # see tests/pseudo.py
REGISTRIES = {"laws": 2, "recipients": 3, "groups": 1, "contacts": 2, "notices": 1, "activities": 3}
FORCED = ("laws", "recipients", "groups", "notices")                         # what others point to
# What checks ask for nearly always; most declarations could not be published without.
ASKED = {"Purpose": ("legal_basis",), "LegalBasis": ("interest",), "Transfer": ("tools",),
         "Activity": ("retention", "consent", "special_categories")}
SYLLABLES = [first + second for first in "bdfgklmnprstv" for second in "aeiou"]
MOST = 60                                                                    # throws, and parts taken out
NOWHERE = Position("random.yaml", 1, 1)
Data = dict[str, Any]
Path = tuple[str | int, ...]


class Maker:
    """Makes one declaration."""

    def __init__(self, seed: int, pseudo: bool) -> None:
        self.dice = random.Random(seed)
        self.languages = self.dice.choice(PSEUDO if pseudo else LANGUAGES)
        self.made = 0
        self.likely = self.dice.choice((0.2, 0.4, 0.7))
        self.ids = {name: [self.word() for _ in range(self.dice.randint(1, most))]
                    for name, most in REGISTRIES.items()}
        kinds = [kind for kind in OwnVocabulary.KEYS if self.dice.random() < self.likely / 2]
        self.own = {kind: [self.word()] for kind in kinds}

    def word(self) -> str:
        """A word that stands nowhere else."""
        self.made += 1
        rest = self.made + 65 ** 2
        found = "x"
        while rest:
            rest, digit = divmod(rest, len(SYLLABLES))
            found += SYLLABLES[digit]
        return found + "x"

    def declaration(self) -> Data:
        """The whole declaration, each of its parts sound."""
        made = self.record(Declaration, "")
        return {**made, "policygen": "1", "languages": list(self.languages)}

    def record(self, cls: type[Record], kind: str) -> Data:
        """An entry that the reader takes; `kind` is that of an own term."""
        for _ in range(MOST):
            made = self.keys(cls, kind)
            reading = Reading(self.languages)
            RecordType(cls).read(nodes(made), reading)
            if cls is Declaration or (made and not reading.problems):
                return made
        raise AssertionError(f"no {cls.__name__} can be made")

    def keys(self, cls: type[Record], kind: str) -> Data:
        """Its keys, each with a value."""
        made = {}
        for name, key in cls.KEYS.items():
            asked = name in ASKED.get(cls.__name__, ())
            if key.required or (cls is Declaration and name in FORCED) or \
                    self.dice.random() < (0.95 if asked else self.likely):
                value = self.value(key.type, name, kind)
                if value is not None:
                    made[name] = value
        if cls is Registration and "number" in made:
            made |= {"scheme": "no-orgnr", "number": self.dice.choice(("919 627 816", "923 609 016"))}
        if cls is Activity and all("legal_basis" in purpose for purpose in made["purposes"]):
            made.pop("legal_basis", None)                         # it is for purposes that name none
        if cls is Declaration and self.own:
            made["vocabulary"] = {kind: self.entries(OwnTerm, ids, kind) for kind, ids in self.own.items()}
        return made

    def entries(self, cls: type[Record], ids: Iterable[str], kind: str = "") -> Data:
        """Entries by id."""
        return {id: self.record(cls, kind) for id in ids}

    def value(self, type_: Type[Any], name: str, kind: str) -> Any:
        """A value of a type under a key; None where there is none."""
        if isinstance(type_, EntriesType):
            cls = type_.record.cls
            ids = self.ids[name] if name in self.ids else self.dice.sample(rights(), 2) if name == "rights" else \
                [self.word() for _ in range(self.dice.randint(1, 2))]
            return self.entries(cls, ids)
        if isinstance(type_, ListType):
            found = [self.value(type_.item, name, kind) for _ in range(self.dice.choice((1, 1, 1, 2, 3)))]
            return list({json.dumps(item): item for item in found if item is not None}.values()) or None
        if isinstance(type_, RecordType):
            return None if type_.cls is OwnVocabulary else self.record(type_.cls, kind)
        return self.single(type_, name, kind)

    def single(self, type_: Type[Any], name: str, kind: str) -> Any:
        """A single value."""
        if isinstance(type_, Reference):
            return self.dice.choice(self.ids[type_.registry])
        if isinstance(type_, Term):
            return self.dice.choice([*sorted(known_terms(type_.kind)), *self.own.get(type_.kind, ()) * 20])
        if isinstance(type_, Choice):
            return self.dice.choice(type_.words)
        if isinstance(type_, WordsType):
            return self.words(type_)
        if name == "broader":
            return self.dice.choice(sorted(terms(kind)))
        if isinstance(type_, Lifetime):
            return self.dice.choice(("session", "persistent", self.period()))
        return self.plain(type_)

    def words(self, type_: WordsType) -> Any:
        """A text in each language, as a phrase or a sentence."""
        form = "{} {}" if type_ in (types.LABEL, types.NAME) else "About {} {}."
        if len(self.languages) == 1 or (type_ is types.NAME and self.dice.random() < 0.5):
            return form.format(self.word(), "alone")
        return {code: form.format(self.word(), code) for code in self.languages}

    def plain(self, type_: Type[Any]) -> str:
        """A value of the types that are written as plain text."""
        word, number = self.word(), self.dice.randint(10, 99)
        return {
            types.EMAIL.name: f"{word}@example.com", types.PHONE.name: f"+47 22 {number} {number + 3} {100 - number}",
            types.LINK.name: f"https://example.com/{word}", types.SITE.name: f"https://{word}.example.com/",
            types.COUNTRY.name: self.dice.choice(sorted(codes.COUNTRIES)), types.PERIOD.name: self.period(),
            types.DATE.name: f"20{self.dice.randint(20, 25)}-0{self.dice.randint(1, 9)}-{self.dice.randint(10, 28)}",
            types.NUMBER.name: str(number % 10 + 10), types.FLAG.name: self.dice.choice(("yes", "no")),
            types.LANGUAGE.name: self.languages[0],
        }.get(type_.name, word)

    def period(self) -> str:
        """A period of one or two units."""
        return self.dice.choice(("P{}Y", "P{}M", "P{}W", "P{}D", "PT{}H", "P1Y{}M")).format(self.dice.randint(1, 11))


@cache
def rights() -> list[str]:
    """The rights that can have a note."""
    return sorted(set(facts("rights")) - {"complaint"})


def written(data: Any) -> bytes:
    """The declaration as a file: JSON is YAML."""
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def node(data: Any) -> Node:
    """What the loader makes of it."""
    root, problems = parse(written(data), "random.yaml")
    assert root is not None, problems
    return root


def nodes(data: Any) -> Node:
    """The same without places."""
    if isinstance(data, dict):
        return Mapping(NOWHERE, tuple((Scalar(NOWHERE, key, True), nodes(value)) for key, value in data.items()))
    if isinstance(data, list):
        return Sequence(NOWHERE, tuple(map(nodes, data)))
    return Scalar(NOWHERE, data, True)


def read(data: Data) -> tuple[Declaration | None, list[tuple[Position, str]]]:
    """The declaration, and where errors of the reader or of checks stand."""
    declaration, problems = understand([File("random.yaml", written(data))])
    wrong = [(problem.at, problem.id) for problem in problems if problem.severity is Severity.ERROR]
    if declaration is not None and not wrong:
        wrong = [(problem.at, problem.id) for problem in checks.on(declaration, TODAY)
                 if problem.severity is Severity.ERROR]
    return declaration, wrong


def places(root: Node, path: Path = ()) -> dict[Position, Path]:
    """Where the keys and values stand, with their paths; the outermost first."""
    found = {root.at: path}
    if isinstance(root, Mapping):
        for key, child in root.entries:
            found = {key.at: (*path, key.text)} | places(child, (*path, key.text)) | found
    elif isinstance(root, Sequence):
        for number, child in enumerate(root.items):
            found = places(child, (*path, number)) | found
    return found


def without(data: Any, path: Path) -> Any:
    """The declaration without what stands at a path; lists and mappings that are empty then go too."""
    first: Any = path[0]                                      # a key or a number
    rest = path[1:]
    if first not in (data if isinstance(data, dict) else range(len(data))):
        return data
    inside = without(data[first], rest) if rest else None
    if isinstance(data, list):
        return [*data[:first], *([inside] if inside else []), *data[first + 1:]]
    return {key: inside if key == first else value for key, value in data.items() if key != first or inside}


@cache
def random_declaration(seed: int) -> tuple[str, Declaration]:
    """A valid declaration as JSON, and as it was read; every fourth one in pseudo languages too."""
    for throw in range(MOST):
        data = Maker(seed * 1000 + throw, seed % 4 == 3).declaration()
        for _ in range(MOST):
            declaration, wrong = read(data)
            if not wrong:
                assert declaration is not None
                return json.dumps(data), declaration
            found = places(node(data))
            paths = {found[at] for at, _ in wrong}
            if not all(paths):
                break
            for path in sorted(paths, key=str, reverse=True):             # later items of a list first
                data = without(data, path)
    raise AssertionError(f"no declaration can be made of the seed {seed}")
