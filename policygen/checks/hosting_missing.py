"""Recipients are declared, but none that runs servers or email.

Whoever hosts a website, a system or a mailbox gets the data in it and is a recipient, as a processor too (Art. 4(9) and
13(1)(e) GDPR). They are easily forgotten because nobody sends them anything.

Declare them under `recipients`; accept the finding where the company runs everything on machines of its own.

Wrong:
    recipients:  # <-
      carrier: {name: Budbil AS, kind: carrier, role: controller, country: NO, purpose: delivering parcels}

Right:
    recipients:
      carrier: {name: Budbil AS, kind: carrier, role: controller, country: NO, purpose: delivering parcels}
      host: {name: Example Hosting GmbH, kind: hosting_provider, role: processor, country: DE}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._recipients import kinds
from policygen.checks._texts import Text
from policygen.checks._words import found
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(e)"
SEVERITY = Severity.REVIEW
HOSTS = frozenset({"hosting_provider", "cloud_storage_provider", "it_supplier", "email_provider", "sub_processors"})


def check(declaration: Declaration, texts: tuple[Text, ...]) -> Iterator[Finding]:
    """A finding where no recipient hosts by its kind, its purpose or its place."""
    if not declaration.recipients:
        return
    told = tuple(text for text in texts if text.owner in ("Recipient", "RecipientUse") and text.key == "purpose")
    if any(recipient.stored_in or kinds(declaration, recipient) & HOSTS for recipient in declaration.recipients) \
            or any(True for _ in found("hosting_missing", told)):
        return
    yield Finding(declaration.where("recipients"), "None of the recipients is said to run servers or email.",
                  "Does the company run them itself? If not, declare who does.")
