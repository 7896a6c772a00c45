"""Data are called anonymous although they identify somebody.

Data are anonymous only if nobody can find out whom they are about with means that are reasonably likely to be used
(Art. 4(1) and recital 26 GDPR). An IP address, a cookie id or a recording of a visit is personal data, also without a
name; data behind a code are pseudonymised, and the law applies to them.

Use `state: pseudonymised` or `anonymous_until_linked`, or say in `detail` what is cut off. In texts, say exactly what
is anonymous and from when on.

Wrong:
    activities:
      statistics:
        title: Statistics
        about: All visits are recorded anonymously.  # <-
        data_subjects: website_visitor
        data:
          - session_recording
          - {category: cookie_id, state: anonymous}  # <-
        purposes: [{purpose: analytics, legal_basis: consent}]
        consent: {withdraw: Change your choice at the foot of the page.}

Right:
    activities:
      statistics:
        title: Statistics
        about: Visits are recorded without your name.
        data_subjects: website_visitor
        data:
          - session_recording
          - {category: cookie_id, state: pseudonymised}
        purposes: [{purpose: analytics, legal_basis: consent}]
        consent: {withdraw: Change your choice at the foot of the page.}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._bases import texts_in
from policygen.checks._words import found
from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.declaration.derived import held, shipped
from policygen.problem import Severity

PROVISION = "GDPR 4(1)"
SEVERITY = Severity.WARNING

IDENTIFIERS = frozenset({
    "name", "given_name", "family_name", "national_id_number", "passport", "photo", "email", "work_email", "phone",
    "work_phone", "contact_details", "user_id", "username", "customer_number", "ip_address", "device_id", "cookie_id",
    "advertising_id", "browser_fingerprint", "push_token", "link_id", "session_recording", "voice_recording",
    "location_precise", "vehicle_registration"})


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for identifiers declared as anonymous, and for texts that claim it where identifiers are used."""
    for activity in declaration.activities:
        for item in activity.data:
            named = [one for one in item.category if shipped(declaration, "data", one) in IDENTIFIERS]
            if item.state == "anonymous" and item.detail is None and named:
                yield Finding(item.state.at, f"`{named[0]}` is declared as anonymous, but identifies somebody.",
                              "Use `pseudonymised` or `anonymous_until_linked`, or say in `detail` what is cut off.")
        yield from _claims(declaration, activity)


def _claims(declaration: Declaration, activity: Activity) -> Iterator[Finding]:
    """Claims in the texts of an activity that uses identifiers as such."""
    used = next((one for item in activity.data if held(item) and item.state != "anonymous_until_linked"
                 for one in item.category if shipped(declaration, "data", one) in IDENTIFIERS), None)
    if used is None:
        return
    texts = tuple(text for text in texts_in(activity) if text.owner != "Retention")
    for text, words in found("anonymous_claim", texts):
        yield Finding(text.at, f"The text says `{words}`, and `{used}` is used, which identifies somebody.",
                      "Say exactly what is anonymous and from when on, or say that no names are shown.")
