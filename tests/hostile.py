"""Declarations whose every text carries something hostile, and what formats make of them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import cycle
from pathlib import Path
from typing import Any

from support import ROOT, TODAY

from policygen import formats
from policygen.build import check, composed
from policygen.declaration import Declaration, join
from policygen.formats import Site
from policygen.load import Mapping as MappingNode
from policygen.load import Node, Scalar, Sequence, parse
from policygen.problem import Problem, Severity, has_errors
from policygen.project import Project
from policygen.schema import TEXT, WORDS
from policygen.schema.record import EntriesType, ListType, RecordType
from policygen.schema.types import SentenceType, TextType, Type, WordsType

SOURCE = ROOT / "tests" / "cases" / "everything" / "declarations" / "everything"
ENDINGS = (".", "!", "?", "…", ".)", ":")
CONFIGURATION = "policygen: 1\nbase_url: https://privacy.fjellrev.example/a/\n"
SLOW = frozenset({"pdf"})
# A text of plain letters in the place of what is hostile: what is made with it shows how a file must be built.
HARMLESS = "harmless"
# What the language lets stand in every text, also in Markdown; a `%` stands for the declared text.
ANYWHERE = {
    "templates": "% {{7*7}} {% raw %} {# x #} ${7*7} %(x)s %s {0.__class__} {x} {policy} {title} #{x} <%= 7 %>",
    "comments": "% */ /* ]]> -- --> // < ! -- ',') ; # x",
    "strings": "% \\ \\u003c \\\" \\' ' \" ` \\x3c \\u2028 &#60;i&#62; &lt;b&gt; &amp; \\n\\",
    "yaml": "- !!python/object: &a *a | > % # x: y @ ` [a, {b: c}]",
    "yaml start": "&a *a !!str %",
    "question": "? % : x",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt; % &#x3c;img src=x onerror=alert(1)&#x3e; &colon; &NewLine;",
    "formula": "=1+1;=cmd|' /C calc'!A0,=1 % @SUM(1)",
    "plus": "+47 22 % ;-1+1",
    "at": "@SUM(1) %",
    "minus": "-1+1 %",
    "number sign": "# % #",
    "numbered": "1. % 2)",
    "dashes": "--- % ---",
    "rule": "* * * % ***",
    "quoted": "> % >",
    "row": "| % | --- | x |",
    "fence": "``` % ~~~",
    "emphasis": "*% **_ __ ~~ ** _x_ *y* ~~z~~ \\",
    "brackets": "](x) [%] [x] [1]: x ![ ][ ] [^1] [ ] [x]",
    "separators": "%, a; b,c: d \u00b7 e \u2013 f / g = h",
    "hidden": "\u0645\u06cc\u200c\u062e\u0648 %\u00ad \u0645\u200d \U0001f469\u200d\U0001f4bb",
    "right to left": "\u05e9\u05dc\u05d5\u05dd % \u0645\u0631\u062d\u0628\u0627 (x) 1-2",
    "beyond": "\U0001f98a\U00020bb7 % e\u0301\u0323\u0302 \ufb01 \uff1d1+1 \u2126",
    "long": "@long",
    "traps": "NO||0150||null||~||2026-01-31||1e3||0x1F||.inf||yes||===||---||~~~||%",
    "header": "% X-Evil: 1\\r\\nSet-Cookie: a=b %0d%0a /* 200",
}
# What Markdown refuses and plain texts may hold.
PLAIN_ONLY = {
    "script": "%</script><script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)> %",
    "svg": "%\"><svg onload=alert(1)>",
    "attributes": "%' onmouseover='alert(1)' x=\" onclick=\"alert(1)\" style=\"x",
    "comment": "<!-- % <!--policygen:1--> --> <![CDATA[ x ]]> <?x ?>",
    "elements": "</title></style></textarea></dd></table></body></html> % <plaintext>",
    "links": "[%](javascript:alert(1)) ![x](https://evil.example/x) <javascript:alert(1)> <https://evil.example>",
}


class Hostile:
    """A project with hostile texts, as formats get it."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.declaration = site.wholes[0].declaration
        self._made: dict[str, Mapping[str, bytes]] = {}

    def made(self, name: str) -> Mapping[str, bytes]:
        """The files of a format; what it says of the declaration must be told without exception too."""
        if name not in self._made:
            files, problems = formats.collect(formats.render_one(self.site, name))
            assert not has_errors(problems), problems
            formats.remarks(self.site, name)
            self._made[name] = files
        return self._made[name]


@cache
def base(languages: tuple[str, ...] = ("en",)) -> MappingNode:
    """The declaration that uses every key, in these languages."""
    parsed = [parse(path.read_bytes(), path.name)[0] for path in sorted(SOURCE.glob("*.yaml"))]
    joined, problems = join(node for node in parsed if node is not None)
    assert joined is not None
    assert not problems
    spoken = [Scalar(joined.at, language, True) for language in languages]
    return joined._replace(entries=tuple(
        (key, (Sequence(key.at, tuple(spoken)) if spoken[1:] else spoken[0]) if key.text == "languages" else child)
        for key, child in joined.entries))


