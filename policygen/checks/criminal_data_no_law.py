"""Data on convictions or offences are used, and no law that allows it is named.

Such data may be used only under the control of official authority or where Union or national law allows it (Art. 10
GDPR). In Norway that is section 11 of the Personal Data Act, or a statute on the matter such as the Police Records
Act.

Declare the statute under `laws`, and name it in `criminal_law` of the activity. A law that is named for the legal basis
counts too. Public bodies are not reported.

Wrong:
    activities:
      volunteers:
        title: Volunteers
        data_subjects: volunteer
        data:
          - name
          - police_certificate  # <-
        purposes: security
        legal_basis: {basis: legitimate_interests, interest: keeping children safe}

Right:
    laws:
      sports_rules: {name: the Norwegian Police Records Act, section: § 39}
    activities:
      volunteers:
        title: Volunteers
        data_subjects: volunteer
        data:
          - name
          - police_certificate
        purposes: security
        legal_basis: {basis: legitimate_interests, interest: keeping children safe}
        criminal_law: sports_rules
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._bases import listed
from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.declaration.derived import held, marked
from policygen.notice.basis import bases_of
from policygen.problem import Severity

PROVISION = "GDPR 10"
SEVERITY = Severity.ERROR


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding for each activity with data of Art. 10 and no law at all."""
    if declaration.controller.public_body:
        return
    criminal = marked(declaration, "criminal")
    for activity in declaration.activities:
        used = [category for item in activity.data if held(item) for category in item.category if category in criminal]
        if used and not activity.criminal_law and not _law_of_basis(declaration, activity):
            yield Finding(used[0].at, f"`{activity.id}` uses {listed(used)}, and no law that allows it is named.",
                          "Declare the statute under `laws`, and name it in `criminal_law` of the activity.")


def _law_of_basis(declaration: Declaration, activity: Activity) -> bool:
    return any(basis.law for purpose in activity.purposes for basis in bases_of(declaration, activity, purpose))
