"""A text describes how a tool of Google shortens IP addresses, in the way of a version that no longer exists.

Universal Analytics, to which “anonymizeIp” and “Google will not associate your IP address with other data” belong, no
longer collects data since 2023; its successor handles IP addresses differently. A notice must be true (Art. 5(1)(a)
GDPR).

Look at what the tool does today, and say that.

Wrong:
    activities:
      statistics:
        title: Statistics
        note: Google Analytics anonymises your IP address.  # <-
        data_subjects: website_visitor
        data: pages_visited
        purposes: [{purpose: analytics, legal_basis: consent}]
        consent: {withdraw: Change your choice at the foot of the page.}

Right:
    activities:
      statistics:
        title: Statistics
        data_subjects: website_visitor
        data: pages_visited
        purposes: [{purpose: analytics, legal_basis: consent}]
        consent: {withdraw: Change your choice at the foot of the page.}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._texts import Text
from policygen.checks._words import found
from policygen.problem import Severity

PROVISION = "GDPR 5(1)(a)"
SEVERITY = Severity.REVIEW


def check(texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for texts that describe Universal Analytics."""
    for text, words in found("ip_anonymised_claim_outdated", texts):
        yield Finding(text.at, f"`{words}` was said of Universal Analytics, which ended in 2023.",
                      "Does the tool that is used today still do so? Describe what it does now.")
