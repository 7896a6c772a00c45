"""A cookie that is known to serve statistics or advertising is declared as strictly necessary.

Only what carries a communication, or is strictly needed for a service that the person has asked for, may do without
consent (Art. 5(3) of Directive 2002/58/EC).

Give it the class `statistics` or `marketing`, and ask for consent first.

Wrong:
    cookies:
      items:
        visits:
          names: [_ga, _gid]  # <-
          class: necessary
          purpose: counting visits
          duration: P1Y

Right:
    cookies:
      consent: {withdraw: Change your choice at the foot of the page.}
      items:
        visits: {names: [_ga, _gid], class: statistics, purpose: counting visits, duration: P1Y}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._words import pattern
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "ePrivacy 5(3)"
SEVERITY = Severity.ERROR


def check(declaration: Declaration) -> Iterator[Finding]:
    """One finding for each necessary item with a name that is known as a tracker's."""
    trackers = pattern("trackers")
    for item in declaration.cookies.items if declaration.cookies else ():
        known = [name for name in item.names if trackers.fullmatch(name)]
        if item.class_ == "necessary" and known:
            names = ", ".join(f"`{name}`" for name in known)
            yield Finding(known[0].at, f"`{item.id}` is declared as necessary, but serves statistics or advertising: "
                                       f"{names}.",
                          "Give it the class `statistics` or `marketing`, and ask for consent first.")
