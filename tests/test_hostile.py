"""No declared text breaks out of a format: each is read by a parser of its kind and built as one of harmless texts."""

from __future__ import annotations

import csv
import json
import plistlib
import re
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from typing import Any

import html5lib
import openpyxl
import pytest
import yaml
from hostile import SLOW, Hostile, hostile, mixed, payloads
from linked_data import triples
from markdown import Markdown
from rdflib import Graph, Literal
from rdflib.compare import to_isomorphic

from policygen import formats
from policygen.formats._markdown import SCHEMES, TAGS
from policygen.schema import Str, Words
from policygen.schema.leaves import leaves

HARMLESS = "% harmless"
SVG = "{http://www.w3.org/2000/svg}"
HOME = "https://x.example/privacy.jsonld"


class Files(dict[str, bytes]):
    """The files of a format by path, and what they were made of."""

    def __init__(self, of: Hostile, name: str) -> None:
        super().__init__(of.made(name))
        self.of = of


Judge = Callable[[Files, Files, bool], None]


def elements(data: bytes) -> Any:
    """The page as a tree; a fault in the HTML raises."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(data.decode())


def built(root: Any) -> list[tuple[str, ...]]:
    """Every element with the names of its attributes; pictures, which have a line for
    each line of words, as a kind, and without the frames around names in another direction."""
    kinds = {element for svg in root.iter(f"{SVG}svg") for element in svg.iter()}
    return [(str(element.tag), *sorted(element.attrib)) for element in root.iter()
            if element not in kinds and element.tag != "bdi"] + \
        sorted({(str(element.tag), *sorted(element.attrib)) for element in kinds})


def addresses(root: Any) -> set[str]:
    """All that links and files of a page lead to."""
    return {value for element in root.iter() for name, value in element.attrib.items()
            if name.rpartition("}")[2] in ("href", "src")}


def same_build(one: Any, other: Any, markdown: bool) -> None:
    """Two pages are built alike; declared Markdown may make what it may make everywhere, and lead where links may."""
    if not markdown:
        assert built(one) == built(other)
        assert addresses(one) == addresses(other)
    assert set(built(other)) <= set(built(one)) | {(tag,) for tag in TAGS} | {("a", "href")}
    assert {link.partition(":")[0] for link in addresses(other) if ":" in link} <= SCHEMES
    for tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        assert len(list(one.iter(tag))) == len(list(other.iter(tag)))
    assert [element.get("id") for element in one.iter() if element.get("id")] == \
        [element.get("id") for element in other.iter() if element.get("id")]


def pages(good: Files, bad: Files, markdown: bool) -> None:
    """Strict HTML, built alike; the only scripts are data."""
    for path in good:
        if path.endswith(".html"):
            one, other = elements(good[path]), elements(bad[path])
            same_build(one, other, markdown)
            assert all(script.get("type") == "application/ld+json" and json.loads("".join(script.itertext()))
                       for script in other.iter("script"))
        else:
            assert good[path] == bad[path]


def shape(value: Any) -> Any:
    """Data without their texts."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    return [shape(item) for item in value] if isinstance(value, list) else \
        "text" if isinstance(value, str) else value


def strings(value: Any) -> Iterator[str]:
    """Every text in data."""
    for item in (value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()):
        yield from strings(item)
    if isinstance(value, str):
        yield value


def declared(found: Hostile) -> dict[str, str]:
    """Every text of the declaration by its path, with its language."""
    texts = {}
    for leaf in leaves(found.declaration):
        if isinstance(leaf.value, Words):
            texts.update({f"{leaf.path}.{code}": str(text) for code, text in leaf.value.texts})
        elif type(leaf.value) is Str:
            texts[leaf.path] = str(leaf.value)
    return texts


def whole(found: Hostile, values: set[str]) -> set[str]:
    """The paths of the declared texts that are whole values somewhere."""
    return {path for path, text in declared(found).items() if text in values}


def data(read: Callable[[bytes], Any]) -> Judge:
    """The data are built as those of harmless texts, and each text is in them as it was declared."""
    def judge(good: Files, bad: Files, markdown: bool) -> None:
        for path in good:
            one, other = read(good[path]), read(bad[path])
            assert shape(one) == shape(other)
            assert whole(good.of, set(strings(one))) <= whole(bad.of, set(strings(other)))
    return judge


def graphs(good: Files, bad: Files, markdown: bool) -> None:
    """As many statements with the same predicates, and each text is a literal of its own."""
    (one,), (other,) = ([triples(text, HOME) for text in files.values()] for files in (good, bad))
    assert len(one) == len(other)
    assert set(one.predicates()) == set(other.predicates())
    assert whole(good.of, literals(one)) <= whole(bad.of, literals(other))


