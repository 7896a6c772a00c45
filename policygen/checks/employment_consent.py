"""Employees or applicants are asked for consent.

Consent must be freely given (Art. 4(11) and 7(4) GDPR). Whoever depends on an employer can seldom refuse, so the EDPB
(Guidelines 05/2020) sees consent in employment as problematic, except where saying no has no consequences at all.

Use the contract, a legal obligation or a legitimate interest where one fits. Where people are really free, such as for
pictures on the website, accept the finding with that reason.

Wrong:
    activities:
      recruitment:
        title: Recruitment
        data_subjects: job_applicant
        data: cv
        purposes:
          - purpose: recruitment
            legal_basis: consent  # <-
        consent: {withdraw: Delete your application.}

Right:
    activities:
      recruitment:
        title: Recruitment
        data_subjects: job_applicant
        data: cv
        purposes:
          - purpose: recruitment
            legal_basis: contract
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policygen.checks import Finding
from policygen.checks._bases import people, purposes
from policygen.declaration import Declaration
from policygen.declaration.derived import shipped
from policygen.problem import Position, Severity
from policygen.schema import Str

PROVISION = "GDPR 7(4)"
SEVERITY = Severity.REVIEW

DEPENDENT = frozenset({"employee", "former_employee", "job_applicant"})


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for bases of consent, and conditions of explicit consent, that concern only staff or applicants."""
    default = declaration.defaults.legal_basis if declaration.defaults else ()
    asked: dict[Position, str] = {}
    for activity, purpose, bases in purposes(declaration):
        for basis in bases:
            if basis.basis == "consent" and _dependent(declaration, people(activity, basis)):
                asked.setdefault(purpose.at if basis in default else basis.at, activity.id)
    for activity in declaration.activities:
        for condition in activity.special_categories:
            if condition.condition == "explicit_consent" and _dependent(declaration, activity.data_subjects):
                asked.setdefault(condition.at, activity.id)
    for at, activity_id in asked.items():
        yield Finding(at, f"`{activity_id}` rests on the consent of people who depend on the employer.",
                      "Can they say no without any consequence? Otherwise use another basis.")


def _dependent(declaration: Declaration, concerned: Sequence[Str]) -> bool:
    return all(shipped(declaration, "data_subjects", person) in DEPENDENT for person in concerned)
