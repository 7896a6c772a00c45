"""The PDF of each page: its words in their order, tags, bookmarks and links; alone, quiet, the same each time."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin

import pseudo
import pytest
from conftest import needs
from pypdf import PdfReader
from support import ROOT, SMALL, TODAY, policygen, project, tree

from policygen import formats
from policygen.build import build, check, composed
from policygen.formats import Publication
from policygen.formats._hashes import processing, wording
from policygen.formats._markdown import to_html
from policygen.formats._readback import TAG
from policygen.localise.page import Page, PageBlock, Piece
from policygen.problem import Problem
from policygen.project import Project

pytestmark = pytest.mark.xdist_group("pdf")              # what is made is kept in the process

LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>')
HEADINGS = {"section", "entry"}
LETTERS = re.compile(r"[A-Za-z]+|[^\W\d_A-Za-z]+")
DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ARTIFACT = -1
# Standard structure types, ISO 32000-1, 14.8.4.
STANDARD = {f"/{name}" for name in ("Document Part Art Sect Div BlockQuote Caption NonStruct P H1 H2 H3 H4 H5 H6 L LI "
                                    "Lbl LBody Table TR TH TD THead TBody Span Link Figure").split()}
EXAMPLES = sorted(path.name for path in (ROOT / "declarations").iterdir())
SITES = [*(f"{name} {language}" for name in EXAMPLES for language in ("en", "nb")), "everything en", "everything nb",
         "pseudo he", "pseudo de"]


class Document(NamedTuple):
    """A page and the PDF that was made of it."""

    publication: Publication
    page: Page
    path: str
    pdf: bytes
    base: str

    @property
    def address(self) -> str:
        """Where the page stands, or an empty text where the project does not say."""
        return f"{self.base}{self.publication.path(self.page.language)}" if self.base else ""

    @property
    def reader(self) -> PdfReader:
        return PdfReader(io.BytesIO(self.pdf))


@cache
def _folder(name: str) -> Path:
    if name == "pseudo":
        return pseudo.project(Path(tempfile.mkdtemp()))
    return ROOT / "tests" / "cases" / name if name == "everything" else ROOT


@cache
def documents(name: str) -> tuple[Document, ...]:
    """The documents of `DECLARATION LANGUAGE`: of the whole, and of each edition."""
    declaration, language = name.split()
    found = Project(_folder(declaration))
    settings, declarations, _ = check(found, TODAY)
    assert settings is not None
    only = {id: read for id, read in declarations.items() if declaration in (id, "pseudo")}
    site, _ = composed(found, settings, only)
    assert site is not None
    site = site._replace(publications=tuple(
        publication._replace(pages=tuple(page for page in publication.pages if page.language == language))
        for publication in site.publications if not publication.part or declaration == "everything"))
    files, problems = formats.collect(formats.render_one(site, "pdf"))
    assert not problems
    pages = [(publication, page) for publication in site.publications for page in publication.pages]
    assert len(files) == len(pages)
    return tuple(Document(publication, page, path, data, settings.base)
                 for (publication, page), (path, data) in zip(pages, files.items(), strict=True))


@cache
def small() -> Document:
    """The document of a small project, in English."""
    with tempfile.TemporaryDirectory() as folder:
        found = Project(project(Path(folder), SMALL))
        settings, declarations, _ = check(found, TODAY)
        assert settings is not None
        site, _ = composed(found, settings, declarations)
        assert site is not None
        files, problems = formats.collect(formats.render_one(site, "pdf"))
    assert not problems
    path = "en/privacy/a-privacy-policy-en.pdf"
    return Document(site.publications[0], site.publications[0].pages[0], path, files[path], "")


def each(name: str) -> tuple[Document, ...]:
    return (small(),) if name == "small" else documents(name)


everywhere = pytest.mark.parametrize("name", ["small", *(pytest.param(site, marks=pytest.mark.long) for site in SITES)])


def solid(text: str) -> str:
    """The text without white space; WeasyPrint writes the hyphen that does not break as a plain one."""
    return "".join(text.split())


def said(piece: Piece, address: str) -> str:
    """What paper shows of a piece: its words, and the address of a link that does not show it itself."""
    if piece.markdown:
        html = LINK.sub(lambda link: link[2] + target(link[1], TAG.sub("", link[2]), address), to_html(piece.text))
        return unescape(TAG.sub(" ", html))
    return piece.text + target(piece.href, piece.text, address)


def target(href: str, shown: str, address: str) -> str:
    whole = urljoin(address, href) if href and not href.startswith("#") else ""
    return f" ({whole})" if whole.startswith("http") and whole.rstrip("/") != shown.strip().rstrip("/") else ""


def runs(block: PageBlock, address: str) -> Iterator[str]:
    """What a block and all inside it say, in reading order; the words that only a picture has are left out."""
    if block.kind == "scale":
        return
    yield "".join(said(piece, address) for piece in block.said)
    if block.kind == "line" and block.blocks:
        yield "("
    for child in block.blocks:
        yield from runs(child, address)
    if block.kind == "line" and block.blocks:
        yield ")"
    yield block.after


def spoken(document: Document) -> list[tuple[bool, str]]:
    """What a screen reader says, part by part as the structure has it; whether the part is the head of a table.

    Pictures are left out: their words stand in tables.
    """
    reader = document.reader
    numbers = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)
               if page.indirect_reference is not None}
    texts = [marked(page) for page in reader.pages]

    def parts(element: Any, head: bool) -> Iterator[tuple[bool, str]]:
        if element["/S"] == "/Figure":
            return
        head = head or element["/S"] == "/THead"
        for kid in _kids(element):
            if isinstance(kid, int):
                yield head, texts[numbers[element.raw_get("/Pg").idnum]].get(kid, "")
            elif kid.get("/Type") != "/OBJR":
                yield from parts(kid, head)

    found = parts(reader.root_object["/StructTreeRoot"]["/K"][0].get_object(), False)
    joined = [(head, solid("".join(text for _, text in group))) for head, group in groupby(found, itemgetter(0))]
    return [(head, text.replace("•", "")) for head, text in joined]


def heard(parts: list[tuple[bool, str]], expected: str) -> str:
    """The parts as one text without the heads of tables that are said again where a table goes on on the next page."""
    said_before: set[str] = set()
    whole = ""
    start = 0
    for head, text in parts:
        again = head and text in said_before and not expected.startswith(text, len(whole) - start)
        whole += "" if again else text
        start = start or max(whole.find(expected[:40]), 0)
        said_before |= {text} if head else set()
    return whole


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return [kid if isinstance(kid, int) else kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]


def marked(page: Any) -> dict[int, str]:
    """The text of a page by the number of the marked content that it stands in."""
    found: dict[int, list[str]] = {}
    within: list[int] = []

    def before(operator: bytes, operands: Any, *rest: Any) -> None:
        if operator in (b"BDC", b"BMC"):
            within.append(operands[1].get("/MCID", -1) if len(operands) > 1 and isinstance(operands[1], dict) else -1)
        elif operator == b"EMC":
            within.pop()

    def text(words: str, *rest: Any) -> None:
        if within:
            found.setdefault(within[-1], []).append(words)

    page.extract_text(visitor_operand_before=before, visitor_text=text)
    return {number: "".join(words) for number, words in found.items()}


def elements(reader: PdfReader) -> Iterator[tuple[Any, Any]]:
    """Each element of the structure with the one above it."""
    pending = [(reader.root_object["/StructTreeRoot"]["/K"][0].get_object(), None)]
    while pending:
        element, above = pending.pop()
        yield element, above
        pending += [(kid, element) for kid in _kids(element) if not isinstance(kid, int) and "/S" in kid]


@everywhere
def test_it_says_what_the_page_says_in_its_order(name: str) -> None:
    for document in each(name):
        expected = solid(" ".join(run for block in document.page.blocks for run in runs(block, document.address)))
        found = heard(spoken(document), expected)
        if document.page.direction == "rtl":             # within a line, letters stand in the order of drawing
            assert not Counter(expected) - Counter(found)
            continue
        start = found.find(expected[:40])
        assert found[start:start + len(expected)] == expected
        before, after = found[:start], found[start + len(expected):]
        assert solid(document.page.title) in before
        assert len(after) < 80, after


@everywhere
@pytest.mark.parametrize("program", ["pypdf", "pdftotext"])
def test_programs_that_do_not_know_the_structure_find_every_word(name: str, program: str) -> None:
    if program == "pdftotext":
        needs("pdftotext", shutil.which("pdftotext"))
    for document in each(name):
        text = extracted(document, program)
        whole = " ".join(run for block in document.page.blocks for run in runs(block, document.address))
        # Where lines run from right to left, digits and marks stand beside other words than in the text.
        words = set(LETTERS.findall(whole) if document.page.direction == "rtl" else whole.split())
        assert not [word for word in words if word not in text]


def extracted(document: Document, program: str) -> str:
    """The text without white space and marks of direction."""
    if program == "pypdf":
        sheets = [page.extract_text() for page in document.reader.pages]
    else:
        # As drawn; without -raw it would take a hyphen at the end of a line away, and with it no line is turned around.
        how = [] if document.page.direction == "rtl" else ["-raw"]
        done = subprocess.run(["pdftotext", *how, "-", "-"], input=document.pdf, capture_output=True, check=True)
        sheets = done.stdout.decode().split("\f")
    return DIRECTION.sub("", "".join(solid(sheet) for sheet in sheets))


@everywhere
def test_it_is_tagged_and_says_what_it_is(name: str) -> None:
    for document in each(name):
        reader, page = document.reader, document.page
        root = reader.root_object
        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"] == page.language
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        metadata = reader.metadata
        assert metadata is not None
        assert metadata.title == f"{page.title} – {page.controller}"
        assert metadata.author == page.controller
        assert metadata["/processing"] == processing(document.publication.declaration)
        assert metadata["/wording"] == wording(page)
        assert metadata.get("/ModDate", "D:") == f"D:{(page.updated.datetime if page.updated else '').replace('-', '')}"
        assert "/CreationDate" not in metadata
        assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
        assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in reader.pages} == {(595, 842)}


@everywhere
def test_its_structure_is_sound(name: str) -> None:
    for document in each(name):
        kinds = Counter(element["/S"] for element, _ in elements(document.reader))
        assert set(kinds) <= STANDARD
        assert kinds["/H1"] == 1
        for element, above in elements(document.reader):
            kids = [kid["/S"] for kid in _kids(element) if not isinstance(kid, int) and "/S" in kid]
            match element["/S"]:
                case "/TH":
                    assert element["/A"]["/Scope"] == ("/Column" if above["/P"]["/S"] == "/THead" else "/Row")
                case "/Figure":
                    assert element["/Alt"].strip()
                case "/L":
                    assert set(kids) == {"/LI"}
                case "/LI":
                    assert set(kids) <= {"/Lbl", "/LBody"}
                    assert kids.count("/LBody") <= 1
                case "/Link":
                    assert any(not isinstance(kid, int) and kid.get("/Type") == "/OBJR" for kid in _kids(element))


@everywhere
def test_bookmarks_are_the_headings(name: str) -> None:
    def flat(outline: Any, level: int) -> Iterator[tuple[int, str]]:
        for entry in outline:
            if isinstance(entry, list):
                yield from flat(entry, level + 1)
            else:
                yield level, solid(entry.title)

    def headed(blocks: tuple[PageBlock, ...], level: int) -> Iterator[tuple[int, str]]:
        for block in blocks:
            if block.kind in HEADINGS:
                yield level, solid(block.text)
                yield from headed(block.blocks, level + 1)

    for document in each(name):
        page = document.page
        assert list(flat(document.reader.outline, 1)) == [(1, solid(page.title)), *headed(page.blocks, 2)]


@everywhere
def test_each_sheet_has_its_number_as_an_artifact(name: str) -> None:
    for document in each(name):
        sheets = document.reader.pages
        for number, sheet in enumerate(sheets, 1):
            shown = f"{number} / {len(sheets)}", f"{len(sheets)} / {number}"     # as drawn from left to right
            assert shown[document.page.direction == "rtl"] in marked(sheet)[ARTIFACT]


@everywhere
def test_links_lead_to_parts_or_have_full_addresses(name: str) -> None:
    for document in each(name):
        reader, inside, outside = document.reader, set(), set()
        for sheet in reader.pages:
            for link in [entry.get_object() for entry in sheet.get("/Annots", [])]:
                assert link["/Contents"].strip()
                if "/Dest" in link:
                    inside.add(link["/Dest"])
                else:
                    assert link["/A"]["/URI"].isascii()
                    outside.add(unquote(link["/A"]["/URI"]))
        ids = {block.id for block in document.page.walk() if block.anchor}
        assert inside <= set(reader.named_destinations) & ids
        pieces = [piece for block in document.page.walk() if block.kind != "scale" for piece in block.said]
        links = {unquote(piece.href) for piece in pieces if piece.href}
        texts = [to_html(piece.text) for piece in pieces if piece.markdown]
        links |= {unquote(unescape(link)) for text in texts for link, _ in LINK.findall(text)}
        assert inside == {link[1:] for link in links if link.startswith("#")}
        assert all(re.match("(https?|mailto|tel):", link) for link in outside)
        assert {link for link in links if re.match("(https?|mailto|tel):", link)} <= outside
        relative = {urljoin(document.address, link) for link in links if not re.match("#|\\w+:", link)}
        assert relative <= outside or not document.address
        assert not [link for link in outside if ".invalid" in link]


@pytest.mark.long
def test_a_picture_is_drawn_where_its_letters_can_be_and_its_table_always_stands_there() -> None:
    [drawn], [left_out] = documents("everything en")[:1], documents("pseudo he")[:1]
    flow = next(block for block in drawn.page.walk() if block.kind == "flow")
    assert [element["/Alt"] for element, _ in elements(drawn.reader) if element["/S"] == "/Figure"] == [flow.text]
    assert not [element for element, _ in elements(left_out.reader) if element["/S"] == "/Figure"]
    rows = sum(block.kind == "record" for block in drawn.page.walk())
    for document in (drawn, left_out):
        found = [element for element, above in elements(document.reader)
                 if element["/S"] == "/TR" and above["/S"] == "/TBody"]
        assert len(found) >= rows > 0


@pytest.mark.long
def test_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    made = []
    for seed, epoch, zone in (("0", "1", "UTC"), ("4711", "1700000000", "Pacific/Auckland")):
        folder = project(tmp_path / seed, SMALL)
        done = policygen("export", "pdf", folder, timeout=300,
                         env={"PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": epoch, "TZ": zone})
        assert done.returncode == 0, done.stderr
        assert re.fullmatch(r"2 files in .*export\.\n", done.stderr)            # nothing of what WeasyPrint tells
        made.append(tree(folder / "export"))
    assert made[0] == made[1]
    assert set(made[0]) == {f"{language}/privacy/a-privacy-policy-{language}.pdf" for language in ("en", "nb")}


def problems(folder: Path) -> list[Problem]:
    """What a build with PDF tells, without what it tells of any small project."""
    outcome = build(Project(folder), TODAY, more_formats=("pdf",))
    return [problem for problem in outcome.problems if problem.id.startswith(("pdf", "words", "extra"))]


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """An address on this computer, and what was asked there."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

    started = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=started.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{started.server_port}", asked
    started.shutdown()


