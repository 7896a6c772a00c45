"""What is done with personal data: one activity with its people, data, purposes, recipients and retention."""

from __future__ import annotations

from policygen.declaration.basis import LegalBasis, Purpose, SpecialCondition
from policygen.declaration.recipient import ROLES
from policygen.declaration.retention import Retention
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


class DataItem(Record):
    """One or more categories of personal data, and when or how they are used."""

    SHORT = "category"
    category = listed(Term("data"), "The categories.", "GDPR 13(1)(c)", least=1)
    when = optional(LABEL, "When they are collected, where not always.")
    detail = optional(LABEL, "What exactly, such as down to the city.")
    state = optional(Choice("identified", "pseudonymised", "anonymous_until_linked", "anonymous"),
                     "Whether the person can be identified.")
    linked = optional(SENTENCE, "When data that were anonymous are linked to a person.")


class Source(Record):
    """Where the data come from (Art. 14(2)(f) GDPR)."""

    SHORT = "source"
    source = required(Term("sources"), "The kind of source.", "GDPR 14(2)(f)")
    name = optional(LABEL, "Which source, such as the name of a register.")
    data = listed(Term("data"), "The data that come from it; all if left out.")
    public = optional(FLAG, "Whether the source is publicly accessible.")
    when = optional(LABEL, "When data come from it.")


class Obligation(Record):
    """Whether the person must provide the data (Art. 13(2)(e) GDPR)."""

    SHORT = "kind"
    kind = required(Choice("voluntary", "contractual", "statutory"), "What kind of requirement it is.",
                    "GDPR 13(2)(e)")
    data = listed(Term("data"), "The data it is about; all if left out.")
    people = listed(Term("data_subjects"), "The people it is about; all if left out.")
    consequence = optional(SENTENCE, "What happens if they are not provided.", "GDPR 13(2)(e)")


class Consent(Record):
    """How consent is given and withdrawn (Art. 7 GDPR)."""

    given = optional(SENTENCE, "How it is given.")
    withdraw = required(SENTENCE, "How it is withdrawn.", "GDPR 13(2)(c)")
    effect = optional(SENTENCE, "What consent, or its withdrawal, changes.")


class Profiling(Record):
    """An evaluation of people by their data that is not a decision under Art. 22 GDPR."""

    logic = required(WORDS, "How it works.", "GDPR 13(2)(f)")
    inputs = listed(Term("data"), "The data that go in.")
    threshold = optional(SENTENCE, "From when it has a consequence.")
    consequence = required(SENTENCE, "What follows for the person.", "GDPR 13(2)(f)")
    limits = optional(SENTENCE, "What it is limited to.")
    opt_out = optional(SENTENCE, "How to avoid it.")


class RecipientUse(Record):
    """A recipient in one activity; what stands here goes before the registry entry."""

    SHORT = "recipient"
    recipient = required(Reference("recipients"), "The recipient.", "GDPR 13(1)(e)")
    role = optional(ROLES, "Its role in this use, where it differs.")
    purpose = optional(LABEL, "What it does in this use.")
    data = listed(Term("data"), "The data it gets; all of the activity if left out.")
    when = optional(LABEL, "When it gets them, where not always.")


class Activity(Record):
    """One processing activity: data of some people, used for some purposes."""

    title = required(LABEL, "What readers would call it.")
    group = optional(Reference("groups"), "The group it belongs to, where there are many.")
    about = optional(WORDS, "What happens, in a few sentences.")
    when = listed(LABEL, "The situations in which data are collected.")
    data_subjects = listed(Term("data_subjects"), "Whose data are used.", least=1)
    data = listed(one(DataItem), "The data that are used.", "GDPR 14(1)(d)", least=1)
    not_collected = listed(LABEL, "What is expressly not collected or stored.")
    sources = listed(one(Source), "Where the data come from; the person, if left out.", "GDPR 14(2)(f)")
    purposes = listed(one(Purpose), "What the data are used for.", "GDPR 13(1)(c)", least=1)
    legal_basis = listed(one(LegalBasis), "The basis of all purposes here that name none.", "GDPR 13(1)(c)")
    special_categories = listed(one(SpecialCondition), "What allows the special categories.", "GDPR 9(2)")
    criminal_law = listed(Reference("laws"), "The statutes that allow data on offences.", "GDPR 10")
    obligation = listed(one(Obligation), "Whether the data must be provided.", "GDPR 13(2)(e)")
    consent = optional(one(Consent), "How consent is given and withdrawn here.", "GDPR 13(2)(c)")
    profiling = optional(one(Profiling), "Whether people are evaluated.", "GDPR 13(2)(f)")
    recipients = listed(one(RecipientUse), "Who gets the data.", "GDPR 13(1)(e)")
    retention = listed(one(Retention), "How long the data are kept.", "GDPR 13(2)(a)")
    object = optional(SENTENCE, "How to object to this activity.", "GDPR 21(4)")
    examples = listed(Choice("data", "purposes", "recipients"), "The lists that only give examples.")
    link = optional(LINK, "Where to read more.")
    note = optional(WORDS, "What else the reader should know.")


class AutomatedDecision(Record):
    """A decision made only by machine that affects the person significantly (Art. 22 GDPR)."""

    title = required(LABEL, "What is decided.")
    activity = optional(Reference("activities"), "The activity it belongs to.")
    logic = required(WORDS, "The logic involved, in a way that can be understood.", "GDPR 13(2)(f)")
    consequence = required(SENTENCE, "What it means for the person.", "GDPR 13(2)(f)")
    allowed_by = required(Choice("contract", "law", "explicit_consent"), "What allows it.", "GDPR 22(2)")
    law = listed(Reference("laws"), "The statutes that allow it.")
    human = required(SENTENCE, "How to have a person look at it, give one's view and contest it.", "GDPR 22(3)")
