"""What the rules on the controller and its authority share: the names and addresses that are declared, joint roles."""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks._words import pattern
from policygen.declaration import Declaration
from policygen.declaration.recipient import Recipient
from policygen.schema import Str


def names_of_others(declaration: Declaration) -> tuple[str, ...]:
    """The names of everybody but the controller that the declaration knows."""
    controller, representative = declaration.controller, declaration.representative
    names = [controller.on_behalf_of, *(other.name for other in declaration.joint_controllers)]
    names += [name for recipient in declaration.recipients for name in (recipient.name, recipient.product)]
    names += [representative.name] if representative else []
    return tuple(str(name) for name in names if name is not None)


def without_form(name: str) -> str:
    """A name of a company without the legal form at its end: `Example AS` is `Example`."""
    for match in pattern("company_form").finditer(name):
        if not name[match.end():].strip(" ."):
            return name[:match.start()].strip(" ,") or name
    return name


def has_company_form(*names: str) -> bool:
    """Whether one of the names shows the legal form of a company, such as `AS` or `GmbH`."""
    return any(pattern("company_form").search(name) for name in names)


def emails(declaration: Declaration) -> Iterator[Str]:
    """Every e-mail address of the controller and of those who answer beside it."""
    officer, representative = declaration.data_protection_officer, declaration.representative
    found = [contact.email for contact in declaration.controller.contacts]
    found += [officer.email if officer else None, representative.email if representative else None]
    found += [other.contact for other in declaration.joint_controllers]
    yield from (email for email in found if email is not None)


def joint_roles(declaration: Declaration, recipient: Recipient) -> tuple[Str, ...]:
    """Where a recipient has the role of a joint controller: in its entry, or where it is used."""
    uses = [*(declaration.defaults.recipients if declaration.defaults else ()),
            *(use for activity in declaration.activities for use in activity.recipients)]
    roles = (recipient.role, *(use.role for use in uses if use.recipient == recipient.id))
    return tuple(role for role in roles if role == "joint_controller")


def has_arrangement(declaration: Declaration, recipient: Recipient) -> bool:
    """Whether a recipient stands under `joint_controllers` too, by its id or its name."""
    name = (recipient.name or "").casefold()
    return any(other.id == recipient.id or other.name.casefold() == name for other in declaration.joint_controllers)
