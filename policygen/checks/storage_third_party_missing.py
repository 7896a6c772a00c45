"""A cookie belongs to a third party, and nothing says to whom.

Readers must be told whether others can read a cookie (Art. 5(3) of Directive 2002/58/EC; CJEU C-673/17, paragraph
81), and who receives their data (Art. 13(1)(e) GDPR). Without `provider`, the page names the company itself.

Declare the third party under `recipients`, and name it in `provider`.

Wrong:
    cookies:
      consent: {withdraw: Change your choice at the foot of the page.}
      items:
        ads:
          class: marketing
          party: third  # <-
          purpose: choosing advertisements
          duration: P90D

Right:
    cookies:
      consent: {withdraw: Change your choice at the foot of the page.}
      items:
        ads:
          class: marketing
          party: third
          provider: advertiser
          purpose: choosing advertisements
          duration: P90D
    recipients:
      advertiser: {name: Ads GmbH, role: controller, country: DE}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "ePrivacy 5(3)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for items of a third party without `provider`."""
    for item in declaration.cookies.items if declaration.cookies else ():
        if item.party == "third" and item.provider is None:
            yield Finding(item.party.at, f"`{item.id}` belongs to a third party that is not named.",
                          "Declare it under `recipients` and name it in `provider`.")
