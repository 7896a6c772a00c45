"""A public body has no data protection officer.

Every public authority or body must designate one, courts excepted when they act as such (Art. 37(1)(a) GDPR), publish
how to reach the officer (Art. 37(7) GDPR) and say so in the notice (Art. 13(1)(b) GDPR).

Declare `data_protection_officer`; several bodies may share one (Art. 37(3) GDPR).

Wrong:
    controller:
      name: Eksempel kommune
      country: NO
      public_body: yes  # <-
      contacts: {privacy: {email: post@kommune.no}}

Right:
    controller:
      name: Eksempel kommune
      country: NO
      public_body: yes
      contacts: {privacy: {email: post@kommune.no}}
    data_protection_officer: {email: personvernombud@kommune.no}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 37(1)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding for a public body that declares no officer, or that there is none."""
    officer = declaration.data_protection_officer
    if declaration.controller.public_body and (officer is None or officer.none is not None):
        at = declaration.controller.where("public_body") if officer is None else officer.where("none")
        yield Finding(at, f"`{declaration.controller.name}` is a public body without a data protection officer.",
                      "Declare how to reach the officer under `data_protection_officer`.")
