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

    customers = required(LABEL, "On whose behalf, and for what.")
    about = optional(WORDS, "What this means for the reader.")
    agreement = optional(FLAG, "Whether data processing agreements are in place.", "GDPR 28")
    rights = required(SENTENCE, "Where people turn to with their rights.")
    deletion = optional(SENTENCE, "Who decides when data are deleted.")
    instructions = optional(SENTENCE, "That data are used only on instruction.")
    applies = listed(SECTIONS, "The sections of this notice that apply in this role too.")


class Integration(Record):
    """A service of someone else that a user connects."""

    title = required(LABEL, "What readers call it.")
    provider = required(Reference("recipients"), "Whose service it is.")
    about = optional(WORDS, "What happens when it is connected.")
    requires = listed(LABEL, "What is needed to connect it.")
    permissions = listed(LABEL, "What the user permits.")
    tokens = listed(LABEL, "Which keys or tokens are kept.")
    data = listed(one(DataItem), "The data that are fetched.")
    people = listed(Term("data_subjects"), "Whose data are fetched.")
    not_stored = listed(LABEL, "What is not stored.")
    activity = optional(Reference("activities"), "The activity it is part of: purposes, bases, retention.")
    link = optional(LINK, "Where to read more.")
