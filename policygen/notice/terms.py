"""What ids stand for: labels of terms, names of recipients, laws and contacts, as things that can be said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from policygen.declaration import Declaration
from policygen.declaration.basis import Law
from policygen.declaration.derived import own_terms
from policygen.declaration.identity import Address, Contact, DataProtectionOfficer, Representative
from policygen.declaration.recipient import Recipient
from policygen.law import FILES as LAW_KINDS
from policygen.law import facts as law_facts
from policygen.notice.blocks import Anchor, Block, CountryName, Name, Said, TermName
from policygen.notice.parts import line, many, say, value
from policygen.problem import Position
from policygen.schema import Country, Record, Str
from policygen.vocabulary import terms as vocabulary_terms

R = TypeVar("R", bound=Record)


def term(declaration: Declaration, kind: str, id: Str) -> Said:
    """The label of a term: the company's own words, or the shipped label."""
    for entry in own_terms(declaration, kind):
        if entry.id == id:
            return entry.label
    label = law_facts(kind)[id]["label"] if kind in LAW_KINDS else vocabulary_terms(kind)[id].label
    return TermName(kind, id, label)


def terms(declaration: Declaration, kind: str, ids: Iterable[Str]) -> Said:
    """The labels of several terms as one list."""
    return many(term(declaration, kind, id) for id in ids)


def number(count: int, at: Position) -> Said:
    """How many there are, counted from what is declared at `at`."""
    return Name(Str(str(count), at))


def values(declaration: Declaration, kind: str, ids: Iterable[Str]) -> tuple[Block, ...]:
    """A value block for each term."""
    return tuple(value(term(declaration, kind, id), at=(id.at,)) for id in ids)


def find(records: Sequence[R], id: Str) -> R:
    """The record with this id; reading has made sure that it exists."""
    return next(record for record in records if record.id == id)


def recipient_name(declaration: Declaration, recipient: Recipient) -> Said:
    """The name of a recipient, with its product where two have one name; its kind where it has none."""
    if recipient.name is not None:
        twice = sum(other.name == recipient.name for other in declaration.recipients) > 1
        if twice and recipient.product is not None:
            return say("recipients.named", "{name} ({product})", name=Name(recipient.name),
                       product=Name(recipient.product))
        return Name(recipient.name)
    assert recipient.kind is not None
    return term(declaration, "recipients", recipient.kind)


def recipient_link(declaration: Declaration, id: Str) -> Said:
    """The name of a recipient, linked to what the notice says of it."""
    return Anchor(f"#recipients-{id}", recipient_name(declaration, find(declaration.recipients, id)), id.at)


def law_name(law: Law) -> Said:
    """The name of a statute with its section, linked where the declaration gives a link."""
    name: Said = law.name
    if law.section is not None:
        name = say("law.section", "{law} {section}", law=law.name, section=law.section)
    return Anchor(law.link, name) if law.link is not None else name


def law_names(declaration: Declaration, ids: Iterable[Str]) -> Said:
    """Several statutes as one list."""
    return many(law_name(find(declaration.laws, id)) for id in ids)


def country(code: Country) -> Said:
    """The name of a country."""
    return CountryName(code)


def email_link(email: Str) -> Said:
    """An e-mail address that can be written to."""
    return Anchor(f"mailto:{email}", Name(email))


def phone_link(phone: Str) -> Said:
    """A telephone number that can be called."""
    digits = "".join(sign for sign in phone if sign.isdigit() or sign == "+")
    return Anchor(f"tel:{digits}", Name(phone))


def address_lines(address: Address) -> Block | None:
    """A postal address on one line, in the order street, postal code and city, country."""
    parts = [say("address.city", "{postal_code} {city}", postal_code=Name(address.postal_code),
                 city=Name(address.city)) if address.postal_code else Name(address.city)]
    street = (Name(address.street),) if address.street else ()
    return line(say("address.lines", "{street}, {city}, {country}", street=street[0], city=parts[0],
                    country=CountryName(address.country))
                if street else say("address.place", "{city}, {country}", city=parts[0],
                                   country=CountryName(address.country)))


def contact_values(contact: Contact | DataProtectionOfficer | Representative) -> tuple[Said, ...]:
    """The ways of a contact that can be linked: e-mail, telephone, form."""
    found: list[Said] = []
    if contact.email is not None:
        found.append(email_link(contact.email))
    if contact.phone is not None:
        found.append(phone_link(contact.phone))
    if contact.form is not None:
        found.append(Anchor(contact.form, say("contact.form", "Contact form")))
    return tuple(found)


def contact_blocks(declaration: Declaration, contact: Contact) -> tuple[Block | None, ...]:
    """All ways of a contact: those that can be linked, then the postal address."""
    address = contact.address or (declaration.controller.address if contact.by_post else None)
    return (*map(value, contact_values(contact)), address_lines(address) if address else None)


def contacts_for(declaration: Declaration, *uses: str) -> tuple[Contact, ...]:
    """The contacts for one of the uses, in that order; all contacts where none names it."""
    contacts = declaration.controller.contacts
    for use in uses:
        found = tuple(contact for contact in contacts if use in contact.for_)
        if found:
            return found
    return contacts
