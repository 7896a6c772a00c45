"""Whether both sites hold the same: the number of pages, their bytes and visible words, and the bytes of JSON-LD."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import NamedTuple

HIDDEN = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
SAMPLE = 20                                              # pages whose words are counted


class Site(NamedTuple):
    """What a built site holds."""

    pages: int
    html: int
    words: int                                           # of the pages that are looked at
    data: int

    @property
    def page(self) -> int:
        """The bytes of a page on average."""
        return self.html // max(self.pages, 1)


def look(output: Path) -> Site:
    """What stands in an output folder; only policies count as pages."""
    pages = sorted(output.glob("**/privacy/index.html"))
    looked = pages[:: max(1, len(pages) // SAMPLE)]
    return Site(len(pages), sum(page.stat().st_size for page in pages),
                sum(len(visible(page.read_text("utf-8")).split()) for page in looked),
                sum(path.stat().st_size for path in output.glob("**/privacy.jsonld")))


def visible(page: str) -> str:
    """The words that readers see, those of pictures too."""
    return unescape(TAG.sub(" ", HIDDEN.sub(" ", page)))


def told(ours: Site, theirs: Site) -> str:
    """One line that compares the sites."""
    return (f"pages {ours.pages} : {theirs.pages}, HTML of a page {ours.page:,} : {theirs.page:,} bytes "
            f"({ours.page / max(theirs.page, 1):.2f}), visible words {ours.words:,} : {theirs.words:,} "
            f"({ours.words / max(theirs.words, 1):.2f}), JSON-LD {ours.data:,} : {theirs.data:,} bytes "
            f"({ours.data / max(theirs.data, 1):.2f})")


def alike(ours: Site, theirs: Site) -> bool:
    """Whether the sites have as many pages, and neither writes much more than the other."""
    pairs = ((ours.html, theirs.html), (ours.words, theirs.words), (ours.data, theirs.data))
    return ours.pages == theirs.pages and all(0.85 < mine / max(yours, 1) < 1.18 for mine, yours in pairs)
