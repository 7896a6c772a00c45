"""Roles of recipients in plain words, and the company's own role as processor."""

from __future__ import annotations

from policygen.declaration import Declaration
from policygen.declaration.roles import DevicePermission, Integration, ProcessorRole
from policygen.notice.blocks import Anchor, Block, Markdown, Message, Name, Said
from policygen.notice.parts import (
    bullets,
    cell,
    entry,
    facts,
    item,
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
from policygen.notice.terms import find, recipient_link, term, values
from policygen.schema import Str

ROLES = {
    "processor": say("role.processor", "processor: works for us and on our instructions"),
    "sub_processor": say("role.sub_processor", "sub-processor: does part of the work for a processor"),
    "controller": say("role.controller", "controller: decides itself how it uses the data"),
    "joint_controller": say("role.joint_controller", "joint controller: decides together with us"),
    "authority": say("role.authority", "public authority"),
    "third_party": say("role.third_party", "third party"),
}
SECTION_NAMES = {
    "controller": say("controller.title", "Who is responsible"),
    "activities": say("activities.title", "What we use personal data for"),
    "recipients": say("recipients.title", "Who gets personal data"),
    "transfers": say("transfers.title", "Transfers outside the EEA"),
    "retention": say("periods.title", "How long we keep personal data"),
    "cookies": say("cookies.title", "Cookies and similar technologies"),
    "security": say("security.title", "How we protect personal data"),
    "breaches": say("breaches.title", "If something goes wrong"),
    "rights": say("rights.title", "Your rights"),
    "complaint": say("complaint.title", "Complaints"),
    "changes": say("changes.title", "Changes to this policy"),
}


PLATFORMS = {"android": "Android", "ios": "iOS"}
NEEDED = {True: say("permissions.needed", "Yes, the app does not work without it."),
          False: say("permissions.optional", "No, the app works without it.")}


def role_name(role: str) -> Message:
    """A role in plain words."""
    return ROLES[role]


def compose(declaration: Declaration) -> Block | None:
    """The section on what is done for customers, as their processor."""
    role = declaration.processor_role
    if role is None:
        return None
    return section(
        "processor-role", say("processor.title", "When we process data for others"),
        paragraph(".intro", say("processor.intro", "Our customers decide how personal data is used in our services. "
                                                   "They are then the controllers, and we are their processor.")),
        facts(".facts", *_rows(role)),
        paragraph(".about", Markdown(role.about)) if role.about else None,
        bullets(".applies", say("processor.applies", "These parts of this policy apply in this role too:"),
                *(item(Anchor(f"#{name}", SECTION_NAMES[name], name.at, optional=True))
                  for name in role.applies)),
        at=(role.at,), answers=("GDPR 28",))


def _rows(role: ProcessorRole) -> tuple[Block | None, ...]:
    agreement = say("processor.agreement", "We have data processing agreements with these customers.") \
        if role.agreement else None
    return (
        row(".customers", say("processor.customers", "On whose behalf"), value(role.customers)),
        row(".agreement", say("processor.agreement.label", "Agreement"),
            value(agreement, at=(role.where("agreement"),)) if agreement else None),
        row(".instructions", say("processor.instructions", "Instructions"), value(role.instructions))
        if role.instructions else None,
        row(".rights", say("processor.rights", "Using your rights"), value(role.rights)),
        row(".deletion", say("processor.deletion", "Deletion"), value(role.deletion)) if role.deletion else None,
    )


def integrations(declaration: Declaration) -> Block | None:
    """The section on services that a user connects."""
    return section(
        "integrations", say("integrations.title", "Services you can connect"),
        *(_integration(declaration, integration) for integration in declaration.integrations))


def _integration(declaration: Declaration, integration: Integration) -> Block:
    from policygen.notice.activities import data_items

    activity = find(declaration.activities, integration.activity) if integration.activity else None
    label = say("integration.data.examples", "Examples of data we fetch") if "data" in integration.examples \
        else say("integration.data", "Data we fetch")
    permissions = say("integration.permissions.examples", "Among other things, you give permission to:") \
        if "permissions" in integration.examples else say("integration.permissions", "You give permission to:")
    return entry(
        f"-{integration.id}", integration.title,
        paragraph(".about", Markdown(integration.about)) if integration.about else None,
        facts(".facts",
              row(".provider", say("integration.provider", "Provider"),
                  value(recipient_link(declaration, integration.provider))),
              row(".people", say("activity.people", "Who this concerns"),
                  *values(declaration, "data_subjects", integration.people)),
              row(".data", label, *data_items(declaration, integration.data)),
              row(".activity", say("integration.activity", "Used for"),
                  value(Anchor(f"#activities-{activity.id}", activity.title))) if activity else None,
              row(".link", say("activity.link", "Read more"), value(Anchor(integration.link, Name(integration.link))))
              if integration.link else None),
        bullets(".requires", say("integration.requires", "To connect it you need:"), *map(item, integration.requires)),
        bullets(".permissions", permissions, *map(item, integration.permissions)),
        bullets(".tokens", say("integration.tokens", "Access keys we store:"), *map(item, integration.tokens)),
        bullets(".not-stored", say("integration.not_stored", "We do not store:"), *map(item, integration.not_stored)),
        at=(integration.at,))


def permissions(declaration: Declaration) -> Block | None:
    """The section on what an app asks for on a device."""
    return section(
        "permissions", say("permissions.title", "What our app asks for on your device"),
        table(".table", say("permissions.caption", "Permissions"),
              (say("permissions.permission", "Permission"), say("permissions.why", "What for"),
               say("permissions.required", "Do you have to allow it?")),
              (_permission(declaration, made, number)
               for number, made in enumerate(declaration.device_permissions, 1))))


def _platform(platform: Str) -> Said:
    """The name of a platform, which is the same in every language, or what the web is called."""
    if platform in PLATFORMS:
        return Name(Str(PLATFORMS[platform], platform.at))
    return say("platform.web", "web browser")


def _permission(declaration: Declaration, made: DevicePermission, number: int) -> Block:
    platforms = line(many(map(_platform, made.platforms))) if made.platforms else None
    when = say("source.when", "Only when: {condition}.", condition=made.when) if made.when else None
    needed = NEEDED[made.required_] if made.required_ is not None else None
    unstated = say("recipients.unstated", "Not stated") if needed is None and made.refusal is None else None
    return record(f".{number}", cell(line(term(declaration, "device_permissions", made.permission)), platforms),
                  cell(line(made.why), line(when)),
                  cell(line(needed or unstated, at=(made.where("required"),)), line(made.refusal)),
                  at=(made.at,))
