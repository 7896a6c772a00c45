"""The representative in the EEA has its address outside the EEA.

The representative must be established in one of the states where the people are whose data are processed (Art. 27(3)
GDPR); the page calls it the representative in the EEA. A representative for the United Kingdom or Switzerland, which
their own laws ask for, is another one: name it in a text under `texts`.

Wrong:
    controller:
      name: Trails Inc.
      country: US
      contacts: {privacy: {email: privacy@trails.com}}
    representative:
      name: Reps Ltd
      address: {city: London, country: GB}  # <-

Right:
    controller:
      name: Trails Inc.
      country: US
      contacts: {privacy: {email: privacy@trails.com}}
    representative:
      name: Vertreter GmbH
      address: {city: Wien, country: AT}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.law import eea
from policygen.problem import Severity

PROVISION = "GDPR 27"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding for a representative outside the EEA."""
    representative = declaration.representative
    if representative is not None and representative.address.country not in eea():
        country = representative.address.country
        yield Finding(country.at, f"The address of the representative in the EEA is in `{country}`, outside the EEA.",
                      "Declare a representative in a state of the EEA where the people are.")
