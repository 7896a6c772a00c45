"""What the PDF of a page is called."""

from __future__ import annotations

from policygen.formats import Publication


def pdf_name(publication: Publication, language: str) -> str:
    """The name of the file, which tells what it is wherever it is saved: company, what, for whom, language.

    Empty for pages that have no PDF: those that show one section alone.
    """
    parts = (publication.id, "privacy-policy", publication.part, language)
    return f"{'-'.join(part for part in parts if part)}.pdf" if publication.folder == "privacy" else ""
