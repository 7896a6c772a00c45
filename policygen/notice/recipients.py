"""Who gets personal data: the registry of recipients, and disclosures that only happen on an event."""

from __future__ import annotations

from policygen.declaration import Declaration
from policygen.declaration.recipient import Disclosure, Recipient
from policygen.notice.blocks import Anchor, Block, Markdown, Message, Name, Said
from policygen.notice.parts import (
    cell,
    entry,
    facts,
    line,
    many,
    paragraph,
    record,
    row,
    say,
    section,
    table,
    value,
)
from policygen.notice.roles import role_name
from policygen.notice.statements import statement
from policygen.notice.terms import country, law_names, recipient_link, recipient_name, term, terms
from policygen.problem import Position
from policygen.schema import Str

AGREEMENTS = {
    "yes": say("recipients.agreement", "We have a data processing agreement."),
    "where_required": say("recipients.agreement.required", "We have a data processing agreement where the law requires "
                                                           "one."),
}


def compose(declaration: Declaration) -> Block | None:
    """The section on recipients."""
    return section(
        "recipients", say("recipients.title", "Who gets personal data"),
        statement(declaration, "no_sale"),
        statement(declaration, "no_rental"),
        statement(declaration, "no_sharing_beyond"),
        table(".table", say("recipients.caption", "Recipients of personal data"),
              (say("recipients.recipient", "Recipient"), say("recipients.role", "Role"),
               say("recipients.task", "What for"), say("recipients.place", "Where")),
              (_recipient(declaration, recipient) for recipient in declaration.recipients),
              answers=("GDPR 13(1)(e)", "GDPR 14(1)(e)")),
        *(_disclosure(declaration, disclosure) for disclosure in declaration.disclosures),
        answers=("GDPR 13(1)(e)", "GDPR 14(1)(e)"))


def _recipient(declaration: Declaration, recipient: Recipient) -> Block:
    return record(f"recipients-{recipient.id}", cell(*_name(declaration, recipient)),
                  cell(*_role(declaration, recipient)), cell(*_task(declaration, recipient)),
                  cell(*_place(declaration, recipient)), at=(recipient.at,))


def _name(declaration: Declaration, recipient: Recipient) -> tuple[Block | None, ...]:
    name = recipient_name(declaration, recipient)
    named = isinstance(name, Message)                       # the product stands in the name where two have one name
    product = say("recipients.product", "Product: {name}", name=Name(recipient.product)) \
        if recipient.product and not named else None
    kind = line(term(declaration, "recipients", recipient.kind)) if recipient.name and recipient.kind else None
    policy = line(Anchor(recipient.policy, say("recipients.policy", "Privacy policy of: {name}", name=name),
                         recipient.policy.at)) if recipient.policy else None
    return line(name), line(product), kind, policy


def _role(declaration: Declaration, recipient: Recipient) -> tuple[Block | None, ...]:
    """Its role, and those that it has in single uses."""
    uses = [use for activity in declaration.activities for use in activity.recipients if use.recipient == recipient.id]
    roles: dict[Str, Position] = {}
    for role in (recipient.role, *(use.role for use in uses)):
        if role is not None:
            roles.setdefault(role, role.at)
    told = [line(role_name(role), at=(at,)) for role, at in roles.items()]
    agreement = line(AGREEMENTS[recipient.agreement], at=(recipient.agreement.at,), answers=("GDPR 28",)) \
        if recipient.agreement else None
    return (*(told or [line(say("recipients.unstated", "Not stated"))]), agreement)


def _task(declaration: Declaration, recipient: Recipient) -> tuple[Block | None, ...]:
    uses: list[Block | None] = [line(recipient.purpose)] if recipient.purpose else _used_in(declaration, recipient)
    data = say("use.data", "Data: {data}.", data=terms(declaration, "data", recipient.data)) if recipient.data else None
    when = say("source.when", "Only when: {condition}.", condition=recipient.when) if recipient.when else None
    return (*(uses or [line(say("recipients.unstated", "Not stated"))]),
            line(data, at=[id.at for id in recipient.data]), line(when), *map(line, recipient.onward),
            line(recipient.commitment))


def _used_in(declaration: Declaration, recipient: Recipient) -> list[Block | None]:
    """The activities, cookies and disclosures in which a recipient without a purpose of its own stands."""
    found: list[Block | None] = []
    for activity in declaration.activities:
        uses = [use.at for use in activity.recipients if use.recipient == recipient.id]
        found += [line(Anchor(f"#activities-{activity.id}", activity.title), at=uses)] if uses else []
    found += [line(Anchor(f"#integrations-{made.id}", made.title, made.provider.at))
              for made in declaration.integrations if made.provider == recipient.id]
    items = declaration.cookies.items if declaration.cookies else ()
    if any(stored.provider == recipient.id for stored in items):
        found.append(line(Anchor("#cookies", say("cookies.title", "Cookies and similar technologies"))))
    found += [line(Anchor(f"#recipients.disclosure-{made.id}", made.title, made.at))
              for made in declaration.disclosures if recipient.id in made.recipients]
    return found


def _place(declaration: Declaration, recipient: Recipient) -> tuple[Block | None, ...]:
    seat = line(say("recipients.seat", "Established in: {country}", country=country(recipient.country))) \
        if recipient.country else None
    stored = line(say("recipients.stored", "Data stored in: {countries}",
                      countries=many(map(country, recipient.stored_in)))) if recipient.stored_in else None
    location = line(say("recipients.location", "Data stored: {place}", place=recipient.location)) \
        if recipient.location else None
    if seat is None and stored is None and location is None and not recipient.transfers:
        return (line(say("recipients.unstated", "Not stated")),)
    return seat, stored, location, _safeguard(declaration, recipient)


def _safeguard(declaration: Declaration, recipient: Recipient) -> Block | None:
    """What protects the data outside the EEA, linked to the whole of it."""
    if not recipient.transfers:
        return None
    tools = list(dict.fromkeys(tool for transfer in recipient.transfers for tool in transfer.tools))
    if not tools:
        return line(Anchor(f"#transfers-{recipient.id}", say("recipients.transfer", "Protection outside the EEA")))
    return line(say("recipients.safeguard", "Protection outside the EEA: {tools}",
                    tools=Anchor(f"#transfers-{recipient.id}", terms(declaration, "transfer_tools", tools))))


def _disclosure(declaration: Declaration, disclosure: Disclosure) -> Block:
    law: Said | None = law_names(declaration, disclosure.law) if disclosure.law else None
    return entry(
        f".disclosure-{disclosure.id}", disclosure.title,
        paragraph(".when", Markdown(disclosure.when)),
        facts(".facts",
              row(".recipients", say("activity.recipients", "Who gets the data"),
                  *(value(recipient_link(declaration, id)) for id in disclosure.recipients)),
              row(".law", say("basis.law.label", "Law"), value(law, at=tuple(id.at for id in disclosure.law)))
              if law else None),
        at=(disclosure.at,), answers=("GDPR 13(1)(e)", "GDPR 14(1)(e)"))


