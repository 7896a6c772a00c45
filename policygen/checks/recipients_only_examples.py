"""An activity gives its recipients only as examples.

The notice must tell of the recipients, all of them by name or at least by category (Art. 13(1)(e) GDPR; guidelines
WP260, annex). From examples nobody can see who else gets the data.

Declare the others too, as a category with `kind` and `purpose` where they cannot be named, and take `recipients` out of
`examples`.

Wrong:
    activities:
      support:
        title: Support
        data_subjects: customer
        data: email
        purposes: {purpose: customer_support, legal_basis: contract}
        recipients: helpdesk
        examples: [data, recipients]  # <-
    recipients:
      helpdesk: {name: Hjelp AS, role: processor, country: NO}

Right:
    activities:
      support:
        title: Support
        data_subjects: customer
        data: email
        purposes: {purpose: customer_support, legal_basis: contract}
        recipients: [helpdesk, translators]
    recipients:
      helpdesk: {name: Hjelp AS, role: processor, country: NO}
      translators: {kind: it_supplier, purpose: translating enquiries, location: within the EEA}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(e)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for activities whose list of recipients only gives examples."""
    for activity in declaration.activities:
        for example in activity.examples:
            if example == "recipients":
                yield Finding(example.at, f"`{activity.id}` gives its recipients only as examples.",
                              "Declare the others too, by name or as a category with `kind` and `purpose`.")
