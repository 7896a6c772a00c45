"""The controller is established outside the EEA, and no representative in it is declared.

Whoever offers goods or services to people in the EEA from outside, or watches what they do there, must as a rule name
a representative in it (Art. 3(2) and 27 GDPR), and the notice must say who that is (Art. 13(1)(a) GDPR). Public
bodies are excepted, and those whose processing is occasional, involves no sensitive data on a large scale and is
hardly a risk.

Declare `representative`. Where none is needed, accept this with the reason.

Wrong:
    controller:
      name: Trails Inc.
      country: US  # <-
      contacts: {privacy: {email: privacy@trails.com}}

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
from policygen.law import eea, facts
from policygen.problem import Severity

PROVISION = "GDPR 27"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding for a private controller outside the EEA that has no branch with a number inside."""
    controller = declaration.controller
    schemes = facts("registrations")
    branch = any(made.number and schemes[made.scheme]["country"] in eea() for made in controller.registration)
    if controller.country in eea() or controller.public_body or branch or declaration.representative is not None:
        return
    yield Finding(controller.country.at, f"The controller is established in `{controller.country}`, outside the EEA, "
                                         "and no representative is declared.",
                  "Does it offer goods or services to people in the EEA, or watch what they do there? Then declare "
                  "`representative`.")
