"""A text calls somebody the controller who is not declared as one.

Readers must know who is responsible (Art. 13(1)(a) GDPR). If a sentence names another company than the declaration,
or a product, they cannot tell against whom they have their rights.

Name the declared controller in the text, or leave the sentence out: the page says who the controller is. Somebody
else who decides about some activities stands under `joint_controllers`, or under `recipients` with the role
`controller`.

Wrong:
    introduction: Acme Tents AS is the data controller.  # <-
    controller:
      name: Example AS
      country: NO
      contacts: {privacy: {email: privacy@example.no}}

Right:
    introduction: Example AS is the data controller.
    controller:
      name: Example AS
      country: NO
      contacts: {privacy: {email: privacy@example.no}}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._controller import has_company_form, names_of_others, without_form
from policygen.checks._texts import Text
from policygen.checks._words import pattern
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(a)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration, texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for sentences in which a company, or a brand of the controller, is the controller."""
    name = declaration.controller.name
    known = [name, without_form(name), *names_of_others(declaration)]
    known = [one.casefold() for one in known]
    products = [brand for brand in declaration.controller.brands if brand.casefold() not in name.casefold()]
    for text in texts:
        for match in pattern("named_controller", text.language).finditer(text.text):
            said = match.group()
            named = has_company_form(said) or any(brand in said for brand in products)
            if named and not any(one in said.casefold() for one in known):
                yield Finding(text.at, f"The text says “{said}”, but the controller declared is `{name}`.",
                              "Name the declared controller, or declare the other one where it belongs.")
