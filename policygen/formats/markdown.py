"""Each page as Markdown (CommonMark with GitHub's tables): for READMEs, app stores and code hosts.

The same blocks in the same order with the same anchors, which stand as empty `<a id>` elements. Source of the syntax:
CommonMark 0.31.2 and GitHub Flavored Markdown 0.29. Pictures are left out; the tables they are drawn from stand here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policygen.formats import Output, Publication, Site
from policygen.formats._directions import isolated
from policygen.formats._hashes import processing, wording
from policygen.formats._markdown import to_html
from policygen.formats._markdown_source import begun, escaped, from_html, indented
from policygen.localise.page import Page, PageBlock, Piece

OPTIONAL = True
IMAGE = re.compile(r"!(?=\[)")


def of_publication(site: Site, publication: Publication) -> Iterator[Output]:
    """A file beside the page of each language."""
    facts = processing(publication.declaration)
    for page in publication.pages:
        hashes = f"\n<!-- processing {facts} wording {wording(page)} -->\n"
        yield f"{publication.path(page.language)}index.md", f"{written(page)}{hashes}".encode()


def written(page: Page) -> str:
    """The page as Markdown."""
    head = [f"# {escaped(page.title)}", f"**{escaped(page.controller)}**"]
    if page.updated:
        head.append(f"{escaped(page.frame['updated'])}: {page.updated.text}")
    if page.version:
        head.append(f"{escaped(page.frame['version'])}: {escaped(page.version)}")
    return "\n\n".join([*head, *(part for block in page.blocks for part in _block(block, 2))]) + "\n"


def _block(block: PageBlock, level: int) -> Iterator[str]:
    """The paragraphs, lists and tables of a block."""
    match block.kind:
        case "section" | "entry":
            yield f"{_anchor(block)}\n\n{'#' * min(level, 6)} {_said(block)}"
            for child in block.blocks:
                yield from _block(child, level + 1)
        case "list":
            if block.said:
                yield _said(block)
            yield "\n".join(f"- {indented(_said(child), 2)}" for child in block.blocks)
        case "facts":
            yield "\n".join(_row(row) for row in block.blocks)
        case "table" | "flow" | "periods":
            yield from _table(block)
        case _:
            yield _said(block)


def _row(row: PageBlock) -> str:
    """A label with its values as an item of a list; lines of their own as a list inside it."""
    label = f"- {_anchor(row)}**{_said(row)}**"
    if row.inline:
        return f"{label} – {_values(row)}"
    if len(row.blocks) == 1 and "\n" not in _said(row.blocks[0]):
        return f"{label} – {_said(row.blocks[0])}"
    return "\n".join([label, *(f"  - {indented(_said(line), 4)}" for line in row.blocks)])


def _table(table: PageBlock) -> Iterator[str]:
    """The table with its caption above, or its anchor in its head; cells hold no line breaks but `<br>`."""
    if table.said:
        yield f"{_anchor(table)}**{_said(table)}**"
    head = next(child for child in table.blocks if child.kind == "head")
    anchor = "" if table.said else _anchor(table)
    rows = [f"| {anchor}{' | '.join(_said(cell) for cell in head.blocks)} |", f"|{' --- |' * len(head.blocks)}"]
    for record in table.blocks:
        if record.kind == "record":
            cells = [_cell(cell) for cell in record.blocks]
            rows.append(f"| {_anchor(record)}{' | '.join(cells)} |")
    yield "\n".join(rows)


def _cell(cell: PageBlock) -> str:
    text = _values(cell) if cell.inline else "<br>".join(
        _said(line, flat=True) + (f" ({_values(line)})" if line.blocks else "") for line in cell.blocks)
    return re.sub(r"\s*\n\s*", "<br>", text)


def _values(block: PageBlock) -> str:
    return "".join(f"{_said(value)}{escaped(value.after)}" for value in block.blocks)


def _anchor(block: PageBlock) -> str:
    return f'<a id="{block.id}"></a>' if block.anchor else ""


def _said(block: PageBlock, flat: bool = False) -> str:
    """What a block says, as it can stand at the start of a line; a `!` before a link makes no picture."""
    first = block.said[0] if block.said else None
    text = IMAGE.sub(r"\!", "".join(_piece(piece, flat) for piece in block.said))
    return text if first is None or first.markdown else begun(text)


def _piece(piece: Piece, flat: bool) -> str:
    """A run of text; declared Markdown is written anew from what it comes to."""
    if piece.markdown:
        return from_html(to_html(piece.text), flat)
    text = escaped(isolated(piece))
    return f"[{text}](<{piece.href}>)" if piece.href else text
