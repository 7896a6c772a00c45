"""Declarations with parts taken out, swapped and doubled: never an exception, and what is sound makes a whole page."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from support import ROOT, TODAY

from policygen import checks, coverage
from policygen.configuration import configure
from policygen.declaration import Declaration, join, read
from policygen.formats import Publication, Site, html
from policygen.load import Mapping, Node, Scalar, Sequence, parse
from policygen.localise import Catalogue, Catalogues, localise
from policygen.notice import compose, compose_edition
from policygen.problem import Problem, has_errors
from policygen.project import Project

ENGLISH = Catalogue("en", "", {})
SETTINGS, _ = configure(None)
assert SETTINGS is not None
SITE = Site(Project(ROOT), SETTINGS, (), Catalogues(Project(ROOT)))
ODD = ["", "yes", "no", "~", "NO", "2026-02-30", "x" * 200, "æøå", "{x}", "<b>", "https://", "P1Y", "consent", "**b**"]
FOLDERS = [*(ROOT / "declarations").iterdir(), ROOT / "tests/cases/everything/declarations/everything"]


def nodes(folder: Path) -> list[Node]:
    found = [parse(path.read_bytes(), path.name)[0] for path in sorted(folder.glob("*.yaml"))]
    return [node for node in found if node is not None]


SOURCES = [nodes(folder) for folder in sorted(FOLDERS) if folder.is_dir()]


def parts(node: Node) -> list[Node]:
    """The node and everything inside it."""
    inside = [child for _, child in node.entries] if isinstance(node, Mapping) else \
        list(node.items) if isinstance(node, Sequence) else []
    return [node, *(part for child in inside for part in parts(child))]


POOL = [part for source in SOURCES for node in source for part in parts(node)]


def mutated(node: Node, chance: float, dice: random.Random) -> Node:
    """The node with some of its parts taken out, replaced by parts of others, or doubled."""
    if isinstance(node, Mapping):
        kept = [(key, dice.choice(POOL) if dice.random() < chance / 2 else child) for key, child in node.entries
                if dice.random() > chance]
        return Mapping(node.at, tuple((key, mutated(child, chance, dice)) for key, child in kept))
    if isinstance(node, Sequence):
        items = [mutated(child, chance, dice) for child in node.items if dice.random() > chance]
        return Sequence(node.at, tuple(items + items[:1] if dice.random() < chance else items))
    return Scalar(node.at, dice.choice(ODD), True) if dice.random() < chance / 3 else node


def use(declaration: Declaration) -> None:
    """Everything that is made of a sound declaration, with what must hold of it."""
    checks.on(declaration, TODAY)
    coverage.of("x", declaration)
    editions = (compose_edition("x", declaration, edition) for edition in declaration.editions)
    for notice in (compose("x", declaration), *editions):
        ids = [block.id for block in notice.walk()]
        assert len(ids) == len(set(ids))
        assert all(block.origins for block in notice.walk())
        if "en" in declaration.languages:
            page = localise(notice, declaration.controller.name, ENGLISH)
            made = list(html.of_publication(SITE, Publication("x", declaration, notice, (page,), "")))
            assert [output for output in made if isinstance(output, Problem)] == []
            assert len(made) == 1


@pytest.mark.parametrize("seed", range(8))
def test_a_mutated_declaration_is_a_problem_or_a_page(seed: int) -> None:
    dice = random.Random(seed)
    sound = 0
    for _ in range(40):
        source = dice.choice(SOURCES)
        joined, problems = join(mutated(node, dice.choice([0.001, 0.003, 0.02]), dice) for node in source)
        if joined is not None:
            declaration, found = read(joined)
            if declaration is not None and not has_errors((*problems, *found)):
                use(declaration)
                sound += 1
    assert sound > 0
