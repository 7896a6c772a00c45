"""Hostile input at the edges: what is refused, addresses of sites, banners, served pages, PDF, random declarations."""

from __future__ import annotations

import json
import random
import re
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import banners
import html5lib
import pypdf
import pytest
from hostile import ANYWHERE, PLAIN_ONLY, hostile, mixed, read_in
from support import ROOT, SMALL, TODAY, policygen, project, tree
from test_hostile import HARMLESS, declared, shape, strings
from test_mutations import SOURCES, mutated

from policygen import formats
from policygen.build import check, composed
from policygen.configuration import configure
from policygen.declaration import join, read
from policygen.problem import Severity, has_errors
from policygen.project import Project
from policygen.serving.page import problems_page
from policygen.serving.state import State

SETS = [(payload, markdown) for _, payload, markdown in mixed()]
SIGNS = ["\0", "\x1b", "\x07", "\x85", "\x7f", "\u200b", "\u2028", "\u2029", "\u202a", "\u202e", "\u2066", "\ufeff"]
IN_MARKDOWN = [*(text for name, text in PLAIN_ONLY.items() if name != "attributes"), "[x](javascript:alert(1))",
               "[x]( data:text/html,x )", "[x]: vbscript:x", "<!--", "[x](//evil.example)", "<a@b.example>"]


@pytest.mark.parametrize("escaped", [False, True], ids=["as they are", "escaped"])
@pytest.mark.parametrize("sign", SIGNS, ids=[f"U+{ord(sign):04X}" for sign in SIGNS])
def test_signs_that_cannot_be_seen_or_turn_text_around_are_refused(tmp_path: Path, sign: str, escaped: bool) -> None:
    text = json.dumps(f"Example{sign}AS")[1:-1] if escaped else f"Example{sign}AS"
    found = check(Project(project(tmp_path, SMALL.replace("name: Example AS", f'name: "{text}"'))), TODAY)[2]
    told = [problem for problem in found if problem.id == "control-character"]
    assert len(told) == 1
    assert (told[0].at.line, f"U+{ord(sign):04X}" in told[0].says) == (5, True)


@pytest.mark.parametrize("text", IN_MARKDOWN)
def test_html_and_foreign_links_in_markdown_are_refused_where_they_stand(tmp_path: Path, text: str) -> None:
    declaration = f"{SMALL}introduction: {{en: {json.dumps(f'Hello {chr(10)}{text}')}, nb: Hei}}\n"
    found = check(Project(project(tmp_path, declaration)), TODAY)[2]
    told = [problem for problem in found if problem.severity is Severity.ERROR]
    assert {problem.id for problem in told} <= {"raw-html", "bad-link"}
    assert {(problem.at.line, problem.at.column) for problem in told} == {(SMALL.count("\n") + 1, 20)}


def test_what_is_refused_ends_without_a_traceback(tmp_path: Path) -> None:
    keys = "".join(f'"{key}": x\n' for key in ("\\e[31mred", "\\n::error::x", "__class__", "{0}", "%(x)s", "<b>"))
    folder = project(tmp_path, SMALL + keys)
    for form in ("text", "json", "github", "gitlab", "sarif"):
        done = policygen("check", folder, "--format", form)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert "\x1b" not in done.stdout + done.stderr
        assert not [line for line in done.stdout.splitlines() if line.startswith("::error::x")]


def test_a_terminal_is_not_controlled_by_the_line_that_is_shown(tmp_path: Path) -> None:
    done = policygen("check", project(tmp_path, SMALL.replace("Example AS", "Example \x1b[31mAS")))
    assert "U+001B" in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("path", ["a%0d%0aX-Evil:%20x/", "a:splat/*/", "a;b,c/", "a'b&c=d/", "a$%28x%29/", "[x](y)/",
                                  "~a!/", "%3Cscript%3E/", "æ/"])
