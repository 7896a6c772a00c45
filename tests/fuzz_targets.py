"""What `tests/fuzz.py` tries with inputs that it makes: each target takes bytes, and fails where policygen does.

An input is never an exception, takes less than two seconds, and every problem stands at a place of the file.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any

from support import ROOT, SMALL, TODAY

from policygen import checks
from policygen.build import understand
from policygen.build._unit import published
from policygen.configuration import NAME, Configuration, configure
from policygen.declaration import Declaration, known_terms
from policygen.formats._markdown import SCHEMES, TAGS, rendered
from policygen.load import Mapping, Node, Scalar, hidden, parse
from policygen.localise import Catalogues, po
from policygen.localise.catalogue import Catalogue
from policygen.notice import compose
from policygen.notice.blocks import Notice
from policygen.problem import Problem, has_errors
from policygen.project import File, Project
from policygen.schema import Choice, Record
from policygen.schema.record import EntriesType, ListType, RecordType
from policygen.schema.types import MAX_WORDS, Term, Type, link_fault, markdown_links

SECONDS = 2.0
FILE = "declarations/fuzz.yaml"
LINE = re.compile("\r\n|[\r\n]")
SCHEME = re.compile("([A-Za-z][A-Za-z0-9+.-]*):")
HOSTILE = ["", " ", "~", "null", "yes", "NO", "0150", "1.10", "22:22", "2026-02-30", "9999-12-31", "0000-00-00", "-1",
           "9" * 5000, "P1Y", "PT0S", "P99999999Y", "P1Y2M3W4D", "1e309", "\x00", "\ud800", "\u202e", "a\nb",
           "<script>", "[a](javascript:b)", "https://example.com/", "https://a@b", "http://[::1", "mailto:", "{x}",
           "%(x)s", "\\", "919 627 816", "+47 22 33 44 55", "a@b.c", "x" * 20_001, "é" * 300,
           "..", "/", "#", "*", "&", "<<"]


def placed(problems: Iterable[Problem], data: bytes, name: str) -> None:
    """Each problem says something and stands at a place of the file."""
    lines = LINE.split(data.decode("utf-8-sig", "replace"))
    for problem in problems:
        assert problem.id and problem.says and problem.fix, problem
        for at in (problem.at, problem.related or problem.at):
            assert at.file == name, problem
            assert 1 <= at.line <= len(lines), problem
            assert 1 <= at.column <= len(lines[at.line - 1]) + 1, problem


def declaration(data: bytes) -> None:
    """From bytes to what the reader and every check say."""
    sound(data)


def sound(data: bytes) -> tuple[Declaration, Notice] | None:
    """The same; what can be rendered."""
    found, problems = understand([File(FILE, data)])
    placed(problems, data, FILE)
    if found is None or has_errors(problems):
        assert problems
        return None
    notice = compose("fuzz", found)
    placed(checks.on(found, TODAY, notice), data, FILE)
    return found, notice


def page(data: bytes) -> None:
    """The same, and on to the words of its pages in each language."""
    made = sound(data)
    if made is not None:
        for publication in published(*made, catalogues().afresh(), ""):
            assert all(block.text for each in publication.pages for block in each.walk() if block.said)


@cache
def catalogues() -> Catalogues:
    """Those of policygen."""
    return Catalogues(Project(ROOT))


def configuration(data: bytes) -> None:
    """policygen.yaml."""
    found, problems = configure(File(NAME, data))
    placed(problems, data, NAME)
    assert found is not None or problems


def catalogue(data: bytes) -> None:
    """A catalogue, and every message in it."""
    name = "locales/nb/LC_MESSAGES/policygen.po"
    entries, problems = po.read(File(name, data), "nb")
    placed(problems, data, name)
    assert not (entries and problems)
    made = Catalogue("nb", name, entries)
    for context, found in entries.items():
        for entry in found:
            assert made.text(context, entry.english)
            made.known(context, entry.english)
    placed(made.problems, data, name)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attrs:
            assert tag == "a" and name in ("href", "title"), (tag, name)
            self.links += [value or ""] if name == "href" else []


def markdown(data: bytes) -> None:
    """A text in Markdown that the reader of YAML lets through: only known tags, and links with an allowed scheme."""
    text = data.decode("utf-8", "replace")[:MAX_WORDS]
    if hidden(text):
        return
    for link in markdown_links(text):
        link_fault(link)
    reader = _Links()
    reader.feed(rendered(text))
    reader.close()
    for link in reader.links:
        scheme = SCHEME.match(link.strip())
        assert scheme is None or scheme[1].lower() in SCHEMES, link


def timed(target: Callable[[bytes], None], data: bytes) -> None:
    """Run a target; it may take two seconds."""
    started = time.process_time()
    target(data)
    used = time.process_time() - started
    assert used < SECONDS, f"{used:.1f} s"


TARGETS: dict[str, Callable[[bytes], None]] = {
    "declaration": declaration, "structure": page, "configuration": configuration, "catalogue": catalogue,
    "markdown": markdown}


def seeds(target: str) -> Iterator[bytes]:
    """What a target starts from."""
    if target in ("declaration", "structure"):
        folders = ["tests/cases/*/declarations", *(["declarations"] if target == "declaration" else [])]
        yield SMALL.encode()
        yield from (path.read_bytes() for folder in folders for path in sorted(ROOT.glob(f"{folder}/**/*.yaml")))
    if target == "declaration":
        yield from (case["yaml"].encode("utf-8", "surrogatepass")
                    for case in json.loads((ROOT / "tests/suites/yaml-test-suite.json").read_text("utf-8")))
    if target == "configuration":
        yield from (path.read_bytes() for path in sorted(ROOT.glob("tests/cases/*/policygen.yaml")))
        yield b'theme: {name: embed, colors: {ink: "#123"}, font: "Inter, serif", width: 44rem, logo: a/b.svg}\n'
    if target == "catalogue":
        messages = (ROOT / "locales/nb/LC_MESSAGES/policygen.po").read_text("utf-8").split("\n\n")
        yield from ("\n\n".join(messages[at:at + 3]).encode() for at in range(0, len(messages), 40))
        yield from (path.read_bytes() for path in sorted(ROOT.glob("tests/cases/catalogue-*/locales/**/*.po")))
    if target == "markdown":
        yield from (text.encode("utf-8", "surrogatepass") for text in pathological())


def pathological() -> Iterator[str]:
    """Public inputs that are hard for renderers, and short texts with every sign that means something."""
    for case in json.loads((ROOT / "tests/suites/markdown-pathological.json").read_text("utf-8")):
        yield (case["start"] + case.get("again", "") * 40)[:200]
    yield from ("**a** *b* `c`", "[a](https://example.com 'b')", "- a\n- b\n\n1. c", "|a|b|\n|-|-|\n|c|d|", "> a\n> b",
                "<https://example.com>", "[a][b]\n\n[b]: https://example.com", "a  \nb", "&amp; \\* &#58;")


def _within(type_: Type[Any]) -> Iterator[str]:
    if isinstance(type_, EntriesType):
        yield from language(type_.record.cls)
    elif isinstance(type_, ListType):
        yield from _within(type_.item)
    elif isinstance(type_, RecordType):
        yield from language(type_.cls)
    elif isinstance(type_, Choice):
        yield from type_.words
    elif isinstance(type_, Term):
        yield from known_terms(type_.kind)


@cache
def language(cls: type[Record] = Declaration) -> tuple[str, ...]:
    """All keys, choices and terms of the language."""
    found = dict.fromkeys(cls.KEYS)
    for key in cls.KEYS.values():
        found |= dict.fromkeys(_within(key.type))
    return tuple(found)


def words(target: str) -> list[str]:
    """Words that mutations put in."""
    if target == "catalogue":
        return ['msgctxt "', 'msgid "', 'msgstr "', "#, fuzzy\n", '"\n', "msgid_plural", "msgstr[0]", "\\n", "\\\"",
                "charset=", "Language: ", "{name}", "\n\n", "\r\n", "\ufeff", "\u202e"]
    if target == "markdown":
        return ["[", "](", ")", "![", "][", "]: ", "`", "```", "**", "__", "<", ">", "|-|", "\n\n", "    ", "- ", "1. ",
                "&#", "javascript:", "data:", "https://", "<script>", "\\", "&colon;", "\t", "klzzwxh:0000"]
    signs = [": ", "- ", "{", "}", "[", "]", "'", '"', "|\n", ">-\n", "#", "&a ", "*a", "!!", "<<: ", "---\n", "? ",
             "\n  "]
    return [*language(Configuration if target == "configuration" else Declaration), *signs]


def plain(node: Node) -> Any:
    """A node as mappings, lists and texts."""
    if isinstance(node, Scalar):
        return node.text
    return {key.text: plain(value) for key, value in node.entries} if isinstance(node, Mapping) else \
        [plain(item) for item in node.items]


def mutated(data: bytes, seed: int) -> bytes | None:
    """A declaration changed as a tree: parts go, come twice, change places, are others; None where it is no YAML."""
    root, problems = parse(data, "")
    if root is None or problems:
        return None
    dice, made = random.Random(seed), plain(root)
    for _ in range(dice.choice((1, 1, 2, 4))):
        made = _turned(made, dice)
    return json.dumps(made, indent=1).encode()


def _spots(data: Any) -> Iterator[tuple[Any, Any]]:
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in list(inside):
        yield data, key
        yield from _spots(value)


def _turned(data: Any, dice: random.Random) -> Any:
    spots = list(_spots(data))
    if not spots:
        return {dice.choice(language()): data}
    (around, key), (other, its) = dice.choice(spots), dice.choice(spots)
    how = dice.randrange(7)
    if how == 0:
        around.pop(key)
    elif how == 1:
        around[key] = json.loads(json.dumps(other[its]))                  # a copy: nothing is within itself
    elif how == 2 and isinstance(around, dict):
        around[dice.choice(language())] = around.pop(key)
    elif how == 3:
        around[key] = dice.choice(HOSTILE)
    elif how == 4:
        around[key] = dice.choice(language())
    elif how == 5:
        around[key] = dice.choice(([], {}, [around[key]], {dice.choice(language()): around[key]}))
    elif isinstance(around, dict):
        around[dice.choice(language())] = dice.choice((dice.choice(HOSTILE), json.loads(json.dumps(other[its]))))
    return data


