"""What is done with personal data: one activity with its people, data, purposes, recipients and retention."""

from __future__ import annotations

from policygen.declaration.basis import LegalBasis, Purpose, SpecialCondition
from policygen.declaration.recipient import ROLES
from policygen.declaration.retention import Retention
from policygen.schema import (
    FLAG,
    LABEL,
    LINK,
    NAME,
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
    EXAMPLE = """
category: app_usage
when: if you turn on statistics
detail: which pages of the app are opened
state: anonymous_until_linked
linked: The data is linked to you if you send it to us with a report of a fault.
"""

    category = listed(Term("data"), "The categories.", "GDPR 13(1)(c)", least=1)
    when = optional(LABEL, "When they are collected, where not always.")
    detail = optional(LABEL, "What exactly, such as down to the city.")
    state = optional(Choice("identified", "pseudonymised", "anonymous_until_linked", "anonymous"),
                     "Whether the person can be identified.")
    kept = optional(Choice("on_device", "unreadable"), "`on_device`: the data never leave the device; `unreadable`: "
                    "they are stored so that the company cannot read them.")
    linked = optional(SENTENCE, "When data that were anonymous are linked to a person.")


class Source(Record):
    """Where the data come from (Art. 14(2)(f) GDPR)."""

    SHORT = "source"
    EXAMPLE = """
source: public_register
name: the Brønnøysund Register Centre
data: [company_name, organisation_number]
public: yes
when: you order for a company
"""

    source = required(Term("sources"), "The kind of source.", "GDPR 14(2)(f)")
    name = optional(LABEL, "Which source, such as the name of a register.")
    data = listed(Term("data"), "The data that come from it; all if left out.")
    public = optional(FLAG, "Whether the source is publicly accessible.")
    when = optional(LABEL, "When data come from it.")


class Obligation(Record):
    """Whether the person must provide the data (Art. 13(2)(e) GDPR)."""

    SHORT = "kind"
    EXAMPLE = """
kind: contractual
data: [name, delivery_address]
people: customer
consequence: Without them we cannot deliver what you order.
"""

    kind = required(Choice("voluntary", "contractual", "statutory"), "What kind of requirement it is.",
                    "GDPR 13(2)(e)")
    data = listed(Term("data"), "The data it is about; all if left out.")
    people = listed(Term("data_subjects"), "The people it is about; all if left out.")
    consequence = optional(SENTENCE, "What happens if they are not provided.", "GDPR 13(2)(e)")


class Consent(Record):
    """One consent: to what, how it is given and withdrawn (Art. 7 GDPR)."""

    EXAMPLE = """
what: pictures of a child on our website
by_guardian: yes
given: You sign a form before the pictures are taken.
withdraw: Write to privacy@example.com, and we take the pictures down.
effect: Without consent, we show no pictures of the child.
"""

    what = optional(LABEL, "To what, where there are several.")
    by_guardian = optional(FLAG, "Whether a parent or guardian gives it for a child.")
    given = optional(SENTENCE, "How it is given.")
    withdraw = required(SENTENCE, "How it is withdrawn.", "GDPR 13(2)(c)")
    effect = optional(SENTENCE, "What consent, or its withdrawal, changes.")


class Profiling(Record):
    """An evaluation of people by their data that is not a decision under Art. 22 GDPR."""

    EXAMPLE = """
logic: We count how often you open newsletters about tents and about boats.
inputs: [newsletter_opens, newsletter_clicks]
threshold: It takes ten newsletters before anything changes.
consequence: You get more news about what you read most.
limits: Only the last twelve months count.
opt_out: Choose the same newsletter for everybody in your account.
"""

    logic = required(WORDS, "How it works.", "GDPR 13(2)(f)")
    inputs = listed(Term("data"), "The data that go in.")
    threshold = optional(SENTENCE, "From when it has a consequence.")
    consequence = required(SENTENCE, "What follows for the person.", "GDPR 13(2)(f)")
    limits = optional(SENTENCE, "What it is limited to.")
    opt_out = optional(SENTENCE, "How to avoid it.")


class ArtificialIntelligence(Record):
    """The use of an AI system in an activity."""

    EXAMPLE = """
use: It suggests answers to enquiries, which a person reads and corrects before they are sent.
provider: assistant
sent: [enquiry_content]
not_sent: [your name, your email address]
training: The provider may not use the enquiries to train its models.
"""

    use = required(SENTENCE, "What it does.")
    provider = optional(Reference("recipients"), "Whose system it is; the company's own if left out.")
    sent = listed(Term("data"), "The data that go in.")
    not_sent = listed(LABEL, "What is never sent.")
    training = optional(SENTENCE, "Whether data are used for training it.")


class RecipientUse(Record):
    """A recipient in one activity; what stands here overrides its entry under `recipients`."""

    SHORT = "recipient"
    EXAMPLE = """
recipient: carrier
role: controller
purpose: delivering parcels
data: [name, delivery_address, phone]
without: [order, payment_information]
when: you have goods sent to you
"""

    recipient = required(Reference("recipients"), "The recipient.", "GDPR 13(1)(e)")
    role = optional(ROLES, "Its role in this use, where it differs.")
    purpose = optional(LABEL, "What it does in this use.")
    data = listed(Term("data"), "The data it gets; all of the activity if left out.")
    without = listed(Term("data"), "The data it never gets.")
    when = optional(LABEL, "When it gets them, where not always.")


class Activity(Record):
    """One processing activity: data of some people, used for some purposes."""

    EXAMPLE = """
title: Claims after accidents with our vans
group: rental
about: We find out who pays for the damage after an accident with a van that you rent from us.
when: [you report an accident, the police send us a report]
data_subjects: customer
data:
  - [name, email, national_id_number, vehicle_registration, health, suspected_offences]
  - {category: bank_account, when: if we owe you money}
not_collected: [where you drive]
sources: [data_subject, {source: authority, name: the police, data: suspected_offences}]
purposes:
  - claims
  - purpose: fraud_prevention
    legal_basis: {basis: legitimate_interests, interest: not paying for accidents that never happened}
  - {purpose: surveys, about: asking how you were treated, legal_basis: consent}
legal_basis: contract
special_categories: {condition: legal_claims, data: health}
criminal_law: personal_data_act_11
obligation: {kind: contractual, consequence: Without a report we may not be able to settle the claim.}
national_id_law: personal_data_act_12
consent: {what: a survey when the case is closed, withdraw: Use the link in the invitation.}
profiling:
  logic: We add up points for signs of fraud, such as two claims for the same damage.
  consequence: A claim with many points is examined more closely by one of us.
ai: {use: It makes a summary of the reports for the person who handles the claim., provider: assistant}
systems: Example Claims
recipients: [hosting, {recipient: insurer, when: somebody else pays for the damage}]
retention: {period: P3Y, after: case_closed, then: delete}
object: Write to claims@example.com if you do not want us to look for signs of fraud.
examples: recipients
link: https://www.example.com/claims
note: Call **112** first if anybody is injured.
"""

    title = required(LABEL, "What readers would call it.")
    group = optional(Reference("groups"), "The group it belongs to, where there are many.")
    about = optional(WORDS, "What happens, in a few sentences.")
    on_behalf_of = optional(LABEL, "On whose behalf it is done, where the company is only the processor.", "GDPR 28")
    when = listed(LABEL, "The situations in which data are collected.")
    data_subjects = listed(Term("data_subjects"), "Whose data are used.", least=1)
    data = listed(one(DataItem), "The data that are used.", "GDPR 14(1)(d)", least=1)
    not_collected = listed(LABEL, "What is expressly not collected or stored.")
    sources = listed(one(Source), "Where the data come from, if not only from the person.", "GDPR 14(2)(f)")
    purposes = listed(one(Purpose), "What the data are used for.", "GDPR 13(1)(c)", least=1)
    legal_basis = listed(one(LegalBasis), "The basis of all purposes here that name none.", "GDPR 13(1)(c)")
    special_categories = listed(one(SpecialCondition), "What allows the special categories.", "GDPR 9(2)")
    criminal_law = listed(Reference("laws"), "The statutes that allow data on offences.", "GDPR 10")
    obligation = listed(one(Obligation), "Whether the data must be provided.", "GDPR 13(2)(e)")
    national_id_law = listed(Reference("laws"), "The statutes that allow a national id number.", "GDPR 87")
    consent = listed(one(Consent), "How consent is given and withdrawn here, one by one.", "GDPR 13(2)(c)")
    profiling = optional(one(Profiling), "Whether people are evaluated.", "GDPR 13(2)(f)")
    ai = optional(one(ArtificialIntelligence), "The AI system that is used.")
    systems = listed(NAME, "The systems in which the data are processed.")
    recipients = listed(one(RecipientUse), "Who gets the data.", "GDPR 13(1)(e)")
    retention = listed(one(Retention), "How long the data are kept.", "GDPR 13(2)(a)")
    object = optional(SENTENCE, "How to object to this activity.", "GDPR 21(4)")
    examples = listed(Choice("data", "purposes", "recipients"), "The lists that only give examples.")
    link = optional(LINK, "Where to read more.")
    note = optional(WORDS, "What else the reader should know.")


class AutomatedDecision(Record):
    """A decision made only by machine that affects the person significantly (Art. 22 GDPR)."""

    EXAMPLE = """
title: Payment by invoice
activity: orders
logic: A rule compares the price with your score at a credit agency. Below a limit, you cannot pay by invoice.
consequence: You may have to pay before we send the goods.
allowed_by: contract
human: Write to credit@example.com to tell us your view and have a person decide again.
"""

    title = required(LABEL, "What is decided.")
    activity = optional(Reference("activities"), "The activity it belongs to.")
    logic = required(WORDS, "The logic involved, in a way that can be understood.", "GDPR 13(2)(f)")
    consequence = required(SENTENCE, "What it means for the person.", "GDPR 13(2)(f)")
    allowed_by = required(Choice("contract", "law", "explicit_consent"), "What allows it.", "GDPR 22(2)")
    law = listed(Reference("laws"), "The statutes that allow it.")
    human = required(SENTENCE, "How to have a person look at it, give one's view and contest it.", "GDPR 22(3)")
