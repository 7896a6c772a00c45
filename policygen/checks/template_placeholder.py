"""A text still holds a mark of the template it was made from.

Readers see "[company name]" or "TODO" where they should see a fact; what stands there is not information (Art. 12(1)
GDPR).

Fill it in, or take it out.

Wrong:
    rights:
      contact: privacy
      how: To use your rights, [fill in how people must proceed].  # <-

Right:
    rights:
      contact: privacy
      how: To use your rights, write to us. We answer [questions](https://example.no/faq) too.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._texts import Text
from policygen.checks._values import Value
from policygen.checks._words import pattern
from policygen.declaration.conduct import Acceptance
from policygen.problem import Severity
from policygen.schema import Link, Str

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.ERROR


def check(values: tuple[Value, ...], texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for placeholders in texts and in single values such as names."""
    single = [value for owner, _, value in values
              if isinstance(value, Str) and not isinstance(value, Link) and not isinstance(owner, Acceptance)]
    marks = pattern("placeholders").narrowed("\n".join([*(text.text for text in texts), *single]))
    if not marks.words:
        return
    for at, said in (*((text.at, text.text) for text in texts), *((value.at, str(value)) for value in single)):
        match = marks.search(said)
        if match is not None:
            yield Finding(at, f"`{match.group()}` is left over from a template.", "Fill it in, or take it out.")
