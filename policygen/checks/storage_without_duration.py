"""A cookie, or a class of cookies, is declared without how long it stays.

Readers must be told how long cookies work (Art. 5(3) of Directive 2002/58/EC; CJEU C-673/17, paragraph 81). What
leaves nothing on the device, such as a pixel or a script, needs no duration.

Wrong:
    cookies:
      items:
        visits: {class: statistics, purpose: counting visits}  # <-

Right:
    cookies:
      items:
        visits: {class: statistics, purpose: counting visits, duration: P1Y}
        opens: {kind: pixel, class: statistics, purpose: counting openings of newsletters}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "ePrivacy 5(3)"
SEVERITY = Severity.WARNING
# Kinds that read or load something but leave nothing of their own.
TRACELESS = frozenset({"pixel", "web_beacon", "script", "tag_manager", "session_recording", "device_fingerprint",
                       "advertising_id"})


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for storage items without `duration`."""
    for item in declaration.cookies.items if declaration.cookies else ():
        if item.duration is None and not (item.kind and set(item.kind) <= TRACELESS):
            yield Finding(item.id.at, f"`{item.id}` does not say how long it stays on the device.",
                          "Add `duration`: a period, `session` or `persistent`.")
