"""Who gets data that the app collects, and whether that is sharing or may be tracking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policygen.declaration import Declaration
from policygen.declaration.activity import RecipientUse
from policygen.declaration.derived import recipient_uses
from policygen.declaration.recipient import Recipient
from policygen.formats._app.collected import Use
from policygen.formats._app.terms import bears
from policygen.problem import Position
from policygen.schema import Str


class Getter(NamedTuple):
    """A recipient of one category of data in one use. `shared` is None where the declaration does not decide it."""

    recipient: Recipient
    at: Position
    role: str
    shared: bool | None
    tracking: bool


def getters(declaration: Declaration, use: Use) -> Iterator[Getter]:
    """Who gets the category of data in this use."""
    entries = {recipient.id: recipient for recipient in declaration.recipients}
    if use.activity is not None:
        for given in recipient_uses(declaration, use.activity):
            if _gets(given, entries[given.recipient], use.id):
                yield _getter(declaration, entries[given.recipient], given.role, given.at)
        ai = use.activity.ai
        if ai is not None and ai.provider is not None and (not ai.sent or use.id in ai.sent):
            yield _getter(declaration, entries[ai.provider], None, ai.provider.at)
    elif use.item is not None and use.item.provider is not None:
        yield _getter(declaration, entries[use.item.provider], None, use.item.provider.at)


def _gets(given: RecipientUse, entry: Recipient, id: str) -> bool:
    data: Sequence[Str] = given.data or entry.data
    return (not data or id in data) and id not in given.without


def _getter(declaration: Declaration, entry: Recipient, role: Str | None, at: Position) -> Getter:
    known = role or entry.role
    by_role = bears(declaration, "roles", known)
    by_kind = bears(declaration, "recipients", entry.kind) or {}
    told = by_kind.get("shared") or (by_role or {}).get("shared")
    processes = by_role is not None and by_role["shared"] == "no"
    return Getter(entry, at, str(known or ""), None if told is None else told == "yes",
                  by_kind.get("tracking") == "yes" and not processes)
