"""The declaration as a whole, and a company's own terms."""

from __future__ import annotations

from policygen.declaration.activity import Activity, AutomatedDecision, Obligation, RecipientUse, Source
from policygen.declaration.basis import Law, LegalBasis
from policygen.declaration.conduct import (
    Acceptance,
    Breaches,
    Changes,
    Children,
    Complaint,
    Rights,
    Security,
    Statement,
)
from policygen.declaration.identity import Controller, DataProtectionOfficer, JointController, Representative
from policygen.declaration.recipient import Disclosure, Recipient, TransferPolicy
from policygen.declaration.retention import Retention
from policygen.declaration.roles import DevicePermission, Integration, ProcessorRole
from policygen.declaration.scope import Definition, Edition, FreeText, Group, OtherNotice, Scope
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
    Reading,
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
    EXAMPLE = """
label: altitude sickness
definition: whether somebody has been ill high in the mountains
broader: health
special: yes
criminal: no
"""

    label = required(LABEL, "Its label in each language.")
    definition = optional(LABEL, "What it means, for those who read the declaration.")
    broader = optional(ID, "The shipped term that it is a kind of; gives it a name in linked data.")
    special = optional(FLAG, "Whether it is a special category of data (Art. 9).")
    criminal = optional(FLAG, "Whether it is data on offences (Art. 10).")


class OwnVocabulary(Record):
    """The company's own terms, by kind."""

    EXAMPLE = """
data: {tent_size: size of the tent}
purposes: {tent_repair: repairing tents}
data_subjects: {camper: campers}
measures: {night_watch: a guard at night}
events: {warranty_expires: the warranty expires}
recipients: {camp_site: camp sites}
sources: {camp_host: the host of the camp site}
channels: {campfire_evening: evenings by the campfire}
device_permissions: {nfc: short-range radio (NFC)}
"""

    data = entries(OwnTerm, "Categories of personal data.")
    purposes = entries(OwnTerm, "Purposes.")
    data_subjects = entries(OwnTerm, "People.")
    measures = entries(OwnTerm, "Security measures.")
    events = entries(OwnTerm, "Events that start or end a storage period.")
    recipients = entries(OwnTerm, "Kinds of recipients.")
    sources = entries(OwnTerm, "Kinds of sources.")
    channels = entries(OwnTerm, "Sites, apps and situations.")
    device_permissions = entries(OwnTerm, "Permissions on a device.")


class Defaults(Record):
    """What holds for every activity that says nothing else; the page says so."""

    EXAMPLE = """
legal_basis: contract
retention: {until: relationship_ends, then: delete}
obligation: voluntary
sources: data_subject
recipients: hosting
"""

    legal_basis = listed(one(LegalBasis), "The basis of purposes that name none.")
    retention = listed(one(Retention), "The rule for activities that name none.")
    obligation = listed(one(Obligation), "Whether data must be provided.")
    sources = listed(one(Source), "Where the data come from.")
    recipients = listed(one(RecipientUse), "Who gets data in every activity.")


