"""Names and texts that run in another direction than the page are set apart, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import html5lib
import pytest
import sites
from hostile import hostile
from support import SMALL, TODAY, project

from policygen.build import build
from policygen.project import Project

LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
NAME = "\u05e9\u05dc\u05d5\u05dd \u05d1\u05e2\u05f4\u05de (2)"
ARABIC = "\u0634\u0631\u0643\u0629 \u0627\u0644\u0645\u062b\u0627\u0644 (\u0634.\u0645.\u0645.)"
# A declared word, also one of Markdown, as hostile.py puts it into every text.
BOTH = f"{NAME} %"
SHOWN = """() => [...document.querySelectorAll('bdi')].filter(e => !e.closest('svg')).map(e => {
  const range = document.createRange(), inline = at => getComputedStyle(at).display === 'inline';
  let next = e;
  while (!next.nextSibling && inline(next.parentElement)) next = next.parentElement;
  next = next.nextSibling;
  if (!next || next.nodeType !== 3 || !next.data.trim()) return null;
  const at = next.data.search(/\\S/);
  range.setStart(next, at); range.setEnd(next, at + 1);
  const name = e.getClientRects(), sign = range.getBoundingClientRect(), last = name[name.length - 1];
  return sign.top > last.bottom - 2 ? null : [e.textContent, next.data[at], Math.round(sign.left - last.right)];
}).filter(found => found)"""


def loose(root: Any, wanted: re.Pattern[str], inside: bool = False) -> list[str]:
    """The texts of a page with letters that run the other way and that stand in no element of their own."""
    found = []
    for element in root:
        tag = str(element.tag)
        ends = tag in ("h1", "nav") or element.get("class") == "dates"                 # nothing stands behind it
        kept = inside or ends or tag in ("bdi", "script") or tag.endswith("svg")
        if not kept and wanted.search(element.text or ""):
            found.append(f"<{tag}>{element.text}")
        found += loose(element, wanted, kept)
        if not inside and wanted.search(element.tail or ""):
            found.append(f"</{tag}>{element.tail}")
    return found


def test_every_text_that_runs_left_is_set_apart_on_a_page_that_runs_right() -> None:
    """In every text field of the declaration that uses every key; Markdown is left as it is there."""
    for path, data in hostile(BOTH, False).made("html").items():
        if path.endswith(".html"):
            page = html5lib.parse(data.decode(), namespaceHTMLElements=False)
            assert data.count(b"<bdi>") > 200
            assert loose(page.find("body"), LEFT) == [], path


def test_pages_without_such_letters_have_no_such_element(tmp_path: Path) -> None:
    for path, data in build(Project(project(tmp_path, SMALL)), TODAY).files.items():
        if path.endswith(".html"):
            assert b"<bdi" not in data, path


@pytest.mark.long
def test_names_in_latin_letters_are_set_apart_on_a_page_that_runs_left() -> None:
    page = sites.pseudo_languages()["he/privacy/index.html"].decode()
    company = re.search(r'<p class="company">(.*)</p>', page)
    assert company is not None
    assert re.fullmatch("<bdi>[A-Za-z ]+</bdi>", company[1])
    assert not re.search('<span lang="(?!he)', page)
    links = re.findall(r'<a href="https?:[^"]*"(?: hreflang="\w+")?>([^<]*<?b?)', page)
    assert len(links) > 20
    assert not [text for text in links if re.search("[A-Za-z]", text.removesuffix("<b")) and not text.endswith("<b")]


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_texts_without_elements_have_signs_in_pairs(name: str) -> None:
    good, bad = (b"".join(hostile(text, False).made(name).values()) for text in ("% harmless", BOTH))
    assert not re.search("[\u2066-\u2069]", good.decode())
    text = bad.decode()
    assert text.count("\u2068") > 200
    depth = 0
    for sign in re.findall("[\u2068\u2069]", text):
        depth += 1 if sign == "\u2068" else -1
        assert depth in (0, 1)
    assert depth == 0


def declared() -> str:
    text = SMALL.replace("name: Example AS", f'name: "{NAME}"\n  brands: ["{ARABIC}", "{NAME}", Acme Inc.]')
    return text.replace("name: Mailer GmbH", f'name: "{ARABIC}", policy: "https://mailer.example/"').replace(
        "{en: Newsletter, nb: Nyhetsbrev}", f'{{en: "{NAME}", nb: "{NAME}"}}')


@pytest.mark.browser
def test_signs_behind_a_name_stand_behind_it(browser: Any, tmp_path: Path) -> None:
    """Without the elements, the comma between two such names would stand before both."""
    html = build(Project(project(tmp_path, declared())), TODAY).files["en/privacy/index.html"].decode()
    seen = []
    for style in ("isolate", "normal"):
        page = browser.new_page()
        page.set_content(html.replace("</head>", f"<style>bdi {{ unicode-bidi: {style} !important }}</style></head>"))
        seen.append([0 <= right <= 8 for _, _, right in page.evaluate(SHOWN)])
        page.close()
    assert all(seen[0])
    assert len(seen[0]) >= 3
    assert not all(seen[1])
