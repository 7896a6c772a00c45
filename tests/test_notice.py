"""The notice of every example: unique ids, origins on every block, provisions that exist, equal in every language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support import ROOT, TODAY

from policygen.build import check
from policygen.declaration import Declaration
from policygen.law import facts
from policygen.load import Mapping, Node, Scalar, parse
from policygen.localise import Catalogues, Page, localise
from policygen.notice import compose
from policygen.project import Project, declared

PROJECT = Project(ROOT)
_, DECLARATIONS, _ = check(PROJECT, TODAY)


@pytest.fixture(params=sorted(DECLARATIONS))
def declaration(request: pytest.FixtureRequest) -> Declaration:
    return DECLARATIONS[request.param]


def pages(declaration: Declaration) -> list[Page]:
    catalogues = Catalogues(PROJECT)
    found = [catalogues.of(language) for language in declaration.languages]
    return [localise(compose("x", declaration), declaration.controller.name, used) for used in found if used]


def test_block_ids_are_unique(declaration: Declaration) -> None:
    ids = [block.id for block in compose("x", declaration).walk()]
    assert len(ids) == len(set(ids))


def test_every_block_knows_where_it_came_from(declaration: Declaration) -> None:
    for block in compose("x", declaration).walk():
        assert block.origins, block.id
        for at in block.origins:
            assert (ROOT / at.file).is_file()
            assert at.line >= 1
            assert at.column >= 1


def test_provisions_exist_and_the_main_duties_are_answered(declaration: Declaration) -> None:
    answered = {provision for block in compose("x", declaration).walk() for provision in block.answers}
    assert answered <= set(facts("provisions"))
    assert {"GDPR 13(1)(a)", "GDPR 13(1)(c)", "GDPR 13(2)(b)", "GDPR 13(2)(d)"} <= answered


def test_every_language_has_the_same_blocks(declaration: Declaration) -> None:
    shapes = [[(block.kind, block.id, block.origins) for block in page.walk()] for page in pages(declaration)]
    assert len(shapes) == len(declaration.languages)
    assert all(shape == shapes[0] for shape in shapes)


def test_links_inside_a_page_lead_somewhere(declaration: Declaration) -> None:
    for page in pages(declaration):
        ids = {block.id for block in page.walk()}
        targets = {piece.href[1:] for block in page.walk() for piece in block.said if piece.href.startswith("#")}
        assert targets <= ids


def test_sentences_are_whole(declaration: Declaration) -> None:
    for page in pages(declaration):
        for block in page.walk():
            text = block.text
            assert ".." not in text, text
            assert "None" not in text, text
            assert " ." not in text, text
            assert text.strip() or not block.said, block.id
            assert "{" not in text, text


def test_no_sentence_of_a_source_is_copied() -> None:
    seeds = ROOT.parent / "shared" / "seeds"
    if not seeds.is_dir():
        pytest.skip("the published policies the examples were made from are not part of the repository")
    for name, declaration in DECLARATIONS.items():
        source = words((seeds / f"{name}.txt").read_text("utf-8"))
        windows = {tuple(source[i:i + 9]) for i in range(len(source) - 8)}
        files = declared(PROJECT)[0][name]
        text = words("\n".join(scalar for file in files for scalar in texts(parse(file.data, file.name)[0])))
        copied = [" ".join(text[i:i + 9]) for i in range(len(text) - 8) if tuple(text[i:i + 9]) in windows]
        assert declaration
        assert not copied, (name, copied[:3])


def texts(node: Node | None) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Mapping):
        for _, child in node.entries:
            yield from texts(child)
    elif node is not None:
        for child in node.items:
            yield from texts(child)


def words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text.lower()).split()
