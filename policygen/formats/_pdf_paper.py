"""What of a page's HTML changes for paper: links that lead somewhere from there, pictures that can be drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

NO_WORDS = frozenset({"head", "script", "style", "template", "title", "nav", "summary"})

ROW = 60                                                    # letters in a row beside a term, about
LONG_TERM = 3 * ROW


def set_links(root: Any, address: str) -> None:
    """Give each link its full address; what leads nowhere from paper is no link any more.

    A heading that links to itself is plain. Without an `address` a link to another page of the site has none. A link
    that shows its own address is marked, so that it is not shown twice.
    """
    ids: dict[Any, frozenset[str]] = {root: frozenset()}
    for parent in root.iter():
        for child in parent:
            own = {child.get("id")} - {None}
            ids[child] = ids[parent] | own
    for link in list(root.iter("a")):
        target = link.get("href", "")
        inside = target.startswith("#")
        dead = not (inside or urlsplit(target).scheme or address)
        if dead or (inside and target[1:] in ids[link]):
            link.tag = "span"
            del link.attrib["href"]
            if dead:
                link.set("class", "unlinked")
        elif not inside:
            link.set("href", urljoin(address, target))
            shown = "".join(link.itertext()).strip().rstrip("/")
            if shown == link.get("href").rstrip("/"):
                link.set("data-shown", "")


def link_names(root: Any) -> dict[str, str]:
    """The words of the links inside the page, by the id that they lead to; the first link counts."""
    found: dict[str, str] = {}
    for link in root.iter("a"):
        if link.get("href", "").startswith("#"):
            found.setdefault(link.get("href")[1:], " ".join("".join(link.itertext()).split()))
    return found


def set_terms(root: Any) -> None:
    """Make lines of a term and its values, which are set side by side and each kept on one page.

    Many values stand in several lines, of which only the first has the term, so that a page can end between them.
    """
    for row in [row for terms in root.iter("dl") for row in terms if row.tag == "div"]:
        term, *values = list(row)
        if term.tag == "dt" and values and all(value.tag == "dd" for value in values):
            for part in (term, *values):
                _trim(part)
            row[:] = []
            for number, together in enumerate(_together(values)):
                line = row.makeelement("div", {"class": "line"})
                beside = row.makeelement("div", {"class": "values"})
                beside.extend(together)
                line.extend([row.makeelement("div", {}) if number else term, beside])
                row.append(line)


def _trim(element: Any) -> None:
    """Take away white space at the end, for which WeasyPrint would break a line that has room for the words alone."""
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip()
    else:
        element.text = (element.text or "").rstrip()


def _together(values: list[Any]) -> Iterator[list[Any]]:
    """The values by lines: the first ones at least as high as a long term, then each alone."""
    first: list[Any] = []
    for value in values:
        if sum(len("".join(item.itertext())) + ROW for item in first) < LONG_TERM:
            first.append(value)
    yield first
    yield from ([value] for value in values[len(first):])


def hidden(root: Any, shown: Collection[Any], ids: Collection[str]) -> Iterator[str]:
    """Those of the `ids` of which an element has words and none of them is shown; each once."""
    yield from (id for id in dict.fromkeys(_hidden(root.find("body"), "", shown)) if id in ids)


def _hidden(element: Any, id: str, shown: Collection[Any]) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in NO_WORDS or "}" in element.tag:
        return
    here = element.get("id") or id
    if (element.text or "").strip() and element not in shown:
        yield here
    for child in element:
        yield from _hidden(child, here, shown)
