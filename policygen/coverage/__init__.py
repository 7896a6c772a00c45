"""Coverage: every duty to inform of a declaration, as met, not owed, a question for a human, or missing.

The duties are data (`law/duties.yaml`). A duty is met only where a block of the composed notice came from the value
that the duty asks for. What the declaration cannot know is never called met: it becomes a question.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import NamedTuple

from policygen.coverage import processing, sharing
from policygen.coverage.conditions import CONDITIONS
from policygen.coverage.paths import values
from policygen.coverage.spoken import Spoken, patterns_for
from policygen.coverage.subjects import GROUPS, Subject, whole
from policygen.declaration import Declaration
from policygen.law import Fact, facts
from policygen.notice import compose
from policygen.problem import Position

__all__ = ["Coverage", "Duty", "Outcome", "Owed", "Result", "duties", "of", "processing", "sharing",
           "sources"]

CONSTRUCTION = "construction"


class Outcome(Enum):
    """What became of a duty, in the order in which it is told."""

    MISSING = "missing"
    HUMAN = "needs a human"
    MET = "met"
    NOT_OWED = "does not apply"


class Duty(NamedTuple):
    """A row of `law/duties.yaml`; the fields are explained there. `needs` are the ways of `met_by`."""

    id: str
    title: str
    provisions: tuple[str, ...]
    guidance: str
    severity: str
    sources: tuple[str, ...]
    verified: bool
    when: tuple[str, ...]
    each: str
    needs: tuple[tuple[str, ...], ...]
    said_in: tuple[str, ...]
    declare: str
    question: str


class Owed(NamedTuple):
    """Something for which a duty is not met, or not surely: its name and where it stands."""

    name: str
    at: Position


class Result(NamedTuple):
    """What became of one duty: why or what to ask, the blocks that say it, from which lines, and who lacks it."""

    duty: Duty
    outcome: Outcome
    says: str = ""
    blocks: tuple[str, ...] = ()
    places: tuple[Position, ...] = ()
    lacking: tuple[Owed, ...] = ()


class Coverage(NamedTuple):
    """The results of one declaration in the order of the law."""

    id: str
    controller: str
    results: tuple[Result, ...]

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many duties have each outcome."""
        return {outcome: len(self.having(outcome)) for outcome in Outcome}

    def having(self, outcome: Outcome) -> tuple[Result, ...]:
        """The results with one outcome, those of duties that `must` be met first."""
        found = [result for result in self.results if result.outcome is outcome]
        return tuple(sorted(found, key=lambda result: result.duty.severity != "must"))

    @property
    def gaps(self) -> int:
        """How many duties that must be met are missing."""
        return sum(result.duty.severity == "must" for result in self.having(Outcome.MISSING))


class _Answer(NamedTuple):
    """What the notice says for one subject: blocks, places, and the needs that are not met."""

    blocks: tuple[str, ...]
    places: tuple[Position, ...]
    unmet: tuple[tuple[str, ...], ...]
    silent: bool                                    # something is declared, and no block says it


@cache
def duties() -> tuple[Duty, ...]:
    """All duties in the order of the law."""
    return tuple(map(_duty, facts("duties").values()))


def sources() -> Mapping[str, Fact]:
    """What the duties were read in, by id."""
    return facts("duty_sources")


def _duty(fact: Fact) -> Duty:
    also = tuple(name.strip() for name in fact.get("also").split(",") if name.strip())
    needs = tuple(tuple(need.split("|")) for need in fact.get("met_by").split())
    return Duty(fact.id, fact["title"], (fact["provision"], *also), fact.get("guidance"), fact["severity"],
                tuple(fact["source"].split()), fact["verified"] == "yes", tuple(fact.get("when").split()),
                fact.get("each"), needs, tuple(fact.get("said_in").split()), fact.get("declare"), fact.get("question"))


def of(id: str, declaration: Declaration) -> Coverage:
    """What became of every duty in a declaration that was read without errors."""
    spoken = Spoken(compose(id, declaration))
    return Coverage(id, str(declaration.controller.name),
                    tuple(_result(duty, declaration, spoken) for duty in duties()))


