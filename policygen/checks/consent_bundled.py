"""One consent covers several purposes.

Consent is given for a specific purpose (Art. 6(1)(a) and 4(11) GDPR). It is presumed not to be freely given where one
cannot say yes to one purpose and no to another though that would be appropriate (recital 43).

Where people choose for each purpose, declare a `consent` for each and say in `what` to what. Where they cannot choose,
let them. Purposes of direct marketing count as one here.

Wrong:
    activities:
      website:
        title: Website
        data_subjects: website_visitor
        data: pages_visited
        purposes: [analytics, marketing]
        legal_basis: consent
        consent:
          withdraw: Change your choice at the foot of the page.  # <-

Right:
    activities:
      website:
        title: Website
        data_subjects: website_visitor
        data: pages_visited
        purposes: [analytics, marketing]
        legal_basis: consent
        consent:
          - {what: statistics, withdraw: Change your choice at the foot of the page.}
          - {what: marketing, withdraw: Change your choice at the foot of the page.}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._bases import kinds, listed
from policygen.declaration import Declaration
from policygen.declaration.derived import is_direct_marketing
from policygen.notice.basis import bases_of
from policygen.problem import Severity

PROVISION = "GDPR 6(1)(a)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for the single consent of activities in which several purposes rest on consent."""
    for activity in declaration.activities:
        if len(activity.consent) != 1:
            continue
        asked = [purpose for purpose in activity.purposes
                 if "consent" in kinds(bases_of(declaration, activity, purpose))]
        choices = {"" if is_direct_marketing(declaration, purpose) else purpose.purpose for purpose in asked}
        if len(choices) > 1:
            named = listed([purpose.purpose for purpose in asked])
            yield Finding(activity.consent[0].at, f"One consent in `{activity.id}` covers {named}.",
                          "Can people say yes to one and no to another? Then declare a `consent` for each.")
