"""Children are asked for a consent of their own, and the age from which they can give it is missing or too low.

An online service that is offered directly to a child may rely on the consent of the child only from the age that
national law sets, 13 to 16; below it, a parent or guardian must consent (Art. 8(1) GDPR). The rule looks at the
country of the controller and at the markets of its contacts. Elsewhere than online it must be as clear who consents.

Give the age in `children: {minimum_age: ...}`, or let a parent consent: `by_guardian: yes` in the consent.

Wrong:
    controller:
      name: Example GmbH
      country: DE
      contacts: {privacy: {email: privacy@example.de}}
    activities:
      pictures:
        title: Pictures
        data_subjects: app_user
        data: photo
        purposes: {purpose: content_sharing, legal_basis: consent}
        consent: {withdraw: Take the picture down in the app.}
    children:
      minimum_age: 13  # <-

Right:
    controller:
      name: Example GmbH
      country: DE
      contacts: {privacy: {email: privacy@example.de}}
    activities:
      pictures:
        title: Pictures
        data_subjects: app_user
        data: photo
        purposes: {purpose: content_sharing, legal_basis: consent}
        consent: {withdraw: Take the picture down in the app.}
    children:
      minimum_age: 16
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._children import CHILDREN, own_consents
from policygen.declaration import Declaration
from policygen.law import facts
from policygen.problem import Position, Severity

PROVISION = "GDPR 8"
SEVERITY = Severity.WARNING
USERS = CHILDREN | {"user", "app_user", "account_holder", "anonymous_user", "subscriber", "newsletter_subscriber",
                    "customer", "existing_customer", "loyalty_member", "competition_participant", "member"}


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding for an age below that of the country, or for each activity that asks children without any age."""
    children = declaration.children
    if children is not None and children.minimum_age is not None:
        yield from _too_low(declaration, children.minimum_age, children.where("minimum_age"))
    elif children is None or children.guardians is None:
        asked = {activity.id: (activity, basis) for activity, _, basis in own_consents(declaration, CHILDREN)}
        for activity, basis in asked.values():
            yield Finding(basis.at, f"`{activity.id}` relies on the consent of children; neither the age from which "
                                    "they give it themselves nor a parent who gives it is declared.",
                          "Have a parent consent: `by_guardian: yes`. Or add `children: {minimum_age: ...}`.")


def _too_low(declaration: Declaration, declared: int, at: Position) -> Iterator[Finding]:
    served = {declaration.controller.country, *(country for contact in declaration.controller.contacts
                                                for country in contact.markets)}
    ages = {country: int(facts("children_ages")[country]["age"])
            for country in sorted(served) if country in facts("children_ages")}
    higher = ", ".join(f"{age} in `{country}`" for country, age in ages.items() if age > declared)
    relying = dict.fromkeys(f"`{activity.id}`" for activity, _, _ in own_consents(declaration, USERS))
    if higher and relying:
        yield Finding(at, f"The minimum age is {declared}, but children can consent alone only from: {higher}. On "
                          f"consent rests: {', '.join(relying)}.",
                      "Raise `minimum_age`, or have a parent consent below that age: `by_guardian: yes`.")
