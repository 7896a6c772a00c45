"""Something is said about data portability, and no purpose rests on consent or a contract.

The right to data portability exists only for data that the person has provided and that are processed by automated
means on the basis of consent or a contract (Art. 20(1) GDPR). The page tells of it by itself where it exists. A note
under `rights` puts it on the page in any case, and promises a right that nobody has here.

Remove the note, or correct the legal basis of the purposes.

Wrong:
    activities:
      parking:
        title: Parking permits
        data_subjects: [citizen]
        data: [name, vehicle_registration]
        purposes: [{purpose: public_casework, legal_basis: public_task}]
    rights:
      contact: privacy
      rights:
        portability: {note: You get your data as a file.}  # <-

Right:
    activities:
      permits:
        title: Parking permits
        data_subjects: [citizen]
        data: [name, vehicle_registration]
        purposes: [{purpose: public_casework, legal_basis: contract}]
    rights:
      contact: privacy
      rights:
        portability: {note: You get your data as a file.}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.law import facts
from policygen.notice.basis import bases_of
from policygen.problem import Severity

PROVISION = "GDPR 20"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding for a note to the right to portability where no basis gives it."""
    noted = next((right for right in declaration.rights.rights if right.id == "portability"), None)
    if noted is not None and not _exists(declaration):
        yield Finding(noted.id.at, "A note on `portability` stands, but no purpose rests on consent or a contract.",
                      "Remove the note, or correct the legal basis of the purposes.")


def _exists(declaration: Declaration) -> bool:
    """Whether some basis gives the right, or is not known."""
    giving = facts("rights")["portability"]["bases"].split()
    for activity in declaration.activities:
        if any(condition.condition == "explicit_consent" for condition in activity.special_categories):
            return True
        for purpose in activity.purposes:
            bases = bases_of(declaration, activity, purpose)
            if not bases or any(basis.basis in giving for basis in bases):
                return True
    return False
