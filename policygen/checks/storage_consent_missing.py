"""A cookie needs consent, and nothing says how consent is given or withdrawn.

All storage that is not strictly necessary needs consent (Art. 5(3) of Directive 2002/58/EC), and whoever consents must
be told how to withdraw (Art. 7(3) and 13(2)(c) GDPR).

Add `consent` to `cookies`, or to the activity that uses what they collect (`retention: {see: cookies}`, or the same
recipient). Where national law exempts a cookie from consent, its class is `necessary`.

Wrong:
    cookies:
      items:
        basket: {class: necessary, purpose: remembering your basket, duration: session}
        visits:
          class: statistics  # <-
          purpose: counting visits
          duration: P1Y

Right:
    cookies:
      consent: {given: You choose in the banner., withdraw: Change your choice at the foot of the page.}
      items:
        basket: {class: necessary, purpose: remembering your basket, duration: session}
        visits: {class: statistics, purpose: counting visits, duration: P1Y}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.declaration.storage import StorageItem
from policygen.problem import Severity

PROVISION = "ePrivacy 5(3)"
SEVERITY = Severity.ERROR


def check(declaration: Declaration) -> Iterator[Finding]:
    """One finding, at the first item that needs consent, where no consent is declared."""
    cookies = declaration.cookies
    if cookies is None or cookies.consent:
        return
    items = [item for item in cookies.items if item.class_ != "necessary" and not _asked_elsewhere(declaration, item)]
    if items:
        names = ", ".join(f"`{item.id}`" for item in items)
        yield Finding(items[0].class_.at, f"Nothing says how consent is given or withdrawn for: {names}.",
                      "Add `consent: {given: ..., withdraw: ...}` to `cookies`.")


def _asked_elsewhere(declaration: Declaration, item: StorageItem) -> bool:
    """Whether an activity that uses the item tells of consent."""
    return any(activity.consent and (any(rule.see is not None for rule in activity.retention)
                                     or item.provider in [use.recipient for use in activity.recipients])
               for activity in declaration.activities)
