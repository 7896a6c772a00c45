"""A source of data is given only by its kind, although there is one to be named.

The notice must say from which source data come that the person has not given (Art. 14(2)(f) GDPR). General words are
enough only where the source cannot be told because many were used (recital 61).

Give the `name`, such as that of the register or the agency.

Wrong:
    activities:
      sales:
        title: Sales to companies
        data_subjects: contact_person_prospect
        data: [name, work_email]
        sources:
          - public_register  # <-
        purposes: [{purpose: sales, legal_basis: {basis: legitimate_interests, interest: finding customers}}]

Right:
    activities:
      sales:
        title: Sales to companies
        data_subjects: contact_person_prospect
        data: [name, work_email]
        sources:
          - {source: public_register, name: the Brønnøysund Register Centre}
        purposes: [{purpose: sales, legal_basis: {basis: legitimate_interests, interest: finding customers}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.declaration.derived import shipped
from policygen.problem import Severity

PROVISION = "GDPR 14(2)(f)"
SEVERITY = Severity.WARNING

NAMED = frozenset({"public_register", "address_supplier", "credit_agency", "partner", "supplier", "group_company"})


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for sources of kinds that have names, given without one."""
    default = declaration.defaults.sources if declaration.defaults else ()
    for source in (*default, *(source for activity in declaration.activities for source in activity.sources)):
        if source.source in NAMED and shipped(declaration, "sources", source.source) in NAMED and source.name is None:
            yield Finding(source.at, f"The source `{source.source}` has no name.",
                          "Say in `name` which one; if they are many, say in `name` of what kind.")
