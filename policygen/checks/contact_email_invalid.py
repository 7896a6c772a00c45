"""An e-mail address has a domain at which nobody has a mailbox, such as example.com.

It was left over from a template: whoever writes there gets no answer (Art. 12(2), 13(1)(a) GDPR).

Give the address at which somebody reads what people write.

Wrong:
    controller:
      name: Example AS
      country: NO
      contacts: {privacy: {email: privacy@example.com}}  # <-

Right:
    controller:
      name: Example AS
      country: NO
      contacts: {privacy: {email: privacy@camping.no}}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._controller import emails
from policygen.checks._words import pattern
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(a)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding for each reserved domain or domain of a template, at the first address there."""
    seen: set[str] = set()
    for email in emails(declaration):
        domain = email.rpartition("@")[2].casefold()
        if domain not in seen and pattern("placeholder_domain").fullmatch(domain):
            seen.add(domain)
            yield Finding(email.at, f"`{email}` is an example: nobody has a mailbox at `{domain}`.",
                          "At which address does somebody read what people write?")
