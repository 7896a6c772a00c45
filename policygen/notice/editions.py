"""Editions: the same facts for some readers, as a declaration that holds only what concerns them."""

from __future__ import annotations

from policygen.declaration import Declaration
from policygen.declaration.scope import Edition
from policygen.notice.blocks import Anchor, Block, Said
from policygen.notice.parts import facts as fact_list
from policygen.notice.parts import line, paragraph, row, say


def declared_for(declaration: Declaration, edition: Edition) -> Declaration:
    """The declaration with only the activities of an edition, and the recipients that these use."""
    activities = tuple(activity for activity in declaration.activities if edition.shows(activity))
    ids = {activity.id for activity in activities}
    defaults = declaration.defaults.recipients if declaration.defaults else ()
    integrations = tuple(made for made in declaration.integrations if made.activity in ids)
    rules = (*(rule for activity in activities for rule in activity.retention),
             *(declaration.defaults.retention if declaration.defaults else ()))
    cookies = declaration.cookies if edition.cookies or any(rule.see for rule in rules) else None
    uses = [*defaults, *(use for activity in activities for use in activity.recipients)]
    used: set[str | None] = {use.recipient for use in uses}
    used |= {made.provider for made in integrations}
    used |= {activity.ai.provider for activity in activities if activity.ai}
    used |= {id for disclosure in declaration.disclosures for id in disclosure.recipients}
    used |= {item.provider for item in cookies.items} if cookies else set()
    if cookies is not None and cookies.external is not None:
        used.add(cookies.external.provider)
    scope = declaration.scope
    if scope is not None and edition.data_subjects:
        scope = scope.changed(audiences=edition.data_subjects)
    return declaration.changed(
        title=edition.title, scope=scope, activities=activities, integrations=integrations, cookies=cookies,
        editions=(),
        recipients=tuple(recipient for recipient in declaration.recipients if recipient.id in used),
        groups=tuple(group for group in declaration.groups if any(made.group == group.id for made in activities)),
        joint_controllers=tuple(other.changed(activities=tuple(id for id in other.activities if id in ids))
                                for other in declaration.joint_controllers
                                if not other.activities or ids.intersection(other.activities)),
        automated_decisions=tuple(made for made in declaration.automated_decisions
                                  if made.activity is None or made.activity in ids))


def links(declaration: Declaration) -> Block | None:
    """The editions with their links, for the page that holds everything."""
    if not declaration.editions:
        return None
    return fact_list(
        ".editions",
        row(".row", say("editions.title", "Shorter pages for some readers"),
            *(line(_link(edition), at=edition.spots) for edition in declaration.editions)))


def _link(edition: Edition) -> Said:
    link = Anchor(f"{edition.id}/", edition.title, edition.at)
    return say("editions.about", "{edition}: {about}", edition=link, about=edition.about) if edition.about else link


def head(edition: Edition) -> tuple[Block | None, ...]:
    """The start of an edition: for whom it is, and a pointer to the page that holds everything."""
    return (paragraph(".about", edition.about) if edition.about else None,
            paragraph(".whole", Anchor("../", say("editions.whole", "Our whole privacy policy")), at=(edition.at,)))