class Chosen:
    """The payloads for texts: the same for the same text, and others in turn, so that no list has one twice."""

    def __init__(self, payload: str, languages: tuple[str, ...] = ("en",)) -> None:
        self.turn = cycle(payload.split("||"))
        self.by_text: dict[str, str] = {}
        self.languages = languages

    def of(self, text: str, type_: Type[Any]) -> str:
        """What stands instead of a declared text."""
        if text not in self.by_text:
            self.by_text[text] = next(self.turn)
        return carrying(text, self.by_text[text], type_)


def filled(node: Node, type_: Type[Any], payloads: Chosen, markdown: bool) -> Node:
    """The node with the payload in every text inside it."""
    if isinstance(type_, WordsType) or type_ is TEXT:
        if isinstance(node, MappingNode):
            return node._replace(entries=tuple((key, filled(child, type_, payloads, markdown))
                                               for key, child in node.entries if key.text in payloads.languages))
        assert isinstance(node, Scalar)
        return node if type_ is WORDS and not markdown else \
            node._replace(text=payloads.of(node.text, type_))
    if isinstance(type_, ListType):
        if isinstance(node, Sequence):
            return node._replace(items=tuple(filled(item, type_.item, payloads, markdown) for item in node.items))
        return filled(node, type_.item, payloads, markdown)
    if isinstance(type_, EntriesType) and isinstance(node, MappingNode):
        return node._replace(entries=tuple((key, filled(child, type_.record, payloads, markdown))
                                           for key, child in node.entries))
    return _record(node, type_, payloads, markdown) if isinstance(type_, RecordType) else node


def _record(node: Node, type_: RecordType[Any], payloads: Chosen, markdown: bool) -> Node:
    cls = type_.cls
    if not isinstance(node, MappingNode) or not (cls is Declaration or type_._is_long(node)):
        return filled(node, cls.KEYS[cls.SHORT].type, payloads, markdown) if cls.SHORT else node
    return node._replace(entries=tuple(
        (key, filled(child, cls.KEYS[key.text].type, payloads, markdown)
         if key.text in cls.KEYS and (cls.__name__, key.text) not in FIXED else child)
        for key, child in node.entries))


# Numbers of registers have a form, which is checked.
FIXED = {("Registration", "number"), ("Registration", "unconfirmed")}


def carrying(text: str, payload: str, type_: Type[Any]) -> str:
    """A text with the payload, within the limit of its type and ended as the type demands."""
    assert isinstance(type_, WordsType | TextType)
    if payload == "@long":
        return (text + "w" * type_.limit)[:type_.limit - 1] + "."
    room = type_.limit - len(payload)
    made = payload.replace("%", text[:room], 1) if "%" in payload else payload
    return made if not isinstance(type_, SentenceType) or made.endswith(ENDINGS) else f"{made}."


def plain(node: Node) -> Any:
    """A node as JSON, which is YAML too."""
    if isinstance(node, MappingNode):
        return {key.text: plain(child) for key, child in node.entries}
    return [plain(item) for item in node.items] if isinstance(node, Sequence) else node.text


def written(node: Node) -> str:
    """A declaration in which every text stands in quotation marks."""
    return json.dumps(plain(node), ensure_ascii=False, indent=1)


def read_in(folder: Path, text: str, configuration: str = CONFIGURATION) -> tuple[Site | None, tuple[Problem, ...]]:
    """A project with one declaration -> what formats are made from, and the problems so far."""
    (folder / "declarations").mkdir(parents=True)
    (folder / "declarations" / "everything.yaml").write_text(text, "utf-8")
    every = ", ".join(formats.optional())
    (folder / "policygen.yaml").write_text(f"{configuration}formats: [{every}]\n", "utf-8")
    settings, declarations, problems = check(Project(folder), TODAY)
    assert settings is not None, problems
    if not declarations:
        return None, problems
    site, told = composed(Project(folder), settings, declarations)
    assert site is not None, told
    return site, problems


@lru_cache(maxsize=6)
def hostile(payload: str, markdown: bool = True) -> Hostile:
    """The declaration that uses every key with the payload in each of its texts."""
    return composed_of(Chosen(payload), markdown)


def composed_of(payloads: Chosen, markdown: bool) -> Hostile:
    """The declaration that uses every key with what is chosen in each of its texts."""
    node = _record(base(payloads.languages), RecordType(Declaration), payloads, markdown)
    with tempfile.TemporaryDirectory() as folder:
        site, problems = read_in(Path(folder), written(node))
    assert site is not None, [problem for problem in problems if problem.severity is Severity.ERROR]
    return Hostile(site)


def payloads() -> Iterator[tuple[str, str, bool]]:
    """Name, payload, and whether it stands in Markdown too; if not, Markdown stays as it is."""
    for name, payload in (*ANYWHERE.items(), *PLAIN_ONLY.items()):
        yield name, payload, False
    for name, payload in ANYWHERE.items():
        yield f"{name}, Markdown", payload, True


def mixed() -> Iterator[tuple[str, str, bool]]:
    """The same, each text with another of the payloads."""
    for markdown, every in ((False, [*ANYWHERE.values(), *PLAIN_ONLY.values()]), (True, [*ANYWHERE.values()])):
        for start in (0, 11, 23):
            yield f"from {start}{', Markdown' * markdown}", "||".join([*every[start:], *every[:start]]), markdown
