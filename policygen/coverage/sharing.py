"""Groups of subjects in who gets data and what is stored on devices: recipients, transfers, decisions, cookies."""

from __future__ import annotations

from collections.abc import Iterator

from policygen.coverage.conditions import online
from policygen.coverage.processing import categories_of
from policygen.coverage.subjects import Subject, group, is_marked, subject
from policygen.declaration import Declaration
from policygen.declaration.activity import AutomatedDecision, RecipientUse
from policygen.declaration.basis import SpecialCondition
from policygen.declaration.identity import JointController
from policygen.declaration.recipient import Recipient, Transfer
from policygen.declaration.storage import StorageItem
from policygen.law import eea, facts
from policygen.schema import Str

PROCESSORS = ("processor", "sub_processor")


@group("No joint controller is declared.", other=JointController)
def joint_controllers(declaration: Declaration) -> Iterator[Subject]:
    """Every joint controller."""
    for other in declaration.joint_controllers:
        yield subject(str(other.id), other.id.at, other=other)


def uses_of(declaration: Declaration, recipient: Recipient) -> tuple[RecipientUse, ...]:
    """The activities, or the defaults, in which a recipient gets data."""
    defaults = declaration.defaults.recipients if declaration.defaults else ()
    uses = (*defaults, *(use for activity in declaration.activities for use in activity.recipients))
    return tuple(use for use in uses if use.recipient == recipient.id)


def references_to(declaration: Declaration, recipient: Recipient) -> tuple[Str, ...]:
    """Where else a recipient is named: AI, services to connect, cookies, disclosures."""
    items = declaration.cookies.items if declaration.cookies else ()
    named = (*(activity.ai.provider for activity in declaration.activities if activity.ai),
             *(made.provider for made in declaration.integrations), *(item.provider for item in items),
             *(id for made in declaration.disclosures for id in made.recipients))
    return tuple(id for id in named if id is not None and id == recipient.id)


def _one(declaration: Declaration, recipient: Recipient, sure: bool = True) -> Subject:
    return subject(str(recipient.id), recipient.id.at, sure, recipient=recipient, use=uses_of(declaration, recipient),
                   reference=references_to(declaration, recipient), transfer=None)


@group("No recipient is declared.", recipient=Recipient, use=RecipientUse, reference=Str)
def recipients(declaration: Declaration) -> Iterator[Subject]:
    """Every recipient, with the places where it gets data."""
    yield from (_one(declaration, recipient) for recipient in declaration.recipients)


@group("Every recipient is declared with its name.", recipient=Recipient)
def unnamed_recipients(declaration: Declaration) -> Iterator[Subject]:
    """Recipients that are told only by their kind."""
    yield from (_one(declaration, recipient) for recipient in declaration.recipients if recipient.name is None)


@group("Every recipient is declared with a role other than processor.", recipient=Recipient, use=RecipientUse)
def processors(declaration: Declaration) -> Iterator[Subject]:
    """Processors, and recipients whose role is not declared."""
    for recipient in declaration.recipients:
        roles = {role for role in (recipient.role, *(use.role for use in uses_of(declaration, recipient))) if role}
        if not roles or roles & set(PROCESSORS):
            yield _one(declaration, recipient, sure=False)


def is_placed(declaration: Declaration, recipient: Recipient) -> bool:
    """Whether it is declared where a recipient is, or that no data leave the EEA."""
    return bool(recipient.country or recipient.stored_in or recipient.location or recipient.transfers
                or any(made.statement == "no_transfers" for made in declaration.statements))


def is_outside(recipient: Recipient) -> bool:
    """Whether giving a recipient data takes them out of the EEA."""
    places = {*recipient.stored_in, *([recipient.country] if recipient.country else [])}
    return bool(recipient.transfers) or bool(places - eea())


