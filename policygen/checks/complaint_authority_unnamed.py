"""The page tells of the right to complain without naming an authority.

policygen names the authority of the controller's country; for this country it knows none. The notice should name the
one to which people can turn (Art. 13(2)(d), 77 GDPR; guidelines on transparency, WP260 rev.01, annex).

Declare `complaint: {authorities: ...}`: for a controller outside the EEA, that of the country of its representative
and of those where the people live. `policygen vocabulary --kind authorities` lists them.

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
    complaint: {authorities: at-dsb}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.law import authority_of
from policygen.problem import Severity

PROVISION = "GDPR 13(2)(d)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding where no authority is declared and none follows from the country."""
    country = declaration.controller.country
    declared = declaration.complaint is not None and declaration.complaint.authorities
    if not declared and authority_of(country) is None:
        yield Finding(country.at, f"No supervisory authority is declared, and none is known for `{country}`.",
                      "Name the authorities to which people can turn under `complaint`.")
