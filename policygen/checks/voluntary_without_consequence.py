"""Data may be withheld, and nothing says what that means.

The notice must also tell the possible consequences of not providing data (Art. 13(2)(e) GDPR). Where providing them is
voluntary, something may still not be possible without them, such as an answer or a reminder.

Say it in `consequence`; `Nothing else changes.` is an answer too. It is not asked for where everything rests on
consent.

Wrong:
    activities:
      enquiries:
        title: Enquiries
        data_subjects: enquirer
        data: [name, email]
        purposes: enquiries
        legal_basis: {basis: legitimate_interests, interest: answering people who write to us}
        obligation: voluntary  # <-

Right:
    activities:
      enquiries:
        title: Enquiries
        data_subjects: enquirer
        data: [name, email]
        purposes: enquiries
        legal_basis: {basis: legitimate_interests, interest: answering people who write to us}
        obligation: {kind: voluntary, consequence: Without your email address we cannot answer.}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._bases import only_consent
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(2)(e)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for voluntary obligations without `consequence`, where not everything rests on consent."""
    asking = [activity for activity in declaration.activities if not only_consent(declaration, activity)]
    default = declaration.defaults.obligation if declaration.defaults else ()
    inherited = default if any(not activity.obligation for activity in asking) else ()
    for obligation in (*inherited, *(one for activity in asking for one in activity.obligation)):
        if obligation.kind == "voluntary" and obligation.consequence is None:
            yield Finding(obligation.at, "Data may be withheld, and what that means is not told.",
                          "Does anything become impossible without them? Say it in `consequence`.")
