"""A purpose rests on consent, and nothing says how it is withdrawn.

Consent must be as easy to withdraw as to give, and the notice must tell of it (Art. 7(3), 13(2)(c) GDPR). That holds
for explicit consent to special categories too (Art. 9(2)(a)).

Say it in `consent` of the activity, or for all consents in the note to the right `withdraw_consent` under `rights`.
Where the consent is that to the cookies of the same provider, it is enough to say it under `cookies`.

Wrong:
    activities:
      newsletter:
        title: Newsletter
        data_subjects: [newsletter_subscriber]
        data: [email]
        purposes:
          - purpose: newsletter
            legal_basis: consent  # <-
      demo:  # <-
        title: Demo
        data_subjects: [demo_user]
        data: [email]
        purposes: [demo]
    defaults: {legal_basis: consent}

Right:
    activities:
      newsletter:
        title: Newsletter
        data_subjects: [newsletter_subscriber]
        data: [email]
        purposes:
          - purpose: newsletter
            legal_basis: consent
        consent: {withdraw: Use the link in every newsletter.}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.notice.basis import bases_of
from policygen.problem import Position, Severity

PROVISION = "GDPR 13(2)(c)"
SEVERITY = Severity.ERROR


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding for each activity that relies on consent where nothing says how to withdraw it."""
    note = next((right for right in declaration.rights.rights if right.id == "withdraw_consent"), None)
    if note is not None and (note.note or note.self_service or note.link):
        return
    for activity in declaration.activities:
        at = _relied_on(declaration, activity)
        if at is not None and not activity.consent and not _by_cookies(declaration, activity):
            yield Finding(at, f"`{activity.id}` relies on consent but does not say how to withdraw it.",
                          "Add `consent: {withdraw: ...}` to the activity.")


def _relied_on(declaration: Declaration, activity: Activity) -> Position | None:
    """Where the activity relies on consent: at its own basis, at its id where the default holds, at the condition."""
    default = declaration.defaults.legal_basis if declaration.defaults else ()
    places: list[Position] = [
        activity.id.at if basis in default else basis.at for purpose in activity.purposes
        for basis in bases_of(declaration, activity, purpose) if basis.basis == "consent"]
    places += [condition.at for condition in activity.special_categories if condition.condition == "explicit_consent"]
    return places[0] if places else None


def _by_cookies(declaration: Declaration, activity: Activity) -> bool:
    """Whether the consent is that to cookies, whose withdrawal is told with them."""
    cookies = declaration.cookies
    if cookies is None or not cookies.consent:
        return False
    setters = {item.provider for item in cookies.items if item.class_ != "necessary"}
    return any(rule.see for rule in activity.retention) or any(use.recipient in setters for use in activity.recipients)
