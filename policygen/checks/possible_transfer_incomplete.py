"""A transfer that may happen stands without what would protect the data, or without a way to a copy of it.

Whoever intends a transfer must already tell of the adequacy decision or the safeguards, and where to get a copy of
these (Art. 13(1)(f) GDPR). Add `tools` to the transfer, and `copy_contact` or `copy_link` under `transfers`.

Wrong:
    recipients:
      mailer: {name: Mailer GmbH, country: DE, transfers: {to: IN, status: possible}}  # <-
    transfers:
      general:
        - status: possible
          who: suppliers of Mailer GmbH
          tools: [safeguards]  # <-

Right:
    recipients:
      mailer: {name: Mailer GmbH, country: DE, transfers: {to: IN, status: possible, tools: scc}}
    transfers: {copy_contact: privacy}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._transfers import copy_missing, transfers
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(f)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for possible transfers without tools, and for the first of their safeguards without a way to a copy."""
    possible = [made for made in transfers(declaration) if made.possible and not made.inside]
    for made in possible:
        if not made.transfer.tools:
            yield Finding(made.transfer.at, f"{made.name} may happen, and nothing says what would protect the data.",
                          "Add `tools`, such as `adequacy` or `scc`.")
    missing = [at for made in possible if (at := copy_missing(declaration, made.transfer))]
    if missing:
        yield Finding(missing[0], "A safeguard is named, and nothing says how to get a copy of it.",
                      "Add `copy_contact` or `copy_link` under `transfers`, or a `link` to the transfer.")
