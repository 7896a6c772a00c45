"""Data leave the EEA, and nothing says what protects them there.

The notice must name the adequacy decision or the safeguards (Art. 13(1)(f) GDPR). A recipient established outside the
EEA counts as a transfer unless its entry says otherwise under `transfers`.

Wrong:
    recipients:
      mailer: {name: Mailer Inc., role: processor, country: US}  # <-
      host: {name: Host Ltd, role: processor, transfers: {to: IN}}  # <-

Right:
    recipients:
      mailer: {name: Mailer Inc., role: processor, country: US, transfers: {to: US, tools: scc}}
      host: {name: Host GmbH, role: processor, country: DE}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.law import eea
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(f)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for recipients outside the EEA without transfers, and for transfers without tools."""
    for recipient in declaration.recipients:
        if recipient.country is not None and recipient.country not in eea() and not recipient.transfers:
            yield Finding(recipient.country.at, f"`{recipient.id}` is outside the EEA, and no safeguard is declared.",
                          "Add `transfers` with the country and the `tools` that protect the data.")
    general = declaration.transfers.general if declaration.transfers else ()
    for transfer in (*general, *(made for recipient in declaration.recipients for made in recipient.transfers)):
        if not transfer.tools:
            yield Finding(transfer.at, "A transfer names nothing that protects the data.",
                          "Add `tools`, such as `adequacy` or `scc`.")
