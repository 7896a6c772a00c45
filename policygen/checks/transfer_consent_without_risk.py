"""A transfer rests on explicit consent, and the risk that people consent to is not told.

Such consent counts only if the person was told before what can happen to data in a country without an adequacy decision
and safeguards (Art. 49(1)(a) GDPR).

Say it in `risk` of the transfer.

Wrong:
    recipients:
      guide: {kind: partner, role: controller, transfers: {to: NP, tools: explicit_consent}}  # <-

Right:
    recipients:
      guide:
        kind: partner
        role: controller
        transfers:
          to: NP
          tools: explicit_consent
          risk: There is no data protection authority in Nepal, and you may not be able to have data deleted.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._transfers import transfers
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 49(1)(a)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for `explicit_consent` in transfers without `risk`."""
    for made in transfers(declaration):
        for tool in made.transfer.tools:
            if tool == "explicit_consent" and made.transfer.risk is None:
                yield Finding(tool.at, f"{made.name} rests on explicit consent, but does not tell the risk.",
                              "Say in `risk` what can happen to the data there.")
