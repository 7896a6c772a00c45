"""No recipient is declared, and no text says that nobody gets the data.

The notice must name the recipients or their categories (Art. 13(1)(e) GDPR). Processors are recipients too (Art. 4(9)):
whoever runs the servers, the email or the accounts. Hardly any company is without them.

Declare them under `recipients`. Where really nobody gets data, say so in a text of `texts` with `place: recipients`.

Wrong:
    activities:  # <-
      enquiries:
        title: Enquiries
        data_subjects: enquirer
        data: email
        purposes: {purpose: enquiries, legal_basis: contract}

Right:
    activities:
      enquiries:
        title: Enquiries
        data_subjects: enquirer
        data: email
        purposes: {purpose: enquiries, legal_basis: contract}
        recipients: mail_host
    recipients:
      mail_host: {name: Example Mail GmbH, role: processor, country: DE, purpose: running our email}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(e)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding where there is neither a recipient nor a text in their place."""
    if not declaration.recipients and not any(text.place == "recipients" for text in declaration.texts):
        yield Finding(declaration.where("activities"), "No recipient of the data is declared.",
                      "Declare `recipients`, processors too; or say in a text with `place: recipients` that there are "
                      "none.")
