"""Who is responsible: controller, contacts, representative, data protection officer, joint controllers."""

from __future__ import annotations

from policygen.schema import (
    COUNTRY,
    EMAIL,
    FLAG,
    LABEL,
    LINK,
    NAME,
    PHONE,
    SENTENCE,
    SITE,
    TEXT,
    WORDS,
    Choice,
    Reading,
    Record,
    Reference,
    Term,
    entries,
    listed,
    one,
    optional,
    required,
)

CONTACT_PURPOSES = Choice("general", "privacy", "rights", "support", "sales", "security", "complaints")


class Address(Record):
    """A postal address."""

    EXAMPLE = """
street: Storgata 1
postal_code: "0155"
city: Oslo
country: NO
"""

    street = optional(TEXT, "Street and number, or a post-office box.")
    postal_code = optional(TEXT, "The postal code, as written in the country.")
    city = required(TEXT, "The place.")
    country = required(COUNTRY, "The country.")


class Contact(Record):
    """One way, or several, to reach the company."""

    EXAMPLE = """
title: customer service
for: [general, support]
markets: [NO, SE]
email: service@example.com
phone: +47 22 00 00 00
form: https://www.example.com/contact
address: {street: P.O. Box 1, postal_code: "0101", city: Oslo, country: NO}
"""

    title = optional(LABEL, "What the contact is, such as customer service.")
    for_ = listed(CONTACT_PURPOSES, "What it is for, shown where there is no `title`; the first contact for `rights` "
                  "or `privacy` is shown first.")
    markets = listed(COUNTRY, "The countries it serves, where it does not serve all.")
    email = optional(EMAIL, "The e-mail address.")
    phone = optional(PHONE, "The telephone number, as it is to be shown.")
    form = optional(LINK, "The link to a contact form.")
    address = optional(one(Address), "The postal address, where it is not the controller's.")
    by_post = optional(FLAG, "Whether it is reached at the controller's postal address.")

    def check(self, reading: Reading) -> None:
        if not (self.email or self.phone or self.form or self.address or self.by_post):
            reading.wrong(self.at, "contact-empty", "The contact has no e-mail, telephone, form or address.",
                          "Add at least one of `email`, `phone`, `form`, `address`, `by_post`.",
                          provision="GDPR 13(1)(a)")


class Registration(Record):
    """The number of the company in a public register."""

    EXAMPLE = """
scheme: no-orgnr
court: Brønnøysundregistrene
number: "919 627 816"
"""

    scheme = required(Term("registrations"), "The register, such as `no-orgnr`; its rules check the number.")
    court = optional(TEXT, "The court or office that keeps the register, such as Amtsgericht München.")
    number = optional(TEXT, "The number; checked by the rules of the register and shown in its form.")
    unconfirmed = optional(TEXT, "A number that was published but cannot be right; shown as not confirmed.")
    doubt = optional(SENTENCE, "What is wrong with the unconfirmed number.")

    def check(self, reading: Reading) -> None:
        if (self.number is None) == (self.unconfirmed is None):
            reading.wrong(self.at, "registration-number", "Either `number` or `unconfirmed` must stand.",
                          "Give the `number`, or the `unconfirmed` one with the `doubt`.")
        if self.unconfirmed is not None and self.doubt is None:
            reading.wrong(self.where("unconfirmed"), "missing-key", "`doubt` is missing beside `unconfirmed`.",
                          "Say in `doubt` what is wrong with the number.")
        if self.number is not None and self.doubt is not None:
            reading.wrong(self.where("doubt"), "registration-number", "`doubt` stands beside `number`, which is shown "
                          "as right.", "Write the number under `unconfirmed`, or remove the `doubt`.")


