"""Declaration -> Notice: the sections in the order of the page. One section, one function, no language, no HTML."""

from __future__ import annotations

from collections.abc import Callable

from policygen.declaration import Declaration
from policygen.declaration.scope import FreeText
from policygen.notice import (
    activities,
    conduct,
    cookies,
    identity,
    recipients,
    rights,
    roles,
    scope,
    summary,
    transfers,
)
from policygen.notice.blocks import Block, Markdown, Notice, Said
from policygen.notice.parts import block, paragraph, say, section, settled, unlinked

Section = Callable[[Declaration], Block | None]

# The order has a meaning: the short answer, who, what, with whom, the reader's rights, the rest.
SECTIONS: tuple[Section, ...] = (
    summary.compose,
    scope.compose,
    identity.compose,
    activities.compose,
    roles.integrations,
    cookies.compose,
    recipients.compose,
    transfers.compose,
    conduct.decisions,
    rights.compose,
    rights.complaint,
    roles.compose,
    conduct.security,
    conduct.changes,
    conduct.definitions,
    conduct.about,
)


def compose(id: str, declaration: Declaration) -> Notice:
    """The notice of a sound declaration; `id` is the name of the declaration in the project."""
    title: Said = declaration.title or say("notice.title", "Privacy policy")
    sections = [_with_texts(declaration, made) for made in (section_of(declaration) for section_of in SECTIONS) if made]
    start = [*_introduction(declaration), *_loose(declaration, "introduction")]
    end = _loose(declaration, "end")
    blocks = settled((*start, *sections, *end), (declaration.at,))
    ids = {inside.id for made in blocks for inside in made.walk()}
    return Notice(id, tuple(map(str, declaration.languages)), title, unlinked(blocks, ids),
                  declaration.updated or declaration.effective, str(declaration.version or ""))


def _introduction(declaration: Declaration) -> list[Block]:
    if declaration.introduction is None:
        return []
    made = paragraph("introduction", Markdown(declaration.introduction))
    return [made] if made else []


def _loose(declaration: Declaration, place: str) -> list[Block]:
    """Free texts at the start or end of the page: a section where they have a title."""
    made = []
    for text in declaration.texts:
        if text.place == place:
            said = paragraph(".text" if text.title else f"text-{text.id}", Markdown(text.text))
            made.append(section(f"text-{text.id}", text.title, said) if text.title else said)
    return [block for block in made if block is not None]


def _with_texts(declaration: Declaration, made: Block) -> Block:
    """A section with the free texts that are placed in it, at its end."""
    added = tuple(_text(text) for text in declaration.texts if text.place == made.id)
    return made._replace(blocks=made.blocks + added)


def _text(text: FreeText) -> Block:
    said = paragraph(f".text-{text.id}" if text.title is None else ".text", Markdown(text.text))
    assert said is not None
    return said if text.title is None else block("entry", f".text-{text.id}", text.title, inside=(said,))
