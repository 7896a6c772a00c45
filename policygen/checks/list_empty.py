"""A text announces something, and nothing follows in it.

A colon at the end, or a heading without anything below it, tells readers that a list or an explanation is missing; what
stands next on the page belongs to something else (Art. 12(1) GDPR).

Complete the text, or end it. Facts such as recipients and cookies are declared with their own keys, and the page lists
them by itself.

Wrong:
    cookies:
      about: >-  # <-
        We use the following suppliers and their cookies on our website:

Right:
    cookies:
      about: We use cookies of our own and of some suppliers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._texts import Text
from policygen.problem import Severity

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.WARNING
HEADING = re.compile(r" {0,3}#{1,6}\s")


def check(texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for texts that end with a colon or a heading, or hold a heading with nothing below it."""
    for text in texts:
        lines = [line.strip() for line in text.text.splitlines() if line.strip()]
        for line, below in zip(lines, [*lines[1:], ""], strict=True):
            if not below and line.endswith(":"):
                yield Finding(text.at, f"Nothing follows after `{line[-60:]}`.", "Complete the text, or end it.")
            elif HEADING.match(line) and (not below or _depth(line) >= _depth(below) > 0):
                yield Finding(text.at, f"Nothing stands below the heading `{line[-60:]}`.",
                              "Complete the text, or take the heading out.")


def _depth(line: str) -> int:
    """The level of a heading of Markdown; 0 where the line is none."""
    return len(line) - len(line.lstrip("#")) if HEADING.match(line) else 0
