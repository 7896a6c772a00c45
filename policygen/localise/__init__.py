"""Notice + catalogue -> Page: every message in the language, every date, country and list as CLDR has it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from policygen.localise import cldr
from policygen.localise.catalogue import SLOT, Catalogue, Catalogues, catalogue
from policygen.localise.page import Page, PageBlock, Piece
from policygen.notice.blocks import (
    Anchor,
    Block,
    Cite,
    CountryName,
    Date,
    Many,
    Markdown,
    Message,
    Name,
    Notice,
    Said,
    Span,
    TermName,
)
from policygen.notice.frame import FRAME, duration
from policygen.notice.parts import say
from policygen.schema import Words

__all__ = ["Catalogue", "Catalogues", "Localiser", "Page", "PageBlock", "Piece", "catalogue", "cldr", "localise"]

CITATION = re.compile(r"(GDPR|ePrivacy|ekomloven) (\d+(?:-\d+)?)(?:\((\d+)\))?(?:\(([a-z])\))?")
CAPITAL_KINDS = frozenset({"section", "entry", "row", "table", "cell", "line", "item", "paragraph"})
NEEDS_SPACE = frozenset({"paragraph", "line", "item"})


def localise(notice: Notice, controller: str, used: Catalogue) -> Page:
    """The notice in the catalogue's language; messages that are missing are noted in the catalogue."""
    localiser = Localiser(used)
    blocks = tuple(localiser.block(block) for block in notice.sections)
    title = plain(localiser.said(notice.title))
    day = notice.updated
    updated = Piece(cldr.long_date(day, used.language), datetime=day.isoformat()) if day else None
    frame = {name: plain(localiser.said(message)) for name, message in FRAME.items()}
    others = tuple((code, cldr.autonym(code)) for code in notice.languages)
    return Page(notice.id, used.language, cldr.direction(used.language), title, str(controller), blocks, updated,
                notice.version, frame, others)


def plain(pieces: Iterable[Piece]) -> str:
    """The text of pieces without their links."""
    return "".join(piece.text for piece in pieces)


