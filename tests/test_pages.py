"""The published pages as files: their structure, no request to anybody, every link leading somewhere."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlparse
from xml.etree import ElementTree

import html5lib
import pytest
import sites
from support import ROOT, SMALL, TODAY, policygen, project, tree

from policygen.build import check, composed
from policygen.formats.html import page_values
from policygen.notice.data import FAMILIES
from policygen.notice.rights import TEXTS
from policygen.project import Project

SITE = sites.example()
PAGES = sorted(path for path in SITE if path.endswith(".html"))


def parsed(path: str) -> Any:
    """The page as an element tree without namespace; a fault in the HTML raises."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(SITE[path].decode())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_strict_html_with_its_landmarks(path: str) -> None:
    page = parsed(path)
    assert page.get("lang")
    assert page.get("dir") in ("ltr", "rtl")
    assert len(page.findall(".//h1")) == 1
    assert len(page.findall(".//main")) == 1
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    levels = [int(element.tag[1]) for element in page.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_nobody_for_anything(path: str) -> None:
    page = parsed(path)
    assert all(script.get("type") == "application/ld+json" for script in page.findall(".//script"))
    assert not page.findall(".//img")
    assert not [element for element in page.iter() if element.get("style")]
    for link in page.findall(".//link"):
        if link.get("rel") == "stylesheet":
            assert not urlparse(link.get("href")).scheme
    assert b"url(" not in SITE["assets/policygen.css"]
    assert b"@import" not in SITE["assets/policygen.css"]


@pytest.mark.parametrize("path", PAGES)
def test_links_inside_the_site_lead_to_files_and_anchors(path: str) -> None:
    page = parsed(path)
    ids = {element.get("id") for element in page.iter()}
    for element in page.iter():
        link = element.get("href")
        if link and not urlparse(link).scheme:
            if link.startswith("#"):
                assert link[1:] in ids, link
            else:
                target = urljoin("/" + path, link).lstrip("/")
                assert target in SITE or f"{target}index.html" in SITE, link


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_small(path: str) -> None:
    assert len(SITE[path]) <= 60_000
    assert len(SITE["assets/policygen.css"]) <= 20_000


def test_languages_point_to_each_other() -> None:
    base = "https://policies.example.com/"
    for path in PAGES:
        if path.endswith("/privacy/index.html"):
            page = parsed(path)
            links = {link.get("hreflang"): link.get("href") for link in page.findall(".//link")
                     if link.get("rel") == "alternate" and link.get("hreflang")}
            assert {"en", "nb", "x-default"} == set(links)
            for language in ("en", "nb"):
                assert links[language].removeprefix(base) + "index.html" in SITE


def named(page: Any, name: str) -> list[str]:
    """The contents of the meta elements with a name or property."""
    return [meta.get("content") for meta in page.findall(".//meta") if name in (meta.get("name"), meta.get("property"))]


@pytest.mark.parametrize("path", [path for path in PAGES if path.endswith("/privacy/index.html")])
def test_a_page_can_be_found_and_shared(path: str) -> None:
    page = parsed(path)
    address = "https://policies.example.com/" + path.removesuffix("index.html")
    title = page.find(".//title").text
    links = {link.get("rel"): link.get("href") for link in page.findall(".//link")}
    assert links["canonical"] == address == named(page, "og:url")[0]
    assert links["privacy-policy"] == "./"
    assert named(page, "og:title") == [title]
    assert title.endswith(named(page, "og:site_name")[0])
    assert named(page, "og:description")[0] in named(page, "description")[0]
    own, other = ("en_GB", "nb_NO") if "/en/" in path else ("nb_NO", "en_GB")
    assert (named(page, "og:locale"), named(page, "og:locale:alternate")) == ([own], [other])


@pytest.mark.parametrize("path", [path for path in PAGES if path.endswith("/privacy/index.html")])
def test_parts_can_be_pointed_to_and_have_their_icons(path: str) -> None:
    page = parsed(path)
    for part in [*page.findall(".//section"), *page.findall(".//article")]:
        heading = next(child for child in part if re.fullmatch("h[2-5]", str(child.tag)))
        assert heading.find("a").get("href") == f"#{part.get('id')}"
    symbols = {symbol.get("id") for symbol in page.findall(".//{*}symbol")}
    used = {use.get("href", "")[1:] for use in page.findall(".//{*}use") if "icon" in use.get("href", "")}
    assert used == symbols != set()
    kinds = page.findall(".//section[@id='data']/dl/div")
    rights = page.findall(".//section[@id='rights']/article")
    assert kinds
    assert len(rights) >= 6
    for shown in [*kinds, *(right.find("h3") for right in rights)]:
        icon = shown.find(".//{*}svg")
        assert icon.get("aria-hidden") == "true"
        assert "".join(shown.itertext()).strip()


@pytest.mark.parametrize("path", [path for path in PAGES if path.endswith("/privacy/index.html")])
def test_the_short_answer_comes_first_and_leads_to_the_detail(path: str) -> None:
    page = parsed(path)
    answers = page.findall(".//section[@id='summary']/dl/div")
    assert 5 <= len(answers) <= 6
    for answer in answers:
        assert answer.findall(".//a")
        assert len("".join(answer.itertext())) < 260
    sections = [section.get("id") for section in page.findall(".//main/section")]
    assert sections[0] == "summary"


def test_names_in_another_language_say_so() -> None:
    english = SITE["omnium/en/privacy/index.html"].decode()
    assert '(<span lang="nb">Datatilsynet</span>)' in english
    assert 'hreflang="nb">https://www.datatilsynet.no/' in english
    assert 'hreflang="en">' in SITE["omnium/nb/privacy/index.html"].decode()
    assert 'lang="nb">Datatilsynet' not in SITE["omnium/nb/privacy/index.html"].decode()


def test_every_data_family_and_right_has_an_icon_with_its_licence() -> None:
    icons = {path.stem for path in (ROOT / "themes" / "default" / "icons").glob("*.svg")}
    assert set(FAMILIES) | {right.replace("_", "-") for right in TEXTS} == icons
    assert "ISC License" in (ROOT / "themes" / "default" / "icons" / "LICENSE").read_text("utf-8")


def test_the_sitemap_lists_every_policy_page() -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = [entry.text or "" for entry in ElementTree.fromstring(SITE["sitemap.xml"]).iter(f"{space}loc")]
    expected = [path for path in PAGES if path.endswith("/privacy/index.html")]
    assert sorted(found) == sorted("https://policies.example.com/" + path.removesuffix("index.html")
                                   for path in expected)


def test_text_is_escaped_and_markdown_is_sanitised(tmp_path: Path) -> None:
    attack = ("name: Example <script>alert(1)</script> AS", "introduction: 'See [this](https://example.com/) **now** "
              "& 1 < 2'\n")
    text = SMALL.replace("languages: [en, nb]", "languages: [en]").replace("nb: ", "xx: ")
    text = re.sub(r", xx: [^}]*}", "}", text).replace("name: Example AS", attack[0]) + attack[1]
    done = policygen("build", project(tmp_path, text))
    assert done.returncode == 0, done.stderr
    page = tree(tmp_path / "public")["en/privacy/index.html"].decode()
    assert "<script>" not in page
    assert page.count("<script") == page.count("</script") == 1          # the data for machines
    assert r"\u003cscript\u003ealert(1)" in page
    assert "Example &lt;script&gt;alert(1)&lt;/script&gt; AS" in page
    assert '<a href="https://example.com/">this</a> <strong>now</strong> &amp; 1 &lt; 2' in page


def test_a_theme_is_laid_over_the_default_one(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL)
    (folder / "policygen.yaml").write_text("policygen: 1\ntheme: own\n")
    own = folder / "themes" / "own"
    own.mkdir(parents=True)
    (own / "style.css").write_text("body { color: teal }")
    assert policygen("build", folder).returncode == 0
    files = tree(folder / "public")
    assert files["assets/policygen.css"] == b"body { color: teal }"
    assert b"<main" in files["en/privacy/index.html"]


@pytest.mark.parametrize(("template", "id"), [
    ("{{ page.title }} nothing else", "block-dropped"),
    ("{{ page.missing }}", "theme-template"),
    ("{% for x in %}", "theme-template"),
    ("{{ page.__class__.__mro__ }}{{ ''.__class__ }}", "theme-template"),
    ('{{ 1 + "a" }}', "theme-template"),
    ("{{ 1 / 0 }}", "theme-template"),
    ("{{ page.title | round }}", "theme-template"),
    ("{% for x in range(10**9) %}{% endfor %}", "theme-too-much"),
    ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "theme-template"),
    ("{% include '../../../../etc/passwd' %}", "theme-template"),
    ("{% include '../../declarations/a.yaml' %}", "theme-template"),
    ("{% include '../policygen.yaml' %}", "theme-template"),
    ("{% include 'default/../../policygen.yaml' %}", "theme-template"),
])
def test_a_faulty_theme_is_a_problem(tmp_path: Path, template: str, id: str) -> None:
    folder = project(tmp_path, SMALL)
    (folder / "policygen.yaml").write_text("policygen: 1\ntheme: own\n")
    (folder / "themes" / "own").mkdir(parents=True)
    (folder / "themes" / "own" / "page.html").write_text(template)
    done = policygen("build", folder)
    assert done.returncode == 1
    assert f"({id})" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("wrong", ["{{ page.missing }}", "{{ 1 / 0 }}", "{% if %}"])
def test_a_faulty_template_is_told_with_its_file_and_line(tmp_path: Path, wrong: str) -> None:
    folder = project(tmp_path, SMALL, **{
        "policygen.yaml": "policygen: 1\ntheme: own\n", "themes__own__part.html": f"one\n\n{wrong}\n",
        "themes__own__page.html":
            '{% extends "default/page.html" %}\n{% block end %}{% include "part.html" %}{% endblock %}'})
    assert "themes/own/part.html:3:1: error" in policygen("build", folder).stderr


def test_the_document_names_all_that_the_template_of_a_page_sees(tmp_path: Path) -> None:
    settings, declarations, _ = check(Project(project(tmp_path, SMALL)), TODAY)
    assert settings is not None
    site, _ = composed(Project(tmp_path), settings, declarations)
    assert site is not None
    [publication] = site.publications
    values = page_values(site, publication, publication.pages[0], "en/privacy/")
    told = re.search(r"^Templates are .*?\n\n", (ROOT / "docs" / "themes.md").read_text("utf-8"), re.M | re.S)
    assert told is not None
    assert set(re.findall(r"`(\w+)`", told[0])) == {*values, "base_url"}
