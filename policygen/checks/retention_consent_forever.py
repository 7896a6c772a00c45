"""Data that rest on consent alone are kept for a time that does not end when the consent is withdrawn.

Whoever withdraws consent may have the data erased if nothing else allows to keep them (Art. 17(1)(b) GDPR), so a fixed
time alone says too much.

Add `consent_withdrawn` to `until`, or name the other basis on which data are kept. What is kept longer, such as proof
of the consent, is named in `what`.

Wrong:
    activities:
      newsletter:
        title: Newsletter
        data_subjects: newsletter_subscriber
        data: email
        purposes: {purpose: newsletter, legal_basis: consent}
        consent: {withdraw: Use the link in every newsletter.}
        retention: {period: P2Y, after: collected, then: delete}  # <-

Right:
    activities:
      newsletter:
        title: Newsletter
        data_subjects: newsletter_subscriber
        data: email
        purposes: {purpose: newsletter, legal_basis: consent}
        consent: {withdraw: Use the link in every newsletter.}
        retention:
          - {until: consent_withdrawn, then: delete}
          - {what: proof that you consented, period: P2Y, after: consent_withdrawn}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._recipients import widened
from policygen.checks._retention import rules_of, short
from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.declaration.retention import Retention
from policygen.notice.basis import bases_of
from policygen.problem import Severity

PROVISION = "GDPR 17"
SEVERITY = Severity.WARNING
ENDED = frozenset({"account_deleted", "account_unlinked", "app_uninstalled", "browser_cleared", "consent_withdrawn",
                   "marketing_objection", "objection", "unsubscribed", "user_deletes"})


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for activities that rest on consent, where no rule ends with the person's own decision."""
    for activity in declaration.activities:
        rules = rules_of(declaration, activity)
        if not rules or not _by_consent(declaration, activity) or any(_ends(declaration, rule) for rule in rules):
            continue
        at = activity.retention[0].at if activity.retention else activity.id.at
        yield Finding(at, f"`{activity.id}` rests on consent, and no storage rule ends when it is withdrawn.",
                      "Add `consent_withdrawn` to `until`, or name the other basis on which data are kept.")


def _by_consent(declaration: Declaration, activity: Activity) -> bool:
    """Whether consent is the only basis, and no text tells what withdrawing it changes."""
    bases = [basis.basis for purpose in activity.purposes for basis in bases_of(declaration, activity, purpose)]
    return {*bases} == {"consent"} and not any(consent.effect for consent in activity.consent)


def _ends(declaration: Declaration, rule: Retention) -> bool:
    """Whether a rule ends by the person's own decision or soon after it, or is too short or too open to tell."""
    if rule.see or rule.decided_by or rule.law or rule.note or (rule.criterion and not rule.period):
        return True
    brief = rule.period is not None and short(rule.period)
    events = (*rule.until, *(rule.after if rule.what else ()))
    return brief or any(widened(declaration, "events", event) & ENDED for event in events)
