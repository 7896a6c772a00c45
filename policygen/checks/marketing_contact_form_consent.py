"""Whoever sends a contact form or books a demo is taken to consent to marketing.

Consent is a clear statement on just that (Art. 4(11) and 7(2) GDPR). Asking a question or booking a demo says nothing
of marketing.

Ask separately, such as with a box that is not ticked, and say so in `given`; or leave these people out of the
marketing.

Wrong:
    activities:
      offers:
        title: Offers
        when: you send us a contact form  # <-
        data_subjects: enquirer
        data: email
        purposes: direct_marketing
        legal_basis: consent
        consent: {withdraw: Use the link in every email.}

Right:
    activities:
      offers:
        title: Offers
        when: you send us a contact form
        data_subjects: enquirer
        data: email
        purposes: direct_marketing
        legal_basis: consent
        consent: {given: You tick the box for offers in the form., withdraw: Use the link in every email.}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._bases import kinds, texts_in
from policygen.checks._texts import Text
from policygen.checks._words import found
from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.declaration.derived import is_direct_marketing
from policygen.notice.basis import bases_of
from policygen.problem import Severity

PROVISION = "GDPR 4(11)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding for each activity whose marketing by consent begins with a form for something else."""
    for activity in declaration.activities:
        asked = any(is_direct_marketing(declaration, purpose)
                    and kinds(bases_of(declaration, activity, purpose)) == {"consent"} for purpose in activity.purposes)
        if asked and next(found("consent_separate", _texts(activity, "given")), None) is None:
            for text, words in list(found("marketing_contact_form_consent", _texts(activity, "when", "given")))[:1]:
                yield Finding(text.at, f"In `{activity.id}`, `{words}` counts as consent to marketing.",
                              "Ask for consent separately and say how in `given`, or leave these people out.")


def _texts(activity: Activity, *keys: str) -> tuple[Text, ...]:
    return tuple(text for text in texts_in(activity) if text.owner in ("Activity", "Consent") and text.key in keys)