def test_the_address_of_a_site_adds_no_line_and_no_element(tmp_path: Path, path: str) -> None:
    made = []
    for name, address in (("good", "https://x.example/a/"), ("bad", f"https://x.example/{path}")):
        site, problems = read_in(tmp_path / name, SMALL, f"policygen: 1\nbase_url: {json.dumps(address)}\n")
        assert site is not None, problems
        made.append({form: formats.collect(formats.render_one(site, form))[0]
                     for form in ("headers", "redirects", "sitemap", "not_found", "html", "jsonld")})
    good, bad = made
    for form in ("headers", "redirects"):
        (one,), (other,) = good[form].values(), bad[form].values()
        assert [len(line.split()) for line in one.splitlines()][1:] == \
            [len(line.split()) for line in other.splitlines()][1:]
        assert one.count(b"*") == other.count(b"*") - (form == "headers") * other.splitlines()[0].count(b"*")
        assert b"\r" not in other
    ElementTree.fromstring(bad["sitemap"]["sitemap.xml"])
    for form in ("not_found", "html"):
        for page in good[form]:
            if page.endswith(".html"):
                one, other = (html5lib.HTMLParser(strict=True).parse(files[form][page].decode())
                              for files in (good, bad))
                assert [(element.tag, *element.attrib) for element in one.iter()] == \
                    [(element.tag, *element.attrib) for element in other.iter()]


@pytest.mark.parametrize("name", ["A", "a b", "a\nb", "_headers", "a%0d", "assets", "x'y", "-x"])
def test_names_of_declarations_are_plain(tmp_path: Path, name: str) -> None:
    (tmp_path / "declarations").mkdir()
    (tmp_path / "declarations" / f"{name}.yaml").write_text(SMALL, "utf-8")
    assert "bad-declaration-id" in {problem.id for problem in check(Project(tmp_path), TODAY)[2]}


@pytest.mark.tools
@pytest.mark.parametrize("name", ["klaro", "cookieconsent"])
def test_banners_get_the_declared_words_and_run_nothing_else(name: str) -> None:
    for payload, markdown in SETS:
        good, bad = (banners.configuration(next(iter(found.made(name).values())).decode())
                     for found in (hostile(HARMLESS, markdown), hostile(payload, markdown)))
        assert shape(unnamed(good)) == shape(unnamed(bad))
        for text in strings(bad):
            assert not re.search(r"<(?!/?(?:a|bdi|br)\b)[a-z/!?]", text, re.IGNORECASE) or name == "klaro"
            assert set(re.findall(r"<a ([a-z]+)=", text)) <= {"href"}
        if name == "klaro":                                # it shows texts as they are: `htmlTexts` is off
            assert bad["htmlTexts"] is False
            titles = {service["translations"]["zz"]["title"] for service in bad["services"]}
            providers = {text for path, text in declared(hostile(payload, markdown)).items()
                         if re.fullmatch(r"recipients\.\w+\.name", path)}
            assert titles & providers


