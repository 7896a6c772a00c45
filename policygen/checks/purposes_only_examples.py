"""A list of purposes is said to give only examples.

Readers must be told what their data are used for (Art. 13(1)(c) and 14(1)(c) GDPR): every purpose, not some of them.
Data may not be used for what the list leaves out.

Name all purposes and take `purposes` out of `examples`.

Wrong:
    activities:
      support:
        title: Support
        data_subjects: customer
        data: [name, email]
        purposes: [customer_support]
        legal_basis: contract
        examples: [purposes]  # <-

Right:
    activities:
      support:
        title: Support
        data_subjects: customer
        data: [name, email]
        purposes: [customer_support, contact_documentation]
        legal_basis: contract
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(c)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for activities whose purposes are marked as examples."""
    for activity in declaration.activities:
        for example in activity.examples:
            if example == "purposes":
                yield Finding(example.at, f"`{activity.id}` names its purposes only as examples.",
                              "Name every purpose, and take `purposes` out of `examples`.")
