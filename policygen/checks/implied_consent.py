"""A text takes the use of a service, or the settings of a browser, as consent.

Consent is a clear affirmative act (Art. 4(11) GDPR); a box that is ticked beforehand is none (CJEU C-673/17), and nor
is going on using or scrolling a site (EDPB Guidelines 05/2020, paragraph 86).

Ask before anything is stored or read, with a choice that can be refused as easily, and say so in the text.

Wrong:
    cookies:
      about: By using our website, you consent to our use of cookies.  # <-
      controls: When you visit our site, you accept cookies.  # <-
      items:
        visits: {class: statistics, purpose: counting visits, duration: P1Y}
      consent:
        given: You give it by continuing to use our website.  # <-
        withdraw: Change your choice at the foot of the page.

Right:
    introduction: When you use our shop, you accept our terms; in the banner you choose which cookies we may use.
    cookies:
      about: We count visits if you agree to it.
      items:
        visits: {class: statistics, purpose: counting visits, duration: P1Y}
      consent:
        given: You choose in the banner when you visit our website for the first time.
        withdraw: Change your choice at the foot of the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._texts import Text
from policygen.checks._words import found
from policygen.problem import Severity

PROVISION = "GDPR 4(11)"
SEVERITY = Severity.ERROR


def check(texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for sentences anywhere, and for answers to how consent is given."""
    answers = tuple(text for text in texts if (text.owner, text.key) == ("Consent", "given"))
    hits = {text.at: words for text, words in (*found("implied_consent", texts), *found("consent_by_use", answers))}
    for at, words in hits.items():
        yield Finding(at, f"“{words}”: to use something, or to leave a setting as it is, is no consent.",
                      "Take the sentence out, and say how people choose before anything is stored or read.")
