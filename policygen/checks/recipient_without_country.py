"""A company gets data, and nothing says in which country: whether data leave the EEA stays open.

If it is outside the EEA, or lets people there see the data, the notice must tell of the transfer and of the safeguards
(Art. 13(1)(f) GDPR). Many services are run by groups outside the EEA although they have an office in it.

Add `country`, and `stored_in` or `location` where the data are stored; where data leave the EEA also `transfers`.

Wrong:
    recipients:
      mailer: {name: Mailer, role: processor}  # <-

Right:
    recipients:
      mailer: {name: Mailer GmbH, role: processor, country: DE, stored_in: DE}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._recipients import AUTHORITIES, kinds, roles
from policygen.declaration import Declaration
from policygen.declaration.recipient import Recipient
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(f)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for named recipients without any place, other than authorities and departments."""
    for recipient in declaration.recipients:
        placed = recipient.country or recipient.stored_in or recipient.location or recipient.transfers
        if recipient.name is not None and not placed and not _near(declaration, recipient):
            yield Finding(recipient.id.at, f"Nothing says where `{recipient.id}` is or stores data.",
                          "Is it outside the EEA, or can the data be seen from there? Add `country`, and `transfers` "
                          "if so.")


def _near(declaration: Declaration, recipient: Recipient) -> bool:
    """Whether it is a part of the company or a public authority, whose country readers know."""
    return bool(kinds(declaration, recipient) & (AUTHORITIES | {"internal_department"})
                or "authority" in roles(declaration, recipient))
