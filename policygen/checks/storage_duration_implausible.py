"""How long something stays does not fit what it is.

Readers rely on it when they choose (Art. 5(3) of Directive 2002/58/EC). Session storage ends with the tab, local
storage and databases do not; a cookie always has an end; and a marketing cookie that ends with the session is rare,
because it is to recognise somebody later.

Measure it in a browser, and correct `duration` or `kind`.

Wrong:
    cookies:
      items:
        draft:
          kind: session_storage
          class: necessary
          purpose: keeping your draft
          duration: P1Y  # <-
        basket:
          kind: cookie
          class: necessary
          purpose: remembering your basket
          duration: persistent  # <-

Right:
    cookies:
      items:
        draft: {kind: session_storage, class: necessary, purpose: keeping your draft, duration: session}
        basket: {kind: cookie, class: necessary, purpose: remembering your basket, duration: P7D}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.declaration.storage import StorageItem
from policygen.problem import Severity

PROVISION = "ePrivacy 5(3)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for items whose duration does not fit their kind or class."""
    for item in declaration.cookies.items if declaration.cookies else ():
        doubt = _doubt(item)
        if doubt is not None and item.duration is not None:
            yield Finding(item.duration.at, f"`{item.id}`: {doubt}. Decide which is right.",
                          "How long does it stay when you look in a browser? Correct `duration`, `kind` or `class`.")


def _doubt(item: StorageItem) -> str | None:
    kinds = set(map(str, item.kind)) or {"cookie"}
    if item.duration is None:
        return None
    if kinds == {"session_storage"} and item.duration != "session":
        return "session storage ends with the tab, and another duration is given"
    if kinds <= {"local_storage", "indexed_db"} and item.duration == "session":
        return "this kind of storage outlives the session, and `session` is given"
    if kinds == {"cookie"} and item.duration == "persistent":
        return "a cookie has an end, and `persistent` is given"
    if kinds == {"cookie"} and item.duration == "session" and item.class_ == "marketing":
        return "a marketing cookie seldom ends with the session"
    return None
