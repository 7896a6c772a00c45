"""A value says something of another one that is not there, or that another one makes empty, so that no page shows it.

`of` says whose an `interest` is; `examples` names lists that only give examples; `by_post` sends readers to the
company's address where a contact has none of its own. Without what they belong to they are shown nowhere, and readers
miss what was meant (Art. 12(1) GDPR).

Declare what they belong to, or remove them.

Wrong:
    controller:
      name: Example AS
      country: NO
      address: {street: Storgata 1, postal_code: "0155", city: Oslo, country: NO}
      contacts:
        privacy:
          address: {street: P.O. Box 1, postal_code: "0101", city: Oslo, country: NO}
          by_post: yes  # <-
    activities:
      orders:
        title: Orders
        data_subjects: customer
        data: order
        purposes:
          purpose: order_handling
          legal_basis:
            basis: contract
            of: third_party  # <-
        examples:
          - recipients  # <-

Right:
    controller:
      name: Example AS
      country: NO
      address: {street: Storgata 1, postal_code: "0155", city: Oslo, country: NO}
      contacts:
        privacy:
          by_post: yes
    activities:
      orders:
        title: Orders
        data_subjects: customer
        data: order
        purposes:
          purpose: order_handling
          legal_basis: {basis: legitimate_interests, interest: knowing what sells, of: third_party}
        examples: data
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policygen.checks import Finding
from policygen.checks._bases import basis_lists
from policygen.declaration import Declaration
from policygen.problem import Severity
from policygen.schema import Record, Str

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for `of` without an interest, `examples` of lists that are not there, `by_post` beside an address."""
    for basis in (basis for bases in basis_lists(declaration) for basis in bases):
        if basis.of is not None and basis.interest is None:
            yield Finding(basis.where("of"), "`of` says whose interest it is, and no `interest` is named.",
                          "Add `interest`, or remove `of`.")
    everywhere = {"recipients"} if declaration.defaults and declaration.defaults.recipients else set()
    for activity in declaration.activities:
        yield from _of_nothing(activity, activity.examples, everywhere)
    for integration in declaration.integrations:
        yield from _of_nothing(integration, integration.examples, set())
    for contact in declaration.controller.contacts:
        if contact.by_post and contact.address:
            yield Finding(contact.where("by_post"), "The contact has an address of its own, so `by_post` says nothing.",
                          "Keep one of `address` and `by_post`.")


def _of_nothing(record: Record, examples: Sequence[Str], inherited: set[str]) -> Iterator[Finding]:
    for name in examples:
        if name not in inherited and not getattr(record, name):
            yield Finding(name.at, f"`{name}` only give examples, it says, and no `{name}` stand here.",
                          f"Add `{name}`, or remove it from `examples`.")
