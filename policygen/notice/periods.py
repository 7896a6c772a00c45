"""Storage periods at a glance: every rule of the declaration in one table, which is also drawn as a time line."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.declaration.retention import Retention
from policygen.notice.blocks import Anchor, Block, Message, Said, Span
from policygen.notice.parts import block, cell, line, paragraph, record, say, section
from policygen.notice.retention import alternatives, applies, without_period
from policygen.problem import Position
from policygen.schema import Period

DAYS = {"year": 365.2425, "month": 30.436875, "week": 7.0, "day": 1.0, "hour": 1 / 24, "minute": 1 / 1440,
        "second": 1 / 86400}
MARKS = 5
TOLERANCE = 1.001                            # twelve months are one year, though their average lengths differ a little
STEPS = ((1, "hour"), (6, "hour"), (12, "hour"), (1, "day"), (2, "day"), (7, "day"), (14, "day"), (1, "month"),
         (2, "month"), (3, "month"), (6, "month"), (1, "year"), (2, "year"), (5, "year"), (10, "year"), (20, "year"),
         (50, "year"), (100, "year"), (200, "year"))


def rules(declaration: Declaration) -> tuple[tuple[Activity | None, Retention], ...]:
    """Every storage rule with its activity; None stands for the rules that apply unless an activity says otherwise."""
    general = declaration.defaults.retention if declaration.defaults else ()
    return (*((None, rule) for rule in general),
            *((activity, rule) for activity in declaration.activities for rule in activity.retention))


def days(period: Period) -> float:
    """A period in days, as long as its calendar units are on average; for order and drawing only."""
    return sum(number * DAYS[unit] for number, unit in period.parts)


def fixed_periods(declaration: Declaration) -> tuple[Said, ...]:
    """Each fixed period of the rules, their exceptions, stages and backups once, from the shortest to the longest.

    A period that is only what is normal is not fixed.
    """
    found = [period for _, rule in rules(declaration) for period in
             (None if rule.typical else rule.period, rule.backups, *(stage.period for stage in rule.stages),
              *(exception.period for exception in rule.except_)) if period is not None]
    distinct = {days(period): period for period in reversed(found)}
    return tuple(Span(distinct[length]) for length in sorted(distinct))


def has_open_rules(declaration: Declaration) -> bool:
    """Whether some rule, or some exception from one, gives no period, or only a normal one."""
    return any(rule.period is None or rule.typical or any(exception.period is None for exception in rule.except_)
               for _, rule in rules(declaration))


def compose(declaration: Declaration) -> Block | None:
    """The section with all storage periods."""
    found = rules(declaration)
    return section(
        "retention", say("periods.title", "How long we keep personal data"),
        paragraph(".intro", say("periods.intro", "This is an overview. Each use above says more, such as what is kept "
                                                 "longer."),
                  at=tuple(rule.at for _, rule in found)) if found else None,
        _table(declaration, found),
        answers=("GDPR 13(2)(a)", "GDPR 14(2)(a)"))


def _table(declaration: Declaration, found: tuple[tuple[Activity | None, Retention], ...]) -> Block | None:
    if not found:
        return None
    head = block("head", ".head", inside=(block("cell", "", say("periods.use", "Use")),
                                          block("cell", "", say("periods.how_long", "How long"))))
    records = [_rule(declaration, activity, rule, number) for number, (activity, rule) in enumerate(found, 1)]
    return block("periods", ".table", inside=(_scale([rule for _, rule in found]), head, *records))


def _scale(found: Sequence[Retention]) -> Block | None:
    """The marks of the time line, equally far apart, the last at or after the longest period; None without periods."""
    periods = [rule.period for rule in found if rule.period is not None]
    if not periods:
        return None
    longest = max(days(period) for period in periods)
    number, unit = next((step for step in STEPS if longest <= MARKS * step[0] * DAYS[step[1]] * TOLERANCE), STEPS[-1])
    count = max(1, ceil(longest / (number * DAYS[unit] * TOLERANCE)))
    marks = [(number * mark, unit) for mark in range(1, count + 1)]
    return block("scale", ".scale", inside=[block("value", "", Span(_period(mark, periods[0].at))) for mark in marks])


def _period(part: tuple[int, str], at: Position) -> Period:
    """A mark as a period; whole years and days are called so."""
    number, unit = part
    for size, smaller, larger in ((12, "month", "year"), (24, "hour", "day")):
        if unit == smaller and number % size == 0:
            number, unit = number // size, larger
    return Period(at, f"PT{number}H" if unit == "hour" else f"P{number}{unit[0].upper()}", ((number, unit),))


def _rule(declaration: Declaration, activity: Activity | None, rule: Retention, number: int) -> Block:
    use: Said = Anchor(f"#activities-{activity.id}", activity.title) if activity else \
        Anchor("#activities.defaults", say("defaults.title", "What applies unless we say otherwise"))
    return record(f".{number}", cell(line(use), line(*applies(declaration, rule))),
                  cell(*_how_long(declaration, rule)), at=rule.spots)


def _how_long(declaration: Declaration, rule: Retention) -> tuple[Block | None, ...]:
    """The period alone on its line, then what starts it; where there is none, what decides."""
    other = line(*without_period(declaration, rule))
    if rule.period is None:
        return (other,)
    span: Said = Span(rule.period)
    if rule.typical:
        span = say("periods.typical", "{period} (normally)", period=span)
    return line(span), line(_starts(declaration, rule)), other


def _starts(declaration: Declaration, rule: Retention) -> Message | None:
    if not rule.after:
        return None
    events = alternatives(declaration, rule.after)
    if rule.at_end_of == "financial_year":
        return say("periods.financial", "It starts at the end of the financial year in which: {event}.", event=events)
    if rule.at_end_of == "calendar_year":
        return say("periods.calendar", "It starts at the end of the calendar year in which: {event}.", event=events)
    return say("periods.starts", "It starts when: {event}.", event=events)