def unnamed(value: object) -> object:
    """The configuration without the patterns of cookies; a name that says nothing of its own has none."""
    if isinstance(value, dict):
        return {key: unnamed(item) for key, item in value.items() if key not in ("revision", "cookies")}
    return [unnamed(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("payload", [payload.replace("%", "x") for payload in PLAIN_ONLY.values()])
def test_served_pages_show_problems_as_text(tmp_path: Path, payload: str) -> None:
    text = SMALL.replace("country: DE", f"country: {json.dumps(payload)}").replace(
        "role: processor", f"role: {json.dumps(payload)}")
    found = check(Project(project(tmp_path, text)), TODAY)[2]
    assert has_errors(found)
    state = State({}, {}, {}, tuple((problem, text.splitlines()[problem.at.line - 1]) for problem in found), True, "x")
    page = html5lib.parse(problems_page(state).decode(), namespaceHTMLElements=False)
    plain = {"html", "head", "meta", "title", "link", "script", "body", "main", "h1", "p", "ol", "li", "code", "strong",
             "span", "pre", "b"}
    assert {str(element.tag) for element in page.iter()} <= plain
    assert len(list(page.iter("script"))) == 1
    assert payload in "".join(page.itertext())
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]


@pytest.mark.long
def test_a_pdf_holds_the_words_and_nothing_that_runs() -> None:
    every = "||".join([*PLAIN_ONLY.values(), *(ANYWHERE[name] for name in ("templates", "strings", "formula"))])
    good, bad = (hostile(payload, False).made("pdf") for payload in (HARMLESS, every))
    for path in good:
        links = []
        for data in (good[path], bad[path]):
            read_back = pypdf.PdfReader(BytesIO(data))
            notes = [note.get_object() for page in read_back.pages for note in page.get("/Annots", ())]
            kinds = {key for item in (read_back.root_object, *read_back.pages, *notes) for key in item}
            kinds |= {str(note["/A"]["/S"]) for note in notes if "/A" in note}
            assert not kinds & {"/JS", "/JavaScript", "/AA", "/OpenAction", "/AcroForm", "/Launch", "/SubmitForm"}
            assert "/EmbeddedFiles" not in read_back.root_object.get("/Names", {})
            links.append({str(note["/A"]["/URI"]) for note in notes if "/A" in note})
        assert links[0] == links[1]
        text = "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(bad[path])).pages)
        assert "<script>alert(1)</script>" in text
        assert "{{7*7}}" in text


@pytest.mark.parametrize("seed", range(5))
def test_random_declarations_go_through_every_format(seed: int) -> None:
    dice, sound = random.Random(100 + seed), 0
    settings, _ = configure(None)
    assert settings is not None
    for _ in range(200):
        joined, problems = join(mutated(node, dice.choice([0.001, 0.003, 0.01]), dice) for node in dice.choice(SOURCES))
        declaration, found = read(joined) if joined is not None else (None, ())
        if declaration is None or has_errors((*problems, *found)):
            continue
        site, _ = composed(Project(ROOT), settings, {"x": declaration})
        if site is not None and site.wholes[0].pages:
            for name in formats.known():
                if name != "pdf":
                    formats.collect(formats.render_one(site, name))
                    formats.remarks(site, name)
            sound += 1
        if sound == 10:
            break
    assert sound == 10


def test_the_commands_write_every_format_of_hostile_texts(tmp_path: Path) -> None:
    text = SMALL.replace("Example AS", json.dumps('</script>"><svg onload=x> {0.__class__} -->'))
    folder = project(tmp_path, text)
    options = [part for name in formats.optional() if name != "pdf" for part in ("--format", name)]
    done = policygen("build", folder, *options)
    assert "Traceback" not in done.stderr
    assert done.returncode == 0, done.stdout + done.stderr
    assert b"<svg onload" not in b"".join(data for path, data in tree(folder / "public").items()
                                          if path.endswith((".html", ".md")))


@pytest.mark.parametrize(("template", "id"), [
    ("{{ ''.__class__.__mro__ }}", "theme-template"), ("{{ page.__class__ }}", "theme-template"),
    ("{{ cycler.__init__.__globals__ }}", "theme-template"),
    ("{% include '../../declarations/a.yaml' %}", "theme-template"),
    ("{% include '/etc/hostname' %}", "theme-template"),
    ("{% for x in range(10000000) %}{% endfor %}", "theme-too-much")])
def test_a_theme_of_a_project_runs_in_a_sandbox(tmp_path: Path, template: str, id: str) -> None:
    folder = project(tmp_path, SMALL, **{"themes__own__page.html": f"<p>{template}</p>",
                                         "policygen.yaml": "policygen: 1\ntheme: own\n"})
    done = policygen("build", folder)
    assert done.returncode == 1
    assert f"({id})" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "public").exists()


def test_a_translation_is_text(tmp_path: Path) -> None:
    catalogue = (ROOT / "locales" / "nb" / "LC_MESSAGES" / "policygen.po").read_text("utf-8")
    evil = "a < b & c >"
    changed, count = re.subn(r'(msgid "Contents"\nmsgstr ")[^"]*"', rf'\g<1>{evil}"', catalogue)
    assert count == 1
    done = policygen("build", project(tmp_path, SMALL, **{"locales__nb__LC_MESSAGES__policygen.po": changed}))
    assert done.returncode == 0, done.stdout
    page = (tmp_path / "public" / "nb" / "privacy" / "index.html").read_text("utf-8")
    assert "a &lt; b &amp; c &gt;" in page
    assert evil not in page
