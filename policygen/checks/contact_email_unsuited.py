"""People are told to use their rights at a mailbox for sales or one that nobody reads.

The controller must make it easy to use the rights (Art. 12(2) GDPR). A request in a mailbox for sales is easily lost,
and the month to answer it runs all the same; behind a no-reply address nobody reads it at all.

Give a mailbox of its own, such as privacy@, or one that those who answer requests read.

Wrong:
    controller:
      name: Example AS
      country: NO
      contacts: {privacy: {email: sales@camping.no}}  # <-

Right:
    controller:
      name: Example AS
      country: NO
      contacts: {privacy: {email: privacy@camping.no}}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._words import pattern
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 12(2)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for the contacts for privacy and rights, and for the data protection officer."""
    officer = declaration.data_protection_officer
    found = [contact.email for contact in declaration.controller.contacts
             if contact.id in declaration.rights.contact or {"privacy", "rights"} & set(contact.for_)]
    for email in (*found, officer.email if officer else None):
        if email is not None and pattern("unsuited_mailbox").search(email.partition("@")[0]):
            yield Finding(email.at, f"`{email}`, where people use their rights, is by its name a mailbox for sales or "
                                    "marketing, or one that nobody reads.",
                          "Give a mailbox for privacy, or one that those who answer requests read.")
