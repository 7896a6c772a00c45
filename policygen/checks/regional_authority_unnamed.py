"""The controller is in a country with regional authorities, and the page names only the national one.

In Germany, the authority of the Land supervises companies and the bodies of the Land; the Federal Commissioner
supervises federal bodies and the providers of telecommunications and postal services. People may complain to any
authority (Art. 77 GDPR), but are best sent to the one that is competent (Art. 55 GDPR).

Name the authority of the Land where the controller has its seat under `complaint`.

Wrong:
    controller:
      name: Beispiel GmbH
      country: DE  # <-
      contacts: {privacy: {email: datenschutz@beispiel.de}}

Right:
    controller:
      name: Beispiel GmbH
      country: DE
      contacts: {privacy: {email: datenschutz@beispiel.de}}
    complaint: {authorities: de-be}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.law import facts
from policygen.problem import Severity

PROVISION = "GDPR 77"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding where regional authorities exist and none of them is named."""
    country = declaration.controller.country
    named = declaration.complaint.authorities if declaration.complaint else ()
    regional = {fact.id for fact in facts("authorities").values() if fact["country"] == country and
                fact.get("regional")}
    if regional and not regional.intersection(named):
        at = named[0].at if named else country.at
        yield Finding(at, f"No regional authority of `{country}` is named.",
                      "Which authority supervises you? Name it under `complaint`; for most it is that of their region.")
