"""Sensitive data are used, and nothing is said about a data protection officer.

Whoever processes special categories of data or data on offences on a large scale, as a core activity, must designate
an officer (Art. 37(1)(c) GDPR) and say in the notice how to reach that person (Art. 13(1)(b) GDPR). How large the
scale is does not follow from the declaration, so somebody has to decide.

Declare `data_protection_officer`, either how to reach the officer or in `none` why there is none.

Wrong:
    activities:
      advice:
        title: Advice on health
        data_subjects: patient
        data: [email, health]  # <-
        purposes: {purpose: health_care, legal_basis: contract}
        retention: {until: contract_ends}

Right:
    activities:
      advice:
        title: Advice on health
        data_subjects: patient
        data: [email, health]
        purposes: {purpose: health_care, legal_basis: contract}
        retention: {until: contract_ends}
    data_protection_officer: {email: officer@clinic.no}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.problem import Severity
from policygen.vocabulary import terms

PROVISION = "GDPR 37(1)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding at the first special or criminal data that leave the device, where no officer is declared or denied."""
    if declaration.data_protection_officer is not None or declaration.controller.public_body:
        return
    sensitive = _sensitive(declaration)
    for activity in declaration.activities:
        for category in (category for data in activity.data for category in data.category
                         if category in sensitive and data.kept != "on_device" and data.state != "anonymous"):
            yield Finding(category.at, f"`{activity.id}` uses `{category}`, and nothing is said about a data "
                                       "protection officer.",
                          "Are such data used on a large scale? Declare `data_protection_officer`, or in its `none` "
                          "why there is no officer.")
            return


def _sensitive(declaration: Declaration) -> frozenset[str]:
    """The ids of special categories and of data on offences, shipped and own."""
    shipped = {id for id, term in terms("data").items() if term.special or term.criminal}
    own = declaration.vocabulary.data if declaration.vocabulary else ()
    return frozenset(shipped | {term.id for term in own if term.special or term.criminal or term.broader in shipped})