@group("Nothing that is declared points to a transfer outside the EEA.", recipient=Recipient, transfer=Transfer)
def recipients_maybe_outside(declaration: Declaration) -> Iterator[Subject]:
    """Recipients outside the EEA, those who may be there as nothing is said of it, and transfers in general."""
    for recipient in declaration.recipients:
        if is_outside(recipient) or not is_placed(declaration, recipient):
            yield _one(declaration, recipient, sure=is_outside(recipient))
    general = declaration.transfers.general if declaration.transfers else ()
    for number, transfer in enumerate(general, 1):
        yield subject(f"transfers.general {number}", transfer.at, recipient=None, transfer=transfer)


def _tools(transfer: Transfer) -> dict[str, tuple[Str, ...]]:
    """What protects a transfer, by kind: adequacy, safeguard, exception, compelling."""
    found: dict[str, tuple[Str, ...]] = {"adequacy": (), "safeguard": (), "exception": (), "compelling": ()}
    for tool in transfer.tools:
        provision = facts("transfer_tools")[tool]["provision"]
        kind = "adequacy" if provision == "GDPR 45" else "compelling" if provision == "GDPR 49(1)" else \
            "exception" if provision.startswith("GDPR 49") else "safeguard"
        found[kind] += (tool,)
    return found


def _transfer(name: str, transfer: Transfer, recipient: Recipient | None) -> Subject:
    found = subject(name, transfer.at, transfer=transfer, recipient=recipient)
    return found._replace(bound={**found.bound, **_tools(transfer)})


@group("No transfer is declared.", recipient=Recipient, transfer=Transfer)
def transfers(declaration: Declaration) -> Iterator[Subject]:
    """Every transfer, with what protects it."""
    for recipient in declaration.recipients:
        yield from (_transfer(str(recipient.id), transfer, recipient) for transfer in recipient.transfers)
    for number, transfer in enumerate(declaration.transfers.general if declaration.transfers else (), 1):
        yield _transfer(f"transfers.general {number}", transfer, None)


@group("No transfer is declared that safeguards do not protect.", recipient=Recipient, transfer=Transfer, adequacy=Str)
def transfers_without_safeguards(declaration: Declaration) -> Iterator[Subject]:
    """Transfers by an adequacy decision or an exception, and those that name nothing."""
    for owed in transfers(declaration):
        if owed.bound["adequacy"] or not (owed.bound["safeguard"] or owed.bound["compelling"]):
            yield owed._replace(sure=not owed.bound["exception"])


@group("No transfer is declared to rest on safeguards.", recipient=Recipient, transfer=Transfer, safeguard=Str)
def transfers_with_safeguards(declaration: Declaration) -> Iterator[Subject]:
    """Transfers protected by safeguards, and those that name nothing."""
    yield from (owed for owed in transfers(declaration)
                if owed.bound["safeguard"] or not owed.bound["transfer"][0].tools)


@group("No transfer is declared to rest on safeguards.", recipient=Recipient, transfer=Transfer)
def transfers_with_copies(declaration: Declaration) -> Iterator[Subject]:
    """Transfers with safeguards of which people may have a copy."""
    yield from (owed for owed in transfers(declaration) if owed.bound["safeguard"] or owed.bound["compelling"])


@group("No transfer is declared to rest on an exception of Art. 49.", recipient=Recipient, transfer=Transfer,
       exception=Str)
def transfers_by_exception(declaration: Declaration) -> Iterator[Subject]:
    """Transfers by an exception for a specific situation."""
    yield from (owed for owed in transfers(declaration) if owed.bound["exception"])


@group("No transfer is declared to rest on explicit consent.", recipient=Recipient, transfer=Transfer)
def transfers_by_consent(declaration: Declaration) -> Iterator[Subject]:
    """Transfers by explicit consent."""
    yield from (owed for owed in transfers(declaration) if "explicit_consent" in owed.bound["exception"])


@group("No transfer is declared to rest on a compelling legitimate interest.", recipient=Recipient, transfer=Transfer)
def transfers_by_compelling_interest(declaration: Declaration) -> Iterator[Subject]:
    """Transfers by a compelling legitimate interest."""
    yield from (owed for owed in transfers(declaration) if owed.bound["compelling"])


