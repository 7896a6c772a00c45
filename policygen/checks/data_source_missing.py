"""An activity concerns people of whom others tell, and names no other source than the person.

Where data do not come from the person, the notice must say where they come from (Art. 14(2)(f) GDPR). Next of kin,
reference persons, receivers of parcels or people in a contact list seldom give their data themselves.

Declare the source under `sources`.

Wrong:
    activities:
      orders:
        title: Orders
        data_subjects: [customer, delivery_recipient]  # <-
        data: [name, delivery_address]
        purposes: order_handling
        legal_basis: contract

Right:
    activities:
      orders:
        title: Orders
        data_subjects: [customer, delivery_recipient]
        data: [name, delivery_address]
        sources: [data_subject, buyer]
        purposes: order_handling
        legal_basis: contract
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._bases import listed
from policygen.declaration import Declaration
from policygen.declaration.derived import shipped, sources
from policygen.problem import Severity

PROVISION = "GDPR 14(2)(f)"
SEVERITY = Severity.WARNING

TOLD_OF = frozenset({"next_of_kin", "reference_person", "delivery_recipient", "reported_person", "customers_customer",
                     "person_in_contact_list", "colleague_in_directory"})
THEMSELVES = frozenset({"data_subject", "observed", "device", "derived"})


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding for each activity about such people whose sources are only the person."""
    integrated = {integration.activity for integration in declaration.integrations}
    for activity in declaration.activities:
        concerned = {person: shipped(declaration, "data_subjects", person) for person in activity.data_subjects}
        told_of = [person for person, kind in concerned.items() if kind in TOLD_OF]
        if set(concerned.values()) == {"next_of_kin"}:
            continue                                        # then it is they who turn to the company
        named = {shipped(declaration, "sources", source.source) for source in sources(declaration, activity)}
        if told_of and named <= THEMSELVES and activity.id not in integrated:
            yield Finding(told_of[0].at, f"`{activity.id}` concerns {listed(told_of)}, of whom others tell as a rule, "
                          "and names no such source.", "Say under `sources` where data about them come from.")
