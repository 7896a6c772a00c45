"""Something in an activity suggests that data come from elsewhere, and all are declared as coming from the person.

Whoever gets data from a register, a credit agency, a sign-in service or a partner must say so (Art. 14(1)(d) and
14(2)(f) GDPR). Such services are often declared as recipients only, though data also come back from them.

If data come from there, declare it under `sources`. If not, accept the finding.

Wrong:
    activities:
      account:
        title: Account
        data_subjects: account_holder
        data: [name, email]
        purposes: [{purpose: account, legal_basis: contract}]
        recipients: [login]  # <-
      invoices:
        title: Invoices
        about: We get your new address from public registers.  # <-
        data_subjects: customer
        data: postal_address
        purposes: [{purpose: invoicing, legal_basis: contract}]
    recipients:
      login: {name: Example ID AS, kind: identity_provider}

Right:
    activities:
      account:
        title: Account
        data_subjects: account_holder
        data: [name, email]
        sources: [data_subject, {source: sign_in_service, data: name}]
        purposes: [{purpose: account, legal_basis: contract}]
        recipients: [login]
    recipients:
      login: {name: Example ID AS, kind: identity_provider}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._bases import texts_in
from policygen.checks._words import found
from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.declaration.derived import shipped, sources
from policygen.problem import Severity

PROVISION = "GDPR 14(2)(f)"
SEVERITY = Severity.REVIEW

THEMSELVES = frozenset({"data_subject", "observed", "device", "derived", "own_records"})
ALSO_SOURCES = {"credit_agency": "credit_agency", "business_register": "public_register",
                "identity_provider": "sign_in_service", "linked_service": "linked_account"}
TOLD = frozenset({"about", "when", "note", "detail"})


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for recipients that give data back and for texts that name a source, where none is declared."""
    integrated = {integration.activity for integration in declaration.integrations}
    for activity in declaration.activities:
        named = {shipped(declaration, "sources", source.source) for source in sources(declaration, activity)}
        if named <= THEMSELVES and activity.id not in integrated:
            yield from _recipients(declaration, activity)
            yield from _texts(activity)


def _recipients(declaration: Declaration, activity: Activity) -> Iterator[Finding]:
    kinds = {recipient.id: shipped(declaration, "recipients", recipient.kind)
             for recipient in declaration.recipients if recipient.kind is not None}
    for use in activity.recipients:
        source = ALSO_SOURCES.get(kinds.get(use.recipient, ""))
        if source is not None:
            yield Finding(use.at, f"`{activity.id}` uses `{use.recipient}`, and names no source but the person.",
                          f"Do data come from there? Then declare `{source}` under `sources`.")


def _texts(activity: Activity) -> Iterator[Finding]:
    texts = tuple(text for text in texts_in(activity) if text.owner in ("Activity", "DataItem") and text.key in TOLD)
    for text, words in list(found("source_undeclared", texts))[:1]:
        yield Finding(text.at, f"`{activity.id}` says `{words}`, and names no source but the person.",
                      "Do data come from there? Then declare it under `sources`.")
