"""Each page as a PDF to keep, print or send: tagged, with bookmarks, made from the theme's page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policygen.formats import Output, Publication, Site
from policygen.formats import html as pages
from policygen.formats._contrast import theme_colors
from policygen.formats._extra import extra_missing
from policygen.formats._hashes import processing, wording
from policygen.formats._marks import unmarked
from policygen.formats._pdf_engine import Made, Sheet, made, missing
from policygen.formats._pdf_name import pdf_name
from policygen.formats._pdf_paper import hidden, set_links, set_terms
from policygen.formats._pdf_pictures import set_pictures
from policygen.formats._readback import lost, read
from policygen.localise.page import Page
from policygen.problem import Position, Problem

OPTIONAL = True
HERE = "https://site.invalid/"                  # where the files of the site stand while a PDF is made (RFC 2606)
PANGO = (' WeasyPrint also needs Pango from the system; on Debian and Ubuntu: '
           "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0.")


def of_publication(site: Site, publication: Publication) -> Iterator[Output]:
    """A file beside the page of each language."""
    absent = missing()
    if absent:
        yield extra_missing(site, "pdf", "pdf", f"WeasyPrint, which makes PDF, cannot be used: {absent}.", PANGO)
        return
    files: dict[str, bytes] = {}
    for found in pages.of_site(site):
        if isinstance(found, Problem):
            yield found
        else:
            files[found[0]] = found[1]
    for page in publication.pages:
        yield from _outputs(site, publication, page, files)


def _outputs(site: Site, publication: Publication, page: Page, files: Mapping[str, bytes]) -> Iterator[Output]:
    theme = pages.theme(site.project, site.theme)
    path = publication.path(page.language)
    html, problem = theme.render("page.html", pages.page_values(site, publication, page, path))
    if problem is not None:
        yield problem
        return
    yield from lost(page, read(html), f"themes/{site.theme}/page.html")
    base = site.configuration.base
    sheet = Sheet(unmarked(html), HERE + path, {HERE + name: data for name, data in files.items()}, page.controller,
                  page.updated.datetime if page.updated else "",
                  {"processing": processing(publication.declaration), "wording": wording(page)})
    result = made(sheet, lambda root: _set_on_paper(site, root, base and base + path))
    yield from _problems(site, page, result)
    yield f"{path}{pdf_name(publication, page.language)}", result.data


def _set_on_paper(site: Site, root: Any, address: str) -> None:
    """Change the tree of the page for paper: its links, its pictures, and more style, that of the theme at the end."""
    theme = pages.theme(site.project, site.theme)
    look = site.configuration.theme
    colors = dict(theme_colors(theme.file("style.css").decode("utf-8", "replace"))[0])
    if look is not None and look.colors is not None:
        colors |= look.colors.each()
    set_links(root, address)
    set_terms(root)
    set_pictures(root, theme.file("pdf-pictures.css").decode("utf-8", "replace"), colors)
    for css in dict.fromkeys((theme.file("default/pdf.css"), theme.file("pdf.css"))):
        style = root.makeelement("style", {})
        style.text = css.decode("utf-8", "replace")
        root.find("head").append(style)


def _problems(site: Site, page: Page, result: Made) -> Iterator[Problem]:
    """What went wrong; what WeasyPrint says of it in its words only where nothing of the following is the reason."""
    unshown = _unshown(site, page, result) if result.data else ()
    found = [*_elsewhere(site, result), *_unreadable(page, result), *unshown]
    yield from found or (Problem(Position(f"themes/{site.theme}/pdf.css"), "pdf-fault", f"WeasyPrint says: {fault}",
                                 "Correct the theme.") for fault in result.faults)


def _elsewhere(site: Site, result: Made) -> Iterator[Problem]:
    for url in result.refused:
        yield Problem(Position(f"themes/{site.theme}/style.css"), "pdf-loads",
                      f"The theme loads `{url.removeprefix(HERE)}`, which is no file of the site.",
                      "Put what it loads into the theme's `assets`: a PDF is made without asking anybody.")


def _unreadable(page: Page, result: Made) -> Iterator[Problem]:
    if result.letters:
        block = next((block for block in page.walk() if set(block.text) & set(result.letters)), page.blocks[0])
        yield Problem(block.origins[0], "pdf-letters", f"No font on this computer has these letters of the page in "
                      f"`{page.language}`: {' '.join(result.letters)}",
                      "Install a font that has them, such as one of the Noto fonts.")


def _unshown(site: Site, page: Page, result: Made) -> Iterator[Problem]:
    for id in hidden(result.root, result.shown, {block.id for block in page.walk()}):
        yield Problem(Position(f"themes/{site.theme}/pdf.css"), "words-dropped",
                      f"The theme hides words of the part `{id}` on paper.", "Show all words of the page.")
