"""Blocks of a page as the lines of a cell: plain text, with the addresses that links outside lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from policygen.formats._markdown import to_html
from policygen.localise.page import PageBlock, Piece

Lines = tuple[str, ...]
LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
ITEM = re.compile(r"<li>\s*(?:<p>)?")
BREAK = re.compile(r"</(?:p|li|tr|blockquote|th|td|ul|ol)>|<br\s*/?>")
TAG = re.compile(r"<[^<>]*>")
STOPS = (".", "!", "?", "…", ":")


def spoken(pieces: Iterable[Piece]) -> str:
    """What pieces say, on one line but for the paragraphs of a declared text."""
    return "".join(map(_piece, pieces))


def _piece(piece: Piece) -> str:
    if piece.markdown:
        return _plain(piece.text)
    shown = piece.href.removeprefix("mailto:").removeprefix("tel:")
    outside = piece.href and not piece.href.startswith("#")
    return f"{piece.text} ({piece.href})" if outside and shown.replace(" ", "") != piece.text.replace(" ", "") \
        else piece.text


def _plain(text: str) -> str:
    """A declared text without its Markdown: a line for each paragraph and item."""
    html = LINK.sub(lambda link: f"{link[2]} ({link[1]})", to_html(text))
    lines = unescape(TAG.sub("", BREAK.sub("\n", ITEM.sub("• ", html.replace("\n", " "))))).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def inside(block: PageBlock | None) -> Lines:
    """What stands in a row or cell: its values on one line, or each of its lines; none where there is no block."""
    if block is None:
        return ()
    if block.inline:
        return ("".join(f"{spoken(value.said)}{value.after}" for value in block.blocks),)
    return tuple(line for child in block.blocks for line in told(child))


def told(block: PageBlock | None) -> Lines:
    """A whole block as lines; a row is its label and what stands in it."""
    if block is None:
        return ()
    own = spoken(block.said)
    match block.kind:
        case "row":
            return (labelled(own, inside(block)),)
        case "facts":
            return tuple(line for child in block.blocks for line in told(child))
        case "item":
            return (f"• {own}",)
        case _:
            return (*((own,) if own else ()), *inside(block))


def labelled(label: str, lines: Lines) -> str:
    """A label with what it is about on one line."""
    return f"{label}: {sentences(lines)}" if lines else label


def sentences(lines: Lines) -> str:
    """Lines as one: sentences after one another, other lines with a semicolon between."""
    text = ""
    for line in lines:
        text += line if not text else f" {line}" if text.endswith(STOPS) else f"; {line}"
    return text
