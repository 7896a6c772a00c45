"""Transfers outside the EEA: to whom, to which country, and what protects the data there."""

from __future__ import annotations

from policygen.declaration import Declaration
from policygen.declaration.recipient import Transfer, TransferPolicy
from policygen.law import facts as law_facts
from policygen.notice.basis import cited
from policygen.notice.blocks import Anchor, Block, Date, Name, Said
from policygen.notice.parts import facts, line, many, paragraph, row, say, section, value
from policygen.notice.statements import statement
from policygen.notice.terms import contact_blocks, country, find, recipient_name, terms

ACCESS = {
    "storage": say("transfers.access.storage", "The data is stored there."),
    "remote": say("transfers.access.remote", "The data is not stored there, but can be seen from there."),
}
ANSWERS = ("GDPR 13(1)(f)", "GDPR 14(1)(f)")


def compose(declaration: Declaration) -> Block | None:
    """The section on transfers, where any is declared or said to be excluded."""
    policy = declaration.transfers
    declared = [recipient for recipient in declaration.recipients if recipient.transfers]
    general = policy.general if policy else ()
    intro = paragraph(".intro", say("transfers.intro", "Countries outside the EEA may protect personal data less well. "
                                                       "The law therefore requires safeguards for the "
                                                       "data."),
                      at=[transfer.at for one in declared for transfer in one.transfers]) \
        if declared or general else None
    return section(
        "transfers", say("transfers.title", "Transfers outside the EEA"),
        statement(declaration, "no_transfers"),
        paragraph(".aim", policy.aim) if policy and policy.aim else None,
        intro,
        facts(".recipients",
              *(row(f"transfers-{recipient.id}", recipient_name(declaration, recipient),
                    *(made for transfer in recipient.transfers for made in _transfer(declaration, transfer)),
                    answers=ANSWERS) for recipient in declared)),
        facts(".general",
              *(row(f".{number}", transfer.who or say("transfers.general", "In general"),
                    *_transfer(declaration, transfer, headed=True), answers=ANSWERS)
                for number, transfer in enumerate(general, 1))),
        _copy(declaration, policy) if policy else None,
        answers=ANSWERS)


def _transfer(declaration: Declaration, transfer: Transfer, headed: bool = False) -> tuple[Block | None, ...]:
    """The lines of a transfer; `headed` tells that `who` stands above them."""
    countries: Said | None = many(map(country, transfer.to)) if transfer.to else None
    if transfer.status == "possible":
        place = say("transfers.possible.to", "Data may be transferred to: {countries}.", countries=countries) \
            if countries else say("transfers.possible", "Data may be transferred outside the EEA.")
    else:
        place = say("transfers.actual.to", "Data is transferred to: {countries}.", countries=countries) \
            if countries else say("transfers.actual", "Data is transferred outside the EEA.")
    when = say("source.when", "Only when: {condition}.", condition=transfer.when) if transfer.when else None
    link = Anchor(transfer.link, say("transfers.read", "Read the safeguards"), transfer.link.at) \
        if transfer.link else None
    access = ACCESS[transfer.access] if transfer.access else None
    certified = line(say("transfers.certified", "Certification last checked: {date}", date=Date(transfer.certified))) \
        if transfer.certified else None
    data = line(say("use.data", "Data: {data}.", data=terms(declaration, "data", transfer.data)),
                at=[id.at for id in transfer.data]) if transfer.data else None
    who = say("transfers.who", "To: {who}.", who=transfer.who) if transfer.who and not headed else None
    return (line(who, place, access, when, at=transfer.spots), data, _tools(declaration, transfer), certified,
            line(transfer.measures), line(transfer.risk), line(link))


def _tools(declaration: Declaration, transfer: Transfer) -> Block | None:
    """What protects the data; several tools in the order in which they are tried."""
    if not transfer.tools:
        return None
    shown = [cited(declaration, "transfer_tools", tool) for tool in transfer.tools]
    answers = [law_facts("transfer_tools")[tool]["provision"] for tool in transfer.tools]
    if len(shown) == 1:
        return line(say("transfers.tool", "Protection: {tool}.", tool=shown[0]), answers=answers)
    return line(say("transfers.tools", "Protection, in this order: {tools}.", tools=many(shown, either=True)),
                answers=answers)


def _copy(declaration: Declaration, policy: TransferPolicy) -> Block | None:
    if policy.copy_contact is None and policy.copy_link is None:
        return None
    contact = find(declaration.controller.contacts, policy.copy_contact) if policy.copy_contact else None
    ways = [way._replace(origins=(*way.origins, policy.copy_contact.at)) for way in contact_blocks(declaration, contact)
            if way] if contact and policy.copy_contact else []
    link = [value(Anchor(policy.copy_link, Name(policy.copy_link)))] if policy.copy_link else []
    return facts(".copy", row(".row", say("transfers.copy", "How to get a copy of the safeguards"), *ways, *link,
                              answers=ANSWERS))
