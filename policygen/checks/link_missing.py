"""A text tells readers to follow a link, and there is none.

"Click here" without an address leads nowhere; information must be easy to reach (Art. 12(1) GDPR). Such sentences are
left over when a page is copied.

In Markdown texts write the link: `[our list](https://...)`. Elsewhere use the key `link` where there is one, or say
where the thing stands.

Wrong:
    cookies:
      about: We use cookies. Click here to learn more.  # <-

Right:
    cookies:
      about: We use cookies. Our [list of cookies](https://example.no/cookies) tells more.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._texts import Text
from policygen.checks._values import Value
from policygen.checks._words import found
from policygen.declaration.conduct import Changes
from policygen.problem import Severity
from policygen.schema import Link

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.WARNING
LINKED = ("](", "://", "www.")


def check(values: tuple[Value, ...], words: tuple[Value, ...], texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for words that point to a link in texts without one, in records without one."""
    linked = {record.at for record, _, value in values if isinstance(value, Link)}
    bare = {text.at for record, _, value in words for _, text in value.texts
            if record.at not in linked and not isinstance(record, Changes)}
    for text, phrase in found("link_missing", texts):
        if text.at in bare and not any(mark in text.text for mark in LINKED):
            yield Finding(text.at, f"`{phrase}` points to a link, and there is none.",
                          "Add the link, or say where the thing stands.")
