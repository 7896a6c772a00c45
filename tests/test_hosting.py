"""Files for hosts: every published file gets the headers meant for it, languages lead right, the recipes work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import html5lib
import pytest
from browser import HEADERS, Visitor
from hosting import DOCUMENT, Headers, address, nginx, recipe, redirects, sent_to
from support import ROOT, SMALL, TODAY, policygen, project, tree

from policygen.build import Outcome, build
from policygen.formats import Site
from policygen.formats._hosting import Rule, beyond_limits
from policygen.localise import Catalogues
from policygen.project import Project

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; " \
         "frame-ancestors 'self'"
TYPES = {".jsonld": "application/ld+json", ".md": "text/markdown; charset=utf-8", ".ttl": "text/turtle; charset=utf-8",
         ".txt": "text/plain; charset=utf-8"}
OURS = ("headers", "redirects", "not_found")
WITH_FILES = ("markdown", "text", "turtle", *OURS)
EVERYTHING = ROOT / "tests" / "cases" / "everything"
OWN = "policygen: 1\nbase_url: https://example.com/{path}\ntheme: {theme}\nformats: [headers, redirects, not_found]\n"


@cache
def outcome(folder: Path, formats: tuple[str, ...]) -> Outcome:
    """A build; each is made once."""
    return build(Project(folder), TODAY, more_formats=formats)


def built(folder: Path, formats: Sequence[str] = OURS) -> Mapping[str, bytes]:
    made = outcome(folder, tuple(formats))
    assert made.files, made.problems
    return made.files


def own(folder: Path, *declarations: str, path: str = "", theme: str = "default") -> Path:
    made = project(folder, *declarations)
    (made / "policygen.yaml").write_text(OWN.format(path=path, theme=theme), "utf-8")
    return made


@pytest.mark.parametrize("folder", [ROOT, EVERYTHING], ids=["several", "one"])
def test_every_published_file_gets_the_headers_meant_for_it(folder: Path) -> None:
    files = built(folder, WITH_FILES)
    headers = Headers(files["_headers"].decode())
    assert set(TYPES) <= {Path(path).suffix for path in files}
    for path in set(files) - {"_headers", "_redirects"}:
        for asked in {address(path), f"/{path}"}:
            sent = headers.of(asked)
            assert sent["X-Content-Type-Options"] == "nosniff"
            assert sent["Referrer-Policy"] == "no-referrer"
            assert "no-store" not in sent["Cache-Control"]
            if path.endswith(".html"):
                assert sent["Content-Security-Policy"] == POLICY, asked
            assert sent.get("Content-Type") == TYPES.get(Path(path).suffix), asked
    assert "Content-Security-Policy" not in headers.of("/assets/logo.svg")
    assert "Strict-Transport-Security" not in files["_headers"].decode()
    assert len(headers.rules) <= 100
    assert max(map(len, headers.lines)) <= 2000


def test_files_for_hosts_change_nothing_else(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL)
    plain, more = built(folder, ()), built(folder)
    assert set(more) - set(plain) == {"_headers", "_redirects", "404.html"}
    assert {path for path in plain if plain[path] != more[path]} == {"policygen.json"}


def test_the_policy_is_the_one_that_the_pages_are_tested_with() -> None:
    assert set(HEADERS["Content-Security-Policy"].split("; ")) <= set(POLICY.split("; "))


def test_a_path_of_the_address_stands_in_all_rules(tmp_path: Path) -> None:
    files = built(own(tmp_path, SMALL, path="legal/privacy"))
    headers = Headers(files["_headers"].decode())
    assert all(path.startswith("/legal/privacy/") for path, _ in headers.rules)
    assert headers.of("/legal/privacy/en/privacy/")["Content-Security-Policy"] == POLICY
    assert headers.of("/legal/privacy/privacy.jsonld")["Content-Type"] == "application/ld+json"
    assert headers.of("/en/privacy/") == {}
    assert sent_to(redirects(files["_redirects"].decode()), "/legal/privacy/", "nb") == "/legal/privacy/nb/privacy/"


@pytest.mark.parametrize(("css", "asset", "changed"), [
    ("", ("letters.woff2", "x"), {"font-src 'self'"}),
    (".policygen { background: url( \"data:image/svg+xml,x\") }", None, {"img-src 'self' data:"}),
    ("@font-face { src: url(data:font/woff2;base64,eA==) }", None, {"font-src data:"}),
    ("a { src: url(data:font/woff2;base64,eA==), url(data:application/font-woff;base64,eA==) }", None,
     {"font-src data:"}),
    ("", ("more.css", "p { background: url('data:image/png;base64,eA==') }"), {"img-src 'self' data:"}),
])
def test_the_policy_has_what_the_theme_has(tmp_path: Path, css: str, asset: tuple[str, str] | None,
                                           changed: set[str]) -> None:
    folder = own(tmp_path, SMALL, theme="own")
    (folder / "themes" / "own" / "assets").mkdir(parents=True)
    (folder / "themes" / "own" / "style.css").write_text(css)
    if asset:
        (folder / "themes" / "own" / "assets" / asset[0]).write_text(asset[1])
    sent = Headers(built(folder)["_headers"].decode()).of("/en/privacy/")["Content-Security-Policy"]
    assert set(sent.split("; ")) - set(POLICY.split("; ")) == changed


@pytest.mark.parametrize(("block", "what"), [
    ("<p style=\"color: red\">x</p>", "`style` in `<p>`"),
    ("<style>p { color: red }</style>", "`<style>`"),
    ("<script src=\"{{ assets }}a.js\"></script>", "`<script>`"),
    ("<p onclick=\"x()\">x</p>", "`onclick` in `<p>`"),
    ("<img src=\"https://elsewhere.example/a.png\" alt=\"\">", "`src` in `<img>` from elsewhere"),
    ("<iframe src=\"/x\"></iframe>", "`<iframe>`"),
])
def test_a_theme_that_writes_what_the_policy_refuses_is_told_so(tmp_path: Path, block: str, what: str) -> None:
    folder = own(tmp_path, SMALL, theme="own")
    (folder / "themes" / "own").mkdir(parents=True)
    (folder / "themes" / "own" / "page.html").write_text(
        "{% extends \"default/page.html\" %}{% block end %}" + block + "{% endblock %}")
    problems = [problem for problem in build(Project(folder), TODAY).problems if problem.id == "policy-refuses"]
    assert [what in problem.says for problem in problems] == [True]
    assert problems[0].severity.value == "warning"


@pytest.mark.parametrize("folder", [ROOT, EVERYTHING], ids=["several", "one"])
def test_the_shipped_theme_writes_nothing_that_is_refused(folder: Path) -> None:
    assert "policy-refuses" not in {problem.id for problem in outcome(folder, WITH_FILES).problems}


def test_parts_for_another_site_need_none_of_these_files(tmp_path: Path) -> None:
    made = build(Project(own(tmp_path, SMALL, theme="embed")), TODAY)
    assert not {"_headers", "_redirects", "404.html"} & set(made.files)
    assert [(problem.id, problem.severity.value) for problem in made.problems
            if problem.id == "format-empty"] == [("format-empty", "review")] * 3


def test_what_a_host_would_not_read_is_said(tmp_path: Path) -> None:
    settings = build(Project(own(tmp_path, SMALL)), TODAY).configuration
    assert settings is not None
    site = Site(Project(tmp_path), settings, (), Catalogues(Project(tmp_path)))
    assert not list(beyond_limits(site, [Rule("/*", {"A": "b"})] * 100))
    for found in ([Rule("/*", {"A": "b"})] * 101, [Rule("/*", {"A": "b" * 2000})]):
        assert [problem.id for problem in beyond_limits(site, found)] == ["hosting-limit"]


@pytest.mark.parametrize(("languages", "accepts", "leads"), [
    ("en, nb", "nb-NO,nb;q=0.9,en;q=0.8", "nb"),
    ("en, nb", "no", "nb"),
    ("en, nb", "en-GB", "en"),
    ("en, nb", "de,en;q=0.5", None),
    ("nb", "de", "nb"),
])
def test_visitors_come_to_the_page_in_their_language(tmp_path: Path, languages: str, accepts: str,
                                                     leads: str | None) -> None:
    text = SMALL if languages == "en, nb" else re.sub(r"\{en: [^}]*nb: ([^}]*)\}", r"\1", SMALL)
    files = built(own(tmp_path, text.replace("[en, nb]", f"[{languages}]")))
    found = sent_to(redirects(files["_redirects"].decode()), "/", accepts)
    assert found == (f"/{leads}/privacy/" if leads else None)
    assert found is None or f"{found[1:]}index.html" in files


def test_each_of_several_declarations_leads_to_its_languages(tmp_path: Path) -> None:
    files = built(own(tmp_path, SMALL, SMALL.replace("Example AS", "Other AS")))
    lines = redirects(files["_redirects"].decode())
    assert sent_to(lines, "/a/", "en") == "/a/en/privacy/"
    assert sent_to(lines, "/b/", "nb") == "/b/nb/privacy/"
    assert sent_to(lines, "/", "en") is None
    assert {line.end[1:] + "index.html" for line in lines} <= set(files)
    others = len(Headers(files["_headers"].decode()).rules) - 2
    assert f"100 rules of `_headers`, which is enough for {100 - others} declarations" in DOCUMENT


@pytest.mark.parametrize(("codes", "expected"), [
    (["pt", "pt-BR"], ["pt-BR", "pt"]), (["pt-BR", "en"], ["pt-BR,pt", "en"]), (["nn", "nb"], ["nn,no", "nb"])])
def test_a_region_goes_before_its_language(codes: list[str], expected: list[str]) -> None:
    from types import SimpleNamespace

    from policygen.formats.redirects import _lines

    whole: Any = SimpleNamespace(pages=[SimpleNamespace(language=code) for code in codes], prefix="",
                                 path=lambda code: f"{code}/privacy/")
    assert [line.partition("Language=")[2] for line in _lines("/", whole)] == expected


@pytest.mark.parametrize("path", ["", "legal"])
@pytest.mark.parametrize("count", [1, 2])
def test_the_page_for_what_is_not_there_leads_to_what_is(tmp_path: Path, path: str, count: int) -> None:
    files = built(own(tmp_path, *[SMALL] * count, path=path))
    start = f"/{path}/".replace("//", "/")
    parsed = html5lib.parse(files["404.html"].decode(), namespaceHTMLElements=False)
    links = [element.get("href") for element in parsed.iter("a")]
    assert len(links) >= 2 * count
    assert all(link.startswith(start) and f"{link.removeprefix(start)}index.html" in files for link in links)
    sheets = [element for element in parsed.iter("link") if element.get("rel") == "stylesheet"]
    assert [sheet.get("href") for sheet in sheets] == [f"{start}assets/policygen.css"]
    assert not [element for element in parsed.iter("link") if element.get("rel") == "canonical"]
    assert next(parsed.iter("title")).text.startswith("404 – ")


def test_the_configuration_of_the_document_writes_the_three_files(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL)
    (folder / "policygen.yaml").write_text(recipe("policygen.yaml"))
    assert policygen("build", folder).returncode == 0
    files = tree(folder / "public")
    assert {"_headers", "_redirects", "404.html"} <= set(files)
    assert POLICY in DOCUMENT
    assert re.findall(r"add_header Permissions-Policy \"(.*)\" always", recipe("policy.conf")) == [
        Headers(files["_headers"].decode()).of("/")["Permissions-Policy"]]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Mapping[str, bytes]]]:
    """The case that uses everything, behind nginx with the configuration of the document."""
    files = built(EVERYTHING, WITH_FILES)
    work = tmp_path_factory.mktemp("nginx")
    for path, data in {**files, "favicon.ico": b"", ".well-known/security.txt": b""}.items():
        file = work / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    with nginx(recipe("policy.conf"), work / "site", work) as port:
        yield port, files


def asked(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        sent: dict[str, list[str]] = {}
        for name, value in answer.getheaders():
            sent.setdefault(name, []).append(value)
        return answer.status, {name: ", ".join(values) for name, values in sent.items()}, answer.read()
    finally:
        connection.close()


@pytest.mark.tools
def test_nginx_sends_what_the_file_for_hosts_says(served: tuple[int, Mapping[str, bytes]]) -> None:
    port, files = served
    headers = Headers(files["_headers"].decode())
    plain = {".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8", ".xml": "text/xml; charset=utf-8",
             ".json": "application/json"}
    for path in set(files) - {"_headers", "_redirects"}:
        status, sent, data = asked(port, address(path))
        assert (status, data) == (200, files[path]), path
        meant = headers.of(address(path))
        if not path.endswith(".html"):
            meant.pop("Content-Security-Policy", None)             # nginx sends it with pages only
        assert {name: sent.get(name) for name in meant} == meant, path
        assert sent["Content-Type"] == {**plain, **TYPES}[Path(path).suffix], path
        assert "Content-Security-Policy" in meant or "Content-Security-Policy" not in sent


@pytest.mark.tools
def test_nginx_leads_to_languages_and_tells_what_is_not_there(served: tuple[int, Mapping[str, bytes]]) -> None:
    port, files = served
    for accepts, leads in (("nb-NO,nb;q=0.9", "nb"), ("no", "nb"), ("en-GB,en;q=0.9,nb;q=0.8", "en")):
        status, sent, _ = asked(port, "/", **{"Accept-Language": accepts})
        assert (status, sent["Location"], sent["Vary"]) == (302, f"/{leads}/privacy/", "Accept-Language")
    for accepts in ("de", "nbx", ""):
        status, sent, data = asked(port, "/", **{"Accept-Language": accepts})
        assert (status, data, sent["Vary"]) == (200, files["index.html"], "Accept-Language")
        assert sent["Content-Security-Policy"] == POLICY
    for path in ("/nowhere/at/all", "/_headers", "/_redirects", "/.policygen.json", "/en/privacy/.git/config"):
        status, sent, data = asked(port, path)
        assert (status, data) == (404, files["404.html"]), path
        assert sent["Content-Security-Policy"] == POLICY
    assert asked(port, "/.well-known/security.txt")[0] == 200
    status, sent, _ = asked(port, "/en/privacy")
    assert (status, sent["Location"]) == (301, "/en/privacy/")


@pytest.mark.tools
@pytest.mark.browser
def test_a_browser_refuses_nothing_of_the_pages_behind_nginx(served: tuple[int, Mapping[str, bytes]],
                                                             browser: Any) -> None:
    port, files = served
    visitor = Visitor(browser, f"http://127.0.0.1:{port}/")
    try:
        for path in sorted(address(path)[1:] for path in files if path.endswith(".html")):
            page = visitor(path, locale="de-DE")
            page.evaluate("new Promise(requestAnimationFrame)")
            assert page.evaluate("document.styleSheets[0].cssRules.length") > 9, path
        assert not visitor.faults
        page = visitor.contexts[-1].new_page()
        page.goto(f"http://127.0.0.1:{port}/deep/below/nowhere")
        assert page.evaluate("document.styleSheets.length") == 1
        page.click("a")
        assert page.evaluate("document.querySelector('h1').textContent").strip()
    finally:
        visitor.close()
    visitor = Visitor(browser, f"http://127.0.0.1:{port}/")
    try:
        assert visitor("", locale="nb-NO").url.endswith("/nb/privacy/")
    finally:
        visitor.close()
