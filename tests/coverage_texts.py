"""Two declarations for the tests of coverage: one that says everything, one that says almost nothing."""

from __future__ import annotations

from policygen.build import understand
from policygen.declaration import Declaration
from policygen.project import File

RICH = """
policygen: "1"
languages: [en]
updated: 2026-01-15
controller:
  name: Example AS
  registration: {scheme: no-orgnr, number: "919 627 816"}
  country: "NO"
  address: {street: Storgata 1, city: Oslo, country: "NO"}
  contacts: {privacy: {email: privacy@example.com}, paris: {markets: [FR], phone: +33 1 00 00 00 00}}
joint_controllers:
  other: {name: Other AS, arrangement: Either of us answers., contact: privacy@other.example}
representative: {name: Helper AS, address: {city: Oslo, country: "NO"}}
data_protection_officer: {name: Kari Nordmann, email: dpo@example.com}
laws: {books: {name: the Bookkeeping Act}, ekom: {name: the Electronic Communications Act, section: § 3-15}}
processor_role: {customers: shops that use our system, rights: Turn to the shop.}
scope: {channels: [website]}
activities:
  orders:
    title: Orders
    data_subjects: [customer, child]
    data: [[name, health, criminal_record, pattern], newsletter_opens]
    sources: [data_subject, {source: partner, public: "yes"}]
    purposes:
      - {purpose: order_handling, legal_basis: contract}
      - {purpose: accounting, legal_basis: {basis: legal_obligation, law: books}}
      - purpose: fraud_prevention
        legal_basis: {basis: legitimate_interests, interest: keeping thieves out, balancing: We look at orders only.}
      - {purpose: newsletter, legal_basis: consent}
    special_categories: [{condition: explicit_consent}]
    criminal_law: books
    obligation: {kind: contractual, consequence: Without them we cannot deliver.}
    consent: {withdraw: Use the link in each newsletter.}
    profiling: {logic: We count orders., consequence: You see other news.}
    recipients: [mailer]
    retention: [{period: P5Y, after: financial_year_ends, law: books, then: delete}]
recipients:
  mailer: {name: Mailer Inc., role: processor, country: US, transfers: [
    {to: US, tools: dpf}, {to: IN, tools: scc}, {to: BR, tools: explicit_consent, risk: Nobody watches there.},
    {to: AU, tools: compelling_interests}]}
  carriers: {kind: carrier, role: controller, country: DE}
transfers: {copy_contact: privacy}
disclosures: {parcels: {title: Parcels, when: We send a parcel., recipients: carriers}}
cookies:
  consent: {given: You choose., withdraw: Choose again at the foot of the page.}
  items:
    basket: {names: basket, class: necessary, purpose: the basket, data: [cookie_id], duration: session, party: first}
    visits: {names: _v, kind: pixel, class: statistics, provider: mailer, purpose: visits, data: [cookie_id],
             duration: P1Y}
    ads: {names: _a, class: marketing, purpose: advertising, data: [cookie_id], duration: P1Y, party: first}
automated_decisions:
  invoice: {title: Invoices, activity: orders, logic: A rule., consequence: You pay first., allowed_by: contract,
            human: Write to us.}
children: {minimum_age: "16", guardians: Parents decide for younger children.}
rights: {contact: privacy, identity: We ask if we are not sure.}
changes: {notify: Customers get an email., notice_period: P30D}
vocabulary: {data: {pattern: {label: pattern of the iris, special: "yes"}}}
"""
BARE = """
policygen: "1"
languages: [en]
controller: {name: Example Ltd, country: US, public_body: "yes", contacts: {all: {phone: +1 22 00 00 00}}}
data_protection_officer: {none: We need none.}
scope: {channels: [post]}
activities:
  post:
    title: Letters
    data_subjects: [enquirer]
    data: [name]
    sources: [population_register]
    purposes: [{purpose: enquiries, legal_basis: vital_interests}]
rights: {contact: all}
"""


def read(text: str) -> Declaration:
    """The declaration in a text; it has no errors."""
    declaration, problems = understand([File("declarations/a.yaml", text.encode())])
    assert declaration is not None
    assert not problems, problems
    return declaration
