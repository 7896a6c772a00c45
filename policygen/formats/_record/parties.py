"""Cells that are the same in every row: who is responsible, and how the data are protected."""

from __future__ import annotations

from policygen.formats._record.facts import Facts, Unit
from policygen.formats._record.words import Lines, inside, labelled, told
from policygen.law import eea
from policygen.notice import record as words
from policygen.notice.terms import country


def company(unit: Unit) -> Lines:
    """The company with its names, numbers, addresses and contacts, and its country beside an address too."""
    controller = unit.declaration.controller
    place = (labelled(unit.facts.said(words.ESTABLISHED), (unit.facts.said(country(controller.country)),)),)
    return (*told(unit.facts.block("controller.facts")), *(place if controller.address else ()))


def joint(unit: Unit) -> Lines:
    """Those with whom the activity is decided together."""
    found = [other for other in unit.declaration.joint_controllers
             if unit.activity is not None and (not other.activities or unit.activity.id in other.activities)]
    return tuple(line for other in found for line in _joint(unit.facts, str(other.id)))


def _joint(facts: Facts, id: str) -> Lines:
    """One of them; for which activities is told by the row."""
    block = facts.block(f"joint-controllers-{id}")
    rows = block.blocks if block else ()
    return tuple(line for row in rows if not row.id.endswith(".activities") for line in told(row))


def representative(unit: Unit) -> Lines:
    """The representative in the EEA; none is needed by a company that is established there."""
    declared = told(unit.facts.block("representative.facts"))
    if not declared and unit.declaration.controller.country in eea():
        return (unit.facts.said(words.ABSENT["representative"]),)
    return declared


def officer(unit: Unit) -> Lines:
    """The data protection officer, or why there is none."""
    block = unit.facts.block("data-protection-officer")
    children = block.blocks if block else ()
    return tuple(line for child in children if not child.id.endswith(".intro") for line in told(child))


def security(unit: Unit) -> Lines:
    """The measures, who has access, and what happens on a breach."""
    parts = [told(unit.facts.block(f"security.{name}")) for name in ("about", "measures", "access")]
    block = unit.facts.block("breaches")
    return (*(line for part in parts for line in part), *inside(block))


def updated(unit: Unit) -> Lines:
    """When the declaration was last changed."""
    return inside(unit.facts.block("about.facts.updated"))