class Controller(Record):
    """Who decides why and how the personal data are used (Art. 4(7) GDPR)."""

    EXAMPLE = """
name: Example AS
share_capital: NOK 100,000
represented_by: Kari Nordmann
brands: [Example Camping, Example Vans]
registration: {scheme: no-orgnr, number: "919 627 816"}
country: NO
address: {street: Storgata 1, postal_code: "0155", city: Oslo, country: NO}
website: https://www.example.com/
domains: [camping.example.com, vans.example.com]
systems: [the Example shop, the Example app]
public_body: no
contacts:
  privacy: {for: [privacy, rights], email: privacy@example.com}
  service: {for: [general, support], phone: +47 22 00 00 00}
"""

    name = required(TEXT, "The legal name; never a product or a brand.", "GDPR 13(1)(a)")
    legal_form = optional(NAME, "The legal form, where the name does not show it.")
    share_capital = optional(NAME, "The share capital, where the law wants it stated.")
    represented_by = listed(TEXT, "The people who represent it.")
    on_behalf_of = optional(TEXT, "The public body for which it acts.")
    brands = listed(TEXT, "Other names under which readers know the company or its products.")
    registration = listed(one(Registration), "Its number in a public register.")
    country = required(COUNTRY, "Where it is established; chooses the supervisory authority.")
    address = optional(one(Address), "The postal address.", "GDPR 13(1)(a)")
    website = optional(SITE, "The main web site.")
    domains = listed(TEXT, "Other domains that it owns.")
    systems = listed(LABEL, "Systems and services that it owns.")
    public_body = optional(FLAG, "Whether it is a public authority or body; steers the checks.")
    contacts = entries(Contact, "How to reach it, by id.", "GDPR 13(1)(a)", least=1)

    def check(self, reading: Reading) -> None:
        """A contact by post needs an address."""
        for contact in self.contacts if self.address is None else ():
            if contact.by_post:
                reading.wrong(contact.where("by_post"), "missing-key", "The controller has no postal address.",
                              "Add `address` to the controller.", provision="GDPR 13(1)(a)")


class Representative(Record):
    """The representative in the EEA of a controller outside it (Art. 27 GDPR)."""

    EXAMPLE = """
name: Example AS
address: {street: Storgata 1, postal_code: "0155", city: Oslo, country: NO}
email: representative@example.com
phone: +47 22 00 00 00
form: https://www.example.com/representative
"""

    name = required(TEXT, "Its legal name.", "GDPR 13(1)(a)")
    address = required(one(Address), "Its postal address.")
    email = optional(EMAIL, "Its e-mail address.")
    phone = optional(PHONE, "Its telephone number.")
    form = optional(LINK, "The link to its contact form.")


class DataProtectionOfficer(Record):
    """The data protection officer, or the statement that there is none (Art. 37 GDPR)."""

    EXAMPLE = """
name: Kari Nordmann
email: dpo@example.com
phone: +47 22 00 00 01
form: https://www.example.com/dpo
address: {street: Storgata 1, postal_code: "0155", city: Oslo, country: NO}
"""

    none = optional(SENTENCE, "Why none is appointed; then nothing else stands here.")
    name = optional(TEXT, "The name; the law asks for contact details only.")
    email = optional(EMAIL, "The e-mail address.", "GDPR 13(1)(b)")
    phone = optional(PHONE, "The telephone number.")
    form = optional(LINK, "The link to a contact form.")
    address = optional(one(Address), "The postal address.")

    def check(self, reading: Reading) -> None:
        contact = self.email or self.phone or self.form or self.address
        if self.none is not None and (contact or self.name):
            reading.wrong(self.where("none"), "officer-none", "`none` stands beside details of an officer.",
                          "Keep one of the two.", provision="GDPR 13(1)(b)")
        if self.none is None and not contact:
            reading.wrong(self.at, "contact-empty", "The data protection officer has no contact details.",
                          "Add `email`, `phone`, `form` or `address`, or say in `none` why there is no officer.",
                          provision="GDPR 13(1)(b)")


class JointController(Record):
    """Another controller with whom purposes and means are decided together (Art. 26 GDPR)."""

    EXAMPLE = """
name: Example Events AS
activities: [webinars]
arrangement: >-
  Example Events AS runs the webinars and answers questions about signing up. We send the invitations and
  answer everything else. You can turn to either of us.
contact: privacy@events.example.com
link: https://events.example.com/privacy
"""

    name = required(TEXT, "Its legal name.", "GDPR 13(1)(a)")
    activities = listed(Reference("activities"), "The activities that are decided together.")
    arrangement = required(WORDS, "The essence of the arrangement: who does what, who answers.", "GDPR 26(2)")
    contact = optional(EMAIL, "Its e-mail address for privacy.")
    link = optional(LINK, "Its own privacy policy, or the arrangement.")
