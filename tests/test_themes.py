"""Themes: only the looks, single templates, a part for another page; and no theme loses or changes a fact."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import html5lib
import pytest
from browser import served, violations
from support import ROOT, SMALL, policygen, project, tree

DOCUMENT = (ROOT / "docs" / "themes.md").read_text("utf-8")
EN, NB = "en/privacy/index.html", "nb/privacy/index.html"


def themed(folder: Path, **files: str) -> Path:
    """A small project with a theme `own` that has these files, by path with `__` for `/` and `_` for `.`."""
    made = project(folder, SMALL)
    (made / "policygen.yaml").write_text("policygen: 1\nbase_url: https://example.com/\ntheme: own\n")
    for name, text in files.items():
        path = made / "themes" / "own" / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return made


def replaced(template: str, old: str, new: str) -> str:
    """A template of the default theme with one thing changed."""
    text = (ROOT / "themes" / "default" / template).read_text("utf-8")
    assert text.count(old) == 1, old
    return text.replace(old, new)


def test_the_look_of_the_document_changes_only_custom_properties(tmp_path: Path) -> None:
    example = re.search(r"<!-- look -->\n```yaml\n(.*?)```", DOCUMENT, re.DOTALL)
    assert example is not None
    folder = project(tmp_path / "a", SMALL)
    plain = project(tmp_path / "b", SMALL)
    (folder / "policygen.yaml").write_text(example.group(1))
    checked = policygen("check", folder).stdout
    assert "theme-" not in checked, checked
    assert policygen("build", folder).returncode == 0
    assert policygen("build", plain).returncode == 0
    changed, default = tree(folder / "public"), tree(plain / "public")
    css, base = (files.pop("assets/policygen.css").decode() for files in (changed, default))
    assert css.startswith(base)
    assert re.findall(r"--(\w+):([^;]+);", css.removeprefix(base)) == [
        ("font", "Georgia, serif"), ("measure", "42rem"), ("tint", "#faf5f8"), ("link", "#7a1f5c"),
        ("focus", "#7a1f5c"), ("link", "#f0a8d4")]
    assert {path: data for path, data in changed.items() if path.endswith(".html")} == {
        path: data for path, data in default.items() if path.endswith(".html")}


def test_a_logo_stands_on_every_page(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL)
    (folder / "policygen.yaml").write_text("policygen: 1\ntheme: {logo: brand/logo.svg}\n")
    (folder / "brand").mkdir()
    (folder / "brand" / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>')
    assert policygen("build", folder).returncode == 0
    files = tree(folder / "public")
    assert b"<path" in files["assets/logo.svg"]
    assert b'<img class="logo" src="../../assets/logo.svg" alt="">' in files[EN]
    assert b'<img class="logo" src="assets/logo.svg" alt="">' in files["index.html"]


def test_the_theme_of_the_document_builds(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL)
    for name, text in re.findall(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", DOCUMENT, re.DOTALL):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    done = policygen("build", folder)
    assert done.returncode == 0, done.stderr
    files = tree(folder / "public")
    page = files[EN].decode()
    assert '<link rel="stylesheet" href="../../assets/theme/harbour.css">' in page
    assert page.index('<p class="harbour">Example AS</p>') < page.index("</main>") < page.index("<footer>")
    assert b"double" in files["assets/theme/harbour.css"]
    assert files["assets/policygen.css"] == (ROOT / "themes" / "default" / "style.css").read_bytes()


def test_a_folder_among_the_further_files_is_told_of(tmp_path: Path) -> None:
    done = policygen("build", themed(tmp_path, assets__fonts__a_woff2="x"))
    assert done.returncode == 1
    assert "themes/own/assets/fonts:1:1: error: This is not a file. (theme-asset)" in done.stderr


@pytest.mark.parametrize(("template", "old", "new", "told"), [
    ("blocks.html", '<section id="{{ block.id }}">', "<section>", ["block-dropped", "`rights`"]),
    ("blocks.html", '{%- elif piece.datetime -%}<time datetime="{{ piece.datetime }}">{{ piece.text }}</time>',
     "{%- elif piece.datetime -%}{{ piece.text }}", ["words-dropped", "the date 2026-02-01"]),
    ("blocks.html", '{%- elif piece.value -%}<data value="{{ piece.value }}">{{ piece.text }}</data>',
     "{%- elif piece.value -%}", ["words-dropped", "the duration P3M"]),
    ("blocks.html", '<a href="{{ piece.href }}"', '<a href="#"', ["words-dropped", "the link #recipients-mailer"]),
    ("blocks.html", '<p>{{ block | plain or pieces(block) }}</p>\n{% elif block.kind == "list"',
     '<!-- {{ block | plain or pieces(block) }} -->\n{% elif block.kind == "list"',
     ["words-dropped", "block `rights.time`"]),
    ("page.html", "{{ blocks.show(block, 2, page) }}",
     "{% if page.language == 'en' or block.id != 'rights' %}{{ blocks.show(block, 2, page) }}{% endif %}",
     ["block-dropped", "languages-differ", "the id `rights`"]),
    ("page.html", '<main id="main">', '<main id="main">{% if page.language == "nb" %}<a href="#x">x</a>{% endif %}',
     ["languages-differ", "the link `#x`"]),
    ("page.html", '<main id="main">', '<main id="main">{% if page.language == "nb" %}<p>1999</p>{% endif %}',
     ["languages-differ", "the number 1999"]),
])
def test_a_theme_that_loses_something_is_a_problem(tmp_path: Path, template: str, old: str, new: str,
                                                   told: list[str]) -> None:
    folder = themed(tmp_path, **{template.replace(".", "_"): replaced(template, old, new)})
    text = (folder / "declarations" / "a.yaml").read_text("utf-8")
    (folder / "declarations" / "a.yaml").write_text(text.replace(
        "retention: {until: consent_withdrawn, then: delete}", "retention: {period: P3M, then: delete}")
        + "effective: 2026-02-01\n")
    done = policygen("build", folder)
    assert done.returncode == 1
    assert all(part in done.stderr for part in told), done.stderr
    assert not (folder / "public").exists()


@pytest.mark.parametrize(("english", "wrong", "told"), [
    ("innen én måned", "innen 30 dager", "number 30"),
    ("Etablert i", "Etablert i 1999 i", "number 1999"),
])
def test_a_translation_with_another_number_stops_the_build(tmp_path: Path, english: str, wrong: str,
                                                           told: str) -> None:
    folder = project(tmp_path, SMALL)
    catalogue = folder / "locales" / "nb" / "LC_MESSAGES" / "policygen.po"
    catalogue.parent.mkdir(parents=True)
    text = (ROOT / "locales" / "nb" / "LC_MESSAGES" / "policygen.po").read_text("utf-8")
    assert english in text
    catalogue.write_text(text.replace(english, wrong), "utf-8")
    done = policygen("build", folder)
    assert done.returncode == 1
    assert "(languages-differ)" in done.stderr
    assert told in done.stderr
    assert "declarations/a.yaml:" in done.stderr


def test_numbers_in_declared_texts_are_the_companys_own(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL.replace("en: Newsletter, nb: Nyhetsbrev",
                                             "en: Three newsletters, nb: 3 nyhetsbrev"))
    assert policygen("build", folder).returncode == 0


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The example site with the theme `embed`."""
    folder = tmp_path_factory.mktemp("embed")
    shutil.copytree(ROOT / "declarations", folder / "declarations")
    (folder / "policygen.yaml").write_text("policygen: 1\nbase_url: https://example.com/\ntheme: embed\n")
    done = policygen("build", folder)
    assert done.returncode == 0, done.stderr
    return tree(folder / "public")


