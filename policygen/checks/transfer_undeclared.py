"""A recipient is in a country outside the EEA that none of its transfers names.

The notice must tell of every transfer and of what protects the data there (Art. 13(1)(f) GDPR). Name the country in
`to` of a transfer, or correct where the recipient is.

A recipient without any transfers is looked at by `transfer-without-safeguard`.

Wrong:
    recipients:
      support:
        name: Support Inc.
        country: US  # <-
        transfers: {to: IN, tools: scc}

Right:
    recipients:
      support:
        name: Support Inc.
        country: US
        transfers: {to: [US, IN], tools: scc}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.declaration.derived import places
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(f)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for countries of recipients that their transfers leave out."""
    general = declaration.transfers.general if declaration.transfers else ()
    for recipient in declaration.recipients:
        if not recipient.transfers or not all(transfer.to for transfer in recipient.transfers):
            continue
        named = {country for transfer in (*recipient.transfers, *general) for country in transfer.to}
        for country in places(recipient):
            if country not in named:
                yield Finding(country.at, f"`{recipient.id}` is in `{country}`, and none of its transfers goes there.",
                              f"Add `{country}` to `to` of a transfer, with what protects the data there.")
