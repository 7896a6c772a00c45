"""A transfer rests on an adequacy decision that covers only some recipients in the country.

The decisions for Canada, Israel, Japan, South Korea and the United States hold for some recipients or some data only
(Art. 45 GDPR); for the others the notice would promise a protection that is not there. Somebody must find out whether
this recipient is covered.

For the United States write `dpf`, with the date on which the certification was seen in `certified`.

Wrong:
    recipients:
      mailer: {name: Mailer Ltd, transfers: {to: CA, tools: adequacy}}  # <-

Right:
    recipients:
      mailer: {name: Mailer AG, transfers: {to: CH, tools: adequacy}}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._transfers import decisions, transfers
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 45"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for countries whose decision is partial, where nothing else protects the data."""
    for made in transfers(declaration):
        if [*made.transfer.tools] != ["adequacy"]:
            continue
        for country in made.countries:
            for decision in decisions(country):
                if decision.get("partial") == "yes":
                    fix = "Is it covered? Then write `dpf` instead of `adequacy`, and the date in `certified`." \
                        if decision.get("certification") == "yes" else \
                        "Is the recipient covered? If not, name another tool, such as `scc`."
                    yield Finding(country.at, f"The adequacy decision for `{country}` only covers: "
                                  f"{decision['scope']}.", fix)
