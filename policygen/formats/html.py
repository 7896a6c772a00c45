"""HTML pages: one for each declaration and language, made by the theme from blocks and pieces."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from policygen.formats import Output, Publication, Site
from policygen.formats._directions import company
from policygen.formats._hashes import processing, wording
from policygen.formats._logo import logo, logo_path
from policygen.formats._look import stylesheet
from policygen.formats._pdf_name import pdf_name
from policygen.formats._readback import Facts, disparities, lost, read
from policygen.formats._templates import FRAGMENT, Theme
from policygen.formats.jsonld import in_page
from policygen.localise import cldr
from policygen.localise.page import Page
from policygen.problem import Problem
from policygen.project import Project

STYLE = "assets/policygen.css"


@lru_cache(maxsize=4)
def theme(project: Project, name: str) -> Theme:
    """The theme with its compiled templates, kept for the pages of one build."""
    return Theme(project, name)


def whole_pages(site: Site) -> bool:
    """Whether the theme makes whole pages, and not parts for pages of another site."""
    return theme(site.project, site.theme).page != FRAGMENT


def of_publication(site: Site, publication: Publication) -> Iterator[Output]:
    """The page of each language; problems where the theme or a translation loses or changes a fact."""
    used = theme(site.project, site.theme)
    name = "index.html" if whole_pages(site) else FRAGMENT
    shown: list[tuple[Page, Facts]] = []
    for page in publication.pages:
        path = publication.path(page.language)
        values = page_values(site, publication, page, path)
        html, problem = used.render(used.page, values)
        if problem is not None:
            yield problem
            return
        facts = read(html)
        yield from lost(page, facts, f"themes/{site.theme}/{used.page}")
        shown.append((page, facts._replace(links=facts.links - {values["pdf"]})))    # the one link with a language
        yield f"{path}{name}", html.encode()
    if shown:
        yield from disparities(shown)


def of_site(site: Site) -> Iterator[Output]:
    """The style sheet of the theme with the project's own look, the theme's further files, and the logo."""
    css = theme(site.project, site.theme).file("style.css").decode("utf-8", "replace")
    yield STYLE, f"{css}{stylesheet(site.configuration.theme, css)}".encode()
    shown = logo(site)
    if shown is not None:
        yield shown
    for found in theme(site.project, site.theme).assets():
        yield found if isinstance(found, Problem) else (f"assets/theme/{found[0]}", found[1])


def frame_values(site: Site, path: str) -> dict[str, Any]:
    """What every page needs around its words; addresses are relative to the folder `path`, which ends with `/`."""
    up = "../" * path.count("/")
    shown = logo_path(site)
    return {"style": up + STYLE, "assets": f"{up}assets/theme/", "logo": up + shown if shown else ""}


def page_values(site: Site, publication: Publication, page: Page, path: str) -> dict[str, Any]:
    """What the template of a page sees; addresses are relative to the folder `path`, which ends with `/`."""
    up = "../" * path.count("/")
    base = site.configuration.base
    return {
        **frame_values(site, path),
        "page": page,
        "frame": page.frame,
        "company": company(page.controller, page.direction),
        "home": up + publication.prefix,
        "whole": "../" if publication.part else "./" if publication.folder == "privacy" else "../privacy/",
        "data": f"{up}{publication.prefix}privacy.jsonld",
        "pdf": pdf_name(publication, page.language) if "pdf" in site.configuration.formats else "",
        "data_url": f"{base}{publication.prefix}privacy.jsonld" if base else "",
        "canonical": base + path if base else "",
        "locale": cldr.territorial(page.language),
        "languages": [{"code": code, "name": name, "href": up + publication.path(code),
                       "locale": cldr.territorial(code),
                       "url": base + publication.path(code) if base else ""} for code, name in page.others],
        "default_url": base + (publication.path(page.others[0][0]) if publication.part else publication.prefix)
        if base else "",
        "structured": in_page(site, publication, page),
        "hashes": {"processing": processing(publication.declaration), "wording": wording(page)},
    }
