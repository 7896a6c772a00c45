"""The declaration as a whole, and a company's own terms."""

from __future__ import annotations

from policygen.declaration.activity import Activity, AutomatedDecision, Obligation, Source
from policygen.declaration.basis import Law, LegalBasis
from policygen.declaration.conduct import Breaches, Changes, Complaint, Rights, Security, Statement
from policygen.declaration.identity import Controller, DataProtectionOfficer, JointController, Representative
from policygen.declaration.recipient import Disclosure, Recipient, TransferPolicy
from policygen.declaration.retention import Retention
from policygen.declaration.roles import Integration, ProcessorRole
from policygen.declaration.scope import Definition, FreeText, Group, OtherNotice, Scope
from policygen.declaration.storage import Storage
from policygen.schema import (
    DATE,
    FLAG,
    ID,
    LABEL,
    LANGUAGE,
    TEXT,
    WORDS,
    Choice,
    Record,
    entries,
    listed,
    one,
    optional,
    required,
)


class OwnTerm(Record):
    """A term of the company's own, used like those of the vocabulary."""

    SHORT = "label"
    label = required(LABEL, "Its label in each language.")
    definition = optional(LABEL, "What it means.")
    broader = optional(ID, "The shipped term that it is a kind of; gives it a name in linked data.")
    special = optional(FLAG, "Whether it is a special category of data (Art. 9).")
    criminal = optional(FLAG, "Whether it is data on offences (Art. 10).")


class OwnVocabulary(Record):
    """The company's own terms, by kind."""

    data = entries(OwnTerm, "Categories of personal data.")
    purposes = entries(OwnTerm, "Purposes.")
    data_subjects = entries(OwnTerm, "People.")
    measures = entries(OwnTerm, "Security measures.")
    events = entries(OwnTerm, "Events that start or end a storage period.")
    recipients = entries(OwnTerm, "Kinds of recipients.")
    sources = entries(OwnTerm, "Kinds of sources.")
    channels = entries(OwnTerm, "Sites, apps and situations.")


class Defaults(Record):
    """What holds for every activity that says nothing else; the page says so."""

    legal_basis = listed(one(LegalBasis), "The basis of purposes that name none.")
    retention = listed(one(Retention), "The rule for activities that name none.")
    obligation = listed(one(Obligation), "Whether data must be provided.")
    sources = listed(one(Source), "Where the data come from.")


class Declaration(Record):
    """All that a company declares."""

    policygen = required(Choice("1"), "The version of the declaration language: `1`.")
    languages = listed(LANGUAGE, "The languages it is published in; the first is the default.", "GDPR 12(1)", least=1)
    title = optional(LABEL, "The title of the page; `Privacy policy` if left out.")
    version = optional(TEXT, "The version of the notice.")
    effective = optional(DATE, "From when the notice holds.")
    updated = optional(DATE, "When it was last changed.")
    introduction = optional(WORDS, "A few sentences at the start.")
    controller = required(one(Controller), "Who is responsible.", "GDPR 13(1)(a)")
    joint_controllers = entries(JointController, "With whom it decides together.", "GDPR 26")
    representative = optional(one(Representative), "The representative in the EEA.", "GDPR 27")
    data_protection_officer = optional(one(DataProtectionOfficer), "The data protection officer.", "GDPR 13(1)(b)")
    scope = optional(one(Scope), "What and whom the notice covers.")
    notices = entries(OtherNotice, "Other notices.")
    definitions = entries(Definition, "Words and their meanings.")
    laws = entries(Law, "Statutes that are referred to.")
    defaults = optional(one(Defaults), "What holds where an activity says nothing else.")
    groups = entries(Group, "Groups of activities.")
    activities = entries(Activity, "The processing activities, by id.", "GDPR 13(1)(c)", least=1)
    integrations = entries(Integration, "Services that a user connects.")
    recipients = entries(Recipient, "Everybody who gets data, by id.", "GDPR 13(1)(e)")
    transfers = optional(one(TransferPolicy), "What holds for all transfers outside the EEA.", "GDPR 13(1)(f)")
    disclosures = entries(Disclosure, "Disclosures that only happen on an event.")
    cookies = optional(one(Storage), "Cookies and other storage on the device.", "ePrivacy 5(3)")
    automated_decisions = entries(AutomatedDecision, "Decisions made only by machine.", "GDPR 13(2)(f)")
    statements = listed(one(Statement), "What is not done.")
    processor_role = optional(one(ProcessorRole), "What is done on behalf of others.", "GDPR 28")
    security = optional(one(Security), "How data are protected.", "GDPR 32")
    breaches = optional(one(Breaches), "What happens on a breach.", "GDPR 33")
    rights = required(one(Rights), "How people use their rights.", "GDPR 12(2)")
    complaint = optional(one(Complaint), "Complaints to the authority.", "GDPR 13(2)(d)")
    changes = optional(one(Changes), "How the notice changes.")
    texts = entries(FreeText, "Texts without structure, each at a named place.")
    vocabulary = optional(one(OwnVocabulary), "The company's own terms.")
