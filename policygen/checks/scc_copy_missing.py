"""Safeguards such as standard clauses protect a transfer, and nothing says how to get a copy of them.

The notice must tell how to get a copy of the safeguards or where they can be read (Art. 13(1)(f) GDPR). This holds for
all safeguards of Art. 46 and for compelling interests under Art. 49(1), not for adequacy decisions.

Add `copy_contact` or `copy_link` under `transfers`, or a `link` to each transfer.

Wrong:
    recipients:
      mailer:
        name: Mailer Inc.
        country: US
        transfers:
          to: US
          tools: [scc]  # <-

Right:
    recipients:
      mailer: {name: Mailer Inc., country: US, transfers: {to: US, tools: scc}}
    transfers: {copy_contact: privacy}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._transfers import copy_missing, transfers
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(f)"
SEVERITY = Severity.ERROR


def check(declaration: Declaration) -> Iterator[Finding]:
    """One finding, at the first safeguard of an actual transfer without a way to a copy."""
    missing = [(made, at) for made in transfers(declaration) if not made.possible and not made.inside
               if (at := copy_missing(declaration, made.transfer))]
    if missing:
        names = list(dict.fromkeys(f"`{made.recipient.id}`" for made, _ in missing if made.recipient is not None))
        whose = f" of the transfers to {', '.join(names)}" if names else ""
        yield Finding(missing[0][1], f"Nothing says how to get a copy of the safeguards{whose}.",
                      "Add `copy_contact` or `copy_link` under `transfers`, or a `link` to each transfer.")
