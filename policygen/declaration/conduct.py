"""Rights, complaints, security, breaches, changes: how the company behaves towards people."""

from __future__ import annotations

from policygen.schema import (
    LABEL,
    LINK,
    PERIOD,
    SENTENCE,
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

    note = optional(WORDS, "Conditions, limits or how it is done here.")
    who = optional(LABEL, "To whom this applies.")
    self_service = optional(SENTENCE, "How to do it oneself.")
    link = optional(LINK, "Where to do it.")


class Rights(Record):
    """How people use their rights."""

    contact = listed(Reference("contacts"), "Whom to write to.", "GDPR 12(2)", least=1)
    how = optional(WORDS, "How to ask, in a few sentences.", "GDPR 12(2)")
    respond_within = optional(PERIOD, "The time in which the company answers; the law's month if left out.",
                              "GDPR 12(3)")
    identity = optional(SENTENCE, "How identity is checked.", "GDPR 12(6)")
    limits = optional(WORDS, "Limits that hold for all rights.")
    rights = entries(RightNote, "Notes to single rights, by the id of the right.")


class Complaint(Record):
    """Complaints to a supervisory authority (Art. 77 GDPR)."""

    authorities = listed(Term("authorities"), "The authorities; that of the controller's country if left out.",
                         "GDPR 13(2)(d)")
    first = optional(SENTENCE, "A wish to be asked first; never a condition.")


class Measure(Record):
    """A security measure."""

    SHORT = "measure"
    measure = required(Term("measures"), "The kind of measure.")
    detail = optional(LABEL, "How it is done here.")
    where_ = optional(LABEL, "Where it applies.")


class Security(Record):
    """How the data are protected (Art. 32 GDPR)."""

    about = optional(WORDS, "The approach, in a few sentences.")
    measures = listed(one(Measure), "The measures.", "GDPR 32")
    access = optional(SENTENCE, "Who inside the company has access.")
    users = listed(SENTENCE, "What users must do themselves.")


class Breaches(Record):
    """What happens on a personal data breach (Art. 33 and 34 GDPR)."""

    authority_within = optional(PERIOD, "In which time the authority is told.", "GDPR 33")
    authority_when = optional(SENTENCE, "When the authority is told.", "GDPR 33")
    people_when = optional(SENTENCE, "When the people concerned are told.", "GDPR 34")
    about = optional(WORDS, "What else is done.")


class Changes(Record):
    """How the notice changes."""

    when = listed(LABEL, "What leads to changes.")
    published = optional(SENTENCE, "Where the new version stands.")
    notify = listed(SENTENCE, "Who is told, and how.")
    earlier = optional(LINK, "Where earlier versions stand.")


class Statement(Record):
    """A statement of what is not done; only printed when nothing declared contradicts it."""

    SHORT = "statement"
    statement = required(Choice("no_sale", "no_sharing_beyond", "no_special_categories", "no_automated_decisions",
                                "no_children", "no_profiling", "no_transfers"), "What is not done.")
    except_ = optional(LABEL, "What is excepted.")