def literals(graph: Graph) -> set[str]:
    return {str(value) for value in graph.objects() if isinstance(value, Literal)}


def turtles(good: Files, bad: Files, markdown: bool) -> None:
    """The same graph as the JSON-LD."""
    (linked,), (turtle,) = bad.of.made("jsonld").values(), bad.values()
    assert to_isomorphic(Graph().parse(data=turtle, format="turtle", publicID=HOME)) == \
        to_isomorphic(triples(linked, HOME))


def rendered(text: str) -> Any:
    """A file of Markdown as a page."""
    return html5lib.parse(Markdown(extensions=["tables", "sane_lists", "fenced_code"], tab_length=2).convert(text),
                          namespaceHTMLElements=False)


def markdown_files(good: Files, bad: Files, markdown: bool) -> None:
    """Rendered, they are built alike."""
    for path in good:
        same_build(rendered(good[path].decode()), rendered(bad[path].decode()), markdown)


def plain_texts(good: Files, bad: Files, markdown: bool) -> None:
    """The hashes stand at the end, and no line ends but where the file has a line break."""
    for path in good:
        text = bad[path].decode()
        assert re.search(r"\n--\nprocessing [0-9a-f]{64}\nwording    [0-9a-f]{64}\n\Z", text)
        assert len(text.splitlines()) == text.count("\n")


def rows(data: bytes) -> list[list[str]]:
    """The rows of a file that spreadsheets open."""
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def tables(good: Files, bad: Files, markdown: bool) -> None:
    """The same cells are filled, and none begins as a formula."""
    for path in good:
        one, other = rows(good[path]), rows(bad[path])
        assert [[bool(cell) for cell in row] for row in one] == [[bool(cell) for cell in row] for row in other]
        assert not [cell for row in other for cell in row if re.match(r"\s*[=+@\t\r＝＋－＠-]", cell)]


def workbooks(good: Files, bad: Files, markdown: bool) -> None:
    """Every cell is a text, that of the tables."""
    texts = bad.of.made("record_csv")
    for data in bad.values():
        sheets = openpyxl.load_workbook(BytesIO(data)).worksheets
        for sheet, part in zip(sheets, ("", "-processor", "-questions", "-about"), strict=True):
            table = rows(texts[f"record{part}.en.csv"])
            assert (sheet.max_row, sheet.max_column) == (len(table), len(table[0]))
            for cells, row in zip(sheet.iter_rows(), table, strict=True):
                for cell, text in zip(cells, row, strict=True):
                    assert cell.data_type == ("s" if cell.value is not None else "n")
                    assert cell.hyperlink is None
                    assert (cell.value or "").replace("'", "") == text.replace("'", "")


def same(good: Files, bad: Files, markdown: bool) -> None:
    """No declared text is in it."""
    assert dict(good) == dict(bad)


def manifests(good: Files, bad: Files, markdown: bool) -> None:
    """The property list is the same; the hashes in a comment differ."""
    for path in good:
        assert plistlib.loads(good[path]) == plistlib.loads(bad[path])


JUDGES: dict[str, Judge] = {
    **dict.fromkeys(("html", "index", "not_found", "cookies", "recipients"), pages),
    **dict.fromkeys(("tilt", "manifest"), data(json.loads)), "fides": data(yaml.safe_load),
    "jsonld": graphs, "turtle": turtles, "markdown": markdown_files, "text": plain_texts,
    "record_csv": tables, "record_xlsx": workbooks, "apple_privacy": manifests,
    **dict.fromkeys(("google_data_safety", "headers", "redirects", "sitemap"), same),
}
TOOLS = ("klaro", "cookieconsent")


def test_every_format_has_a_judge() -> None:
    assert {*JUDGES, *TOOLS, *SLOW} == set(formats.known())


@pytest.mark.parametrize(("payload", "markdown"), [
    *(pytest.param(*found[1:], id=found[0]) for found in mixed()),
    *(pytest.param(*found[1:], id=found[0], marks=pytest.mark.long) for found in payloads())])
def test_no_text_breaks_out(payload: str, markdown: bool) -> None:
    good, bad = hostile(HARMLESS, markdown), hostile(payload, markdown)
    for name, judge in JUDGES.items():
        one, other = Files(good, name), Files(bad, name)
        assert one.keys() == other.keys()
        judge(one, other, markdown)
