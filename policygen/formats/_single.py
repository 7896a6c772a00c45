"""Pages that show one section of the policy alone, for sites that link it by itself; made from the same blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policygen.formats import Output, Publication, Site
from policygen.formats._marks import like
from policygen.formats.html import of_publication
from policygen.localise.page import Page, PageBlock, Piece
from policygen.problem import Problem, Severity

SECTIONS = ("cookies", "recipients")
IN_MARKDOWN = re.compile(r"\]\(\s*#([^)\s]+)")


def outputs(site: Site, publication: Publication, section: str) -> Iterator[Output]:
    """The page of each language with only this section; editions have none. Tells where there is nothing to show."""
    if publication.part:
        return
    made = single(publication, section)
    if made is None:
        at = publication.pages[0].blocks[0].origins[0]
        yield Problem(at, "format-empty", f"The declaration has nothing for a page on its own about: {section}.",
                      f"Declare `{section}`, or take `{section}` out of `formats`.", Severity.REVIEW)
    else:
        yield from of_publication(site, made)


def single(publication: Publication, section: str) -> Publication | None:
    """The publication of one section, or None where the policy does not have it."""
    pages = [_page(page, found) for page in publication.pages for found in page.blocks if found.id == section]
    return publication._replace(pages=tuple(pages), folder=section) if pages else None


def single_pages(site: Site) -> Iterator[Publication]:
    """All such pages of the site."""
    for section in SECTIONS:
        if section in site.configuration.formats:
            yield from (made for whole in site.wholes if (made := single(whole, section)) is not None)


def _page(page: Page, section: PageBlock) -> Page:
    """The section as a page; links to other parts lead to the policy."""
    ids = {block.id for child in section.blocks for block in child.walk() if block.anchor}
    back = PageBlock("paragraph", "whole", (Piece(page.frame["whole"], href="../privacy/"),), (), section.origins, ())
    return page._replace(title=section.text, blocks=(back, *(_linked(child, ids) for child in section.blocks)))


def _linked(block: PageBlock, ids: set[str]) -> PageBlock:
    return block._replace(said=tuple(_piece(piece, ids) for piece in block.said),
                          blocks=tuple(_linked(child, ids) for child in block.blocks))


def _piece(piece: Piece, ids: set[str]) -> Piece:
    """The piece with links to parts that are not on the page, as its own link or in its Markdown, led to the policy."""
    if piece.markdown:
        return piece._replace(text=like(piece.text, IN_MARKDOWN.sub(
            lambda link: link.group() if link.group(1) in ids else f"](../privacy/#{link.group(1)}", piece.text)))
    outside = piece.href.startswith("#") and piece.href[1:] not in ids
    return piece._replace(href=f"../privacy/{piece.href}") if outside else piece
