"""The password of an account with another company is stored.

Whoever holds the password can use the whole account. Such accounts are connected with access tokens (OAuth), which give
access to some data only and can be withdrawn; a password is rarely a measure that fits the risk (Art. 32 GDPR).

Use tokens; or, if the password never leaves the device or cannot be read, say so with `kept`. If it is not stored at
all, list it under `not_stored`.

Wrong:
    integrations:
      calendar:
        title: Your calendar
        provider: office
        tokens:
          - your login and password  # <-
        data: [calendar_information, linked_account_credentials]  # <-
    recipients: {office: {name: Office Ltd, country: IE}}

Right:
    integrations:
      calendar:
        title: Your calendar
        provider: office
        tokens: an access key to your calendar
        not_stored: your password
        data: calendar_information
    recipients: {office: {name: Office Ltd, country: IE}}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policygen.checks import Finding
from policygen.checks._phrases import claimed
from policygen.checks._texts import Text
from policygen.declaration import Declaration
from policygen.declaration.activity import DataItem
from policygen.problem import Severity

PROVISION = "GDPR 32"
SEVERITY = Severity.WARNING
FIX = "Use access tokens instead; or say with `kept` that the password stays on the device or cannot be read."
OF_OTHERS = ("linked_account_credentials",)


def check(declaration: Declaration, texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for passwords of linked accounts among the data, and among the tokens of integrations."""
    for activity in declaration.activities:
        yield from _data(activity.id, activity.data, OF_OTHERS)
    phrases = {text.at: phrase for text, phrase in claimed("passwords", texts)}
    for integration in declaration.integrations:
        yield from _data(integration.id, integration.data, (*OF_OTHERS, "password"))
        for token in integration.tokens:
            said = next((text for _, text in token.texts if text.at in phrases), None)
            if said is not None:
                yield Finding(said.at, f"`{integration.id}` keeps a password: `{phrases[said.at]}`.", FIX)


def _data(id: str, items: Sequence[DataItem], categories: Sequence[str]) -> Iterator[Finding]:
    for item in items:
        for category in item.category if item.kept is None else ():
            if category in categories:
                yield Finding(category.at, f"`{id}` uses `{category}`: the password of an account with another "
                                           "company is stored.", FIX)
