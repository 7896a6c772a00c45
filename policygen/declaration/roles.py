"""The company's other role: processor for its customers, and integrations that a user switches on."""

from __future__ import annotations

from policygen.declaration.activity import DataItem
from policygen.declaration.scope import SECTIONS
from policygen.schema import (
    FLAG,
    LABEL,
    LINK,
    SENTENCE,
    WORDS,
    Choice,
    Record,
    Reference,
    Term,
    listed,
    one,
    optional,
    required,
)


class ProcessorRole(Record):
    """What the company does on behalf of others (Art. 28 GDPR)."""

    EXAMPLE = """
customers: camp sites that take bookings through our system
about: The camp site decides what it asks you for when you book.
agreement: yes
rights: Turn to the camp site where you booked; we help it to answer you.
deletion: The camp site decides when bookings are deleted.
instructions: We use the bookings only as the camp site has instructed us.
applies: [security, breaches]
"""

    customers = required(LABEL, "On whose behalf, and for what.")
    about = optional(WORDS, "What this means for the reader.")
    agreement = optional(FLAG, "Whether data processing agreements are in place.", "GDPR 28")
    rights = required(SENTENCE, "Where people turn to with their rights.")
    deletion = optional(SENTENCE, "Who decides when data are deleted.")
    instructions = optional(SENTENCE, "That data are used only on instruction.")
    applies = listed(SECTIONS, "The sections of this notice that apply in this role too.")


class Integration(Record):
    """A service of someone else that a user connects."""

    EXAMPLE = """
title: Your calendar
provider: calendar_service
about: We put the day of delivery into your calendar.
requires: [an account with the calendar service]
permissions: [see when you are busy, add events]
tokens: an access key to your calendar
data: {category: calendar_information, detail: when you are busy}
people: customer
not_stored: [your password, the names of your appointments]
examples: permissions
activity: orders
link: https://www.example.com/calendar
"""

    title = required(LABEL, "What readers call it.")
    provider = required(Reference("recipients"), "Whose service it is.")
    about = optional(WORDS, "What happens when it is connected.")
    requires = listed(LABEL, "What is needed to connect it.")
    permissions = listed(LABEL, "What the user permits.")
    tokens = listed(LABEL, "Which keys or tokens are kept.")
    data = listed(one(DataItem), "The data that are fetched.")
    people = listed(Term("data_subjects"), "Whose data are fetched.")
    not_stored = listed(LABEL, "What is not stored.")
    examples = listed(Choice("data", "permissions"), "The lists that only give examples.")
    activity = optional(Reference("activities"), "The activity it is part of: purposes, bases, retention.")
    link = optional(LINK, "Where to read more.")


class DevicePermission(Record):
    """A permission that an app asks for on a device."""

    EXAMPLE = """
permission: camera
why: scanning the code on a gift card
when: you add a gift card
required: no
platforms: [android, ios]
refusal: You can type the number of the card instead.
"""

    permission = required(Term("device_permissions"), "What the app may use.")
    why = required(LABEL, "What for.")
    when = optional(LABEL, "When it asks.")
    required_ = optional(FLAG, "Whether the app needs it to work.")
    platforms = listed(Choice("android", "ios", "web"), "The platforms, where not all.")
    refusal = optional(SENTENCE, "What happens without it.")
