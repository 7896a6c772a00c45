"""Cookies are spoken of, and none are declared.

Readers must be told what each is for, how long it stays and who can read it, before they consent (Art. 5(3) of
Directive 2002/58/EC; CJEU C-673/17).

Declare each under `cookies: {items: ...}`, or give the address of the list under `external` or among the `notices`.

Wrong:
    introduction: We use cookies on our website.  # <-

Right:
    introduction: We use cookies on our website.
    cookies:
      items:
        basket: {class: necessary, purpose: remembering your basket, duration: session}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._texts import Text
from policygen.checks._words import found
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "ePrivacy 5(3)"
SEVERITY = Severity.WARNING
# What these say of cookies need not be what the company does.
ELSEWHERE = frozenset({"OtherNotice", "Exclusion", "Definition", "Law"})
FIX = "Declare each under `cookies: {items: ...}`, or give the address of the list: `external: {link: ...}`."


def check(declaration: Declaration, texts: tuple[Text, ...]) -> Iterator[Finding]:
    """A finding for `cookies` without items, or for the first place that speaks of cookies without `cookies`."""
    cookies = declaration.cookies
    denials = {text.at for text, _ in found("no_cookies", texts)}
    if cookies is not None:
        denied = cookies.about is not None and any(text.at in denials for _, text in cookies.about.texts)
        linked = cookies.external is not None and cookies.external.link is not None
        if not (cookies.items or denied or linked):
            yield Finding(cookies.at, "`cookies` says nothing about any single cookie.", FIX)
        return
    mentions = tuple(found("cookie", texts))
    if any(text.owner == "OtherNotice" for text, _ in mentions):
        return
    for text, words in mentions:
        if text.owner not in ELSEWHERE and text.at not in denials:
            yield Finding(text.at, f"“{words}” is spoken of, and no cookies are declared.", FIX)
            return
