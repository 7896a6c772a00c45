"""The proof, fact by fact: every fact of the five published policies stands in the declaration and on the page.

`tests/facts/NAME.tsv` has a line for each fact: its id, how it is held (`structure`, `text` in free prose, `corrected`
where the published policy was wrong or a value was missing in it), the path in the declaration, the block of the notice
that says it, the values that must show unchanged in every language, and a remark.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import NamedTuple

import pytest
from support import ROOT, TODAY

from policygen.build import check
from policygen.declaration import join
from policygen.load import Mapping, Node, Scalar, Sequence, parse
from policygen.localise import Catalogues, Page, localise
from policygen.notice import blocks as blocks_module
from policygen.notice import compose
from policygen.notice.blocks import Block, Notice
from policygen.problem import Position
from policygen.project import Project, declared

PROJECT = Project(ROOT)
FOLDER = ROOT / "tests" / "facts"
SOURCES = ROOT.parent / "shared" / "seeds"


class Fact(NamedTuple):
    name: str
    id: str
    kind: str
    path: str
    block: str
    shown: tuple[str, ...]
    remark: str


def rows(name: str) -> list[Fact]:
    lines = (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines]
    return [Fact(name, *cell[:4], tuple(filter(None, cell[4].split(" | "))), cell[5]) for cell in cells]


NAMES = sorted(path.stem for path in FOLDER.glob("*.tsv"))
FACTS = [fact for name in NAMES for fact in rows(name)]


@cache
def root(name: str) -> Mapping:
    nodes = [parse(file.data, file.name)[0] for file in declared(PROJECT)[0][name]]
    joined, _ = join([node for node in nodes if node is not None])
    assert joined is not None
    return joined


@cache
def notice(name: str) -> Notice:
    return compose(name, check(PROJECT, TODAY)[1][name])


@cache
def pages(name: str) -> tuple[Page, ...]:
    declaration = check(PROJECT, TODAY)[1][name]
    catalogues = Catalogues(PROJECT)
    used = [catalogues.of(language) for language in declaration.languages]
    return tuple(localise(notice(name), declaration.controller.name, found) for found in used if found is not None)


def at_path(node: Node, path: str) -> tuple[Node, Position]:
    """The node at a dotted path of keys and list indexes, and where its key stands; KeyError where there is none."""
    key = node.at
    for part in path.split("."):
        if isinstance(node, Sequence):
            node = node.items[int(part)]
        elif isinstance(node, Mapping) and (found := node.get(part)) is not None:
            key = next(name.at for name, _ in node.entries if name.text == part)
            node = found
        elif part != "0":                        # a list of one item may stand without a dash
            raise KeyError(path)
    return node, key


def positions(node: Node) -> set[Position]:
    found = {node.at}
    if isinstance(node, Mapping):
        for key, child in node.entries:
            found |= {key.at} | positions(child)
    elif isinstance(node, Sequence):
        for child in node.items:
            found |= positions(child)
    return found


def normal(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def words(page: Page) -> str:
    return normal(page.title + " " + " ".join(block.text + block.after for block in page.walk()))


@pytest.mark.parametrize("fact", [fact for fact in FACTS if fact.path != "-"], ids=lambda fact: fact.id)
def test_a_fact_stands_in_the_declaration_and_is_said_by_its_block(fact: Fact) -> None:
    node, key = at_path(root(fact.name), fact.path)
    assert not isinstance(node, Scalar) or node.text
    if fact.block == "title":
        assert set(blocks_module.positions((notice(fact.name).title,))) & positions(node)
        return
    blocks = {block.id: block for block in notice(fact.name).walk()}
    said: Block = blocks[fact.block]
    assert {at for block in said.walk() for at in block.origins} & (positions(node) | {key})
    for page in pages(fact.name):
        shown = next(block for block in page.walk() if block.id == fact.block)
        assert normal("".join(block.text for block in shown.walk()))


@pytest.mark.parametrize("fact", [fact for fact in FACTS if fact.shown], ids=lambda fact: fact.id)
def test_values_show_unchanged_in_every_language(fact: Fact) -> None:
    for page in pages(fact.name):
        for value in fact.shown:
            assert normal(value) in words(page), (value, page.language)


def test_every_fact_is_accounted_for(capsys: pytest.CaptureFixture[str]) -> None:
    counts = Counter(fact.kind for fact in FACTS)
    with capsys.disabled():
        print(f"\nfacts {len(FACTS)}: {counts['structure']} as structure, {counts['text']} as text, "
              f"{counts['corrected']} corrected, missing {sum(fact.kind == 'missing' for fact in FACTS)}")
    assert set(counts) == {"structure", "text", "corrected"}
    assert len({fact.id for fact in FACTS}) == len(FACTS) == 491
    assert counts["text"] <= 25
    for fact in FACTS:
        assert fact.kind == "structure" or fact.remark, fact.id
        assert fact.path != "-" or fact.kind == "corrected", fact.id


def test_the_tables_hold_every_fact_of_the_sources() -> None:
    if not SOURCES.is_dir():
        pytest.skip("the lists of facts that the tables were made from are not part of the repository")
    import yaml

    for name in NAMES:
        source = yaml.safe_load((SOURCES / f"{name}.facts.yaml").read_text("utf-8"))["facts"]
        assert [fact["id"] for fact in source] == [fact.id for fact in FACTS if fact.name == name]
        for fact, expected in zip(rows(name), source, strict=True):
            unchanged = set(map(str, expected.get("invariant") or ()))
            assert set(fact.shown) == unchanged or fact.remark, fact.id
