"""Who gets data, in which role, where, and what protects the data there (Art. 13(1)(e) and (f) GDPR)."""

from __future__ import annotations

from policygen.schema import (
    COUNTRY,
    DATE,
    LABEL,
    LINK,
    SENTENCE,
    TEXT,
    WORDS,
    Choice,
    Reading,
    Record,
    Reference,
    Term,
    listed,
    one,
    optional,
    required,
)

ROLES = Choice("processor", "sub_processor", "controller", "joint_controller", "authority", "third_party")


class Transfer(Record):
    """A transfer to a country outside the EEA, actual or possible."""

    EXAMPLE = """
to: US
data: email
access: storage
status: actual
when: you subscribe to the newsletter
tools: [dpf, scc]
certified: 2026-01-15
measures: The addresses are encrypted on the way and where they are stored.
risk: Authorities in the United States may under their law ask the provider for the data.
link: https://mail.example.com/safeguards
"""

    to = listed(COUNTRY, "The countries; left out where they are not known.")
    data = listed(Term("data"), "The data it is about; all that the recipient gets if left out.")
    access = optional(Choice("storage", "remote"), "Whether data are stored there, or only read from there.")
    status = optional(Choice("actual", "possible"), "Whether it happens, or may happen; `actual` if left out.")
    who = optional(LABEL, "To whom, where it is a class of recipients.")
    when = optional(LABEL, "When it happens.")
    tools = listed(Term("transfer_tools"), "What protects the data, in the order tried.", "GDPR 13(1)(f)")
    certified = optional(DATE, "When the recipient's certification was last seen, for `dpf`.")
    measures = optional(SENTENCE, "Additional measures.")
    risk = optional(SENTENCE, "The risk that remains, such as access by authorities.", "GDPR 49(1)(a)")
    link = optional(LINK, "Where the safeguards can be read.", "GDPR 13(1)(f)")


class Recipient(Record):
    """A company, authority or class of recipients, declared once and used by its id."""

    EXAMPLE = """
name: Example Mail Inc.
kind: email_marketing_provider
product: Letterbox
role: processor
country: US
stored_in: US
purpose: sending newsletters
data: [email, newsletter_opens]
when: you subscribe to the newsletter
agreement: yes
policy: https://mail.example.com/privacy
onward: It uses Example Hosting Inc., which runs its servers.
commitment: It has promised not to use the addresses for anything else.
transfers: {to: US, tools: scc}
"""

    name = optional(TEXT, "The legal name, or the name readers know.", "GDPR 13(1)(e)")
    kind = optional(Term("recipients"), "What kind of recipient it is; shown where there is no name.")
    product = optional(TEXT, "The product, where readers know that rather than the company.")
    role = optional(ROLES, "Its role; may differ in a use.")
    country = optional(COUNTRY, "Where it is established.")
    stored_in = listed(COUNTRY, "Where the data are stored.")
    location = optional(LABEL, "Where the data are stored, where it is not countries, such as within the EU.")
    purpose = optional(LABEL, "What it does for the company.")
    data = listed(Term("data"), "The data it gets, where that is the same in all uses.")
    when = optional(LABEL, "When it gets data, where not always.")
    agreement = optional(Choice("yes", "where_required"), "Whether there is a data processing agreement.", "GDPR 28")
    policy = optional(LINK, "Its own privacy policy.")
    onward = listed(SENTENCE, "To whom and when it passes data on.")
    commitment = optional(SENTENCE, "What it has promised, or what is promised about it.")
    transfers = listed(one(Transfer), "Transfers outside the EEA by giving it data.", "GDPR 13(1)(f)")

    def check(self, reading: Reading) -> None:
        if self.name is None and self.kind is None:
            reading.wrong(self.at, "recipient-nameless", "The recipient has neither `name` nor `kind`.",
                          "Name it, or say which `kind` of recipient it is.", provision="GDPR 13(1)(e)")


class TransferPolicy(Record):
    """What is said about transfers as a whole."""

    EXAMPLE = """
aim: We choose suppliers within the EEA where we can.
general: {who: camp sites outside the EEA, when: you book a place there through us, tools: contract}
copy_contact: privacy
copy_link: https://www.example.com/safeguards
"""

    aim = optional(SENTENCE, "An intention, such as to stay within the EEA.")
    general = listed(one(Transfer), "Transfers that are not tied to one recipient.", "GDPR 13(1)(f)")
    copy_contact = optional(Reference("contacts"), "Whom to ask for the safeguards.", "GDPR 13(1)(f)")
    copy_link = optional(LINK, "Where to read the safeguards.", "GDPR 13(1)(f)")


class Disclosure(Record):
    """A disclosure that only happens on an event: a duty by law, a crime, a merger."""

    EXAMPLE = """
title: Orders from a court
when: If a court orders us to hand over data in a criminal case, we hand over what the order names.
recipients: [police, courts]
law: criminal_procedure_act
"""

    title = required(LABEL, "What it is about.")
    when = required(WORDS, "When data are disclosed, and on which conditions.")
    recipients = listed(Reference("recipients"), "To whom.", "GDPR 13(1)(e)")
    law = listed(Reference("laws"), "The statutes that ask for it.")
