"""A parent or guardian consents for a child, and nothing says how.

Below the age at which children can consent, a parent or guardian must give or authorise the consent, and the company
must make reasonable efforts to see that it is really them (Art. 8(1) and (2) GDPR). Parents must know what to do.

Say in `given` how they consent, or in `children: {guardians: ...}` what they decide.

Wrong:
    activities:
      pictures:
        title: Pictures
        data_subjects: child
        data: photo
        purposes: {purpose: content_sharing, legal_basis: consent}
        consent:
          by_guardian: yes  # <-
          withdraw: Write to us.

Right:
    activities:
      pictures:
        title: Pictures
        data_subjects: child
        data: photo
        purposes: {purpose: content_sharing, legal_basis: consent}
        consent:
          by_guardian: yes
          given: A parent signs a form.
          withdraw: Write to us.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 8"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for consents by guardians without `given`, where nothing is said for guardians as a whole."""
    if declaration.children is not None and declaration.children.guardians is not None:
        return
    places = [(f"`{activity.id}`", activity.consent) for activity in declaration.activities]
    if declaration.cookies is not None:
        places.append(("`cookies`", declaration.cookies.consent))
    for name, consents in places:
        for consent in consents:
            if consent.by_guardian and consent.given is None:
                yield Finding(consent.where("by_guardian"), f"A parent or guardian consents in {name}, and nothing "
                                                            "says how.",
                              "Say in `given` how they consent and how you see that it is them, or write `children: "
                              "{guardians: ...}`.")
