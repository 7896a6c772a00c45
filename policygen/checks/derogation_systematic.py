"""Data go to a processor outside the EEA only under an exception for specific situations.

The exceptions of Art. 49 GDPR are to be read narrowly (EDPB Guidelines 2/2018; recital 111 speaks of occasional
transfers); a processor that works for the company all the time does not fit them.

Rely on an adequacy decision or on safeguards of Art. 46, such as `scc`.

Wrong:
    recipients:
      host: {name: Host Inc., role: processor, country: US, transfers: {to: US, tools: contract}}  # <-

Right:
    recipients:
      host: {name: Host Inc., role: processor, country: US, transfers: {to: US, tools: scc}}
    transfers: {copy_contact: privacy}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._recipients import OURS, roles
from policygen.checks._transfers import article, transfers
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 46(2)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for actual transfers to processors that nothing but derogations carry."""
    for made in transfers(declaration):
        tools = made.transfer.tools
        if made.recipient is None or made.possible or not tools or made.transfer.when is not None:
            continue
        if all(article(tool) == "49" for tool in tools) and roles(declaration, made.recipient) & OURS:
            yield Finding(tools[0].at, f"`{tools[0]}` is an exception, but `{made.recipient.id}` is a processor.",
                          "Rely on an adequacy decision or on safeguards such as `scc`.")
