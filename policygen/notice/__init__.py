"""Declaration -> Notice: the sections in the order of the page. One section, one function, no language, no HTML."""

from __future__ import annotations

from collections.abc import Callable

from policygen.declaration import Declaration
from policygen.declaration.scope import Edition, FreeText
from policygen.notice import (
    activities,
    audiences,
    conduct,
    cookies,
    data,
    identity,
    periods,
    recipients,
    rights,
    roles,
    scope,
    summary,
    transfers,
)
from policygen.notice.blocks import Block, Markdown, Notice, Said
from policygen.notice.editions import declared_for, head
from policygen.notice.parts import block, linked, paragraph, say, settled

Section = Callable[[Declaration], Block | None]

# The order has a meaning: the short answer, who, what, how long, with whom, the reader's rights, the rest.
SECTIONS: tuple[Section, ...] = (
    summary.compose,
    audiences.compose,
    scope.compose,
    identity.compose,
    data.compose,
    activities.compose,
    periods.compose,
    roles.integrations,
    roles.permissions,
    cookies.compose,
    recipients.compose,
    transfers.compose,
    conduct.decisions,
    conduct.children,
    rights.compose,
    rights.complaint,
    roles.compose,
    conduct.security,
    conduct.changes,
    conduct.definitions,
    conduct.about,
)

def compose_edition(id: str, declaration: Declaration, edition: Edition) -> Notice:
    """The notice of an edition of a declaration: only what concerns its readers, and a link to the whole."""
    made = compose(id, declared_for(declaration, edition))
    start = settled([block for block in head(edition) if block], (edition.at,), "edition")
    return made._replace(sections=(*start, *made.sections))


def compose(id: str, declaration: Declaration) -> Notice:
    """The notice of a sound declaration; `id` is the name of the declaration in the project."""
    title: Said = declaration.title or say("notice.title", "Privacy policy")
    composed = [made for made in (section_of(declaration) for section_of in SECTIONS) if made is not None]
    present = {made.id for made in composed}
    placed = [(str(text.place), text) for text in declaration.texts]
    sections = [_with_texts(made, [text for place, text in placed if place == made.id]) for made in composed]
    start = [_loose(text) for place, text in placed if place == "introduction"]
    end = [_loose(text) for place, text in placed if place not in present and place != "introduction"]
    blocks = settled((*_introduction(declaration), *start, *sections, *end), (declaration.at,))
    return Notice(id, tuple(map(str, declaration.languages)), title, linked(blocks),
                  declaration.updated or declaration.effective, str(declaration.version or ""))


def _introduction(declaration: Declaration) -> list[Block]:
    if declaration.introduction is None:
        return []
    made = paragraph("introduction", Markdown(declaration.introduction))
    return [made] if made else []


def _with_texts(made: Block, texts: list[FreeText]) -> Block:
    """A section with its free texts: those without a heading before its first entry, the others at the end."""
    entries = [number for number, block in enumerate(made.blocks) if block.kind == "entry"]
    middle = entries[0] if entries else len(made.blocks)
    plain = [_text(text) for text in texts if text.title is None]
    headed = [_text(text) for text in texts if text.title is not None]
    return made._replace(blocks=(*made.blocks[:middle], *plain, *made.blocks[middle:], *headed))


def _loose(text: FreeText) -> Block:
    """A free text outside the sections: at the start, at the end, or where its section has nothing else to say."""
    if text.title is None:
        return block("paragraph", f"text-{text.id}", Markdown(text.text))
    return block("section", f"text-{text.id}", text.title, inside=(block("paragraph", ".text", Markdown(text.text)),))


def _text(text: FreeText) -> Block:
    """A free text at the end of the section in which it is placed."""
    if text.title is None:
        return block("paragraph", f".text-{text.id}", Markdown(text.text))
    return block("entry", f".text-{text.id}", text.title, inside=(block("paragraph", ".text", Markdown(text.text)),))
