"""Several contacts stand for people's rights, and nothing says which is for what.

Readers must find out without effort whom to write to (Art. 12(2) GDPR). Say with `for` or `title` what each contact is
for, or keep one.

Wrong:
    controller:
      name: Example AS
      country: NO
      contacts:
        privacy: {email: privacy@example.no}
        support: {email: support@example.no}
    rights: {contact: [privacy, support]}  # <-

Right:
    controller:
      name: Example AS
      country: NO
      contacts:
        privacy: {for: rights, email: privacy@example.no}
        support: {title: Customers of our shop, email: support@example.no}
    rights: {contact: [privacy, support]}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 12(2)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding where two or more contacts for rights have neither `for`, `title` nor `markets`."""
    chosen = [contact for contact in declaration.controller.contacts if contact.id in declaration.rights.contact]
    bare = [contact for contact in chosen if not (contact.for_ or contact.title or contact.markets)]
    if len(bare) > 1:
        names = ", ".join(f"`{contact.id}`" for contact in bare)
        yield Finding(declaration.rights.contact[-1].at, f"Nothing says which of {names} is for what.",
                      "Give each contact a `title` or `for`, or name one only.")
