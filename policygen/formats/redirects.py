"""`_redirects`: visitors of a page for choosing a language go to that of their browser, on Netlify (docs/hosting.md).

Other hosts know no condition on the language: there the page for choosing stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.formats import Output, Site
from policygen.formats._entries import Entry
from policygen.formats._hosting import no_pages, root
from policygen.formats._languages import further_codes
from policygen.formats.html import whole_pages

OPTIONAL = True
HEAD = "# Made by policygen (docs/hosting.md), for Netlify. This file belongs into the root of what is published.\n"


def of_site(site: Site) -> Iterator[Output]:
    """The file. Visitors whose language no page has see the page for choosing; with one language all go to its page."""
    if not whole_pages(site):
        yield no_pages(site, "redirects")
        return
    lines = [line for whole in site.entries if whole.whole for line in _lines(root(site), whole)]
    yield "_redirects", (HEAD + "".join(f"{line}\n" for line in lines)).encode()


def _lines(start: str, whole: Entry) -> Iterator[str]:
    """A line for each language, those with a region or script first. `!`: also where a file stands at the address."""
    codes = sorted((page.language for page in whole.pages), key=lambda code: -code.count("-"))
    taken = set(codes)
    for code in codes:
        also = [other for other in further_codes(code) if other not in taken]
        taken.update(also)
        condition = f"  Language={','.join([code, *also])}" if len(codes) > 1 else ""
        yield f"{start}{whole.prefix}  {start}{whole.path(code)}  302!{condition}"
