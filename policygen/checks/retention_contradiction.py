"""Two storage rules of one activity give different periods for the same data.

Readers cannot tell how long their data are kept (Art. 13(2)(a) GDPR), and whoever deletes them cannot either.

Keep one, or say in `data`, `what`, `basis` or `after` what each is about.

Wrong:
    activities:
      orders:
        title: Orders
        data_subjects: customer
        data: [order, email]
        purposes: {purpose: order_handling, legal_basis: contract}
        retention:
          - {data: [order, email], period: P2Y, after: order_delivered}
          - {data: email, period: P1Y, after: order_delivered}  # <-

Right:
    activities:
      orders:
        title: Orders
        data_subjects: customer
        data: [order, email]
        purposes: {purpose: order_handling, legal_basis: contract}
        retention:
          - {data: order, period: P2Y, after: order_delivered}
          - {data: email, period: P1Y, after: order_delivered}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from policygen.checks import Finding
from policygen.checks._retention import length
from policygen.declaration import Declaration
from policygen.declaration.retention import Retention
from policygen.problem import Severity

PROVISION = "GDPR 13(2)(a)"
SEVERITY = Severity.ERROR


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for the second of two rules that are about the same and differ in their period."""
    yield from _against(declaration.defaults.retention if declaration.defaults else ())
    for activity in declaration.activities:
        yield from _against(activity.retention)


def _against(rules: Sequence[Retention]) -> Iterator[Finding]:
    for first, second in combinations(rules, 2):
        if first.period and second.period and _same(first, second) and length(first.period) != length(second.period):
            yield Finding(second.period.at, f"`{second.period.iso}` stands against `{first.period.iso}` in line "
                          f"{first.period.at.line}, for the same data.",
                          "Keep one, or say what each is about.")


def _same(first: Retention, second: Retention) -> bool:
    """Whether two rules say the same about what they hold for: no data or common data, and equal in all else."""
    if first.what is not None or second.what is not None:
        return False
    data = bool({*first.data} & {*second.data}) if first.data and second.data else first.data == second.data
    return data and all({*one} == {*other} for one, other in (
        (first.basis, second.basis), (first.after, second.after), (first.until, second.until))) \
        and (first.typical or False) == (second.typical or False)
