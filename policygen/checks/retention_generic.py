"""A storage rule only says that data are kept as long as they are needed.

It is not enough to say that data are kept as long as necessary for their purpose: readers must be able to work out how
long theirs are kept (Art. 13(2)(a) GDPR; guidelines WP260, annex). This holds for the event `purpose_fulfilled` alone,
too.

Give a `period`, an event that readers can know of in `until`, or a criterion that can be tested.

Wrong:
    activities:
      enquiries:
        title: Enquiries
        data_subjects: enquirer
        data: [email, log_data]
        purposes: {purpose: enquiries, legal_basis: contract}
        retention:
          - until: purpose_fulfilled  # <-
          - data: log_data
            criterion: how long we need the logs  # <-

Right:
    activities:
      enquiries:
        title: Enquiries
        data_subjects: enquirer
        data: [email, log_data]
        purposes: {purpose: enquiries, legal_basis: contract}
        retention:
          - {until: request_answered}
          - {data: log_data, criterion: whether the log shows an attack that the police investigate}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._recipients import spots
from policygen.checks._retention import own_rules
from policygen.checks._texts import Text
from policygen.checks._words import found
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(2)(a)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration, texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for rules that stand on `purpose_fulfilled` alone, and for criteria that say no more."""
    for rule in own_rules(declaration):
        if rule.period or rule.law or rule.decided_by or rule.see:
            continue
        said = spots(rule.criterion)
        vague = next(found("retention_generic", tuple(text for text in texts if text.at in said)), None)
        if vague is not None:
            yield Finding(vague[0].at, f"`{vague[1]}` does not let readers work out how long data are kept.",
                          "Give a period, an event, or a criterion that can be tested.")
        elif rule.criterion is None and all(event == "purpose_fulfilled" for event in rule.until):
            yield Finding(rule.until[0].at, "The rule only says that data are kept until their purpose is fulfilled.",
                          "Give a `period`, or an event in `until` that readers can know of.")
