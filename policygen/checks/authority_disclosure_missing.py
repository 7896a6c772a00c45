"""Accounts or wages are kept, and nobody to whom such data regularly go is among the recipients.

Accounts go to accountants and auditors, payments to banks, wages to the tax authority. They are recipients (Art.
13(1)(e) GDPR), also where a law demands that they get the data; only an authority that asks in a particular inquiry is
not (Art. 4(9)).

Declare them under `recipients`, as categories if they change.

Wrong:
    activities:
      accounts:
        title: Accounts
        data_subjects: customer
        data: invoice_data
        purposes:
          - purpose: accounting  # <-
            legal_basis: legal_obligation
        recipients: host
    recipients:
      host: {name: Example Hosting GmbH, kind: hosting_provider, role: processor, country: DE}

Right:
    activities:
      accounts:
        title: Accounts
        data_subjects: customer
        data: invoice_data
        purposes:
          - purpose: accounting
            legal_basis: legal_obligation
        recipients: [host, auditor]
    recipients:
      host: {name: Example Hosting GmbH, kind: hosting_provider, role: processor, country: DE}
      auditor: {kind: auditor, role: controller, purpose: auditing our accounts}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._recipients import kinds, widened
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(e)"
SEVERITY = Severity.REVIEW
PURPOSES = frozenset({"accounting", "payroll", "tax_reporting"})
USUAL = frozenset({"accountant", "auditor", "bank", "public_authority", "tax_authority"})


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding at the first such purpose, where recipients are declared but none of the usual ones."""
    if not declaration.recipients or any(kinds(declaration, recipient) & USUAL for recipient in declaration.recipients):
        return
    for activity in declaration.activities:
        for purpose in activity.purposes:
            if widened(declaration, "purposes", purpose.purpose) & PURPOSES:
                yield Finding(purpose.purpose.at, f"`{purpose.purpose}` is a purpose, and no accountant, auditor, bank "
                              "or tax authority is a recipient.",
                              "Does none of them get data? If one does, declare it.")
                return