@group("No decision by machine alone is declared.", decision=AutomatedDecision)
def decisions(declaration: Declaration) -> Iterator[Subject]:
    """Every decision made by machine alone."""
    for decision in declaration.automated_decisions:
        yield subject(str(decision.id), decision.id.at, decision=decision)


@group("No decision by machine alone is declared that rests on a contract or on consent.", decision=AutomatedDecision)
def contestable_decisions(declaration: Declaration) -> Iterator[Subject]:
    """Decisions that people may contest: those that rest on a contract or on explicit consent."""
    yield from (owed for owed in decisions(declaration) if owed.bound["decision"][0].allowed_by != "law")


@group("No decision by machine alone is declared that may use special categories of data.", decision=AutomatedDecision,
       condition=SpecialCondition)
def decisions_maybe_on_special_data(declaration: Declaration) -> Iterator[Subject]:
    """Decisions in activities with special data, and those without an activity where such data are declared."""
    marked = {activity.id: activity for activity in declaration.activities
              if any(is_marked(declaration, category, "special") for category in categories_of(activity))}
    for decision in declaration.automated_decisions if marked else ():
        activity = marked.get(decision.activity) if decision.activity else None
        if activity is not None or decision.activity is None:
            allowed = tuple(condition for condition in (activity.special_categories if activity else ())
                            if condition.condition in ("explicit_consent", "substantial_public_interest"))
            yield subject(str(decision.id), decision.id.at, activity is not None, decision=decision,
                          condition=allowed)


@group("No cookies or other storage are declared.", item=StorageItem)
def stored_items(declaration: Declaration) -> Iterator[Subject]:
    """Every cookie or other item; where a list is kept elsewhere, only a human can tell what it says."""
    cookies = declaration.cookies
    for item in cookies.items if cookies else ():
        yield subject(str(item.id), item.id.at, sure=cookies is not None and cookies.external is None, item=item)
    if cookies and cookies.external and not cookies.items:
        yield subject("cookies.external", cookies.external.at, sure=False, item=None)


@group("No cookies or other storage are declared, and the notice covers nothing online.", item=StorageItem)
def stored_items_or_unknown(declaration: Declaration) -> Iterator[Subject]:
    """The same; with the site or app itself where it is declared to store nothing, which only a human can tell."""
    found = tuple(stored_items(declaration))
    yield from found
    if not found and online(declaration):
        yield subject("cookies", declaration.at, sure=False, item=None)


@group("No cookies or other storage are declared.", item=StorageItem)
def stored_items_in_doubt(declaration: Declaration) -> Iterator[Subject]:
    """The same, where a word that is missing may mean that only the company itself is concerned."""
    yield from (owed._replace(sure=False) for owed in stored_items(declaration))


@group("No storage is declared as strictly necessary.", item=StorageItem)
def necessary_items(declaration: Declaration) -> Iterator[Subject]:
    """Items that are called strictly necessary."""
    yield from (owed for owed in stored_items(declaration)
                if owed.bound["item"] and owed.bound["item"][0].class_ == "necessary")


@group("No storage of others is declared.", item=StorageItem)
def third_party_items(declaration: Declaration) -> Iterator[Subject]:
    """Items that others set or read."""
    yield from (owed for owed in stored_items(declaration)
                if owed.bound["item"] and (owed.bound["item"][0].provider or owed.bound["item"][0].party == "third"))


@group("No storage is declared whose provider may be outside the EEA.", item=StorageItem, recipient=Recipient)
def items_maybe_outside(declaration: Declaration) -> Iterator[Subject]:
    """Items whose provider is outside the EEA, or of whom it is not said where it is."""
    by_id = {recipient.id: recipient for recipient in declaration.recipients}
    for owed in third_party_items(declaration):
        recipient = by_id.get(owed.bound["item"][0].provider or "")
        if recipient is not None and (is_outside(recipient) or not is_placed(declaration, recipient)):
            yield owed._replace(bound={**owed.bound, "recipient": (recipient,)}, sure=is_outside(recipient))
