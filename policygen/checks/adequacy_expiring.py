"""A transfer rests on an adequacy decision that ends within a year, or while the notice still holds.

After that day the data may no longer go there on this ground (Art. 45 GDPR), and what the notice says of it is wrong
(Art. 13(1)(f)). Somebody must find out whether the decision is renewed, and plan what takes its place.

Add another tool, such as `scc`, or accept the finding until the decision is renewed.

Wrong:
    ends: 2032-06-30
    transfers:
      general:
        - {to: GB, tools: adequacy}  # <-

Right:
    ends: 2027-06-30
    transfers:
      general:
        - {to: GB, tools: adequacy}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._transfers import decisions, transfers
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 45"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration, today: str) -> Iterator[Finding]:
    """Findings for countries whose decision ends soon, where nothing else protects the data."""
    horizon = max(f"{int(today[:4]) + 1}{today[4:]}", declaration.ends.isoformat() if declaration.ends else "")
    for made in transfers(declaration):
        if [*made.transfer.tools] != ["adequacy"]:
            continue
        for country in made.countries:
            for decision in decisions(country):
                if decision.get("expires") and today <= decision["expires"] < horizon:
                    yield Finding(country.at, f"The adequacy decision for `{country}` ends on {decision['expires']}.",
                                  "Will it be renewed? If not, what protects the data from then on?")
