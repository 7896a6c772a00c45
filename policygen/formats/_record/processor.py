"""Cells of the record of what is done on behalf of others (Art. 30(2) GDPR)."""

from __future__ import annotations

from policygen.formats._record.facts import Unit
from policygen.formats._record.words import Lines, inside, spoken, told
from policygen.notice.terms import term


def categories(unit: Unit) -> Lines:
    """The activity with what the data are used for; the role as a whole where no activity is declared for others."""
    if unit.activity is None:
        block = unit.facts.block("processor-role")
        return (spoken(block.said),) if block else ()
    return (unit.facts.said(unit.activity.title),
            *(f"• {unit.facts.capital(purpose.about or term(unit.declaration, 'purposes', purpose.purpose))}"
              for purpose in unit.activity.purposes))


def customers(unit: Unit) -> Lines:
    """On whose behalf."""
    if unit.activity is None or unit.activity.on_behalf_of is None:
        return _role(unit, "customers")
    return (unit.facts.capital(unit.activity.on_behalf_of),)


def role(unit: Unit) -> Lines:
    """What is said of the role as a whole."""
    return (*_role(unit, "customers"), *told(unit.facts.block("processor-role.about")), *_role(unit, "rights"))


def agreement(unit: Unit) -> Lines:
    """Whether there are agreements with customers."""
    return _role(unit, "agreement")


def instructions(unit: Unit) -> Lines:
    """On whose instructions."""
    return _role(unit, "instructions")


def deletion(unit: Unit) -> Lines:
    """Who decides when data are deleted."""
    return _role(unit, "deletion")


def _role(unit: Unit, name: str) -> Lines:
    return inside(unit.facts.block(f"processor-role.facts.{name}"))
