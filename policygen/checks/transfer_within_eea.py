"""A transfer goes to a country of the EEA, which is no transfer in the sense of the law.

The rules on transfers hold for countries outside the European Economic Area (Art. 44 to 50 GDPR): the EU, Iceland,
Liechtenstein and Norway are inside. A reader who is told of safeguards for Sweden is misled.

Take the country out of `to`; where data are stored in the EEA belongs in `stored_in` of the recipient.

Wrong:
    recipients:
      host: {name: Host AB, country: SE, transfers: {to: SE, tools: scc}}  # <-
    transfers: {copy_contact: privacy}

Right:
    recipients:
      host: {name: Host AB, country: SE, stored_in: SE}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._transfers import transfers
from policygen.declaration import Declaration
from policygen.declaration.derived import outside
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(f)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for countries of the EEA to which transfers go."""
    for made in transfers(declaration):
        for country in made.transfer.to:
            if not outside(country):
                yield Finding(country.at, f"`{country}` is in the EEA, so that data going there are not transferred.",
                              "Take it out of `to`, or name the country outside the EEA that is meant.")
