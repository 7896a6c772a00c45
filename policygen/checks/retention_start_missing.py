"""A long storage period stands without the event from which it runs.

“Storage period: two years” tells readers nothing as long as they do not know when it starts (Art. 13(2)(a) GDPR).
Without `after` the period runs from when the data were collected, which is rarely meant for more than a month.

Add `after`; write `after: collected` where that is meant.

Wrong:
    activities:
      orders:
        title: Orders
        data_subjects: customer
        data: order
        purposes: {purpose: order_handling, legal_basis: contract}
        retention:
          period: P2Y  # <-
          then: delete

Right:
    activities:
      orders:
        title: Orders
        data_subjects: customer
        data: order
        purposes: {purpose: order_handling, legal_basis: contract}
        retention:
          period: P2Y
          after: order_delivered
          then: delete
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._retention import own_rules, short
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(2)(a)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for periods over a month whose start nothing tells."""
    for rule in own_rules(declaration):
        told = rule.after or rule.until or rule.law or rule.restarts or rule.what or rule.note
        if rule.period is not None and not told and not short(rule.period):
            yield Finding(rule.period.at, f"Nothing says when the period `{rule.period.iso}` starts.",
                          "Does it start when the data are collected? Then write `after: collected`, else the event.")
