"""What a host is asked to send with the files of a site: rules of headers, with a security policy that fits the pages.

The policy stands with the folders of pages and not with `/assets/`: there it would hold for a logo that is an SVG with
styles of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from policygen.formats import Site
from policygen.formats.html import theme
from policygen.problem import Problem, Severity
from policygen.vocabulary import table

DATA = "_hosting.yaml"
FONTS = (".woff2", ".woff", ".ttf", ".otf")
CARRIED = re.compile(r"""url\(\s*["']?data:(image|font|application/(?:x-)?font)""", re.IGNORECASE)


class Rule(NamedTuple):
    """Headers for the addresses that a path stands for; `*` in it stands for any signs."""

    path: str
    headers: Mapping[str, str]


def root(site: Site) -> str:
    """The path of the site on its host, with `/` at both ends."""
    return quote(urlsplit(site.configuration.base).path, safe="/%~") or "/"


def rules(site: Site) -> Iterator[Rule]:
    """The rules, general ones first. No header is set by two rules that meet: hosts would join their values."""
    start = root(site)
    yield Rule(f"{start}*", {name: fields["value"] for name, (_, fields) in table("formats", DATA, "headers").items()})
    policy = {"Content-Security-Policy": security_policy(site)}
    for path in (start, f"{start}index.html", f"{start}404.html"):
        yield Rule(path, policy)
    for folder in _folders(site):
        yield Rule(f"{start}{folder}*", policy)
    for ending, (_, fields) in table("formats", DATA, "types").items():
        yield Rule(f"{start}*.{ending}", {"Content-Type": fields["value"]})


def _folders(site: Site) -> Iterator[str]:
    """The folders at the root of the site in which pages stand."""
    yield from dict.fromkeys(entry.path(page.language).partition("/")[0] + "/"
                             for entry in site.entries for page in entry.pages)


def security_policy(site: Site) -> str:
    """Content-Security-Policy: nothing but what the pages have."""
    sources = {name: [fields["value"]] for name, (_, fields) in table("formats", DATA, "policy").items()}
    if any(name.lower().endswith(FONTS) for name, _ in _assets(site)):
        sources["font-src"] = ["'self'"]
    carried = {"img-src" if found.group(1).lower() == "image" else "font-src"
               for css in _styles(site) for found in CARRIED.finditer(css)}
    for name in carried:
        sources.setdefault(name, []).append("data:")
    order = ["default-src", "style-src", "img-src", "font-src", "base-uri", "form-action", "frame-ancestors"]
    return "; ".join(f"{name} {' '.join(sources[name])}" for name in order if name in sources)


def _assets(site: Site) -> Iterator[tuple[str, bytes]]:
    yield from (found for found in theme(site.project, site.theme).assets() if not isinstance(found, Problem))


def _styles(site: Site) -> Iterator[str]:
    yield theme(site.project, site.theme).file("style.css").decode("utf-8", "replace")
    yield from (data.decode("utf-8", "replace") for name, data in _assets(site) if name.lower().endswith(".css"))


def beyond_limits(site: Site, found: list[Rule]) -> Iterator[Problem]:
    """What a host would not read."""
    for host, (_, limits) in table("formats", DATA, "limits").items():
        longest = max(len(f"  {name}: {value}") for rule in found for name, value in rule.headers.items())
        if len(found) > int(limits["rules"]) or longest > int(limits["line"]):
            yield Problem(site.configuration.at, "hosting-limit", f"`_headers` has {len(found)} rules with lines of up "
                          f"to {longest} signs; {host} reads {limits['rules']} rules and {limits['line']} signs.",
                          "Publish fewer declarations as one site, or use another host.", Severity.REVIEW)


def no_pages(site: Site, name: str) -> Problem:
    """There is nothing to say to a host, where the theme makes parts for pages of another site."""
    return Problem(site.configuration.at, "format-empty", "The theme makes parts for pages of another site, whose host "
                   f"decides: `{name}` writes nothing.", f"Take `{name}` out of `formats`.", Severity.REVIEW)
