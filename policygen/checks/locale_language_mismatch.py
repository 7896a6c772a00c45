"""A contact serves a country, and the notice stands in none of its languages.

Whoever addresses people in a country owes them information that they understand (Art. 12(1) GDPR; WP260 of the Article
29 Working Party, paragraph 13: a translation is needed where other languages are addressed).

Add a language of the country under `languages`, or decide that the people there read one that is present.

Wrong:
    controller:
      name: Example Ltd
      country: IE
      contacts:
        privacy:
          markets: [IE, DE]  # <-
          email: p@example.ie

Right:
    controller:
      name: Example Ltd
      country: IE
      contacts:
        privacy:
          markets: [IE, GB]
          email: p@example.ie
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.law import facts
from policygen.problem import Severity

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding for each country in `markets` none of whose official languages is published; once for each country."""
    published = {language.partition("-")[0] for language in declaration.languages}
    seen = set()
    for contact in declaration.controller.contacts:
        for market in contact.markets:
            fact = facts("languages").get(market)
            if fact is not None and market not in seen and not published & set(fact["official"].split()):
                seen.add(market)
                yield Finding(market.at, f"`{contact.id}` serves `{market}`, and the notice stands in no official "
                                         f"language of that country: {', '.join(fact['official'].split())}.",
                              "Decide whether people there can read the notice; if not, add a language.")
