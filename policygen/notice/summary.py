"""The short answer first: who, what for, with whom, how long, your rights, how to reach us."""

from __future__ import annotations

from policygen.declaration import Declaration
from policygen.notice.blocks import Anchor, Block, Name, Said
from policygen.notice.parts import facts, line, row, say, section, value
from policygen.notice.rights import TEXTS, available
from policygen.notice.terms import contact_values, contacts_for, recipient_link

FEW = 12


def compose(declaration: Declaration) -> Block | None:
    """The first section: each answer in one line, linked to the detail."""
    return section(
        "summary", say("summary.title", "In short"),
        facts(".facts",
              row(".who", say("summary.who", "Who is responsible"),
                  value(Anchor("#controller", Name(declaration.controller.name)))),
              row(".what", say("summary.what", "What we use personal data for"), *_activities(declaration)),
              row(".whom", say("summary.whom", "Who gets the data"), *_recipients(declaration)),
              row(".long", say("summary.long", "How long we keep it"),
                  line(say("summary.long.text", "That depends on what we use the data for. Each use below says how "
                                                "long."),
                       at=(declaration.activities[0].at,))),
              row(".rights", say("summary.rights", "Your rights"), *_rights(declaration)),
              row(".contact", say("summary.contact", "How to reach us"), *_contacts(declaration))))


def _activities(declaration: Declaration) -> list[Block | None]:
    """The activities; the groups instead, where there are many activities in groups."""
    if declaration.groups and len(declaration.activities) > FEW:
        return [line(Anchor(f"#activities.group-{group.id}", group.title)) for group in declaration.groups]
    return [line(Anchor(f"#activities-{activity.id}", activity.title)) for activity in declaration.activities]


def _recipients(declaration: Declaration) -> list[Block | None]:
    if not declaration.recipients:
        return []
    if len(declaration.recipients) > FEW:
        whole: Said = Anchor("#recipients", say("summary.recipients", "The list of recipients"))
        return [value(whole, at=(declaration.recipients[0].at,))]
    return [value(recipient_link(declaration, recipient.id)) for recipient in declaration.recipients]


def _rights(declaration: Declaration) -> list[Block]:
    return [value(Anchor(f"#rights-{fact.id.replace('_', '-')}", TEXTS[fact.id][0])) for fact, _ in
            available(declaration)] + [value(Anchor("#complaint", say("complaint.title", "Complaints")))]


def _contacts(declaration: Declaration) -> list[Block]:
    found = contacts_for(declaration, "privacy", "rights", "general")
    return [value(way) for contact in found for way in contact_values(contact)] or [
        value(Anchor("#controller", Name(declaration.controller.name)))]
