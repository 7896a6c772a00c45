"""Pages of their own on cookies and recipients: the words of the section, links that lead on, in the sitemap."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlparse

import html5lib
import pytest
from browser import served, violations
from support import ROOT, SMALL, TODAY, policygen, project

from policygen.build import build
from policygen.project import Project

FOLDERS = {"examples": ROOT, "everything": ROOT / "tests" / "cases" / "everything"}
SITES = {name: build(Project(folder), TODAY, more_formats=("cookies", "recipients")).files
         for name, folder in FOLDERS.items()}
PAGES = [(name, path) for name, files in SITES.items() for path in files
         if path.endswith(("/cookies/index.html", "/recipients/index.html"))]


def parsed(data: bytes) -> Any:
    """The page as an element tree without namespace; a fault in the HTML raises."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(data.decode())


def ids(data: bytes) -> set[str]:
    return {element.get("id") for element in parsed(data).iter() if element.get("id")}


def test_each_language_has_both_pages() -> None:
    assert len(PAGES) >= 20
    assert {path.split("/")[-3] for _, path in PAGES} == {"en", "nb"}


@pytest.mark.parametrize(("name", "path"), PAGES)
def test_links_lead_to_parts_that_exist(name: str, path: str) -> None:
    files = SITES[name]
    page = parsed(files[path])
    assert page.find(".//main//a").get("href") == "../privacy/"
    for link in page.findall(".//main//a"):
        address = urlparse(link.get("href"))
        if not address.scheme:
            target = urljoin("/" + path, address.path).lstrip("/")
            target += "index.html" if target.endswith("/") else ""
            assert target in files
            assert not address.fragment or address.fragment in ids(files[target]), link.get("href")


@pytest.mark.parametrize(("name", "path"), PAGES)
def test_the_page_says_what_the_section_says(name: str, path: str) -> None:
    files = SITES[name]
    section = path.split("/")[-2]
    policy = parsed(files[path.replace(f"/{section}/", "/privacy/")]).find(f".//section[@id='{section}']")
    shown = parsed(files[path])
    words = "".join("".join(shown.find(".//main").itertext()).split())
    title = "".join(policy.find("h2").itertext()).strip()
    assert shown.find(".//h1").text == title
    assert "".join("".join(policy.itertext()).split()).removeprefix("".join(title.split())) in words
    levels = [int(element.tag[1]) for element in shown.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_sitemap_lists_them() -> None:
    sitemap = SITES["examples"]["sitemap.xml"].decode()
    assert "<loc>https://policies.example.com/omnium/nb/cookies/</loc>" in sitemap
    assert 'hreflang="en" href="https://policies.example.com/omnium/en/recipients/"' in sitemap


def test_a_policy_without_the_section_is_told_of(tmp_path: Path) -> None:
    done = policygen("check", project(tmp_path, SMALL))
    assert "format-empty" not in done.stdout
    (tmp_path / "policygen.yaml").write_text("policygen: 1\nformats: [cookies, recipients]\n")
    done = policygen("check", tmp_path)
    assert done.returncode == 0
    assert done.stdout.count("(format-empty)") == 1
    assert "on its own about: cookies" in done.stdout


@pytest.mark.browser
def test_the_pages_are_accessible(browser: Any) -> None:
    with served(SITES["everything"]) as address:
        for path in ("en/cookies/", "nb/recipients/"):
            for width, scheme in ((320, "light"), (1200, "dark")):
                page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
                page.goto(address + path)
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                assert not violations(page)
                page.close()
