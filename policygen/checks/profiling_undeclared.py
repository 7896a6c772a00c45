"""An activity looks like profiling, and does not say how it evaluates people.

Profiling is any automated evaluation of a person by their data (Art. 4(4) GDPR). People must be told that it happens
and what follows from it (recital 60), and can object to it where it serves direct marketing (Art. 21(2) GDPR).

If people are evaluated, such as by points, scores or guesses at their interests, declare `profiling` with its logic
and its consequence for them. If not, say so in the acceptance of this finding.

Wrong:
    activities:
      leads:
        title: Finding customers
        data_subjects: [website_visitor]
        data: [pages_visited]
        purposes:
          - purpose: lead_scoring  # <-
            legal_basis: consent

Right:
    activities:
      leads:
        title: Finding customers
        data_subjects: [website_visitor]
        data: [pages_visited]
        purposes:
          - purpose: lead_scoring
            legal_basis: consent
        profiling:
          logic: You get a point for each page you open.
          consequence: With ten points, we call you.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._bases import texts_in
from policygen.checks._phrases import claimed
from policygen.checks._words import pattern
from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.problem import Position, Severity

PROVISION = "GDPR 13(2)(f)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding for each activity with a purpose, data or words of profiling and no `profiling`."""
    decided = {decision.activity for decision in declaration.automated_decisions}
    for activity in declaration.activities:
        sign = None if activity.profiling or activity.id in decided else _sign(activity)
        if sign is not None:
            at, what = sign
            yield Finding(at, f"`{what}` in `{activity.id}` points to profiling, and no `profiling` is declared.",
                          "Decide whether people are evaluated: if so, declare `profiling` with logic and consequence.")


def _sign(activity: Activity) -> tuple[Position, str] | None:
    """The first thing in an activity that points to profiling: where it stands, and what it is."""
    for purpose in activity.purposes:
        if pattern("profiling", "purposes").fullmatch(purpose.purpose):
            return purpose.purpose.at, purpose.purpose
    for category in (category for data in activity.data for category in data.category):
        if pattern("profiling", "data").fullmatch(category):
            return category.at, category
    said = claimed("profiling", texts_in(activity))
    return next(((text.at, phrase) for text, phrase in said), None)

