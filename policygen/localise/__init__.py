"""Notice + catalogue -> Page: every message in the language, every date, country and list as CLDR has it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import bidirectional

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

    def block(self, block: Block, first: bool = True) -> PageBlock:
        """The block and all inside it; `first` tells that it starts a line."""
        in_line = bool(block.blocks) and all(child.kind == "value" for child in block.blocks)
        inside = [self.block(child, number == 0 or not in_line) for number, child in enumerate(block.blocks)]
        if in_line:
            after = cldr.separators(len(inside), False, self.language)
            inside = [child._replace(after=mark) for child, mark in zip(inside, after, strict=True)]
        said = self._sentences(block)
        if block.kind in CAPITAL_KINDS or (block.kind == "value" and first):
            said = _capitalised(said, block.said)
        return PageBlock(block.kind, block.id, said, tuple(inside), block.origins, block.answers, block.anchor)

    def _sentences(self, block: Block) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        for number, sentence in enumerate(block.said):
            if number and block.kind in NEEDS_SPACE:
                pieces.append(Piece(" "))
            pieces.extend(self.said(sentence))
        return tuple(pieces)

    def said(self, said: Said) -> tuple[Piece, ...]:
        """The pieces of one thing said."""
        match said:
            case Message(context=context, text=text, args=args):
                return self._filled(self.catalogue.text(context, text), dict(args))
            case TermName(kind=kind, id=id, label=label, own=own):
                return self._own(self.catalogue.text(f"{kind}.{id}", label), own)
            case Many(values=values, either=either):
                return self._listed(values, either)
            case Anchor(href=href, shown=shown, language=language):
                inside = self.said(shown)
                return (Piece(plain(inside), href=href, hreflang=language,
                              declared=any(piece.declared for piece in inside)),)
            case _:
                return (self._leaf(said),)

    def _leaf(self, said: Said) -> Piece:
        match said:
            case Name(text=text):
                return Piece(str(text), isolated=cldr.direction(self.language) == "rtl" or _runs_left(text))
            case Words():
                return Piece(str(said.in_language(self.language)), declared=True)
            case Markdown(words=words):
                return Piece(str(words.in_language(self.language)), markdown=True, declared=True)
            case CountryName(code=code):
                return Piece(cldr.country(code, self.language))
            case Date(day=day):
                return Piece(cldr.long_date(day, self.language), datetime=day.isoformat())
            case Span(period=period):
                return Piece(self._duration(period.parts), value=period.iso)
            case Cite(provision=provision):
                return Piece(self._citation(provision))
        raise TypeError(said)

    def _own(self, text: str, own: tuple[str, str] | None) -> tuple[Piece, ...]:
        """The text with the name in another language as a piece of its own."""
        if own is None or own[0] == self.language or own[1] not in text:
            return (Piece(text),)
        before, _, after = text.partition(own[1])
        pieces = (Piece(before), Piece(own[1], lang=own[0]), Piece(after))
        return tuple(piece for piece in pieces if piece.text)

    def _filled(self, template: str, args: dict[str, Said]) -> tuple[Piece, ...]:
        """The template with its slots filled; a full stop is not doubled where a slot ends with one."""
        pieces: list[Piece] = []
        parts = SLOT.split(template)
        for number, part in enumerate(parts):
            if number % 2:
                pieces.extend(self.said(args[part]))
            elif part:
                doubled = part.startswith(".") and pieces and pieces[-1].text.endswith((".", "!", "?"))
                pieces.append(Piece(part[1:] if doubled else part))
        return tuple(piece for piece in pieces if piece.text)

    def _listed(self, values: tuple[Said, ...], either: bool) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        for value, after in zip(values, cldr.separators(len(values), either, self.language), strict=True):
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


def _runs_left(text: str) -> bool:
    """Whether a text holds letters of a script that runs to the left (Unicode bidirectional classes R and AL)."""
    return not text.isascii() and any(bidirectional(sign) in ("R", "AL") for sign in text)


def _capitalised(pieces: tuple[Piece, ...], said: tuple[Said, ...]) -> tuple[Piece, ...]:
    """The first letter in upper case, unless a name stands first."""
    if not pieces or isinstance(_first(said[0]), Name) or pieces[0].markdown:
        return pieces
    return (pieces[0]._replace(text=cldr.upper_first(pieces[0].text)), *pieces[1:])


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
