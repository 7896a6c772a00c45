"""Data are kept because a law asks for it, and nothing says which law.

A law is a reason for keeping data only where it really obliges to (Art. 5(1)(e) and 6(1)(c) GDPR), and readers can find
out how long it does only if they know which one is meant (Art. 13(2)(a)).

Declare the statute under `laws`, and name it in `law` of the rule or of the exception.

Wrong:
    activities:
      accounts:
        title: Accounts
        data_subjects: customer
        data: invoice_data
        purposes: {purpose: accounting, legal_basis: legal_obligation}
        retention:
          - until: statutory_period_ends  # <-
          - what: complaints
            until: complaint_period_ends
            except:
              - reason: what the law obliges us to keep  # <-

Right:
    laws:
      bookkeeping: {name: the Norwegian Bookkeeping Act, section: § 13}
    activities:
      accounts:
        title: Accounts
        data_subjects: customer
        data: invoice_data
        purposes: {purpose: accounting, legal_basis: legal_obligation}
        retention:
          - {until: statutory_period_ends, law: bookkeeping}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._recipients import spots, widened
from policygen.checks._retention import own_rules
from policygen.checks._texts import Text
from policygen.checks._words import found
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(2)(a)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration, texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for statutory periods, and for exceptions by law, without `law`."""
    for rule in own_rules(declaration):
        for event in () if rule.law else rule.until:
            if "statutory_period_ends" in widened(declaration, "events", event):
                yield Finding(event.at, "Data are kept as long as a law asks, and no law is named.",
                              "Name the statute in `law`, and the period if it sets one.")
        for exception in () if rule.law else rule.except_:
            said = spots(exception.reason)
            reasons = tuple(text for text in texts if text.at in said)
            if not exception.law and any(True for _ in found("retention_legal_basis_clash", reasons)):
                yield Finding(exception.reason.at, "Data are kept longer because of a law, and no law is named.",
                              "Name the statute in `law` of the exception, and the `period` if it sets one.")
