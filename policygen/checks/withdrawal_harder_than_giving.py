"""Consent is given with a click, and withdrawn only by writing or calling.

It must be as easy to withdraw consent as to give it (Art. 7(3) GDPR). Where a click is enough to consent, a click must
be enough to withdraw: a link, a switch, the same settings.

Offer the same way, and say it in `withdraw`.

Wrong:
    activities:
      newsletter:
        title: Newsletter
        data_subjects: newsletter_subscriber
        data: email
        purposes: newsletter
        legal_basis: consent
        consent:
          given: You tick a box in the shop.
          withdraw: Send us a letter.  # <-

Right:
    activities:
      newsletter:
        title: Newsletter
        data_subjects: newsletter_subscriber
        data: email
        purposes: newsletter
        legal_basis: consent
        consent:
          given: You tick a box in the shop.
          withdraw: Use the link in every newsletter, or send us a letter.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._bases import texts_in
from policygen.checks._words import found
from policygen.declaration import Declaration
from policygen.declaration.activity import Consent
from policygen.problem import Severity

PROVISION = "GDPR 7(3)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for consents whose texts tell of a click on the way in and of none on the way out."""
    cookies = declaration.cookies.consent if declaration.cookies else ()
    for consent in (*(consent for activity in declaration.activities for consent in activity.consent), *cookies):
        yield from _harder(consent)


def _harder(consent: Consent) -> Iterator[Finding]:
    """A finding where the consent is harder to withdraw than to give, in the first language that says so."""
    texts = texts_in(consent)
    given = tuple(text for text in texts if text.key == "given")
    withdraw = tuple(text for text in texts if text.key == "withdraw")
    clicked = next(found("consent_by_click", given), None)
    written = next(found("withdrawal_by_writing", withdraw), None)
    if clicked and written and next(found("consent_by_click", withdraw), None) is None:
        yield Finding(written[0].at, f"Consent is given with `{clicked[1]}` and withdrawn with `{written[1]}`.",
                      "Offer a way that is as easy as the one by which consent is given, and say it in `withdraw`.")
