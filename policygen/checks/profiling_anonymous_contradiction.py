"""Data are declared as anonymous, and are linked to people or used to evaluate them.

Data are anonymous only if nobody can be identified by them (recital 26 GDPR). What is later linked to a person, or
serves to give a person a score or another message, was never anonymous; to call it so misleads readers (Art. 5(1)(a)
GDPR).

Write `state: pseudonymised`, or `anonymous_until_linked` with `linked`, or leave `state` out.

Wrong:
    activities:
      leads:
        title: Finding customers
        data_subjects: [website_visitor]
        data:
          - category: pages_visited
            state: anonymous  # <-
        purposes: [{purpose: lead_scoring, legal_basis: consent}]
        profiling:
          logic: You get a point for each page you open.
          inputs: [pages_visited]
          consequence: With ten points, we call you.

Right:
    activities:
      leads:
        title: Finding customers
        data_subjects: [website_visitor]
        data:
          - category: pages_visited
            state: pseudonymised
        purposes: [{purpose: lead_scoring, legal_basis: consent}]
        profiling:
          logic: You get a point for each page you open.
          inputs: [pages_visited]
          consequence: With ten points, we call you.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.declaration.activity import Activity, DataItem
from policygen.problem import Severity

PROVISION = "GDPR 5(1)(a)"
SEVERITY = Severity.ERROR
FIX = "Write `pseudonymised`, or `anonymous_until_linked` with `linked`, or leave `state` out."


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for anonymous data that are linked, or that go into the profiling of their activity."""
    for activity in declaration.activities:
        for data in activity.data:
            if data.state == "anonymous" and data.linked is not None:
                yield Finding(data.state.at, "Data are declared as `anonymous`, and `linked` says when they are linked "
                                             "to a person.", FIX)
            elif data.state == "anonymous":
                for category in _evaluated(activity, data):
                    yield Finding(data.state.at, f"`{category}` is declared as `anonymous`, and `{activity.id}` "
                                                 "evaluates people by it.", FIX)


def _evaluated(activity: Activity, anonymous: DataItem) -> Iterator[str]:
    """The anonymous categories that go into profiling and are not declared in another state as well."""
    inputs = set(activity.profiling.inputs) if activity.profiling else set()
    other = {category for data in activity.data if data.state != "anonymous" for category in data.category}
    yield from (category for category in anonymous.category if category in inputs - other)
