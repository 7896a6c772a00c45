"""The only way to refuse or withdraw consent to cookies is the browser.

Consent must be as easy to withdraw as to give (Art. 7(3) GDPR), purpose by purpose. A browser accepts or deletes
cookies as a whole and says nothing to the company, so it cannot be the only way.

Say in `withdraw` where the company itself offers the choice, such as the settings behind a link on each page.

Wrong:
    cookies:
      consent:
        withdraw: You can refuse cookies at any time in the settings of your browser.  # <-
      items:
        visits: {class: statistics, purpose: counting visits, duration: P1Y}

Right:
    cookies:
      consent:
        withdraw: Change your choice under “Cookies” at the foot of each page.
      controls: You can also delete cookies in the settings of your browser.
      items:
        visits: {class: statistics, purpose: counting visits, duration: P1Y}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._storage import spoken
from policygen.checks._words import found
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 7(3)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for answers to how consent is withdrawn that name the browser, where nothing names another way."""
    cookies = declaration.cookies
    if cookies is None or (cookies.items and all(item.class_ == "necessary" for item in cookies.items)):
        return
    withdrawals = [consent.withdraw for consent in cookies.consent]
    others = [cookies.about, cookies.controls, *(words for consent in cookies.consent
                                                 for words in (consent.given, consent.effect))]
    ways = {text.language for text, _ in found("own_choice", spoken(*withdrawals, *others))}
    for text, _ in found("browser_choice", spoken(*withdrawals)):
        if text.language not in ways:
            yield Finding(text.at, "The browser is the only way named to withdraw consent to cookies.",
                          "Offer the choice on the site or in the app itself, and say here where it stands.")
