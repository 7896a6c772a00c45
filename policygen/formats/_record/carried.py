"""What of a declaration the record does not carry, with the reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policygen.declaration import Declaration
from policygen.formats import Remark
from policygen.formats._left_out import longest
from policygen.problem import Position
from policygen.schema.leaves import Leaf, leaves

NOTICE = "It is about the privacy policy itself; the record does not ask for it."
PEOPLE = "It tells people how to act; the record does not ask for it."
COOKIES = "The record lists activities, not single cookies; declare what they are used for as an activity."
PROCESSOR = "The record of a processor does not ask for it (Art. 30(2) GDPR)."
# Why values are in no cell, by their keys; the longest that fits counts. `?` marks those that stand in a cell where one
# of the rows says them, with the reason where none does.
REASONS = {
    "": "No row of the record says it.",
    **dict.fromkeys(("policygen", "languages", "title", "version", "effective", "ends", "introduction", "scope",
                     "notices", "definitions", "editions", "texts", "changes", "accept", "groups.about"), NOTICE),
    **dict.fromkeys(("rights", "complaint", "children", "device_permissions", "security.users", "activities.object",
                     "activities.obligation", "defaults.obligation"), PEOPLE),
    "controller.public_body": "It steers the checks; the record does not ask for it.",
    "controller.contacts.for": "? The contact has a title, which stands instead.",
    "cookies": COOKIES,
    **dict.fromkeys(("cookies.items.names", "cookies.items.kind", "cookies.items.purpose",
                     "cookies.items.duration"), f"? {COOKIES}"),
    "statements": "? The record does not ask for it.",
    "transfers.aim": "An aim is no transfer.",
    "recipients": "? No activity names this recipient.",
    "integrations": "? The service belongs to no activity; name one under `activity`, and it stands in its rows.",
    "laws": "? Nothing in the record refers to this law.",
    "groups": "? No activity in the record belongs to this group.",
    "vocabulary": "? Nothing in the record uses this term.",
    "vocabulary.data.definition": NOTICE,
    "activities": f"? {PROCESSOR}",
    "automated_decisions": f"? {PROCESSOR}",
    "joint_controllers": f"? {PROCESSOR}",
    "defaults": "? Every activity in the record declares its own.",
    "processor_role.applies": "It points to sections of the privacy policy.",
    **dict.fromkeys(("updated", "controller", "representative", "data_protection_officer", "transfers", "disclosures",
                     "processor_role", "security", "breaches"), "? No row of the record says it."),
}


# Values that stand in a cell where another of the same entry does: links, flags, and references beside a name.
BESIDE = frozenset({
    "laws.link", "recipients.policy", "recipients.kind", "representative.form", "data_protection_officer.form",
    "disclosures.law", "automated_decisions.law", "cookies.items.duration", "integrations.examples",
    "integrations.activity", "vocabulary.data.special", "vocabulary.data.criminal", "activities.consent.by_guardian"})
PLACE = re.compile(r"(?:\.\d+)?$")


def losses(declaration: Declaration, seen: frozenset[Position]) -> Iterator[Remark]:
    """A remark for each declared value that is in no cell; `seen` holds where the values in cells stand."""
    found = list(leaves(declaration))
    entries = {_entry(leaf) for leaf in found if leaf.at in seen and leaf.keys not in BESIDE}
    titled = {_entry(leaf) for leaf in found if leaf.keys == "controller.contacts.title"}
    for leaf in found:
        reason = REASONS[longest(leaf.keys, REASONS)]
        said = leaf.at in seen or (leaf.keys in BESIDE and _entry(leaf) in entries)
        if leaf.keys == "controller.contacts.for":
            said = _entry(leaf) not in titled
        if not reason.startswith("?") or not said:
            yield Remark("left-out", leaf.at, leaf.path, reason.removeprefix("? "))


def _entry(leaf: Leaf) -> str:
    """The path of the entry in which a value stands."""
    return PLACE.sub("", leaf.path).rpartition(".")[0]
