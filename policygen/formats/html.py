"""HTML pages: one for each declaration and language, made by the theme from blocks and pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from policygen.formats import Output, Publication, Site
from policygen.formats._templates import Theme
from policygen.localise.page import Page
from policygen.problem import Position, Problem
from policygen.project import Project

STYLE = "assets/policygen.css"
WITH_ID = frozenset({"section", "entry", "paragraph", "row", "list", "table", "record"})


@lru_cache(maxsize=4)
def theme(project: Project, name: str) -> Theme:
    """The theme with its compiled templates, kept for the pages of one build."""
    return Theme(project, name)


def of_page(site: Site, publication: Publication, page: Page) -> Iterator[Output]:
    """The page of one language."""
    path = publication.path(page.language)
    html, problem = theme(site.project, site.theme).render("page.html", _values(site, publication, page, path))
    if problem is not None:
        yield problem
        return
    yield from dropped(site, page, html)
    yield f"{path}index.html", html.encode()


def of_site(site: Site) -> Iterator[Output]:
    """The style sheet of the theme."""
    yield STYLE, theme(site.project, site.theme).file("style.css")


def _values(site: Site, publication: Publication, page: Page, path: str) -> dict[str, Any]:
    up = "../" * path.count("/")
    base = site.configuration.base
    return {
        "page": page,
        "frame": page.frame,
        "style": up + STYLE,
        "home": up + publication.prefix,
        "data": f"{up}{publication.prefix}privacy.jsonld",
        "canonical": base + path if base else "",
        "languages": [{"code": code, "name": name, "href": up + publication.path(code),
                       "url": base + publication.path(code) if base else ""} for code, name in page.others],
        "default_url": base + (publication.path(page.others[0][0]) if publication.part else publication.prefix)
        if base else "",
    }


def dropped(site: Site, page: Page, html: str) -> Iterator[Problem]:
    """A problem for each block of the notice that the theme left out; blocks are known by their ids."""
    present = set(re.findall(r'\bid="([^"]*)"', html))
    for block in page.walk():
        if block.kind in WITH_ID and block.id not in present:
            yield Problem(Position(f"themes/{site.theme}/page.html"), "block-dropped",
                          f"The theme leaves out the block `{block.id}`.",
                          "Render every block of the page, each with its id.")
