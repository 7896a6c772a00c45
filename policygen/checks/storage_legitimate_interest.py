"""Legitimate interests are relied on for what is read from the device.

Only consent allows storage that is not strictly necessary (Art. 5(3) of Directive 2002/58/EC); a legitimate interest
under the GDPR does not replace it, and what was collected without consent was collected against the law.

Rest statistics, marketing and personalisation by cookies on consent, and say so.

Wrong:
    activities:
      website:
        title: Website
        data_subjects: website_visitor
        data: [pages_visited, cookie_id]
        purposes:
          - purpose: site_statistics
            legal_basis: {basis: legitimate_interests, interest: knowing what is read}  # <-
    cookies:
      about: We have a legitimate interest in counting visits.  # <-
      consent: {withdraw: Change your choice at the foot of the page.}
      items:
        visits: {class: statistics, purpose: counting visits, data: [pages_visited, cookie_id], duration: P1Y}

Right:
    activities:
      website:
        title: Website
        data_subjects: website_visitor
        data: [pages_visited, cookie_id]
        purposes:
          - {purpose: site_statistics, legal_basis: consent}
        consent: {withdraw: Change your choice at the foot of the page.}
    cookies:
      about: We count visits if you consent.
      consent: {withdraw: Change your choice at the foot of the page.}
      items:
        visits: {class: statistics, purpose: counting visits, data: [pages_visited, cookie_id], duration: P1Y}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._bases import listed
from policygen.checks._storage import spoken
from policygen.checks._words import found
from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.declaration.basis import LegalBasis, Purpose
from policygen.declaration.derived import term
from policygen.declaration.storage import StorageItem
from policygen.notice.basis import bases_of
from policygen.problem import Position, Severity
from policygen.schema import Str

PROVISION = "ePrivacy 5(3)"
SEVERITY = Severity.WARNING
# Uses that the law does not exempt, by their fideslang names.
TRACKING = ("analytics", "marketing", "personalize", "functional.service.improve")
# What every request carries, whether something is stored on the device or not.
IN_EACH_REQUEST = frozenset({"ip_address", "user_agent", "device_type", "device_information", "operating_system",
                             "log_data"})


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for bases of activities that use what such items collect, and for texts about cookies."""
    cookies = declaration.cookies
    items = [item for item in cookies.items if item.class_ != "necessary"] if cookies else []
    if cookies is None or not items:
        return
    for activity in declaration.activities:
        relied: dict[Position, list[str]] = {}
        for purpose in activity.purposes:
            for basis in _interests(declaration, activity, purpose):
                relied.setdefault(basis.at, []).append(purpose.purpose)
        collected = _collected(declaration, activity, items)
        for at, purposes in relied.items() if collected else ():
            yield Finding(at, f"`{activity.id}` rests on legitimate interests ({listed(purposes)}), but {collected}.",
                          "Rest it on consent; an interest can carry only what is not read from the device.")
    texts = spoken(cookies.about, cookies.controls, *(words for item in items for words in (item.purpose, item.note)))
    excused = {text.at for text, _ in found("consent_or_necessity", texts)}
    for text, words in found("storage_legitimate_interest", texts):
        if text.at not in excused:
            yield Finding(text.at, f"“{words}” does not allow cookies that are not strictly necessary.",
                          "Say that they are used only with consent.")


def _interests(declaration: Declaration, activity: Activity, purpose: Purpose) -> tuple[LegalBasis, ...]:
    """The legitimate interests of a purpose that tracks and does not also rest on consent."""
    bases = bases_of(declaration, activity, purpose)
    known = term(declaration, "purposes", purpose.purpose)
    if known is None or not known.fideslang.startswith(TRACKING) or any(basis.basis == "consent" for basis in bases):
        return ()
    return tuple(basis for basis in bases if basis.basis == "legitimate_interests")


def _collected(declaration: Declaration, activity: Activity, items: list[StorageItem]) -> str:
    """The first item that collects data of the activity which show a device or its use, in words."""
    used = [category for data in activity.data for category in data.category if _observed(declaration, category)]
    for item in items:
        shared = [category for category in used if category in item.data]
        if shared:
            return f"`{item.id}`, which needs consent, collects the same data: {listed(shared)}"
    return ""


def _observed(declaration: Declaration, category: Str) -> bool:
    known = term(declaration, "data", category)
    return known is not None and known.group in ("device", "usage") and known.id not in IN_EACH_REQUEST
