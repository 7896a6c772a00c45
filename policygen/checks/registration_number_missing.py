"""The controller is a company, and no number in a public register is declared.

The notice should let readers identify the controller without doubt (Art. 13(1)(a) GDPR; guidelines on transparency,
WP260 rev.01, annex). Two companies can have nearly the same name, but not the same number; many states also want it
on every website of a company.

Add `registration`; `policygen vocabulary --kind registrations` lists the registers.

Wrong:
    controller:
      name: Example AS  # <-
      country: NO
      contacts: {privacy: {email: privacy@example.no}}

Right:
    controller:
      name: Example AS
      registration: {scheme: no-orgnr, number: "919 627 816"}
      country: NO
      contacts: {privacy: {email: privacy@example.no}}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._controller import has_company_form, without_form
from policygen.declaration import Declaration
from policygen.law import facts
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(a)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding for a company in a country whose register is known."""
    controller = declaration.controller
    forms = [text for _, text in controller.legal_form.texts] if controller.legal_form else []
    company = without_form(controller.name) != controller.name or has_company_form(*forms)
    schemes = [scheme.id for scheme in facts("registrations").values() if scheme["country"] == controller.country]
    if company and schemes and not controller.registration:
        yield Finding(controller.name.at, f"No number in a public register is declared for `{controller.name}`.",
                      f"What is its number? Add `registration`, such as {{scheme: {schemes[0]}, number: ...}}.")
