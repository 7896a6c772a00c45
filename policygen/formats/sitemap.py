"""`sitemap.xml` with the languages of each page. Source: sitemaps.org protocol 0.9; needs `base_url`."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from policygen.formats import Output, Site
from policygen.formats._entries import Entry
from policygen.formats.html import whole_pages

HEAD = ('<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n')


def of_site(site: Site) -> Iterator[Output]:
    """The sitemap; without `base_url` there is none, which the configuration has warned of, nor without pages."""
    base = site.configuration.base
    if base and whole_pages(site):
        entries = "".join(_entry(base, entry, page.language) for entry in site.entries for page in entry.pages)
        yield "sitemap.xml", f"{HEAD}{entries}</urlset>\n".encode()


def _entry(base: str, entry: Entry, language: str) -> str:
    alternates = "".join(
        f'    <xhtml:link rel="alternate" hreflang="{escape(page.language)}" '
        f'href="{escape(base + entry.path(page.language))}"/>\n' for page in entry.pages)
    changed = f"    <lastmod>{entry.changed}</lastmod>\n" if entry.changed else ""
    address = escape(base + entry.path(language), quote=False)
    return f"  <url>\n    <loc>{address}</loc>\n{changed}{alternates}  </url>\n"
