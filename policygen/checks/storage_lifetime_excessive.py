"""A cookie for statistics or marketing stays for longer than 13 months, or for ever.

The law sets no number, but nothing may be stored for longer than its purpose needs (Art. 5(1)(e) GDPR). 13 months are
what the French authority accepts for counting visits without consent, the mildest kind of tracking.

Shorten the period, or accept the finding with the reason why it must be that long.

Wrong:
    cookies:
      consent: {withdraw: Change your choice at the foot of the page.}
      items:
        visits:
          class: statistics
          purpose: counting visits
          duration: P2Y  # <-

Right:
    cookies:
      consent: {withdraw: Change your choice at the foot of the page.}
      items:
        visits: {class: statistics, purpose: counting visits, duration: P13M}
        language: {kind: local_storage, class: preferences, purpose: remembering your language, duration: persistent}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.law import facts
from policygen.problem import Severity
from policygen.schema import Period

PROVISION = "GDPR 5(1)(e)"
SEVERITY = Severity.WARNING
TRACKING = ("statistics", "marketing")
MONTHS = {"year": 12.0, "month": 1.0, "week": 7 / 30.5, "day": 1 / 30.5}


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for items of the tracking classes that outlive the guidance."""
    limit = int(facts("storage_lifetimes")["tracking"]["months"])
    for item in declaration.cookies.items if declaration.cookies else ():
        if item.class_ not in TRACKING or item.duration is None:
            continue
        fix = "Shorten it, or accept the finding with the reason why it must be that long."
        if isinstance(item.duration, Period):
            months = sum(number * MONTHS.get(unit, 0.0) for number, unit in item.duration.parts)
            if months > limit:
                yield Finding(item.duration.at, f"`{item.id}` stays for `{item.duration.iso}`; guidance for counting "
                                                f"visits is {limit} months at most.", fix)
        elif item.duration == "persistent":
            yield Finding(item.duration.at, f"`{item.id}` is used for `{item.class_}` and stays until somebody deletes "
                                            "it.", fix)
