"""The short answer first: who, what for, with whom, how long, your rights, how to reach us; each in one line."""

from __future__ import annotations

from policygen.declaration import Declaration
from policygen.notice.blocks import Anchor, Block, Name, Said
from policygen.notice.parts import facts, line, many, row, say, section, value
from policygen.notice.periods import fixed_periods, has_open_rules, rules
from policygen.notice.retention import applies, how_long
from policygen.notice.rights import available
from policygen.notice.terms import contact_values, contacts_for, number, recipient_link

FEW = 3                                            # how many names an answer gives before it points to the whole list


def compose(declaration: Declaration) -> Block | None:
    """The first section: each answer in one line, then a link to the detail."""
    return section(
        "summary", say("summary.title", "In short"),
        facts(".facts",
              row(".who", say("summary.who", "Who is responsible"),
                  line(Anchor("#controller", Name(declaration.controller.name)))),
              row(".what", say("summary.what", "What we use personal data for"), *_activities(declaration)),
              row(".whom", say("summary.whom", "Who gets the data"), *_recipients(declaration)),
              row(".long", say("summary.long", "How long we keep it"), *_periods(declaration)),
              row(".rights", say("summary.rights", "Your rights"), *_rights(declaration)),
              row(".contact", say("summary.contact", "How to reach us"), *_contacts(declaration))))


def _activities(declaration: Declaration) -> tuple[Block | None, ...]:
    """The first activities by name, or the groups where there are many in groups; then a link to all."""
    links: list[Said] = [Anchor(f"#activities-{activity.id}", activity.title) for activity in declaration.activities]
    if declaration.groups and len(links) > FEW:
        links = [Anchor(f"#activities.group-{group.id}", group.title) for group in declaration.groups]
    count = len(declaration.activities)
    return _first(links, Anchor("#activities", say("summary.what.all", "All uses: {n}", n=number(
        count, declaration.activities[0].at))), count)


def _recipients(declaration: Declaration) -> tuple[Block | None, ...]:
    """The first recipients by name, a link to all, and whether data leave the EEA."""
    count = len(declaration.recipients)
    if not count:
        return ()
    links: list[Said] = [recipient_link(declaration, recipient.id) for recipient in declaration.recipients]
    whole: Said = Anchor("#recipients", say("summary.whom.all", "All recipients: {n}",
                                            n=number(count, declaration.recipients[0].at)))
    return (*_first(links, whole, count), _outside(declaration))


def _first(links: list[Said], whole: Said, count: int) -> tuple[Block | None, ...]:
    """The first links in one line; the link to the whole list where they are not all."""
    shown = links[:FEW] if len(links) > FEW + 1 else links
    return line(many(shown)), line(whole) if len(shown) < count else None


def _outside(declaration: Declaration) -> Block | None:
    """Whether data go outside the EEA, as the section on transfers tells."""
    general = declaration.transfers.general if declaration.transfers else ()
    found = [transfer for recipient in declaration.recipients for transfer in recipient.transfers] + list(general)
    if not found:
        return None
    sure = any(transfer.status != "possible" for transfer in found)
    return line(Anchor("#transfers", say("summary.outside", "Some data leaves the EEA") if sure else
                       say("summary.outside.possible", "Some data may leave the EEA")),
                at=tuple(transfer.at for transfer in found))


def _periods(declaration: Declaration) -> tuple[Block | None, ...]:
    """The fixed periods, and that some data has none."""
    found = rules(declaration)
    if not found:
        return ()
    at = tuple(rule.at for _, rule in found)
    open_ = say("summary.long.open", "Some data has no fixed storage period.") if has_open_rules(declaration) else None
    all_: Said = Anchor("#retention", say("summary.long.all", "All storage periods"))
    if len(found) == 1:
        return line(*applies(declaration, found[0][1]), *how_long(declaration, found[0][1]), at=at), line(all_)
    spans = fixed_periods(declaration)
    if not spans:
        return line(say("summary.long.text", "That depends on what we use the data for."), at=at), line(all_)
    if len(spans) == 1:
        told = say("summary.long.one", "Fixed storage period: {period}.", period=spans[0])
    elif len(spans) <= FEW:
        told = say("summary.long.several", "Fixed storage periods: {periods}.", periods=many(spans))
    else:
        told = say("summary.long.range", "Shortest fixed storage period: {shortest}. Longest: {longest}.",
                   shortest=spans[0], longest=spans[-1])
    return line(told, open_, at=at), line(all_)


def _rights(declaration: Declaration) -> tuple[Block | None, ...]:
    """The rights that everybody has, a link to all, and how to complain."""
    count = len(available(declaration)) + len(declaration.rights.national)
    at = (declaration.rights.at,)
    return (line(say("summary.rights.text", "Among other things, you can ask to see your data and to have it "
                                           "corrected or deleted."), at=at),
            line(Anchor("#rights", say("summary.rights.all", "All your rights: {n}", n=number(count, at[0])))),
            line(Anchor("#complaint", say("complaint.title", "Complaints"))))


def _contacts(declaration: Declaration) -> tuple[Block | None, ...]:
    found = contacts_for(declaration, "privacy", "rights", "general")
    ways: list[Said] = [way for contact in found for way in contact_values(contact)]
    if not ways:
        return (value(Anchor("#controller", Name(declaration.controller.name))),)
    return tuple(map(value, ways))
