"""A list of data is said to give only examples.

Which categories of data are used must be told where they come from elsewhere (Art. 14(1)(d) GDPR), and should be told
where people give them themselves: they ought to see to what extent data about them are used (recital 39).

Name every category and take `data` out of `examples`. Where people write what they like, say so with `free_text`.

Wrong:
    activities:
      support:
        title: Support
        data_subjects: customer
        data: [name, email]
        purposes: customer_support
        legal_basis: contract
        examples: data  # <-

Right:
    activities:
      support:
        title: Support
        data_subjects: customer
        data: [name, email, free_text]
        purposes: customer_support
        legal_basis: contract
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 14(1)(d)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for activities whose data are marked as examples."""
    for activity in declaration.activities:
        for example in activity.examples:
            if example == "data":
                yield Finding(example.at, f"`{activity.id}` names its data only as examples.",
                              "Name every category, and take `data` out of `examples`.")
