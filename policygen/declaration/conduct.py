"""Rights, complaints, security, breaches, changes: how the company behaves towards people."""

from __future__ import annotations

from policygen.schema import (
    DATE,
    ID,
    LABEL,
    LINK,
    NUMBER,
    PERIOD,
    SENTENCE,
    TEXT,
    WORDS,
    Choice,
    Record,
    Reference,
    Term,
    entries,
    listed,
    one,
    optional,
    required,
)


class RightNote(Record):
    """What this company adds to one right that the law gives."""

    EXAMPLE = """
note: You get your orders as a file in CSV format.
who: customers with an account
self_service: Sign in and choose “Download my data”.
link: https://www.example.com/my-data
"""

    note = optional(WORDS, "Conditions, limits or how it is done here.")
    who = optional(LABEL, "To whom this applies.")
    self_service = optional(SENTENCE, "How to do it oneself.")
    link = optional(LINK, "Where to do it.")


class NationalRight(Record):
    """A right that national law adds."""

    EXAMPLE = """
title: Right to give directions for the time after your death
text: If you live in France, you can tell us what is to happen to your data after your death.
law: french_data_protection_act
"""

    title = required(LABEL, "Its name.")
    text = required(WORDS, "What it gives, and how to use it.")
    law = listed(Reference("laws"), "The statutes that give it.")


class Rights(Record):
    """How people use their rights."""

    EXAMPLE = """
contact: privacy
how: Write to us and say what you want, in your own words.
respond_within: P14D
identity: If we are not sure who you are, we ask you to sign in or to answer from the address that we know.
fee: The first copy is free; for more copies we may ask for what they cost us.
agent: Somebody else can ask for you with a letter that you have signed.
limits: We may have to keep what the law tells us to keep.
national:
  after_death:
    title: Right to give directions for the time after your death
    text: If you live in France, you can tell us what is to happen to your data after your death.
rights:
  access: {self_service: Sign in and choose “Download my data”.}
"""

    contact = listed(Reference("contacts"), "Whom to write to.", "GDPR 12(2)", least=1)
    how = optional(WORDS, "How to ask, in a few sentences.", "GDPR 12(2)")
    respond_within = optional(PERIOD, "The time in which the company answers; the law's month if left out.",
                              "GDPR 12(3)")
    identity = optional(SENTENCE, "How identity is checked.", "GDPR 12(6)")
    fee = optional(SENTENCE, "What further copies cost.", "GDPR 15(3)")
    agent = optional(SENTENCE, "How somebody else may ask for the person.")
    limits = optional(WORDS, "Limits that hold for all rights.")
    national = entries(NationalRight, "Rights that national law adds.")
    rights = entries(RightNote, "Notes to single rights, by the id of the right.")


class Complaint(Record):
    """Complaints to a supervisory authority (Art. 77 GDPR)."""

    EXAMPLE = """
authorities: [no-datatilsynet, se-imy]
first: We would be glad if you wrote to us first, so that we can put things right.
"""

    authorities = listed(Term("authorities"), "The authorities; that of the controller's country if left out.",
                         "GDPR 13(2)(d)")
    first = optional(SENTENCE, "A wish to be asked first; never a condition.")


class Measure(Record):
    """A security measure."""

    SHORT = "measure"
    EXAMPLE = """
measure: backup
detail: every night
where: in the online shop
"""

    measure = required(Term("measures"), "The kind of measure.")
    detail = optional(LABEL, "How it is done here.")
    where_ = optional(LABEL, "Where it applies.")


class Security(Record):
    """How the data are protected (Art. 32 GDPR)."""

    EXAMPLE = """
about: We protect data according to how sensitive it is.
measures:
  - encryption_in_transit
  - {measure: backup, detail: every night, where: in the online shop}
access: Only people who need the data for their work can see it.
users: [Do not use the same password anywhere else.]
"""

    about = optional(WORDS, "The approach, in a few sentences.")
    measures = listed(one(Measure), "The measures.", "GDPR 32")
    access = optional(SENTENCE, "Who inside the company has access.")
    users = listed(SENTENCE, "What users must do themselves.")


class Breaches(Record):
    """What happens on a personal data breach (Art. 33 and 34 GDPR)."""

    EXAMPLE = """
authority_within: PT72H
authority_when: We tell the supervisory authority of a breach unless it is unlikely to put anybody at risk.
people_when: We tell you without undue delay if the breach is likely to put you at high risk.
about: We have a plan for breaches and practise it every year.
"""

    authority_within = optional(PERIOD, "In which time the authority is told.", "GDPR 33")
    authority_when = optional(SENTENCE, "When the authority is told.", "GDPR 33")
    people_when = optional(SENTENCE, "When the people concerned are told.", "GDPR 34")
    about = optional(WORDS, "What else is done.")


class Changes(Record):
    """How the notice changes."""

    EXAMPLE = """
when: [the law changes, we use data in a new way]
published: The newest version always stands on this page.
notify: Customers get an email about important changes.
notice_period: P30D
earlier: https://www.example.com/privacy/earlier
feed: https://www.example.com/privacy/feed.xml
"""

    when = listed(LABEL, "What leads to changes.")
    published = optional(SENTENCE, "Where the new version stands.")
    notify = listed(SENTENCE, "Who is told, and how.")
    notice_period = optional(PERIOD, "How long before a change people are told.")
    earlier = optional(LINK, "Where earlier versions stand.")
    feed = optional(LINK, "A feed of changes.")


class Children(Record):
    """Children (Art. 8 GDPR)."""

    EXAMPLE = """
minimum_age: 16
about: You must be 16 years old to have an account of your own.
guardians: Parents and guardians can open an account for a younger child and have it deleted.
law: personal_data_act
"""

    minimum_age = optional(NUMBER, "The age from which people may use the services on their own.", "GDPR 8")
    about = optional(WORDS, "What holds for children.")
    guardians = optional(WORDS, "What parents and guardians decide and may ask for.", "GDPR 8")
    law = listed(Reference("laws"), "The statutes that this follows.")


class Acceptance(Record):
    """A finding of a rule that somebody has looked at and accepts; it is then not reported."""

    EXAMPLE = """
rule: storage-without-duration
for: [visits]
reason: The provider does not publish how long its cookies stay; we have asked.
by: Kari Nordmann
until: 2027-06-30
"""
    rule = required(ID, "The name of the rule.")
    for_ = listed(ID, "The ids of the entries it is about, such as an activity or a recipient; everything if left out.")
    reason = required(TEXT, "Why it is accepted, for those who read the declaration; it is not published.")
    by = required(TEXT, "Who has decided it.")
    until = required(DATE, "Until when; after that the finding is reported again.")


class Statement(Record):
    """A statement of what is not done; only printed when nothing declared contradicts it."""

    SHORT = "statement"
    EXAMPLE = """
statement: no_transfers
except: newsletters, which are sent from the United States
"""

    statement = required(Choice("no_sale", "no_rental", "no_sharing_beyond", "no_special_categories",
                                "no_automated_decisions", "no_children", "no_profiling", "no_transfers",
                                "do_not_track_unanswered"), "What is not done.")
    except_ = optional(LABEL, "What is excepted.")
