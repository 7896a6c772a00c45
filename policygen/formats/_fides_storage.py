"""Cookies and other storage on the device as one system of a Fides manifest: each item is a privacy declaration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policygen.declaration.storage import StorageItem
from policygen.formats._fides_keys import Keys, words
from policygen.formats._fides_sharing import Flow, outgoing, shared, used_role
from policygen.formats._fides_teller import FidesTeller
from policygen.formats._fides_whole import without_empty
from policygen.notice.blocks import Span
from policygen.notice.parts import say
from policygen.notice.roles import SECTION_NAMES
from policygen.notice.terms import find
from policygen.schema import Period

Thing = dict[str, Any]
SECONDS = {"year": 365 * 86400, "month": 30 * 86400, "week": 7 * 86400, "day": 86400, "hour": 3600, "minute": 60,
           "second": 1}
KIND = "Only in part: Fides has whether cookies and whether other ways of storage are used."
# Data in a cookie, or otherwise of the device, where an item names none.
UNNAMED = {True: "user.device.cookie", False: "user.device"}


def storage(teller: FidesTeller, keys: Keys, common: Thing) -> tuple[Thing, list[Flow]]:
    """The system, and what the providers get by it."""
    declared = teller.declaration.cookies
    assert declared is not None
    found = [_flow(teller, keys, item) for item in declared.items]
    made = unique([_item(teller, keys, item, flow) for item, flow in zip(declared.items, found, strict=True)])
    longest = max((_seconds(item.duration) for item in declared.items if _is_cookie(item)
                   and isinstance(item.duration, Period)), default=None)
    teller.ask("system.cookie_refresh", declared.at, "Are cookies renewed after they were set? `false` stands there.")
    given = [flow for flow in found if flow is not None]
    return without_empty({
        "fides_key": f"{teller.organization}.storage", "organization_fides_key": teller.organization,
        "name": teller.said(SECTION_NAMES["cookies"]), "description": teller.words(declared.about),
        "system_type": words("systems")["storage"], "egress": outgoing(teller, given), **common,
        "uses_cookies": not declared.items or any(map(_is_cookie, declared.items)),
        "uses_non_cookie_access": any(not _is_cookie(item) or len(item.kind) > 1 for item in declared.items),
        "cookie_max_age_seconds": longest}) | {"privacy_declarations": made}, given


def _is_cookie(item: StorageItem) -> bool:
    return not item.kind or "cookie" in item.kind


def _seconds(period: Period) -> int:
    return sum(count * SECONDS[unit] for count, unit in period.parts)


def _flow(teller: FidesTeller, keys: Keys, item: StorageItem) -> Flow | None:
    if item.provider is None:
        return None
    teller.used.add(item.provider.at)
    recipient = find(teller.declaration.recipients, item.provider)
    return Flow(recipient, used_role(teller, recipient.role), _data(keys, item))


def _data(keys: Keys, item: StorageItem) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys.of("data", id) for id in item.data)) or (UNNAMED[_is_cookie(item)],)


def _item(teller: FidesTeller, keys: Keys, item: StorageItem, flow: Flow | None) -> Thing:
    teller.used.add(item.class_.at)
    for kind in item.kind:
        teller.partly(kind.at, KIND)
    return without_empty({
        "name": teller.words(item.purpose),
        "data_use": words("classes")[item.class_],
        "data_categories": list(_data(keys, item)),
        "retention_period": _duration(teller, item),
        **shared(teller, [flow] if flow else [])})


def _duration(teller: FidesTeller, item: StorageItem) -> str:
    if item.duration is None:
        return ""
    teller.used.add(item.duration.at)
    if isinstance(item.duration, Period):
        return teller.said(Span(item.duration))
    return teller.said(say("cookies.session", "until you close the browser") if item.duration == "session" else
                       say("cookies.persistent", "until you delete it"))


def unique(made: Sequence[Thing]) -> list[Thing]:
    """Privacy declarations with names of their own, by which Fides tells them apart."""
    names: set[str] = set()
    for thing in made:
        name, number = thing["name"], 2
        while thing["name"] in names:
            thing["name"], number = f"{name} ({number})", number + 1
        names.add(thing["name"])
    return list(made)

