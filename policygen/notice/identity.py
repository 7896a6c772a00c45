"""Who is responsible: controller, joint controllers, representative, data protection officer."""

from __future__ import annotations

from policygen.declaration import Declaration
from policygen.declaration.identity import (
    Contact,
    Controller,
    DataProtectionOfficer,
    JointController,
    Registration,
    Representative,
)
from policygen.declaration.registration import displayed
from policygen.law import facts as law_facts
from policygen.notice.blocks import Anchor, Block, Markdown, Name, Said, TermName
from policygen.notice.parts import entry, facts, line, many, paragraph, row, say, section, value
from policygen.notice.terms import address_lines, contact_blocks, contact_values, country, email_link, find
from policygen.schema import Str

CONTACT_LABELS = {
    "privacy": say("contact.for.privacy", "questions about privacy"),
    "rights": say("contact.for.rights", "using your rights"),
    "support": say("contact.for.support", "customer service"),
    "sales": say("contact.for.sales", "sales"),
    "security": say("contact.for.security", "reporting a security problem"),
    "complaints": say("contact.for.complaints", "complaints to us"),
    "general": say("contact.for.general", "general enquiries"),
}


def compose(declaration: Declaration) -> Block | None:
    """The section on who is responsible."""
    controller = declaration.controller
    return section(
        "controller", say("controller.title", "Who is responsible"),
        paragraph(".role", say("controller.role", "The controller decides why and how your personal data is used. "
                                                  "For everything described here, that is:"),
                  at=(controller.at,)),
        facts(".facts", *_controller(declaration, controller)),
        _joint(declaration),
        _representative(declaration.representative),
        _officer(declaration.data_protection_officer),
        at=(controller.at,), answers=("GDPR 13(1)(a)", "GDPR 14(1)(a)"))


def _controller(declaration: Declaration, controller: Controller) -> tuple[Block | None, ...]:
    return (
        row(".name", say("controller.name", "Name"), value(Name(controller.name)), answers=("GDPR 13(1)(a)",)),
        row(".legal-form", say("controller.legal_form", "Legal form"), value(controller.legal_form))
        if controller.legal_form else None,
        row(".brands", say("controller.brands", "Also known as"), *(value(Name(brand)) for brand in controller.brands)),
        *(_registration(registration, number) for number, registration in enumerate(controller.registration, 1)),
        row(".capital", say("controller.capital", "Share capital"), value(controller.share_capital))
        if controller.share_capital else None,
        row(".represented-by", say("controller.represented_by", "Represented by"),
            *(value(Name(name)) for name in controller.represented_by)),
        row(".on-behalf-of", say("controller.on_behalf_of", "Acts on behalf of"), value(Name(controller.on_behalf_of)))
        if controller.on_behalf_of else None,
        row(".address", say("controller.address", "Postal address"), address_lines(controller.address))
        if controller.address else None,
        row(".country", say("controller.country", "Established in"), value(country(controller.country)))
        if controller.address is None or controller.address.country != controller.country else None,
        row(".website", say("controller.website", "Website"), value(Anchor(controller.website,
                                                                           Name(controller.website))))
        if controller.website else None,
        row(".domains", say("controller.domains", "Our domains"), *(value(Name(name)) for name in controller.domains)),
        row(".systems", say("controller.systems", "Our systems and services"), *map(value, controller.systems)),
        *(_contact(declaration, contact) for contact in controller.contacts),
    )


def _registration(registration: Registration, number: int) -> Block | None:
    scheme = law_facts("registrations")[registration.scheme]
    label = TermName("registrations", registration.scheme, scheme["english"])
    id = ".registration" if number == 1 else f".registration-{number}"
    court = line(Name(registration.court)) if registration.court else None
    if registration.number is not None:
        return row(id, label, value(Name(Str(displayed(registration), registration.number.at))), court)
    assert registration.unconfirmed is not None
    return row(id, label, line(say("controller.unconfirmed", "Not confirmed. Published as: {number}.",
                                   number=Name(registration.unconfirmed)), registration.doubt), court)


def _contact(declaration: Declaration, contact: Contact) -> Block | None:
    labels = [contact.title] if contact.title else [CONTACT_LABELS[use] for use in contact.for_]
    label: Said = many(labels) if labels else say("contact.title", "Contact")
    markets = line(say("contact.markets", "For: {countries}", countries=many(map(country, contact.markets)))) \
        if contact.markets else None
    return row(f".contact-{contact.id}", label, *contact_blocks(declaration, contact), markets,
               at=contact.spots, answers=("GDPR 13(1)(a)", "GDPR 14(1)(a)"))


def _joint(declaration: Declaration) -> Block | None:
    if not declaration.joint_controllers:
        return None
    return entry("joint-controllers", say("joint.title", "Joint controllers"),
                 paragraph(".intro", say("joint.intro", "For some activities we decide together with others. You can "
                                                        "use your rights with any of us.")),
                 *(_joint_one(declaration, other) for other in declaration.joint_controllers),
                 answers=("GDPR 26(2)",))


def _joint_one(declaration: Declaration, other: JointController) -> Block | None:
    return facts(
        f"-{other.id}",
        row(".name", say("joint.name", "Joint controller"), value(Name(other.name))),
        row(".activities", say("joint.activities", "Activities"),
            *(value(Anchor(f"#activities-{id}", find(declaration.activities, id).title, id.at))
              for id in other.activities)),
        row(".arrangement", say("joint.arrangement", "What we have agreed"), line(Markdown(other.arrangement)),
            answers=("GDPR 26(2)",)),
        row(".contact", say("contact.title", "Contact"), value(email_link(other.contact))) if other.contact else None,
        row(".link", say("joint.link", "More information"), value(Anchor(other.link, Name(other.link))))
        if other.link else None)


def _representative(representative: Representative | None) -> Block | None:
    if representative is None:
        return None
    return entry(
        "representative", say("representative.title", "Our representative in the EEA"),
        facts(".facts",
              row(".name", say("controller.name", "Name"), value(Name(representative.name))),
              row(".address", say("controller.address", "Postal address"), address_lines(representative.address)),
              row(".contact", say("contact.title", "Contact"), *map(value, contact_values(representative)))),
        answers=("GDPR 13(1)(a)", "GDPR 27"))


def _officer(officer: DataProtectionOfficer | None) -> Block | None:
    if officer is None:
        return None
    title = say("dpo.title", "Data protection officer")
    if officer.none is not None:
        return entry("data-protection-officer", title,
                     paragraph(".none", say("dpo.none", "We have not appointed a data protection officer."),
                               officer.none))
    return entry(
        "data-protection-officer", title,
        paragraph(".intro", say("dpo.intro", "You can contact the data protection officer about everything that "
                                             "concerns your personal data and your rights.")),
        facts(".facts",
              row(".name", say("controller.name", "Name"), value(Name(officer.name))) if officer.name else None,
              row(".contact", say("contact.title", "Contact"), *map(value, contact_values(officer))),
              row(".address", say("controller.address", "Postal address"), address_lines(officer.address))
              if officer.address else None),
        at=(officer.at,), answers=("GDPR 13(1)(b)", "GDPR 14(1)(b)"))
