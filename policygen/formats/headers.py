"""`_headers`: security policy, content types and caching, for Netlify and Cloudflare Pages (docs/hosting.md)."""

from __future__ import annotations

from collections.abc import Iterator

from policygen.formats import Output, Publication, Site, index
from policygen.formats._hosting import Rule, beyond_limits, no_pages, root, rules
from policygen.formats._hosting_fit import unfit
from policygen.formats.html import of_publication, whole_pages

OPTIONAL = True
HEAD = "# Made by policygen (docs/hosting.md). This file belongs into the root of what the host publishes; the site " \
       "stands at: {}\n"


def of_site(site: Site) -> Iterator[Output]:
    """The file, and problems where a host reads less or the theme has what the policy refuses."""
    if not whole_pages(site):
        yield no_pages(site, "headers")
        return
    found = list(rules(site))
    yield "_headers", (HEAD.format(root(site)) + "".join(map(_written, found))).encode()
    yield from beyond_limits(site, found)
    yield from unfit(site, index.of_site(site))


def of_notice(site: Site, publication: Publication) -> Iterator[Output]:
    """Problems only: what the security policy would refuse of a page and of that for choosing a language."""
    if whole_pages(site):
        first = publication._replace(pages=publication.pages[:1])
        yield from unfit(site, (next(iter(of_publication(site, first))), *index.of_notice(site, publication)))


def _written(rule: Rule) -> str:
    return f"\n{rule.path}\n" + "".join(f"  {name}: {value}\n" for name, value in rule.headers.items())
