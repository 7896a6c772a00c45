"""None of the authorities that are named is one of the country where the controller is established.

People may complain where they live, work, or where the law was broken, which for most is where the controller is
(Art. 77 GDPR); that authority also supervises it (Art. 55 and 56 GDPR).

Add the authority of the controller's country, or leave `authorities` out: the page then names it.

Wrong:
    controller:
      name: Example AS
      country: NO
      contacts: {privacy: {email: privacy@example.no}}
    complaint: {authorities: dk-datatilsynet}  # <-

Right:
    controller:
      name: Example AS
      country: NO
      contacts: {privacy: {email: privacy@example.no}}
    complaint: {authorities: [no-datatilsynet, dk-datatilsynet]}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.law import authority_of, eea, facts
from policygen.problem import Severity

PROVISION = "GDPR 77"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding at the first of the authorities of a controller in the EEA."""
    country = declaration.controller.country
    named = declaration.complaint.authorities if declaration.complaint else ()
    own = authority_of(country)
    if named and own is not None and country in eea() and country not in {facts("authorities")[id]["country"]
                                                                         for id in named}:
        yield Finding(named[0].at, f"No authority of `{country}`, where the controller is established, is named.",
                      f"Add `{own.id}`, or leave `authorities` out.")
