"""What of a page of HTML a strict security policy would refuse: found in the bytes, as a browser meets it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser

from policygen.formats import Output, Site
from policygen.problem import Position, Problem, Severity

REFUSED = frozenset({"style", "iframe", "frame", "object", "embed", "audio", "video", "track", "form", "base"})
DATA = ("application/ld+json", "application/json", "text/plain")
LOADING = frozenset({"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest"})
Attributes = Sequence[tuple[str, str | None]]


def unfit(site: Site, outputs: Iterable[Output]) -> Iterator[Problem]:
    """A problem for each kind of thing in some pages that the policy refuses."""
    found = dict.fromkeys(what for output in outputs if not isinstance(output, Problem)
                          for what in refused(output[1].decode()))
    for what in found:
        yield Problem(Position(f"themes/{site.theme}"), "policy-refuses", f"The security policy in `_headers` refuses "
                      f"what the theme writes: {what}.", "Put it into a file of the theme (`style.css`, `assets/`), or "
                      "take `headers` out of `formats`.", Severity.WARNING)


def refused(html: str) -> Iterator[str]:
    """What of a page the policy refuses, in its order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    yield from reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: Attributes) -> None:
        values = {name: value or "" for name, value in attributes}
        if tag in REFUSED or (tag == "script" and values.get("type", "").strip().lower() not in DATA):
            self.found.append(f"`<{tag}>`")
        self.found += [f"`{name}` in `<{tag}>`" for name in values if name == "style" or name.startswith("on")]
        loads = {"img": "src", "link": "href", "image": "href", "use": "href"}.get(tag, "")
        if loads in values and (tag != "link" or LOADING & set(values.get("rel", "").lower().split())) \
                and _foreign(values[loads].strip().lower()):
            self.found.append(f"`{loads}` in `<{tag}>` from elsewhere")


def _foreign(address: str) -> bool:
    """Whether an address may lead out of the site."""
    return address.startswith("//") or ":" in address.partition("/")[0].partition("#")[0].partition("?")[0]
