"""Language choosers, and an index of the companies where a site has several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policygen.formats import Output, Publication, Site
from policygen.formats._directions import company
from policygen.formats._entries import Entry, entry_of
from policygen.formats.html import frame_values, theme, whole_pages


def of_notice(site: Site, publication: Publication) -> Iterator[Output]:
    """The page that lets readers choose a language; none where the theme makes no pages."""
    if whole_pages(site):
        yield from chooser(site, entry_of(publication))


def chooser(site: Site, whole: Entry) -> Iterator[Output]:
    """The page that lets readers of one policy choose its language."""
    links = [{"code": page.language, "name": page.name, "direction": page.direction, "title": page.title,
              "href": whole.path(page.language).removeprefix(whole.prefix)} for page in whole.pages]
    first = whole.pages[0]
    values = {"title": first.title, "controller": whole.controller, "language": first.language,
              "company": company(whole.controller, first.direction),
              "direction": first.direction, "links": links, **frame_values(site, whole.prefix),
              "canonical": site.configuration.base + whole.prefix if site.configuration.base else "",
              "description": first.description}
    yield from _rendered(site, "chooser.html", values, f"{whole.prefix}index.html")


def of_site(site: Site) -> Iterator[Output]:
    """The list of companies, where there are several and the theme makes pages."""
    wholes = [entry for entry in site.entries if entry.whole]
    if len(wholes) < 2 or not whole_pages(site):
        return
    titles = {page.language: page for entry in wholes for page in entry.pages}
    first = wholes[0].pages[0]
    companies = [{"name": entry.controller, "href": entry.prefix,
                  "shown": company(entry.controller, first.direction),
                  "links": [{"code": page.language, "name": page.name, "direction": page.direction,
                             "href": entry.path(page.language)} for page in entry.pages]} for entry in wholes]
    values = {"titles": [{"code": code, "direction": page.direction, "title": page.heading}
                         for code, page in titles.items()],
              "language": first.language, "direction": first.direction, "companies": companies,
              **frame_values(site, ""),
              "canonical": site.configuration.base, "description": first.description}
    yield from _rendered(site, "index.html", values, "index.html")


def _rendered(site: Site, template: str, values: dict[str, Any], path: str) -> Iterator[Output]:
    html, problem = theme(site.project, site.theme).render(template, values)
    yield problem if problem is not None else (path, html.encode())
