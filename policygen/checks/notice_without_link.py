"""Another notice is named, and nothing says where it stands.

Information must be easily accessible (Art. 12(1) GDPR): whoever is sent to another notice must be able to find it. A
notice that is only shown inside a service needs no link, if its readers meet it there.

Add `link`, or decide that readers find the notice where they are.

Wrong:
    notices:
      staff:  # <-
        title: Privacy policy for employees

Right:
    notices:
      staff:
        title: Privacy policy for employees
        link: https://example.no/privacy/staff
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for notices without `link`."""
    for notice in declaration.notices:
        if notice.link is None:
            yield Finding(notice.id.at, f"The notice `{notice.id}` has no link.",
                          "Decide whether readers find it where they are; if not, add `link`.")