def themed(folder: Path, **files: str) -> Path:
    """A small project whose theme has these files."""
    made = project(folder, SMALL, **{f"themes__own__{name}": text for name, text in files.items()})
    (made / "policygen.yaml").write_text("policygen: 1\ntheme: own\n")
    return made


@pytest.mark.parametrize("css", ["@import url({}/a.css);", "h1 {{ background: url({}/a.png) }}",
                                 "@font-face {{ font-family: Far; src: url({}/a.woff2) }} body {{ font-family: Far }}"])
def test_a_theme_that_loads_from_elsewhere_is_told_of_and_nobody_is_asked(
        tmp_path: Path, server: tuple[str, list[str]], css: str) -> None:
    address, asked = server
    told = problems(themed(tmp_path, **{"pdf.css": css.format(address)}))
    assert {problem.id for problem in told} == {"pdf-loads"}
    assert f"loads `{address}/a." in told[0].says
    assert not asked


def test_a_theme_may_load_its_own_files(tmp_path: Path) -> None:
    folder = themed(tmp_path, assets__own_css=".company { color: #123456 }",
                    **{"pdf.css": '@import url("../../assets/theme/own_css");'})
    assert [problem.says for problem in problems(folder)] == []


def test_what_a_theme_hides_on_paper_is_told_of(tmp_path: Path) -> None:
    told = problems(themed(tmp_path, **{"pdf.css": "#rights { display: none }"}))
    assert "The theme hides words of the part `rights` on paper." in [problem.says for problem in told]
    assert {problem.at.file for problem in told} == {"themes/own/pdf.css"}


