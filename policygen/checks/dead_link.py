"""A link leads to a part of the page that is not there.

Information must be easy to find (Art. 12(1) GDPR); a reader who follows such a link stays where they are. Links
inside the page start with `#` and the id of a section, such as `#rights` or `#activities-orders`.

Correct the id, or declare what the link leads to.

Wrong:
    introduction: You have [rights](#your-rights).  # <-

Right:
    introduction: You have [rights](#rights).
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._values import Value
from policygen.notice.blocks import Notice
from policygen.problem import Position, Severity
from policygen.schema import Link, Words
from policygen.schema.types import MARKDOWN_LINK, WORDS

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.WARNING
OF_THEMES = frozenset({"", "top", "main"})


def check(values: tuple[Value, ...], notice: Notice) -> Iterator[Finding]:
    """Findings for links to blocks that the notice does not have."""
    ids = OF_THEMES | {block.id for block in notice.walk() if block.anchor}
    for at, link in _links(values):
        if link.startswith("#") and link[1:] not in ids:
            yield Finding(at, f"The page has no part `{link}`.", "Correct the link, or declare what it leads to.")


def _links(values: tuple[Value, ...]) -> Iterator[tuple[Position, str]]:
    """Every link that is declared, as a value or in Markdown."""
    for record, key, value in values:
        if isinstance(value, Link):
            yield value.at, value
        elif isinstance(value, Words) and type(record).KEYS[key].type is WORDS:
            for _, text in value.texts:
                for match in MARKDOWN_LINK.finditer(text):
                    yield text.at, match.group(1) or match.group(2) or ""
