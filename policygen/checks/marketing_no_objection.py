"""Direct marketing is sent without a word on how to stop it.

Everybody may object to direct marketing at any time, and it must be easy (Art. 21(2) and 12(2) GDPR). The page tells of
the right by itself; what it cannot know is the link or the setting with which people can stop the marketing.

Say it in `object` of the activity, or in the note to the right `object_direct_marketing` under `rights`.

Wrong:
    activities:
      offers:
        title: Offers to customers
        data_subjects: existing_customer
        data: email
        purposes:
          - existing_customer_marketing  # <-
        legal_basis: {basis: legitimate_interests, interest: telling customers of goods like those they bought}

Right:
    activities:
      offers:
        title: Offers to customers
        data_subjects: existing_customer
        data: email
        purposes:
          - existing_customer_marketing
        legal_basis: {basis: legitimate_interests, interest: telling customers of goods like those they bought}
        object: Use the link at the foot of each email.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._bases import kinds
from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.declaration.derived import is_direct_marketing
from policygen.notice.basis import bases_of
from policygen.problem import Severity

PROVISION = "GDPR 21(2)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding for each activity with direct marketing beyond consent that does not say how to object to it."""
    if any(right.id == "object_direct_marketing" for right in declaration.rights.rights):
        return
    for activity in declaration.activities:
        marketing = next((purpose for purpose in activity.purposes if is_direct_marketing(declaration, purpose)
                          and kinds(bases_of(declaration, activity, purpose)) != {"consent"}), None)
        if marketing is not None and not _told(activity):
            yield Finding(marketing.at, f"`{marketing.purpose}` of `{activity.id}` is direct marketing, and nothing "
                          "says how to stop it.", "Say in `object` how, such as with a link in each message.")


def _told(activity: Activity) -> bool:
    """Whether the activity says how to be rid of the marketing."""
    return activity.object is not None or bool(activity.consent) or (
        activity.profiling is not None and activity.profiling.opt_out is not None)