class Localiser:
    """Turns what is said into pieces of one language."""

    def __init__(self, used: Catalogue) -> None:
        self.catalogue = used
        self.language = used.language
        self.runs_left = cldr.direction(used.language) == "rtl"

    def block(self, block: Block, first: bool = True, after: str = "") -> PageBlock:
        """The block and all inside it; `first` tells that it starts a line, `after` is what stands behind it there."""
        inside = self._inside(block.blocks) if block.blocks else ()
        said = self._sentences(block) if block.said else ()
        if said and (block.kind in CAPITAL_KINDS or (first and block.kind == "value")):
            said = _capitalised(said, block.said)
        return PageBlock(block.kind, block.id, said, inside, block.origins, block.answers, block.anchor, after)

    def _inside(self, blocks: tuple[Block, ...]) -> tuple[PageBlock, ...]:
        """The blocks inside one; where all are short values they stand in one line, as a list of the language."""
        if any(child.kind != "value" for child in blocks):
            return tuple([self.block(child) for child in blocks])
        marks = cldr.separators(len(blocks), False, self.language)
        return tuple([self.block(child, number == 0, mark)
                      for number, (child, mark) in enumerate(zip(blocks, marks, strict=True))])

    def _sentences(self, block: Block) -> tuple[Piece, ...]:
        if len(block.said) == 1:
            return self.said(block.said[0])
        pieces: list[Piece] = []
        for number, sentence in enumerate(block.said):
            if number and block.kind in NEEDS_SPACE:
                pieces.append(Piece(" "))
            pieces.extend(self.said(sentence))
        return tuple(pieces)

    def said(self, said: Said) -> tuple[Piece, ...]:
        """The pieces of one thing said."""
        return PIECES[type(said)](self, said)

    def _message(self, said: Message) -> tuple[Piece, ...]:
        """The template with its slots filled; a full stop is not doubled where a slot ends with one."""
        text = self.catalogue.text(said.context, said.text)
        if not said.args:
            return (Piece(text),) if text else ()
        args = dict(said.args)
        pieces: list[Piece] = []
        for number, part in enumerate(SLOT.split(text)):
            if number % 2:
                pieces.extend(self.said(args[part]))
            elif part:
                doubled = part.startswith(".") and pieces and pieces[-1].text.endswith((".", "!", "?"))
                pieces.append(Piece(part[1:] if doubled else part))
        return tuple([piece for piece in pieces if piece.text])

    def _term(self, said: TermName) -> tuple[Piece, ...]:
        return self._own(self.catalogue.text(f"{said.kind}.{said.id}", said.label), said.own)

    def _anchor(self, said: Anchor) -> tuple[Piece, ...]:
        inside = self.said(said.shown)
        return (Piece(plain(inside), href=said.href, hreflang=said.language,
                      declared=any(piece.declared for piece in inside),
                      isolated=any(piece.isolated for piece in inside)),)

    def _name(self, said: Name) -> tuple[Piece, ...]:
        return (Piece(str(said.text), isolated=self.runs_left or cldr.runs_left(said.text)),)

    def _words(self, said: Words) -> tuple[Piece, ...]:
        text = str(said.in_language(self.language))
        return (Piece(text, declared=True, isolated=cldr.turns(text, self.runs_left)),)

    def _markdown(self, said: Markdown) -> tuple[Piece, ...]:
        return (Piece(str(said.words.in_language(self.language)), markdown=True, declared=True),)

    def _country(self, said: CountryName) -> tuple[Piece, ...]:
        return (Piece(cldr.country(said.code, self.language)),)

    def _date(self, said: Date) -> tuple[Piece, ...]:
        return (Piece(cldr.long_date(said.day, self.language), datetime=said.day.isoformat()),)

    def _span(self, said: Span) -> tuple[Piece, ...]:
        return (Piece(self._duration(said.period.parts), value=said.period.iso),)

    def _cite(self, said: Cite) -> tuple[Piece, ...]:
        return (Piece(self._citation(said.provision)),)

    def _own(self, text: str, own: tuple[str, str] | None) -> tuple[Piece, ...]:
        """The text with the name in another language as a piece of its own."""
        if own is None or own[0] == self.language or own[1] not in text:
            return (Piece(text),)
        before, _, after = text.partition(own[1])
        pieces = (Piece(before), Piece(own[1], lang=own[0], isolated=self.runs_left), Piece(after))
        return tuple(piece for piece in pieces if piece.text)

    def _many(self, said: Many) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        marks = cldr.separators(len(said.values), said.either, self.language)
        for value, after in zip(said.values, marks, strict=True):
            pieces.extend(self.said(value))
            if after:
                pieces.append(Piece(after))
        return tuple(pieces)

    def _duration(self, parts: tuple[tuple[int, str], ...]) -> str:
        shown = []
        for number, unit in parts:
            context, english = duration(unit, cldr.plural(number, self.language))
            shown.append(self.catalogue.text(context, english).replace("{n}", str(number)))
        separators = cldr.separators(len(shown), False, self.language)
        return "".join(text + after for text, after in zip(shown, separators, strict=True))

    def _citation(self, provision: str) -> str:
        match = CITATION.fullmatch(provision)
        assert match is not None, provision
        law, article, paragraph, point = match.groups("")
        values = {"article": article, "paragraph": paragraph, "point": point}
        message = _citation_message(law, paragraph, point)
        return SLOT.sub(lambda slot: values[slot.group(1)], self.catalogue.text(message.context, message.text))


# How each thing is said.
PIECES: dict[type, Callable[[Localiser, Any], tuple[Piece, ...]]] = {
    Message: Localiser._message, TermName: Localiser._term, Words: Localiser._words, Markdown: Localiser._markdown,
    Name: Localiser._name, Anchor: Localiser._anchor, Many: Localiser._many, CountryName: Localiser._country,
    Date: Localiser._date, Span: Localiser._span, Cite: Localiser._cite}


def _citation_message(law: str, paragraph: str, point: str) -> Message:
    if law == "ePrivacy":
        return say("cite.eprivacy", "Article {article}({paragraph}) of the ePrivacy Directive")
    if law == "ekomloven":
        return say("cite.ekomloven", "section {article} of the Norwegian Electronic Communications Act")
    if point:
        return say("cite.point", "Article {article}({paragraph})({point}) GDPR")
    if paragraph:
        return say("cite.paragraph", "Article {article}({paragraph}) GDPR")
    return say("cite.article", "Article {article} GDPR")


def _capitalised(pieces: tuple[Piece, ...], said: tuple[Said, ...]) -> tuple[Piece, ...]:
    """The first letter in upper case, unless a name stands first."""
    text = pieces[0].text
    if text[:1] == text[:1].upper() or pieces[0].markdown or isinstance(_first(said[0]), Name):
        return pieces
    return (pieces[0]._replace(text=cldr.upper_first(text)), *pieces[1:])


def _first(said: Said) -> Said:
    """What stands first in what is said: the filled slot where a message starts with one."""
    match said:
        case Anchor(shown=shown):
            return _first(shown)
        case Many(values=values):
            return _first(values[0])
        case Message(text=text, args=args):
            slot = SLOT.match(text)
            return _first(dict(args)[slot.group(1)]) if slot else said
    return said
