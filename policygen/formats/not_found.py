"""`404.html`: what hosts show where there is no page: the way to those that there are (docs/hosting.md).

It is the first page of the site with addresses from the root of the host, since it is shown at any address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policygen.formats import Output, Site, index
from policygen.formats._hosting import no_pages, root
from policygen.formats.html import whole_pages
from policygen.problem import Problem

OPTIONAL = True
CANONICAL = re.compile(r'<link rel="canonical"[^<>]*>\n?')
RELATIVE = re.compile(r'(<[^<>]*\s(?:href|src)=")(?![a-z]+:|/|#)')
HEADING = re.compile(r"(<title>|<h1(?:\s[^<>]*)?>)")


def of_site(site: Site) -> Iterator[Output]:
    """The file at the root of the site."""
    if not whole_pages(site):
        yield no_pages(site, "not_found")
        return
    wholes = [entry for entry in site.entries if entry.whole]
    for output in index.of_site(site) if len(wholes) > 1 else index.chooser(site, wholes[0]):
        yield output if isinstance(output, Problem) else ("404.html", _missing(output[1].decode(), root(site)).encode())


def _missing(html: str, start: str) -> str:
    """The page as it can stand at any address, with the number that says the same in every language."""
    return HEADING.sub(r"\g<1>404 – ", RELATIVE.sub(rf"\g<1>{start}", CANONICAL.sub("", html)))
