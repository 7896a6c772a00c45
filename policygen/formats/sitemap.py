"""`sitemap.xml` with the languages of each page. Source: sitemaps.org protocol 0.9; needs `base_url`."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from policygen.formats import Output, Publication, Site
from policygen.formats._single import single_pages
from policygen.formats.html import whole_pages

HEAD = ('<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n')


def of_site(site: Site) -> Iterator[Output]:
    """The sitemap; without `base_url` there is none, which the configuration has warned of, nor without pages."""
    base = site.configuration.base
    if base and whole_pages(site):
        entries = "".join(_entry(base, publication, page.language)
                          for publication in (*site.publications, *single_pages(site)) for page in publication.pages)
        yield "sitemap.xml", f"{HEAD}{entries}</urlset>\n".encode()


def _entry(base: str, publication: Publication, language: str) -> str:
    alternates = "".join(
        f'    <xhtml:link rel="alternate" hreflang={quoteattr(page.language)} '
        f'href={quoteattr(base + publication.path(page.language))}/>\n' for page in publication.pages)
    day = publication.notice.updated
    changed = f"    <lastmod>{day.isoformat()}</lastmod>\n" if day else ""
    return f"  <url>\n    <loc>{escape(base + publication.path(language))}</loc>\n{changed}{alternates}  </url>\n"
