"""It is said how consent is withdrawn, and nothing there rests on consent.

Only consent can be withdrawn (Art. 7(3) GDPR). Readers who withdraw it expect the use of their data to end, which does
not happen where the use rests on another basis.

If consent is the basis, name it in `legal_basis`. If it is a consent of another kind, such as to a message or to give
up secrecy, say so in `what`. Else remove `consent`, or the note on `withdraw_consent` under `rights`.

Wrong:
    activities:
      newsletter:
        title: Newsletter
        data_subjects: [customer]
        data: [email]
        purposes:
          - purpose: newsletter
            legal_basis: contract
        consent:
          withdraw: Use the link in every newsletter.  # <-

Right:
    activities:
      newsletter:
        title: Newsletter
        data_subjects: [customer]
        data: [email]
        purposes:
          - purpose: newsletter
            legal_basis: consent
        consent:
          withdraw: Use the link in every newsletter.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._values import Value
from policygen.declaration import Declaration
from policygen.declaration.activity import Activity, Consent
from policygen.notice.basis import bases_of
from policygen.problem import Severity

PROVISION = "GDPR 7(3)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration, values: tuple[Value, ...]) -> Iterator[Finding]:
    """Findings for consents in activities without that basis, and for a note where no consent is declared at all."""
    for activity in declaration.activities:
        if activity.consent and not _rests_on_consent(declaration, activity):
            for consent in activity.consent:
                yield Finding(consent.at, f"`{activity.id}` says how to withdraw consent, but nothing in it rests on "
                                          "consent.",
                              "Decide whether consent is the basis: name it in `legal_basis`, or remove `consent`.")
    noted = next((right for right in declaration.rights.rights if right.id == "withdraw_consent"), None)
    if noted is not None and not _consent_anywhere(declaration, values):
        yield Finding(noted.id.at, "A note on `withdraw_consent` stands, but no consent is declared.",
                      "Decide whether something rests on consent: declare it, or remove the note.")


def _rests_on_consent(declaration: Declaration, activity: Activity) -> bool:
    """Whether a purpose, special data or a decision of the activity rests on consent, or may do so."""
    bases = [bases_of(declaration, activity, purpose) for purpose in activity.purposes]
    return (not all(bases) or any(basis.basis == "consent" for found in bases for basis in found)
            or any(condition.condition == "explicit_consent" for condition in activity.special_categories)
            or any(decision.activity == activity.id and decision.allowed_by == "explicit_consent"
                   for decision in declaration.automated_decisions))


def _consent_anywhere(declaration: Declaration, values: tuple[Value, ...]) -> bool:
    """Whether anything declared rests on consent or asks for it, or may do so: bases, cookies, transfers, devices."""
    if declaration.cookies is not None or declaration.device_permissions:
        return True
    if any(_rests_on_consent(declaration, activity) for activity in declaration.activities):
        return True
    return any(isinstance(owner, Consent) or value == "explicit_consent" for owner, _, value in values)
