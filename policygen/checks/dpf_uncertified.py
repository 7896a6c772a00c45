"""A transfer rests on the Data Privacy Framework, and the recipient's certification was not seen within a year.

The decision covers only organisations on the list of the US Department of Commerce, and they must certify themselves
anew each year (Implementing Decision (EU) 2023/1795). Without it, nothing protects the data (Art. 45 GDPR).

Look the recipient up on the list and write the date in `certified`; if it is not there, name another tool.

Wrong:
    recipients:
      mailer: {name: Mailer Inc., country: US, transfers: {to: US, tools: dpf}}  # <-
      host: {name: Host Inc., country: US, transfers: {to: US, tools: dpf, certified: 2024-01-10}}  # <-

Right:
    recipients:
      mailer: {name: Mailer Inc., country: US, transfers: {to: US, tools: dpf, certified: 2026-01-10}}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._transfers import transfers
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 45"
SEVERITY = Severity.WARNING


def check(declaration: Declaration, today: str) -> Iterator[Finding]:
    """Findings for `dpf` without a date of certification in the year before today."""
    for made in transfers(declaration):
        tool = next((tool for tool in made.transfer.tools if tool == "dpf"), None)
        seen = made.transfer.certified
        if tool is None:
            continue
        if seen is None:
            yield Finding(tool.at, f"{made.name} rests on `dpf`, and no certification of the recipient is recorded.",
                          "Look it up on the list of the framework, and write the date in `certified`.")
        elif not f"{int(today[:4]) - 1}{today[4:]}" <= seen.isoformat() <= today:
            when = "in the future" if seen.isoformat() > today else "more than a year ago"
            yield Finding(seen.at, f"The certification was seen on {seen.isoformat()}, which is {when}.",
                          "Look it up on the list of the framework again, and correct the date.")
