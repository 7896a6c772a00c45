"""Each page as plain text: for e-mail, app stores and terminals. The same blocks in the same order.

Addresses stand in angle brackets behind what links to them, where they are not the words themselves; links inside the
page and pictures are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape, unescape
from re import compile as pattern
from textwrap import wrap

from policygen.formats import Output, Publication, Site
from policygen.formats._directions import isolated
from policygen.formats._hashes import processing, wording
from policygen.formats._markdown import to_html
from policygen.formats._readback import TAG
from policygen.localise.page import Page, PageBlock, Piece

OPTIONAL = True
WIDTH = 78
UNDERLINES = {1: "=", 2: "-"}
BREAK = pattern(r"</(?:p|li|tr|blockquote|th|td)>|<br\s*/?>")
LINK = pattern(r'<a href="([^"]*)">(.*?)</a>')


def of_publication(site: Site, publication: Publication) -> Iterator[Output]:
    """A file beside the page of each language."""
    facts = processing(publication.declaration)
    for page in publication.pages:
        hashes = f"\n--\nprocessing {facts}\nwording    {wording(page)}\n"
        yield f"{publication.path(page.language)}index.txt", f"{written(page)}{hashes}".encode()


def written(page: Page) -> str:
    """The page as text in lines of at most 78 signs; a longer word, such as an address, stays whole."""
    head = [_heading(page.title, 1), page.controller]
    if page.updated:
        head.append(f"{page.frame['updated']}: {page.updated.text}")
    if page.version:
        head.append(f"{page.frame['version']}: {page.version}")
    return "\n\n".join([*head, *(part for block in page.blocks for part in _block(block, 2))]) + "\n"


def _block(block: PageBlock, level: int) -> Iterator[str]:
    """The paragraphs of a block."""
    match block.kind:
        case "section" | "entry":
            yield f"\n{_heading(_said(block), level)}" if level == 2 else _heading(_said(block), level)
            for child in block.blocks:
                yield from _block(child, level + 1)
        case "list":
            if block.said:
                yield _wrapped(_said(block))
            yield "\n".join(_wrapped(_said(child), "  ", "- ") for child in block.blocks)
        case "facts":
            yield "\n".join(_row(_said(row), _lines(row)) for row in block.blocks)
        case "table" | "flow" | "periods":
            yield from _table(block)
        case _:
            yield _wrapped(_said(block))


def _table(table: PageBlock) -> Iterator[str]:
    """Each record as a paragraph: its first cell, then the others with the heads of their columns."""
    if table.said:
        yield _wrapped(_said(table))
    head = next(child for child in table.blocks if child.kind == "head")
    for record in table.blocks:
        if record.kind == "record":
            first, *others = record.blocks
            rows = [_row(_said(title), _lines(cell), "  ") for title, cell in zip(head.blocks[1:], others, strict=True)]
            yield "\n".join([_wrapped(f"{_said(head.blocks[0])}: {'; '.join(_lines(first))}", "  "), *rows])


def _row(label: str, lines: list[str], indent: str = "") -> str:
    """A label with its line behind it, or with several lines below it."""
    if len(lines) == 1:
        return _wrapped(f"{label}: {lines[0]}", f"{indent}  ", indent)
    return "\n".join([f"{indent}{label}:", *(_wrapped(line, f"{indent}    ", f"{indent}  - ") for line in lines)])


def _lines(block: PageBlock) -> list[str]:
    if block.inline:
        return ["".join(f"{_said(value)}{value.after}" for value in block.blocks)]
    return [_said(line) + (f" ({_lines(line)[0]})" if line.blocks else "") for line in block.blocks]


def _said(block: PageBlock) -> str:
    return "".join(map(_piece, block.said))


def _piece(piece: Piece) -> str:
    if piece.markdown:
        html = LINK.sub(lambda link: link[2] + escape(_address(_words(link[1]), _words(link[2]))), to_html(piece.text))
        return _words(BREAK.sub("\n", html)).strip()
    return isolated(piece) + _address(piece.href, piece.text)


def _words(html: str) -> str:
    return unescape(TAG.sub("", html))


def _address(href: str, shown: str) -> str:
    """Where a link leads; nothing inside the page, or where the words of the link say it."""
    plain = href.removeprefix("mailto:").removeprefix("tel:")
    said = plain.replace(" ", "") == shown.replace(" ", "")
    return "" if said or not href or href.startswith("#") else f" <{href}>"


def _heading(text: str, level: int) -> str:
    lines = _wrapped(text)
    return f"{lines}\n{UNDERLINES[level] * min(WIDTH, max(map(len, lines.split(chr(10)))))}" if level in UNDERLINES \
        else f"* {lines} *"


def _wrapped(text: str, further: str = "", first: str = "") -> str:
    """The text in lines; its own line breaks stay."""
    lines = [wrap(line, WIDTH, initial_indent=first if number == 0 else further, subsequent_indent=further,
                  break_long_words=False, break_on_hyphens=False) for number, line in enumerate(text.split("\n"))]
    return "\n".join("\n".join(parts) for parts in lines if parts)
