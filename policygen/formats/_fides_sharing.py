"""Who gets data from whom: recipients and other sources as systems of a Fides manifest, and the flows between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from policygen.declaration import derived
from policygen.declaration.activity import Activity, Source
from policygen.declaration.recipient import Recipient, Transfer
from policygen.formats._fides_keys import Keys, meanings, words
from policygen.formats._fides_losses import ROLE, TOOL
from policygen.formats._fides_teller import FidesTeller
from policygen.formats._fides_whole import without_empty
from policygen.notice.blocks import CountryName
from policygen.notice.terms import find, recipient_name
from policygen.schema import Str

Thing = dict[str, Any]
PROCESSORS = ("processor", "sub_processor")


class Flow(NamedTuple):
    """Data that a recipient gets. `role` is None where none is declared."""

    recipient: Recipient
    role: Str | None
    data: tuple[str, ...]


def flows(teller: FidesTeller, keys: Keys, activity: Activity, data: Sequence[Str]) -> list[Flow]:
    """Who gets which of the data of an activity."""
    made: list[Flow] = []
    given: dict[str, set[str]] = {}
    uses = derived.recipient_uses(teller.declaration, activity)
    for use in uses:
        recipient = find(teller.declaration.recipients, use.recipient)
        teller.used.add(use.recipient.at)
        found = [id for id in use.data or recipient.data or data if id not in use.without]
        given.setdefault(recipient.id, set()).update(found)
        made.append(Flow(recipient, used_role(teller, use.role or recipient.role), _keys(keys, found)))
    for use, flow in zip(uses, made, strict=True):
        could = set(use.data or flow.recipient.data or data) - given[flow.recipient.id]
        teller.used.update(id.at for id in use.without if id in could)
    return made


def used_role(teller: FidesTeller, role: Str | None) -> Str | None:
    """The role, which goes into the manifest."""
    if role is not None and not meanings("roles").get(role, meanings("roles")["joint_controller"]).term:
        teller.partly(role.at, ROLE)
    elif role is not None:
        teller.used.add(role.at)
    return role


def _keys(keys: Keys, data: Iterable[Str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys.of("data", id) for id in data))


def outgoing(teller: FidesTeller, found: Sequence[Flow]) -> list[Thing]:
    """The flows to recipients, each recipient once."""
    merged: dict[str, dict[str, None]] = {}
    for flow in found:
        merged.setdefault(teller.key("recipient", flow.recipient.id), {}).update(dict.fromkeys(flow.data))
    return [{"fides_key": key, "type": "system", "data_categories": list(data)} for key, data in merged.items()]


def shared(teller: FidesTeller, found: Sequence[Flow]) -> Thing:
    """What a privacy declaration says of third parties, who are all that are no processors."""
    third = [flow for flow in found if flow.role not in PROCESSORS]
    for flow in found:
        if flow.role is None:
            teller.ask("system.responsibility", flow.recipient.at, "Is the recipient a processor or a third party? "
                       "It stands among the third parties.")
    if not third:
        return {"data_shared_with_third_parties": False}
    names = dict.fromkeys(_named(teller, flow.recipient) for flow in third)
    return {"data_shared_with_third_parties": True, "third_parties": "; ".join(names),
            "shared_categories": list(dict.fromkeys(key for flow in third for key in flow.data))}


def _named(teller: FidesTeller, recipient: Recipient) -> str:
    return teller.said(recipient_name(teller.declaration, recipient))


def recipients(teller: FidesTeller, found: Sequence[Flow]) -> Iterator[Thing]:
    """A system for each recipient, with the roles that it has in the flows."""
    for recipient in teller.declaration.recipients:
        roles = [flow.role for flow in found if flow.recipient.id == recipient.id] or \
            [used_role(teller, recipient.role)]
        known = {words("roles").get(role, "") for role in roles if role is not None}
        if recipient.kind is not None:
            teller.used.add(recipient.kind.at)
        name = teller.text(recipient.product) or teller.text(recipient.name) or \
            (teller.term("recipients", recipient.kind) if recipient.kind is not None else "")
        yield without_empty({
            "fides_key": teller.key("recipient", recipient.id),
            "organization_fides_key": teller.organization,
            "name": name, "description": teller.words(recipient.purpose),
            "tags": [str(recipient.kind)] if recipient.kind is not None else [],
            "system_type": words("systems")["recipient"],
            "legal_name": teller.text(recipient.name),
            "legal_address": teller.said(CountryName(recipient.country)) if recipient.country else "",
            "responsibility": [word for word in dict.fromkeys(words("roles").values()) if word in known],
            "privacy_policy": teller.text(recipient.policy),
            **transferred(teller, recipient.transfers)}) | {"privacy_declarations": []}
        teller.used.update([recipient.country.at] if recipient.country else [])


def transferred(teller: FidesTeller, found: Sequence[Transfer]) -> Thing:
    """Whether data go to other countries, and on which basis."""
    if not found:
        return {}
    bases: dict[str, None] = {}
    for transfer in found:
        for tool in transfer.tools:
            bases[_tool(teller, tool)] = None
        if transfer.measures is not None:
            bases[words("tools")["measures"]] = None
    return {"does_international_transfers": True, "legal_basis_for_transfers": list(bases)}


def _tool(teller: FidesTeller, tool: Str) -> str:
    if tool in words("tools") and meanings("tools")[tool].term:
        teller.used.add(tool.at)
    else:
        teller.partly(tool.at, TOOL)
    return words("tools").get(tool, words("tools")["other"])


class Sources:
    """The sources of a declaration: `user` is the person; each other becomes a system."""

    def __init__(self, teller: FidesTeller, keys: Keys) -> None:
        self._teller = teller
        self._keys = keys
        self._known: dict[tuple[str, str], str] = {}
        self.systems: list[Thing] = []

    def incoming(self, activity: Activity, data: Sequence[Str]) -> list[Thing]:
        """The flows from the sources of an activity, each source once."""
        merged: dict[str, dict[str, None]] = {}
        for source in derived.sources(self._teller.declaration, activity):
            self._teller.used.add(source.source.at)
            key = "user" if source.source == "data_subject" else self._system(source)
            merged.setdefault(key, {}).update(dict.fromkeys(_keys(self._keys, source.data or data)))
        return [{"fides_key": key, "type": "user" if key == "user" else "system", "data_categories": list(found)}
                for key, found in merged.items()]

    def _system(self, source: Source) -> str:
        name = self._teller.words(source.name)
        found = self._known.get((source.source, name))
        if found is None:
            same = sum(kind == source.source for kind, _ in self._known)
            id = f"{source.source}.{same + 1}" if same else str(source.source)
            found = self._known[source.source, name] = self._teller.key("source", id)
            self.systems.append({
                "fides_key": found, "organization_fides_key": self._teller.organization,
                "name": name or self._teller.term("sources", source.source), "tags": [str(source.source)],
                "system_type": words("systems")["source"], "privacy_declarations": []})
        return found