def _result(duty: Duty, declaration: Declaration, spoken: Spoken) -> Result:
    for name in duty.when:
        if not CONDITIONS[name].holds(declaration):
            return Result(duty, Outcome.NOT_OWED, CONDITIONS[name].otherwise)
    subjects = tuple(GROUPS[duty.each].of(declaration)) if duty.each else (whole(declaration),)
    if not subjects:
        return Result(duty, Outcome.NOT_OWED, GROUPS[duty.each].none)
    if not duty.needs:
        return _asked(duty, subjects, spoken)
    if duty.needs == ((CONSTRUCTION,),):
        return _constructed(duty, spoken)
    return _judged(duty, subjects, [_answer(duty, subject, declaration, spoken) for subject in subjects])


def _asked(duty: Duty, subjects: tuple[Subject, ...], spoken: Spoken) -> Result:
    """A duty that only a human can judge, with the blocks and entries to look at."""
    found = dict.fromkeys(block.id for subject in subjects
                          for block in spoken.named(patterns_for(duty.said_in, subject)))
    concerned = tuple(Owed(subject.name, subject.at) for subject in subjects if duty.each)
    return Result(duty, Outcome.HUMAN, duty.question, tuple(found), (), concerned)


def _constructed(duty: Duty, spoken: Spoken) -> Result:
    """A duty that policygen meets of itself, where the block is there."""
    found = spoken.named(duty.said_in)
    if found:
        places = {at for block in found for at in block.origins}
        return Result(duty, Outcome.MET, "", tuple(block.id for block in found), tuple(sorted(places)))
    if duty.question:
        return Result(duty, Outcome.HUMAN, duty.question)
    return Result(duty, Outcome.MISSING, "The notice does not say it.")


def _answer(duty: Duty, subject: Subject, declaration: Declaration, spoken: Spoken) -> _Answer:
    """What the notice says of one subject; a need is met where a block came from one of its values."""
    patterns = patterns_for(duty.said_in, subject)
    blocks: dict[str, None] = {}
    places: dict[Position, None] = {}
    unmet, silent = [], False
    for need in duty.needs:
        declared = [value for path in need for value in values(path, subject, declaration)]
        said = [(value.at, ids) for value in declared if (ids := spoken.saying(value.spots, patterns))]
        for at, ids in said:
            places[at] = None
            blocks |= dict.fromkeys(ids)
        if not said:
            unmet.append(need)
            silent = silent or bool(declared)
    return _Answer(tuple(blocks), tuple(places), tuple(unmet), silent)


def _judged(duty: Duty, subjects: tuple[Subject, ...], answers: list[_Answer]) -> Result:
    """Met where all have what they need; missing where one lacks it that surely needs it; else a question."""
    lacking = [(subject, answer) for subject, answer in zip(subjects, answers, strict=True) if answer.unmet]
    surely = [(subject, answer) for subject, answer in lacking if subject.sure and not (
        duty.question and not duty.each)]
    blocks = tuple(dict.fromkeys(id for answer in answers for id in answer.blocks))
    places = tuple(sorted({at for answer in answers for at in answer.places}))
    if not lacking:
        return Result(duty, Outcome.MET, "", blocks, places)
    told = surely or lacking
    owed = tuple(Owed(subject.name, subject.at) for subject, _ in told if duty.each)
    if not surely:
        return Result(duty, Outcome.HUMAN, duty.question, blocks, places, owed)
    silent = all(answer.silent for _, answer in surely)
    says = "It is declared, but no block of the notice says it." if silent else _to_declare(duty, surely)
    return Result(duty, Outcome.MISSING, says, blocks, places, owed)


def _to_declare(duty: Duty, lacking: list[tuple[Subject, _Answer]]) -> str:
    """What to declare: the ways of the needs that are not met."""
    needs = dict.fromkeys(need for _, answer in lacking for need in answer.unmet)
    ways = [duty.declare] if duty.declare else [" or ".join(f"`{way}`" for way in need) for need in needs]
    return f"Declare {' and '.join(f'`{way}`' if duty.declare else way for way in ways)}."
