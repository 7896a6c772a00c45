"""The record of processing activities (Art. 30 GDPR) as tables in one language, for `record_csv` and `record_xlsx`.

The words of the cells are those of the page in that language, picked by the ids of its blocks, so that nothing is said
twice and in two ways.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.formats import Publication, Remark, Site
from policygen.formats._record.carried import losses
from policygen.formats._record.questions import remark
from policygen.formats._record.tables import Record, Table, record
from policygen.problem import Problem

__all__ = ["Record", "Table", "records", "remarks"]


def records(site: Site, publication: Publication) -> tuple[list[tuple[str, Record]], tuple[Problem, ...]]:
    """The record in each language of the declaration, and the faults of the catalogues."""
    pages = {page.language: page for page in publication.pages}
    known = ((language, site.catalogues.of(language)) for language in publication.declaration.languages
             if language in pages)
    found = [(str(language), record(publication, pages[language], used)) for language, used in known
             if used is not None]
    return found, site.catalogues.problems


def remarks(publication: Publication) -> Iterator[Remark]:
    """The questions of the record, those of the law first, then what it leaves out."""
    from policygen.localise import Catalogue

    page = publication.pages[0]
    made = record(publication, page, Catalogue(page.language, "", {}))
    yield from map(remark, made.questions)
    yield from losses(publication.declaration, made.seen)
