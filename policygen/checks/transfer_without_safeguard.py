"""Data leave the EEA, and nothing says what protects them there.

The notice must name the adequacy decision or the safeguards (Art. 13(1)(f) GDPR). A recipient that is established or
stores data outside the EEA counts as a transfer; describe it under `transfers`, with the `tools` that protect the data.

A transfer that only may happen is looked at by `possible-transfer-incomplete`.

Wrong:
    recipients:
      mailer: {name: Mailer Inc., role: processor, country: US}  # <-
      archive: {name: Archive GmbH, role: processor, country: DE, stored_in: [DE, IN]}  # <-
      host: {name: Host Ltd, role: processor, transfers: {to: IN}}  # <-

Right:
    recipients:
      mailer: {name: Mailer Inc., role: processor, country: US, transfers: {to: US, tools: scc}}
      host: {name: Host GmbH, role: processor, country: DE}
    transfers: {copy_contact: privacy}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._transfers import transfers
from policygen.declaration import Declaration
from policygen.declaration.derived import places
from policygen.problem import Severity
from policygen.schema import Country

PROVISION = "GDPR 13(1)(f)"
SEVERITY = Severity.ERROR


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for recipients outside the EEA without transfers, and for actual transfers without tools."""
    for recipient in declaration.recipients:
        bare = [] if recipient.transfers else [country for country in places(recipient)
                                               if not _general(declaration, country)]
        if bare:
            yield Finding(bare[0].at, f"Data go to `{recipient.id}` in `{bare[0]}`, outside the EEA, and nothing says "
                          "what protects them.",
                          "Add `transfers` to the recipient, with the countries and the `tools` that protect the data.")
    for made in transfers(declaration):
        if not (made.transfer.tools or made.possible or made.inside):
            yield Finding(made.transfer.at, f"{made.name} names nothing that protects the data.",
                          "Add `tools`, such as `adequacy` or `scc`.")


def _general(declaration: Declaration, country: Country) -> bool:
    """Whether a transfer that is not tied to one recipient covers the country."""
    return any(country in made.transfer.to or not (made.transfer.to or made.possible)
               for made in transfers(declaration) if made.recipient is None)
