"""Language choosers, and an index of the companies where a site has several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policygen.formats import Output, Publication, Site
from policygen.formats.html import frame_values, theme, whole_pages


def of_notice(site: Site, publication: Publication) -> Iterator[Output]:
    """The page that lets readers choose a language; none where the theme makes no pages."""
    if not whole_pages(site):
        return
    links = [{"code": page.language, "name": dict(page.others)[page.language], "direction": page.direction,
              "title": page.title, "href": publication.path(page.language).removeprefix(publication.prefix)}
             for page in publication.pages]
    first = publication.pages[0]
    values = {"title": first.title, "controller": first.controller, "language": first.language,
              "direction": first.direction, "links": links, **frame_values(site, publication.prefix),
              "canonical": site.configuration.base + publication.prefix if site.configuration.base else "",
              "description": first.frame["description"]}
    yield from _rendered(site, "chooser.html", values, f"{publication.prefix}index.html")


def of_site(site: Site) -> Iterator[Output]:
    """The list of companies, where there are several and the theme makes pages."""
    if len(site.wholes) < 2 or not whole_pages(site):
        return
    titles = {page.language: page for publication in site.wholes for page in publication.pages}
    first = site.wholes[0].pages[0]
    companies = [{"name": publication.pages[0].controller, "href": publication.prefix,
                  "links": [{"code": page.language, "name": dict(page.others)[page.language],
                             "direction": page.direction, "href": publication.path(page.language)}
                            for page in publication.pages]} for publication in site.wholes]
    values = {"titles": [{"code": code, "direction": page.direction, "title": page.frame["index"]}
                         for code, page in titles.items()],
              "language": first.language, "direction": first.direction, "companies": companies,
              **frame_values(site, ""),
              "canonical": site.configuration.base, "description": first.frame["description"]}
    yield from _rendered(site, "index.html", values, "index.html")


def _rendered(site: Site, template: str, values: dict[str, Any], path: str) -> Iterator[Output]:
    html, problem = theme(site.project, site.theme).render(template, values)
    yield problem if problem is not None else (path, html.encode())
