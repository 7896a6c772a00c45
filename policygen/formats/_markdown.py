"""Declared Markdown -> safe HTML: the one point where text becomes markup."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown import Markdown
    from nh3 import Cleaner

TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br", "code", "blockquote", "table", "thead", "tbody", "tr", "th",
        "td"}
SCHEMES = {"https", "http", "mailto", "tel"}
ATTRIBUTES: dict[str, set[str]] = {"a": {"href", "title"}, "*": set()}      # without `*` the library lets more through
# Most declared texts: one line that starts with a letter and holds nothing that Markdown or HTML could mean.
PLAIN = re.compile(r"[^\W\d_](?:[^\W_]|[ .,;:?/()'\"%§–—’“”«»@-])*(?:[^\W_]|[.:?)])")


@cache
def _renderer() -> Markdown:
    from markdown import Markdown

    from policygen.formats._markdown_links import use_in

    renderer = Markdown(extensions=["tables", "sane_lists"], output_format="html")
    renderer.preprocessors.deregister("html_block")
    renderer.inlinePatterns.deregister("html")
    renderer.inlinePatterns.deregister("image_link")
    renderer.inlinePatterns.deregister("image_reference")
    renderer.inlinePatterns.deregister("short_image_ref")
    use_in(renderer)
    return renderer


@cache
def _cleaner() -> Cleaner:
    from nh3 import Cleaner

    return Cleaner(tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, strip_comments=True)


@lru_cache(maxsize=4096)
def to_html(text: str) -> str:
    """Sanitised HTML of a declared text: block elements, no images, no raw HTML, only allowed link schemes."""
    return f"<p>{text}</p>" if PLAIN.fullmatch(text) else rendered(text)


def rendered(text: str) -> str:
    """The same, also for a text without any Markdown."""
    return _cleaner().clean(_renderer().reset().convert(text))
