"""The number of the controller is from a register of another country than the one where it is established.

One of the two is probably wrong: the country, which chooses the supervisory authority, or the register, by which
readers identify the controller (Art. 13(1)(a) GDPR).

Correct `country` or `scheme`. A branch with a number of its own abroad stands beside the number at home.

Wrong:
    controller:
      name: Example AS
      country: NO
      registration: {scheme: se-orgnr, number: 556016-0680}  # <-
      contacts: {privacy: {email: privacy@example.no}}

Right:
    controller:
      name: Example AS
      country: NO
      registration: {scheme: no-orgnr, number: "919 627 816"}
      contacts: {privacy: {email: privacy@example.no}}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.law import facts
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(a)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding where every register is of another country, though registers of the controller's country are known."""
    schemes = facts("registrations")
    country = declaration.controller.country
    if country not in {scheme["country"] for scheme in schemes.values()}:
        return
    declared = declaration.controller.registration
    if any(schemes[made.scheme]["country"] in (country, "*") for made in declared):
        return
    for made in declared[:1]:
        yield Finding(made.scheme.at, f"`{made.scheme}` is a register of `{schemes[made.scheme]['country']}`, but the "
                                      f"controller is established in `{country}`.",
                      "Correct `country` or `scheme`, or add the number in the register at home.")
