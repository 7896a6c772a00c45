"""Sanitised HTML -> Markdown again: what a declared text may be, in signs that end nothing of the file around it.

The declared Markdown itself could open a fence, a heading or a definition of links for all that follows. Source of the
syntax: CommonMark 0.31.2 and GitHub Flavored Markdown 0.29, which escape by backslash and by entity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

# Signs that could begin markup anywhere, and those that only do at the start of a line.
SPECIAL = re.compile(r"([\\`*_\[\]|~#])")
AT_START = re.compile(r"^(\s*\d*)(?:(?<!\d)([+-])|(?<=\d)([.)])(?=\s|$))")
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
SIMPLE_CODE = re.compile(r"[^`|\\\s](?:[^`|\\\n]*[^`|\\\s])?")
INLINE = frozenset({"strong", "em", "a", "br", "code"})
MARKS = {"strong": "**", "em": "*"}


class Element:
    """An element with what stands in it; a text is a plain string."""

    def __init__(self, tag: str, href: str = "") -> None:
        self.tag = tag
        self.href = href
        self.inside: list[Element | str] = []


class _Builder(HTMLParser):
    """The tree of HTML in which each element is closed, as the sanitiser writes it."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs).get("href") or "")
        self.open[-1].inside.append(element)
        if tag != "br":
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag == self.open[-1].tag != "":
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def from_html(html: str, flat: bool = False) -> str:
    """The Markdown of sanitised HTML; `flat` for a cell of a table, where lines are divided by `<br>`."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return ("<br>" if flat else "\n\n").join(_blocks(builder.open[0].inside, flat))


def escaped(text: str) -> str:
    """A text in which nothing is markup."""
    for sign, entity in ENTITIES.items():
        text = text.replace(sign, entity)
    return SPECIAL.sub(r"\\\1", text)


def begun(text: str) -> str:
    """An escaped text as it can stand at the start of a line."""
    return AT_START.sub(lambda found: f"{found[1]}\\{found[2] or found[3]}", text)


def indented(text: str, by: int) -> str:
    """The text with its further lines moved to the right, so that they belong to its item."""
    return re.sub(r"\n(?=[^\n])", "\n" + " " * by, text)


def _blocks(nodes: Sequence[Element | str], flat: bool) -> Iterator[str]:
    """The paragraphs, lists, quotations and tables; words between them are paragraphs."""
    words: list[Element | str] = []
    for node in (*nodes, Element("")):
        if isinstance(node, str) or node.tag in INLINE:
            words.append(node)
            continue
        if said := _inline(words).strip():
            yield begun(said)
        words = []
        if node.tag:
            yield from _block(node, flat)


def _block(node: Element, flat: bool) -> Iterator[str]:
    children = [child for child in node.inside if isinstance(child, Element)]
    if node.tag in ("ul", "ol"):
        marks = (f"{number}. " if node.tag == "ol" else "- " for number in range(1, len(children) + 1))
        items = [(mark, list(_blocks(child.inside, flat))) for mark, child in zip(marks, children, strict=True)]
        yield ("<br>" if flat else "\n").join(_item(mark, inside, flat) for mark, inside in items)
    elif node.tag == "blockquote" and not flat:
        yield "\n".join(f"> {line}".rstrip() for line in "\n\n".join(_blocks(node.inside, flat)).split("\n"))
    elif node.tag == "table":
        yield _table(node, flat)
    else:
        yield from _blocks(node.inside, flat)


def _item(mark: str, inside: list[str], flat: bool) -> str:
    return mark + ("<br>".join(inside) if flat else indented("\n\n".join(inside), len(mark)))


def _table(table: Element, flat: bool) -> str:
    """The rows; in a cell of another table each on a line of its own."""
    rows = [[_inline(cell.inside).strip() for cell in row.inside if isinstance(cell, Element)] for row in _rows(table)]
    if flat:
        return "<br>".join(" – ".join(row) for row in rows)
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*lines[:1], f"|{' --- |' * max(map(len, rows), default=1)}", *lines[1:]])


def _rows(element: Element) -> Iterator[Element]:
    for child in element.inside:
        if isinstance(child, Element):
            yield from [child] if child.tag == "tr" else _rows(child)


def _inline(nodes: Sequence[Element | str]) -> str:
    return "".join(re.sub(r"\s+", " ", escaped(node)) if isinstance(node, str) else _marked(node) for node in nodes)


def _marked(node: Element) -> str:
    if node.tag == "br":
        return "<br>"
    if node.tag == "code":
        text = "".join(_plain(node))
        return f"`{text}`" if SIMPLE_CODE.fullmatch(text) else f"<code>{escaped(' '.join(text.split()))}</code>"
    inside = _inline(node.inside)
    if node.tag == "a":
        return f"[{inside.strip()}](<{node.href}>)" if node.href else inside
    if node.tag not in MARKS or not inside.strip():
        return inside
    # A mark beside a sign that is neither letter nor digit may be none.
    mark = MARKS[node.tag]
    return f"{mark}{inside}{mark}" if inside[0].isalnum() and inside[-1].isalnum() else \
        f"<{node.tag}>{inside}</{node.tag}>"


def _plain(node: Element) -> Iterator[str]:
    for child in node.inside:
        if isinstance(child, str):
            yield child
        else:
            yield from _plain(child)
