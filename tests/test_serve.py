"""`policygen serve`: what it shows is what is built, it follows every kind of input, and only this machine can ask."""

from __future__ import annotations

import itertools
import json
import os
import re
import signal
import socket
from pathlib import Path
from typing import Any

import pytest
import sites
from serving import Served, changed, plain, serving
from support import ROOT, SMALL, TODAY, policygen, project, tree

from policygen.build import build, check, composed
from policygen.formats import Site
from policygen.formats._marks import marked
from policygen.localise.page import PageBlock
from policygen.problem import Severity
from policygen.project import Project, stamps
from policygen.serving.page import injected
from policygen.serving.sources import excerpt, sources
from policygen.serving.watch import Watch

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
CONFIGURATION = 'policygen: 1\ntheme: {name: own, colors: {link: "#003366"}, logo: brand/logo.svg}\n'
OWN_THEME = '{% extends "default/page.html" %}{% block end %}<p>First end</p>{% endblock %}'
OTHER_THEME = OWN_THEME.replace("First", "Other")
CATALOGUE = (ROOT / "locales" / "nb" / "LC_MESSAGES" / "policygen.po").read_text("utf-8")
PAGE, NORSK = "/en/privacy/", "/nb/privacy/"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A project that has its own declaration, settings, theme, catalogue and logo."""
    folder = project(tmp_path / "project", SMALL, **{
        "policygen.yaml": CONFIGURATION, "themes__own__page.html": OWN_THEME, "brand__logo.svg": LOGO,
        "brand__other.svg": LOGO.replace("rect", "ellipse"), "themes__other__page.html": OTHER_THEME,
        "locales__nb__LC_MESSAGES__policygen.po": CATALOGUE})
    (folder / "themes" / "own" / "assets").mkdir()
    (folder / "themes" / "own" / "assets" / "more.css").write_text("p { margin: 1px }")
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return project(tmp_path / "project", SMALL)


# --- What is shown ----------------------------------------------------------------------------------------------------

def test_the_pages_are_those_that_are_built(own: Path) -> None:
    before = tree(own)
    files = build(Project(own), TODAY).files
    assert "assets/logo.svg" in files
    with serving(own) as served:
        assert not served.state["broken"]
        for path, data in files.items():
            answer = served.get(f"/{path}")
            assert answer.status == 200, path
            assert plain(answer.text).encode() == data if path.endswith(".html") else answer.data == data, path
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert served.get("/").text == served.get("/index.html").text
    assert tree(own) == before, "something was written"


@pytest.mark.parametrize("folder", [ROOT, ROOT / "tests" / "cases" / "everything"], ids=["examples", "everything"])
def test_marks_change_nothing_but_comments_in_pages(folder: Path) -> None:
    found, more = Project(folder), ("markdown", "text", "cookies", "recipients", "tilt")
    whole = build(found, TODAY, more_formats=more)
    seen: list[Site] = []

    def through(site: Site) -> Site:
        seen.append(site)
        return marked(site)

    made = build(found, TODAY, more_formats=more, through=through)
    assert set(sites.site(folder)) <= set(whole.files) == set(made.files)
    for path, data in made.files.items():
        shown = re.sub(rb"<!--/?policygen:\d+-->", b"", data) if path.endswith(".html") else data
        assert shown == whole.files[path], path
    assert made.problems == whole.problems
    for site in seen:
        _every_block_has_its_mark(site, made.files)


def _every_block_has_its_mark(site: Site, files: Any) -> None:
    start = 0
    for publication in site.publications:
        blocks = list(publication.notice.walk())
        assert [source.places for source in sources(publication.notice)] == [block.origins for block in blocks]
        for page in publication.pages:
            html = files[f"{publication.path(page.language)}index.html"].decode()
            assert [block.id for block in page.walk()] == [block.id for block in blocks]
            numbered = {block.id: (number, block) for number, block in enumerate(page.walk(), start)}
            for number, block in numbered.values():
                assert _drawn(block) or not block.said or _stands(number, html), block.id
            for section in (block for block in page.blocks if block.id in ("cookies", "recipients")):
                path = f"{publication.prefix}{page.language}/{section.id}/index.html"
                for child in list(section.walk())[1:] if not publication.part else ():
                    number, block = numbered[child.id]
                    assert _drawn(block) or not block.said or _stands(number, files[path].decode()), block.id
        start += len(blocks)


def _drawn(block: PageBlock) -> bool:
    """Whether a block has words only for a picture."""
    return ".scale" in block.id


def _stands(number: int, html: str) -> bool:
    return bool(re.search(rf"<!--policygen:{number}-->(.*?)<!--/policygen:{number}-->", html, re.DOTALL))


def test_marks_do_not_come_into_a_pdf(small: Path) -> None:
    plain_files, marked_files = (build(Project(small), TODAY, more_formats=("pdf",), through=through).files
                                 for through in (lambda site: site, marked))
    documents = [path for path in plain_files if path.endswith(".pdf")]
    assert len(documents) == 2
    assert all(plain_files[path] == marked_files[path] for path in documents)


def test_marks_are_taken_out_where_they_would_be_text() -> None:
    html = ('<!doctype html><html><head><title><!--policygen:1-->T<!--/policygen:1--></title></head><body>'
            '<p title="<!--policygen:2-->a > b<!--/policygen:2-->"><!--policygen:3-->x<!--/policygen:3--></p>')
    shown = injected(html.encode(), "v").decode()
    assert "<title>T</title>" in shown
    assert '<p title="a > b"><!--policygen:3-->x<!--/policygen:3--></p>' in shown
    assert shown.index("/_policygen/script.js") < shown.index("</head>")


def test_a_part_for_other_pages_gets_a_page_around_it(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL, **{"policygen.yaml": "policygen: 1\ntheme: embed\n"})
    with serving(folder) as served:
        answer = served.get("/en/privacy/fragment.html")
        assert answer.text.startswith("<!DOCTYPE html>")
        assert '<link rel="stylesheet" href="/assets/policygen.css">' in answer.text
        start = served.get("/")
        assert start.status == 200
        assert 'href="/en/privacy/fragment.html"' in start.text


# --- It follows the files ---------------------------------------------------------------------------------------------

def test_a_change_is_shown_and_an_error_leaves_the_last_good_page(small: Path) -> None:
    declaration = small / "declarations" / "a.yaml"
    with serving(small) as served:
        changed(declaration, "title: {en: Newsletter,", "title: {en: Our letter,")
        served.renewed()
        good = served.get(PAGE)
        assert "Our letter" in good.text

        changed(declaration, "recipients: [mailer]", "recipients: [mailr]")
        state = served.event(lambda state: state["broken"])
        assert state["error"] == 1
        assert served.get(PAGE).text == good.text
        told = served.get("/_policygen/problems").text
        for part in ("declarations/a.yaml:16:18", "<code dir=\"auto\">mailr</code>", "Did you mean",
                     "recipients: [mailr]", "last build without errors"):
            assert part in told
        served.said("the pages are as they were")
        check = policygen("check", small, env={"SOURCE_DATE_EPOCH": "1769817600"}).stdout
        assert check and check in "".join(served.lines)

        changed(declaration, "recipients: [mailr]", "recipients: [mailer]")
        assert served.event(lambda state: not state["broken"])["site"] == state["site"]
        assert "mailr<" not in served.get("/_policygen/problems").text


KINDS = {
    "declaration": ("declarations/a.yaml", "Mailer GmbH", "Second Mailer GmbH", PAGE, "Second Mailer GmbH"),
    "template": ("themes/own/page.html", "First end", "Second end", PAGE, "Second end"),
    "asset": ("themes/own/assets/more.css", "1px", "2px", "/assets/theme/more.css", "2px"),
    "catalogue": ("locales/nb/LC_MESSAGES/policygen.po", 'msgstr "Kort fortalt"', 'msgstr "I korte trekk"', NORSK,
                  "I korte trekk"),
    "settings": ("policygen.yaml", "#003366", "#004477", "/assets/policygen.css", "#004477"),
    "logo": ("brand/logo.svg", "<rect", "<circle r='3'/><rect", "/assets/logo.svg", "circle"),
    "another logo": ("policygen.yaml", "brand/logo.svg", "brand/other.svg", "/assets/logo.svg", "ellipse"),
    "that logo": ("brand/other.svg", "<ellipse", "<path d='M0 0'/><ellipse", "/assets/logo.svg", "path d"),
    "another theme": ("policygen.yaml", "name: own", "name: other", PAGE, "Other end"),
}


def test_every_kind_of_input_is_followed(own: Path) -> None:
    with serving(own) as served:
        for kind, (name, before, after, path, shown) in KINDS.items():
            assert shown not in served.get(path).text, kind
            changed(own / name, before, after)
            served.renewed()
            assert shown in served.get(path).text, kind
        good = served.get(PAGE).text
        changed(own / "themes" / "other" / "page.html", "Other end", "{{ 1 / 0 }}")
        assert served.event(lambda state: state["broken"])["error"] == 1
        assert served.get(PAGE).text == good
        assert "themes/other/page.html:1:1" in served.get("/_policygen/problems").text


def test_files_that_come_and_go_are_followed(small: Path) -> None:
    with serving(small) as served:
        style = small / "themes" / "default" / "style.css"
        style.parent.mkdir(parents=True)
        style.write_text(".policygen { --ink: #010203 }")
        served.event(lambda state: "#010203" in served.get("/assets/policygen.css").text)
        style.unlink()
        served.event(lambda state: "#010203" not in served.get("/assets/policygen.css").text)
        (small / "declarations" / "b.yaml").write_text(SMALL.replace("Example AS", "Other AS"))
        served.event(lambda state: "Other AS" in served.get("/").text)
        assert served.get("/a/en/privacy/").status == 200
        assert served.get(PAGE).status == 404
        (small / "declarations" / "b.yaml").unlink()
        served.event(lambda state: served.get(PAGE).status == 200)


def test_errors_at_the_start_turn_into_the_site(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL.replace("country: NO", ""))
    with serving(folder) as served:
        assert served.state["broken"]
        for path in ("/", PAGE, "/anything"):
            answer = served.get(path)
            assert answer.status == 503
            assert "<code>country</code> is missing" in answer.text.replace(' dir="auto"', "")
            assert "script.js" in answer.text
        changed(folder / "declarations" / "a.yaml", "  contacts:", "  country: NO\n  contacts:")
        served.renewed()
        assert served.get(PAGE).status == 200


def test_a_change_is_seen_that_keeps_time_and_size(small: Path) -> None:
    path = small / "declarations" / "a.yaml"
    os.utime(path, ns=(10**18, 10**18))
    before = stamps(Project(small))
    path.write_text(SMALL.replace("Mailer GmbH", "Nailer GmbH"), "utf-8")
    os.utime(path, ns=(10**18, 10**18))
    after = stamps(Project(small))
    assert before["declarations/a.yaml"][0] == after["declarations/a.yaml"][0]
    assert before != after


def test_what_is_being_written_is_waited_for(small: Path) -> None:
    path, pauses = small / "declarations" / "a.yaml", itertools.count()

    def pause(seconds: float) -> None:
        number = next(pauses)
        if number in (3, 4, 5):
            path.write_text(SMALL + "#" * number)

    watch = Watch(Project(small), pause)
    assert next(watch.changes()) == ("declarations/a.yaml",)
    assert next(pauses) == 7                              # three looks before, three while it grew, one at rest


def test_a_further_file_is_no_change_and_hides_none(small: Path) -> None:
    logo, other = small / "logo.svg", small / "declarations" / "b.yaml"
    logo.write_text(LOGO)
    looks = iter(range(9))

    def pause(seconds: float) -> None:
        next(looks)                                       # fails after nine, where it would look for ever

    watch = Watch(Project(small), pause)
    changes = watch.changes()
    other.write_text(SMALL)                               # while the first build is made, which finds the logo
    watch.also(["./logo.svg"])
    assert next(changes) == ("declarations/b.yaml",)
    logo.write_text(LOGO.replace("rect", "circle"))       # while the next one is made
    watch.also(["./logo.svg"])
    assert next(changes) == ("logo.svg",)


def test_a_folder_of_links_in_a_circle_is_no_trouble(small: Path) -> None:
    (small / "themes" / "own").mkdir(parents=True)
    (small / "themes" / "own" / "again").symlink_to(small / "themes", target_is_directory=True)
    assert len(stamps(Project(small))) < 200


# --- Who may ask, and for what ----------------------------------------------------------------------------------------

def test_only_this_machine_may_ask_and_only_for_what_there_is(small: Path) -> None:
    (small / "secret.txt").write_text("secret")
    with serving(small) as served:
        for host in ("evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.evil.example", "",
                     "localhost:80@evil.example", "[::1]", "0.0.0.0"):
            for path in ("/", "/_policygen/events", "/_policygen/sources/en/privacy/", "/_policygen/problems"):
                answer = served.get(path, Host=host)
                assert answer.status == 403, host
                assert "Example" not in answer.text
        assert served.get("/", Host="LOCALHOST:9999").status == 200
        for path in ("/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/en/../../secret.txt", "//secret.txt",
                     f"/{small}/secret.txt", "/secret.txt", "/policygen.yaml", "/declarations/a.yaml", "/%00",
                     "/_policygen/../server.py", "/_policygen/server.py", "/_policygen/%2e%2e/build.py", "/%ff",
                     "/_policygen/sources/../../secret.txt", "/<script>alert(1)</script>", "/en/privacy/nothing"):
            answer = served.get(path)
            assert answer.status == 404 or answer.text == '{"blocks":{},"places":[],"law":{}}', path
            assert "secret\n" not in answer.text
            assert "<script>alert" not in answer.text
        assert served.get("/", "POST").status == 501
        assert served.get("/favicon.ico").status == 204


def test_answers_are_complete(small: Path) -> None:
    with serving(small) as served:
        moved = served.get("/en/privacy")
        assert (moved.status, moved.headers["Location"]) == (307, "/en/privacy/")
        missing = served.get("/nowhere")
        assert missing.status == 404
        for link in ('href="/en/privacy/"', 'href="/"', 'href="/privacy.jsonld"'):
            assert link in missing.text
        assert served.get("/privacy.jsonld").headers["Content-Type"] == "application/ld+json"
        assert served.get("/assets/policygen.css").headers["Content-Type"] == "text/css; charset=utf-8"
        head = served.get(PAGE, "HEAD")
        page = served.get(PAGE)
        assert head.data == b""
        assert head.headers["Content-Length"] == page.headers["Content-Length"] == str(len(page.data))
        policy = page.headers["Content-Security-Policy"]
        assert f"script-src {served.address}_policygen/script.js;" in policy
        assert "unsafe" not in policy
        assert not re.search(r"\son\w+=|<script(?![^>]*(?:src=\"/_policygen/|ld\+json))", page.text)


def test_hostile_texts_are_shown_and_do_nothing(tmp_path: Path) -> None:
    text = SMALL.replace("registration: {scheme: no-orgnr,", 'registration: {scheme: "<script>alert(1)</script>",')
    folder = project(tmp_path, text.replace("country: NO", 'country: "N\\u202eO<img src=x onerror=alert(1)>"'),
                     SMALL.replace("languages: [en, nb]", "languages: [en, nb] # \u202e\u2066"))
    with serving(folder) as served:
        told = served.get("/").text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in told
        assert "<script>alert" not in told
        assert "<img" not in told
        assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f") & set(told)
        assert "&lt;U+202E&gt;" in told


# --- Sources ----------------------------------------------------------------------------------------------------------

def test_each_block_tells_its_lines_and_its_law(small: Path) -> None:
    with serving(small) as served:
        page = served.get(PAGE).text
        known = json.loads(served.get("/_policygen/sources/en/privacy/").text)
        assert set(known["blocks"]) == set(re.findall(r"<!--policygen:(\d+)-->", page))

        def of(words: str, after: str) -> tuple[Any, list[Any]]:
            start = page.index(after)
            found = re.compile(rf"<!--policygen:(\d+)-->[^!]*{words}").search(page, start)
            assert found is not None
            block = known["blocks"][found.group(1)]
            return block, [known["places"][number] for number in block["places"]]

        block, (place,) = of("Mailer GmbH", 'id="recipients"')
        number = SMALL.splitlines().index(next(line for line in SMALL.splitlines() if "Mailer GmbH" in line)) + 1
        assert place["at"] == f"declarations/a.yaml:{number}:18"
        assert place["lines"] == [[number, SMALL.splitlines()[number - 1]]]
        assert any(id.startswith("GDPR 13(1)(e)") for id in block["law"])
        assert all(known["law"][id]["text"] for id in block["law"])
        assert not block["own"]

        kept = served.get(PAGE).text
        changed(small / "declarations" / "a.yaml", "policygen: 1\n", "# one line more\npolicygen: 1\n")
        served.renewed()
        moved = json.loads(served.get("/_policygen/sources/en/privacy/").text)
        assert plain(served.get(PAGE).text) == plain(kept)
        assert f"declarations/a.yaml:{number + 1}:18" in {place["at"] for place in moved["places"]}

        changed(small / "declarations" / "a.yaml", "# one line more\n", "# one line more\n# and one: [\nbroken: [\n")
        served.event(lambda state: state["broken"])
        assert json.loads(served.get("/_policygen/sources/en/privacy/").text) == moved, "lines of another file"


def test_words_of_our_own_say_so() -> None:
    found = Project(ROOT / "tests" / "cases" / "everything")
    settings, declarations, _ = check(found, TODAY)
    assert settings is not None
    site, _ = composed(found, settings, declarations)
    assert site is not None
    notice = site.wholes[0].notice
    pairs = list(zip(notice.walk(), sources(notice), strict=True))
    for block, source in pairs:
        assert source.places, block.id
        if source.law and not block.answers:
            assert source.around
    fixed = [(block, source) for block, source in pairs if source.apart]
    declared = [source for _, source in pairs if not source.own]
    assert fixed and declared
    assert all(source.own for _, source in fixed)
    assert any(source.law for _, source in fixed)


def test_an_excerpt_is_the_line_and_what_belongs_to_it() -> None:
    from policygen.problem import Position

    lines = ("a:", "  text: |", "    one", "", "    two", "", "  more: x", "b: y")
    assert excerpt(Position("f", 2, 9), lines) == [(2, "  text: |"), (3, "    one"), (4, ""), (5, "    two")]
    assert excerpt(Position("f", 7, 9), lines) == [(7, "  more: x")]
    assert excerpt(Position("f", 9, 1), lines) == []
    assert len(excerpt(Position("f", 1, 1), ("a:", *(["  b: c"] * 99)))) == 8


# --- Start and end ----------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("with_signal", [signal.SIGINT, signal.SIGTERM], ids=lambda found: found.name)
def test_it_ends_well(small: Path, with_signal: signal.Signals) -> None:
    served = Served(small, NO_COLOR="1")
    assert served.ended(with_signal) == 0
    served.said("^Stopped")
    text = "".join(served.lines)
    assert "Traceback" not in text
    assert "\x1b" not in text


def test_a_port_that_is_taken_is_said(small: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with serving(small, "--port", port) as served:
            assert port < served.port <= port + 20
            assert f"Port {port} is taken; {served.port} is free." in "".join(served.lines)


def test_it_listens_on_the_loopback_interface_only(small: Path) -> None:
    with serving(small) as served:
        outside = {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
        for address in {"127.0.0.2", *outside} - {"127.0.0.1"}:       # every interface would answer there too on Linux
            with socket.socket() as asked:
                asked.settimeout(2)
                assert asked.connect_ex((address, served.port)) != 0, address


def test_wrong_use_ends_with_2(tmp_path: Path) -> None:
    assert policygen("serve", tmp_path).returncode == 2
    assert policygen("serve", "--port", "70000", tmp_path).returncode == 2
    assert policygen("serve", "--host", "0.0.0.0", tmp_path).returncode == 2


def test_open_opens_the_browser(small: Path, tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    opener = tmp_path / "opener"
    opener.write_text(f'#!/bin/sh\necho "$1" > {asked}\n')
    opener.chmod(0o755)
    with serving(small, "--port", 0, "--open", BROWSER=f"{opener} %s") as served:
        changed(small / "declarations" / "a.yaml", "Mailer GmbH", "Second GmbH")
        served.renewed()                                  # the browser was asked for before the first look
        assert asked.read_text().strip() == served.address


def test_problems_are_counted_by_severity(small: Path) -> None:
    found = build(Project(small), TODAY).problems
    with serving(small) as served:
        for severity in Severity:
            assert served.state[severity.value] == sum(problem.severity is severity for problem in found)