def test_the_theme_embed_makes_parts_and_no_pages(parts: dict[str, bytes]) -> None:
    pages = [path for path in parts if path.endswith(".html")]
    assert len(pages) == 10
    assert all(path.endswith("/privacy/fragment.html") for path in pages)
    assert "sitemap.xml" not in parts
    for path in pages:
        text = parts[path].decode()
        assert not re.search(r"<(?:!doctype|html|head|body|title|link|meta|script|style|h1)\b", text, re.IGNORECASE)
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        fragment: Any = parser.parseFragment(text.strip())
        assert [element.tag for element in fragment] == ["div"]


HOST = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<link rel="stylesheet" href="/assets/policygen.css"><link rel="stylesheet" href="/host.css"></head>
<body><header><p>Shop</p></header><main><h1>Our shop</h1><table><tr><th>a</th><td>b</td></tr></table>
{}</main></body></html>"""


@pytest.mark.browser
def test_an_embedded_part_takes_the_colours_of_its_page_and_leaves_the_rest_alone(
        parts: dict[str, bytes], browser: Any) -> None:
    host = HOST.format(parts["omnium/en/privacy/fragment.html"].decode()).encode()
    style = b"body { background: #102a1a; color: #eaf5ee; font: 16px serif } a { color: #9fe0b8 }"
    with served({"index.html": host, "host.css": style, **parts}) as address:
        for width in (320, 1200):
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate("getComputedStyle(document.querySelector('main > table')).tableLayout") == "auto"
            assert page.evaluate("getComputedStyle(document.querySelector('#rights p')).color") == "rgb(234, 245, 238)"
            assert "serif" in page.evaluate("getComputedStyle(document.querySelector('#rights p')).fontFamily")
            assert not violations(page)
            page.close()
