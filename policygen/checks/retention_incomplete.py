"""An activity says how long some of its data are kept, and nothing about the others.

The notice must give the storage period or the criteria for all data (Art. 13(2)(a) GDPR). Rules of an activity stand in
place of those under `defaults`, so that what they leave out has no rule at all.

Name the others in `data` or `basis` of a rule, or add a rule without either for all the rest.

Wrong:
    activities:
      orders:  # <-
        title: Orders
        data_subjects: customer
        data: [email, order, voice_recording]
        purposes: {purpose: order_handling, legal_basis: contract}
        retention:
          - {data: order, period: P2Y, after: order_delivered, then: delete}
          - {data: voice_recording, period: P30D, then: delete}

Right:
    activities:
      orders:
        title: Orders
        data_subjects: customer
        data: [email, order, voice_recording]
        purposes: {purpose: order_handling, legal_basis: contract}
        retention:
          - {period: P2Y, after: order_delivered, then: delete}
          - {data: voice_recording, period: P30D, then: delete}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policygen.checks import Finding
from policygen.checks._retention import rules_of
from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.declaration.retention import Retention
from policygen.notice.basis import bases_of
from policygen.problem import Severity

PROVISION = "GDPR 13(2)(a)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for activities whose rules are all limited to data, or all to legal bases, and leave some out."""
    for activity in declaration.activities:
        rules = rules_of(declaration, activity)
        if not rules or any(rule.what is not None or not (rule.data or rule.basis) for rule in rules):
            continue
        left = _data(activity, rules) if all(rule.data and not rule.basis for rule in rules) else \
            _bases(declaration, activity) if all(rule.basis and not rule.data for rule in rules) else ()
        if left:
            yield Finding(activity.id.at, f"No storage rule of `{activity.id}` covers {', '.join(left)}.",
                          "Name them in a rule, or add a rule without `data` and `basis` for the rest.")


def _data(activity: Activity, rules: Sequence[Retention]) -> tuple[str, ...]:
    """The data that no rule names; none where a rule names data by a wider term than the activity."""
    used = {category for item in activity.data for category in item.category}
    kept = [category for item in activity.data if item.kept != "on_device" and item.state != "anonymous"
            for category in item.category]
    named = {category for rule in rules for category in rule.data}
    return () if named - used else tuple(f"`{category}`" for category in kept if category not in named)


def _bases(declaration: Declaration, activity: Activity) -> tuple[str, ...]:
    """The legal bases of the activity that no rule names."""
    named = {basis for rule in rules_of(declaration, activity) for basis in rule.basis}
    used = dict.fromkeys(basis.basis for purpose in activity.purposes
                         for basis in bases_of(declaration, activity, purpose))
    return tuple(f"`{basis}`" for basis in used if basis not in named)
