"""Transfers outside the EEA with their recipients, and what the data of the law say of countries and tools."""

from __future__ import annotations

from typing import NamedTuple

from policygen.declaration import Declaration
from policygen.declaration.derived import outside, places
from policygen.declaration.recipient import Recipient, Transfer
from policygen.law import Fact, facts
from policygen.problem import Position
from policygen.schema import Country


class Made(NamedTuple):
    """A declared transfer and the recipient it belongs to; None where it belongs to none."""

    transfer: Transfer
    recipient: Recipient | None

    @property
    def name(self) -> str:
        """The transfer in words, for the start of a sentence."""
        return f"The transfer to `{self.recipient.id}`" if self.recipient is not None else "A general transfer"

    @property
    def possible(self) -> bool:
        """Whether it only may happen."""
        return self.transfer.status == "possible"

    @property
    def countries(self) -> tuple[Country, ...]:
        """The countries outside the EEA to which it goes: those it names, else those of its recipient."""
        named = self.transfer.to or (places(self.recipient) if self.recipient is not None else ())
        return tuple(country for country in named if outside(country))

    @property
    def inside(self) -> bool:
        """Whether it names countries, and all of them are in the EEA."""
        return bool(self.transfer.to) and not self.countries


def transfers(declaration: Declaration) -> tuple[Made, ...]:
    """All transfers: those of recipients, then the general ones."""
    general = declaration.transfers.general if declaration.transfers else ()
    return (*(Made(transfer, recipient) for recipient in declaration.recipients for transfer in recipient.transfers),
            *(Made(transfer, None) for transfer in general))


def decisions(country: str) -> tuple[Fact, ...]:
    """The decisions on the adequacy of a country, also one that has lapsed since."""
    return tuple(fact for fact in facts("adequacy").values() if fact.get("territory") == country)


def in_force(decision: Fact, today: str) -> bool:
    """Whether a decision has not lapsed."""
    return not decision.get("expires") or decision["expires"] >= today


def article(tool: str) -> str:
    """The article of the GDPR on a transfer tool: `45`, `46`, `49`."""
    return facts("transfer_tools")[tool]["provision"].removeprefix("GDPR ").split("(")[0]


def needs_copy(tool: str) -> bool:
    """Whether the notice must say how to get a copy (Art. 13(1)(f)): safeguards of Art. 46, compelling interests."""
    return article(tool) == "46" or tool == "compelling_interests"


def copy_missing(declaration: Declaration, transfer: Transfer) -> Position | None:
    """Where a tool stands of which a copy must be on offer, if no way to one is declared."""
    policy = declaration.transfers
    if transfer.link is not None or (policy is not None and (policy.copy_contact or policy.copy_link)):
        return None
    return next((tool.at for tool in transfer.tools if needs_copy(tool)), None)
