"""Text of others on our own pages: nothing in it is markup, and nothing in it turns the text around it."""

from __future__ import annotations

import re
from html import escape

# Control characters, marks of direction, and what has no width (Unicode Standard, 23.2; UAX #9, 2).
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
                    "\ud800-\udfff]")


def visible(text: str) -> str:
    """The text with hidden characters written as their code, such as `<U+202E>`."""
    return HIDDEN.sub(lambda found: f"<U+{ord(found.group()):04X}>", text)


def safe(text: str) -> str:
    """The text as HTML, for content and for attributes in quotation marks."""
    return escape(visible(text))
