"""A text names a well-known service, and no recipient of that name is declared.

Whoever runs a service that is used gets data by it, and must stand among the recipients (Art. 13(1)(e) GDPR) with its
role, country and transfers. A name in passing tells none of that.

Declare it under `recipients`; accept the finding where the service gets no data.

Wrong:
    texts:
      statistics:
        place: end
        text: We count visits with Google Analytics.  # <-

Right:
    recipients:
      google: {name: Google Ireland Limited, role: processor, country: IE, purpose: counting visits}
    texts:
      statistics:
        place: end
        text: We count visits with Google Analytics.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from policygen.checks import Finding
from policygen.checks._recipients import sentences
from policygen.checks._texts import Text
from policygen.checks._words import Words, first, lists, whole
from policygen.declaration import Declaration
from policygen.problem import Position, Severity

PROVISION = "GDPR 13(1)(e)"
SEVERITY = Severity.WARNING
SERVICES = "recipient_named_in_text_undeclared"
ELSEWHERE = frozenset({"Controller", "Definition", "Exclusion", "Law", "OtherNotice", "OwnTerm", "Recipient"})
DENIALS = frozenset({"controls", "not_collected", "not_sent", "not_stored", "users"})


def check(declaration: Declaration, texts: tuple[Text, ...]) -> Iterator[Finding]:
    """A finding for each service, where it is first named."""
    known = _declared(declaration)
    for text in texts:
        if text.owner in ELSEWHERE or text.key in DENIALS or not _any_service().search(text.text):
            continue
        for service, name, at in _named(text):
            if service not in known:
                known.add(service)
                yield Finding(at, f"`{name}` is named here, and no recipient of that name is declared.",
                              "Declare it under `recipients`, with its role, country and purpose.")


def _named(text: Text) -> Iterator[tuple[str, str, Position]]:
    """The services in a text, less those in sentences that deny something: their id, name as written, and place."""
    for sentence in sentences(text.text) if _any_service().may(text.text) else ():
        if first("denied", text.language, sentence) is None:
            for service, name in _services(sentence):
                yield service, name, text.at


def _services(text: str) -> Iterator[tuple[str, str]]:
    """The services that a text names: their id, and the name as written."""
    for match in _any_service().finditer(text):
        service = next(id for id, names in lists(SERVICES).items() if whole(*names).match(text, match.start()))
        yield service, match.group()


@cache
def _any_service() -> Words:
    """An expression for the names of all services."""
    return whole(*(name for names in lists(SERVICES).values() for name in names))


def _declared(declaration: Declaration) -> set[str]:
    """The services that stand among the recipients, the joint controllers, or are the company itself."""
    controller = declaration.controller
    names = [controller.name, *controller.brands, *(joint.name for joint in declaration.joint_controllers)]
    names += [name for recipient in declaration.recipients for name in (recipient.name, recipient.product) if name]
    return {service for name in names for service, _ in _services(name)}
