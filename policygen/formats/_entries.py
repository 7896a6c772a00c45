"""What lists of pages need to know of each page: small enough for sites of many thousand declarations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from policygen.formats import Publication, Site
    from policygen.localise.page import Page


class PageEntry(NamedTuple):
    """One page. `name` is that of its language in itself, `heading` that of a list of companies, `wording` a hash."""

    language: str
    name: str
    direction: str
    title: str
    heading: str
    description: str
    wording: str


class Entry(NamedTuple):
    """The pages of one publication; dates are YYYY-MM-DD or empty, `processing` is the hash of the declared facts.

    `changed` is the day of the notice, which an edition may have of its own; `effective` and `updated` are declared.
    """

    id: str
    prefix: str
    part: str
    folder: str
    controller: str
    version: str
    effective: str
    updated: str
    changed: str
    processing: str
    pages: tuple[PageEntry, ...]

    @property
    def whole(self) -> bool:
        """Whether this is the policy itself, and neither an edition nor one section."""
        return not self.part and self.folder == WHOLE

    def path(self, language: str) -> str:
        """The folder of a language's page in the site, with `/` at its end."""
        return page_folder(self.prefix, language, self.folder, self.part)


WHOLE = "privacy"


def page_folder(prefix: str, language: str, folder: str, part: str) -> str:
    """Where a page stands in the site: the one place that says so."""
    return f"{prefix}{language}/{folder}/{part}{'/' if part else ''}"


def entries(site: Site) -> tuple[Entry, ...]:
    """The entries of a site that holds its publications: policies and editions, then the pages of one section."""
    from policygen.formats._single import single_pages

    return tuple(entry_of(publication) for publication in (*site.publications, *single_pages(site)))


def in_order(found: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries that were made declaration by declaration, in the order of `Site.entries`."""
    from policygen.formats._single import SECTIONS

    return tuple(sorted(found, key=lambda entry: (WHOLE, *SECTIONS).index(entry.folder)))


def of_json(found: list[list[Any]]) -> tuple[Entry, ...]:
    """Entries that went through JSON."""
    return tuple(Entry(*fields)._replace(pages=tuple(PageEntry(*page) for page in fields[-1])) for fields in found)


def entry_of(publication: Publication) -> Entry:
    """The entry of one publication."""
    from policygen.formats._hashes import processing

    declaration, notice = publication.declaration, publication.notice
    effective, updated, changed = (day.isoformat() if day else "" for day in (
        declaration.effective, declaration.updated, notice.updated))
    return Entry(publication.id, publication.prefix, publication.part, publication.folder,
                 str(declaration.controller.name), str(declaration.version or ""), effective, updated, changed,
                 processing(declaration), tuple(map(_page, publication.pages)))


def _page(page: Page) -> PageEntry:
    from policygen.formats._hashes import wording

    return PageEntry(page.language, dict(page.others)[page.language], page.direction, page.title, page.frame["index"],
                     page.frame["description"], wording(page))
