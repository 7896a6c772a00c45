"""A public body relies on a legitimate interest.

Public authorities cannot rely on legitimate interests in the performance of their tasks (Art. 6(1) GDPR, second
subparagraph). They can for what is not their task, such as selling tickets to a swimming pool.

If it is a task, use `public_task` with its law. If not, accept the finding with the reason.

Wrong:
    controller:
      name: Fjordvik kommune
      country: NO
      public_body: yes
      contacts: {privacy: {email: post@fjordvik.example}}
    activities:
      casework:
        title: Building permits
        data_subjects: case_party
        data: [name, case_documents]
        purposes: public_casework
        legal_basis: {basis: legitimate_interests, interest: deciding on applications}  # <-

Right:
    controller:
      name: Fjordvik kommune
      country: NO
      public_body: yes
      contacts: {privacy: {email: post@fjordvik.example}}
    laws:
      planning_act: {name: the Norwegian Planning and Building Act}
    activities:
      casework:
        title: Building permits
        data_subjects: case_party
        data: [name, case_documents]
        purposes: public_casework
        legal_basis: {basis: public_task, law: planning_act}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._bases import basis_lists
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 6(1)(f)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for bases of Art. 6(1)(f) of a public body."""
    if not declaration.controller.public_body:
        return
    for basis in (basis for bases in basis_lists(declaration) for basis in bases):
        if basis.basis == "legitimate_interests":
            yield Finding(basis.at, "A public body relies on a legitimate interest, which it cannot do for its tasks.",
                          "Is this one of its tasks? Then use `public_task` and name the law.")