class Declaration(Record):
    """All that a company declares."""

    EXAMPLE = """
policygen: 1
languages: en
title: Privacy at Example AS
version: "1.2"
effective: 2026-02-01
updated: 2026-01-15
introduction: We sell camping equipment on the internet. Here you can read what we do with your data.
controller:
  name: Example AS
  registration: {scheme: no-orgnr, number: "919 627 816"}
  country: NO
  address: {street: Storgata 1, postal_code: "0155", city: Oslo, country: NO}
  contacts:
    privacy: {for: [privacy, rights], email: privacy@example.no}
laws:
  bookkeeping_act: {name: the Norwegian Bookkeeping Act, section: § 13}
activities:
  orders:
    title: Orders
    data_subjects: customer
    data: [name, email, delivery_address, order]
    purposes:
      - {purpose: order_handling, legal_basis: contract}
      - {purpose: accounting, legal_basis: {basis: legal_obligation, law: bookkeeping_act}}
    recipients: [carrier, hosting, accountant]
    retention: {period: P5Y, after: financial_year_ends, law: bookkeeping_act, then: delete}
    obligation: {kind: contractual, consequence: Without an address we cannot deliver.}
  newsletter:
    title: Newsletter
    data_subjects: newsletter_subscriber
    data: email
    purposes: {purpose: newsletter, legal_basis: consent}
    consent: {withdraw: Use the link at the foot of every newsletter.}
    recipients: mailer
    retention: {until: consent_withdrawn, then: delete}
    obligation: voluntary
recipients:
  accountant: {kind: accountant, role: processor, country: NO, purpose: keeping our books}
  carrier: {kind: carrier, role: controller, country: NO, purpose: delivering parcels}
  hosting: {name: Example Hosting GmbH, role: processor, country: DE, purpose: running our servers}
  mailer:
    name: Example Mail Inc.
    role: processor
    country: US
    purpose: sending newsletters
    transfers: {to: US, tools: scc}
transfers: {copy_contact: privacy}
cookies:
  items:
    basket: {names: basket, class: necessary, purpose: remembering your basket, duration: session}
statements: [no_sale, no_automated_decisions]
security: {measures: [encryption_in_transit, access_control, backup]}
rights: {contact: privacy, how: Write to us and say what you want.}
"""

    policygen = required(Choice("1"), "The version of the declaration language: `1`.")
    languages = listed(LANGUAGE, "The languages it is published in; the first is the default.", "GDPR 12(1)", least=1)
    title = optional(LABEL, "The title of the page; `Privacy policy` if left out.")
    version = optional(TEXT, "The version of the notice.")
    effective = optional(DATE, "From when the notice holds.")
    updated = optional(DATE, "When it was last changed.")
    ends = optional(DATE, "Until when it holds, where that is known.")
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
    editions = entries(Edition, "Pages of their own for some readers, made from the same facts.")
    activities = entries(Activity, "The processing activities, by id.", "GDPR 13(1)(c)", least=1)
    integrations = entries(Integration, "Services that a user connects.")
    device_permissions = listed(one(DevicePermission), "What an app asks for on a device.")
    recipients = entries(Recipient, "Everybody who gets data, by id.", "GDPR 13(1)(e)")
    transfers = optional(one(TransferPolicy), "What holds for all transfers outside the EEA.", "GDPR 13(1)(f)")
    disclosures = entries(Disclosure, "Disclosures that only happen on an event.")
    cookies = optional(one(Storage), "Cookies and other storage on the device.", "ePrivacy 5(3)")
    automated_decisions = entries(AutomatedDecision, "Decisions made only by machine.", "GDPR 13(2)(f)")
    statements = listed(one(Statement), "What is not done.")
    processor_role = optional(one(ProcessorRole), "What is done on behalf of others.", "GDPR 28")
    security = optional(one(Security), "How data are protected.", "GDPR 32")
    breaches = optional(one(Breaches), "What happens on a breach.", "GDPR 33")
    children = optional(one(Children), "What holds for children.", "GDPR 8")
    rights = required(one(Rights), "How people use their rights.", "GDPR 12(2)")
    complaint = optional(one(Complaint), "Complaints to the authority.", "GDPR 13(2)(d)")
    changes = optional(one(Changes), "How the notice changes.")
    accept = listed(one(Acceptance), "Findings of `policygen check` that are accepted.")
    texts = entries(FreeText, "Texts without structure, each at a named place.")
    vocabulary = optional(one(OwnVocabulary), "The company's own terms.")

    def check(self, reading: Reading) -> None:
        """The cookies that a storage rule points to must be declared, and an edition must have something to show."""
        for edition in self.editions:
            if self.activities and not any(edition.shows(activity) for activity in self.activities):
                reading.wrong(edition.at, "edition-empty", "No activity is about the people or groups of the edition.",
                              "Name people, groups or activities that are declared.")
        rules = [rule for activity in self.activities for rule in activity.retention]
        for rule in (*rules, *(self.defaults.retention if self.defaults else ())):
            if rule.see is not None and self.cookies is None:
                reading.wrong(rule.see.at, "retention-see", "The rule points to the cookies, and none are declared.",
                              "Declare `cookies`, or give the period here.", provision="GDPR 13(2)(a)")
