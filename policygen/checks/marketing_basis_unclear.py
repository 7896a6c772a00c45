"""Marketing rests on consent in one place and on something else in another.

Marketing by email or text message needs consent beforehand, except that customers may get marketing for similar goods
at the address they gave when they bought (Art. 13 of Directive 2002/58/EC; in Norway section 15 of the Marketing
Control Act). A notice that claims consent here and a legitimate interest there leaves open who is asked.

Separate those who are asked for consent from customers, with `data_subjects` or `people`. Marketing to existing
customers is not reported, and neither is marketing without an address.

Wrong:
    activities:
      newsletter:
        title: Newsletter
        data_subjects: newsletter_subscriber
        data: email
        purposes: [{purpose: newsletter, legal_basis: consent}]
        consent: {withdraw: Use the link in every newsletter.}
      offers:
        title: Offers
        data_subjects: website_visitor
        data: email
        purposes:
          - purpose: direct_marketing  # <-
            legal_basis: {basis: legitimate_interests, interest: selling our services}
        object: Use the link in every email.

Right:
    activities:
      newsletter:
        title: Newsletter
        data_subjects: newsletter_subscriber
        data: email
        purposes: [{purpose: newsletter, legal_basis: consent}]
        consent: {withdraw: Use the link in every newsletter.}
      offers:
        title: Offers
        data_subjects: existing_customer
        data: email
        purposes:
          - purpose: direct_marketing
            legal_basis: {basis: legitimate_interests, interest: selling our services}
        object: Use the link in every email.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policygen.checks import Finding
from policygen.checks._bases import kinds, people, purposes
from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.declaration.basis import LegalBasis
from policygen.declaration.derived import shipped
from policygen.problem import Severity

PROVISION = "ePrivacy 13"
SEVERITY = Severity.REVIEW

SENT = frozenset({"marketing", "direct_marketing", "newsletter"})
ADDRESSES = frozenset({"email", "work_email", "phone", "work_phone", "contact_details"})
CUSTOMERS = frozenset({"customer", "existing_customer", "contact_person_customer", "customer_representative",
                       "subscriber", "member", "loyalty_member"})


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for marketing to others than customers without consent, where other marketing rests on consent."""
    sent = [(activity, purpose, bases) for activity, purpose, bases in purposes(declaration)
            if shipped(declaration, "purposes", purpose.purpose) in SENT and _reaches(declaration, activity)]
    asked = next((activity.id for activity, _, bases in sent if "consent" in kinds(bases)), None)
    for activity, purpose, bases in sent if asked is not None else ():
        others = _for_others(declaration, activity, bases)
        if others:
            yield Finding(purpose.at, f"`{purpose.purpose}` of `{activity.id}` rests on `{others[0].basis}`, while "
                          f"`{asked}` asks for consent to marketing.",
                          "Who gets marketing without being asked, and why? Separate these people from the others.")


def _reaches(declaration: Declaration, activity: Activity) -> bool:
    """Whether the activity has an address to which marketing can be sent."""
    return any(shipped(declaration, "data", category) in ADDRESSES
               for item in activity.data for category in item.category)


def _for_others(declaration: Declaration, activity: Activity, bases: Sequence[LegalBasis]) -> list[LegalBasis]:
    """The bases other than consent that do not concern customers only."""
    return [basis for basis in bases if basis.basis != "consent" and not all(
        shipped(declaration, "data_subjects", person) in CUSTOMERS for person in people(activity, basis))]