def test_letters_that_no_font_has_are_told_of(tmp_path: Path) -> None:
    told = problems(project(tmp_path, SMALL.replace("Newsletter,", 'Newsletter \U00014400,')))
    assert [problem.id for problem in told] == ["pdf-letters"]
    assert told[0].says.endswith("`en`: \U00014400")
    assert told[0].at.line > 1


@pytest.mark.parametrize("error", [ImportError("No module named 'weasyprint'"),
                                   OSError("cannot load library 'libpango-1.0-0'\nmore")])
def test_a_missing_library_is_a_problem_with_its_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                        error: Exception) -> None:
    class Blocked:
        @staticmethod
        def find_spec(name: str, *rest: Any) -> None:
            if name == "weasyprint":
                raise error

    for module in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setattr(sys, "meta_path", [Blocked, *sys.meta_path])
    folder = project(tmp_path, SMALL)
    (folder / "policygen.yaml").write_text("policygen: 1\nformats: [pdf]\n")
    [told] = problems(folder)
    assert (told.id, str(told.at)) == ("extra-missing", "policygen.yaml:2:11")
    assert str(error).split("\n")[0] in told.says
    assert 'pip install "policygen[pdf]"' in told.fix
    assert "Pango" in told.fix


def test_a_theme_that_makes_parts_of_pages_has_pdf_too(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL)
    (folder / "policygen.yaml").write_text("policygen: 1\ntheme: embed\n")
    outcome = build(Project(folder), TODAY, more_formats=("pdf",))
    assert {"en/privacy/fragment.html", "en/privacy/a-privacy-policy-en.pdf"} <= set(outcome.files)


def test_the_logo_and_other_decoration_are_drawn_and_not_read(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL, brand__logo_svg="")
    (folder / "brand" / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">'
                                               '<text y="20">Harbour</text></svg>')
    (folder / "policygen.yaml").write_text("policygen: 1\ntheme: {logo: brand/logo.svg}\n")
    outcome = build(Project(folder), TODAY, more_formats=("pdf",))
    reader = PdfReader(io.BytesIO(outcome.files["en/privacy/a-privacy-policy-en.pdf"]))
    assert "Harbour" in solid(marked(reader.pages[0])[ARTIFACT])
    assert not [element for element, _ in elements(reader) if element["/S"] == "/Figure" and "/Alt" not in element]
