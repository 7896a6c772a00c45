"""The name of the controller shows no legal form, and nothing else tells who stands behind it.

The controller is a person or a body that can be held to account (Art. 4(7) GDPR), never a product, a brand or a
website. Readers must be able to identify it (Art. 13(1)(a) GDPR).

Declare the full legal name and keep the brand under `brands`. Where the name is right but does not show the form, as
for a sole trader, add `legal_form` or `registration`; for an authority, `public_body: yes`.

Wrong:
    controller:
      name: Tentbook  # <-
      country: NO
      contacts: {privacy: {email: privacy@example.no}}

Right:
    controller:
      name: Example AS
      brands: Tentbook
      country: NO
      contacts: {privacy: {email: privacy@example.no}}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._controller import has_company_form
from policygen.checks._words import pattern
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(a)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding where neither the name nor another key shows a legal person."""
    controller = declaration.controller
    shown = (has_company_form(controller.name) or pattern("legal_body").search(controller.name)
             or controller.legal_form or controller.registration or controller.public_body)
    if not shown:
        yield Finding(controller.name.at, f"`{controller.name}` shows no legal form, and no number is declared.",
                      "Is it the full legal name, and not a brand or product? Then add `legal_form` or `registration`.")
