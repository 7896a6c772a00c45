"""A company number is recorded as published but cannot be right.

Readers identify the controller by it (Art. 13(1)(a) GDPR); the page says that it is not confirmed.

Wrong:
    controller:
      name: Example AS
      country: NO
      registration:
        scheme: no-orgnr
        unconfirmed: "9370833512"  # <-
        doubt: It has ten digits instead of nine.
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
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(a)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for `unconfirmed` numbers."""
    for registration in declaration.controller.registration:
        if registration.unconfirmed is not None:
            yield Finding(registration.unconfirmed.at, f"The number `{registration.unconfirmed}` is not confirmed.",
                          "Look it up in the register and declare it as `number`.")
