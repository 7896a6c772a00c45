"""What consent to storage on a device depends on, as one hash: another after a change that must be asked about again.

It counts, for each item that needs consent: class, kind, party, data, duration; who sets or reads it: name, kind,
product, role, countries, transfers; and the name of the company that asks. It counts no texts (purpose, note), no names
of cookies, no ids of items and recipients, no order, and nothing about items that are strictly necessary.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from policygen.declaration import Declaration
from policygen.declaration.recipient import Recipient
from policygen.declaration.storage import StorageItem
from policygen.formats._hashes import of_leaves
from policygen.notice.terms import find
from policygen.problem import Position
from policygen.schema import Period, Record, Str
from policygen.schema.leaves import Leaf, leaves

ITEM = frozenset({"kind", "class", "party", "data", "duration"})
RECIPIENT = frozenset({"name", "kind", "product", "role", "country", "stored_in"})
TRANSFER = frozenset({"to", "data", "access", "status", "tools"})
SECONDS = {"week": 604_800, "day": 86_400, "hour": 3_600, "minute": 60, "second": 1}
MONTHS = {"year": 12, "month": 1}


def needs_consent(item: StorageItem) -> bool:
    """Whether the law asks for consent before the item is used."""
    return item.class_ != "necessary"


def consent_facts(declaration: Declaration) -> str:
    """The hash, hexadecimal."""
    items = declaration.cookies.items if declaration.cookies else ()
    made = [_fact("item", _item(declaration, item), item.at) for item in items if needs_consent(item)]
    return of_leaves([*made, _fact("controller", declaration.controller.name, declaration.at)])


def _item(declaration: Declaration, item: StorageItem) -> str:
    facts = list(_facts(item, ITEM))
    if not item.kind:
        facts.append(_fact("kind", "cookie", item.at))               # the default of the language
    if item.provider is not None:
        facts.append(_fact("provider", _recipient(find(declaration.recipients, item.provider)), item.at))
    return of_leaves(facts)


def _recipient(recipient: Recipient) -> str:
    facts = list(_facts(recipient, RECIPIENT))
    for transfer in recipient.transfers:
        status = () if transfer.status else (_fact("status", "actual", transfer.at),)
        facts.append(_fact("transfer", of_leaves((*_facts(transfer, TRANSFER), *status)), transfer.at))
    return of_leaves(facts)


def _facts(record: Record, wanted: Collection[str]) -> Iterator[Leaf]:
    """The values of these keys without the place of each in its list, which says nothing; each once."""
    found = (_fact(leaf.keys, _length(leaf.value), leaf.at) for leaf in leaves(record) if leaf.keys in wanted)
    return iter({(leaf.keys, leaf.value): leaf for leaf in found}.values())


def _fact(name: str, value: str, at: Position) -> Leaf:
    return Leaf(name, name, Str(value, at), at)


def _length(value: object) -> str:
    """The value as text; equal periods as equal texts, however they are written."""
    if not isinstance(value, Period):
        return str(value)
    months = sum(number * MONTHS[unit] for number, unit in value.parts if unit in MONTHS)
    seconds = sum(number * SECONDS[unit] for number, unit in value.parts if unit in SECONDS)
    return f"{months} months {seconds} seconds"
