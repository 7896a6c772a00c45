"""How long data are kept: each rule as a few whole sentences."""

from __future__ import annotations

from collections.abc import Sequence

from policygen.declaration import Declaration
from policygen.declaration.retention import Retention, RetentionException, Stage
from policygen.notice.blocks import Anchor, Block, Message, Said, Span
from policygen.notice.parts import line, many, say
from policygen.notice.terms import law_names, term, terms
from policygen.schema import Str

THEN = {
    "delete": say("retention.then.delete", "We then delete the data."),
    "anonymise": say("retention.then.anonymise", "We then anonymise the data."),
    "delete_or_anonymise": say("retention.then.either", "We then delete or anonymise the data."),
    "archive": say("retention.then.archive", "The data is then archived."),
}
THEN_PROMPTLY = {
    "delete": say("retention.promptly.delete", "We then delete the data without delay."),
    "anonymise": say("retention.promptly.anonymise", "We then anonymise the data without delay."),
    "delete_or_anonymise": say("retention.promptly.either", "We then delete or anonymise the data without delay."),
    "archive": say("retention.promptly.archive", "The data is then archived without delay."),
}
DECIDED_BY = {
    "you": say("retention.by.you", "You decide yourself how long the data is kept."),
    "customer": say("retention.by.customer", "Our customer decides how long the data is kept."),
    "recipient": say("retention.by.recipient", "The recipient decides how long the data is kept."),
}


def retention_lines(declaration: Declaration, rules: Sequence[Retention]) -> tuple[Block | None, ...]:
    """A line for each rule, and one for each exception."""
    lines: list[Block | None] = []
    for rule in rules:
        end = () if rule.stages else _end(rule)
        lines.append(line(*applies(declaration, rule), *how_long(declaration, rule), *end, at=rule.spots,
                          answers=("GDPR 13(2)(a)", "GDPR 14(2)(a)")))
        lines.extend(map(_stage, rule.stages))
        lines.append(line(*_end(rule)) if rule.stages else None)
        lines.append(line(say("retention.backups", "Storage period for copies in backups: {period}.",
                              period=Span(rule.backups))) if rule.backups else None)
        lines.extend(_exception(declaration, exception) for exception in rule.except_)
    return tuple(lines)


def applies(declaration: Declaration, rule: Retention) -> tuple[Said, ...]:
    """What the rule is about, where it is not about everything."""
    found: list[Said] = []
    if rule.what is not None:
        found.append(say("retention.applies", "Applies to: {what}.", what=rule.what))
    if rule.data:
        found.append(say("retention.applies", "Applies to: {what}.", what=terms(declaration, "data", rule.data)))
    if rule.basis:
        found.append(say("retention.basis", "Applies where the legal basis is: {basis}.",
                         basis=terms(declaration, "legal_bases", rule.basis)))
    return tuple(found)


def how_long(declaration: Declaration, rule: Retention) -> tuple[Said, ...]:
    """The sentences on how long, in the order: events, period, criterion, law, elsewhere, who decides."""
    until = [_until(declaration, rule.until)] if rule.until else []
    span = [_span(declaration, rule)] if rule.period is not None else []
    return (*until, *span, *_decided(declaration, rule))


def without_period(declaration: Declaration, rule: Retention) -> tuple[Said, ...]:
    """The sentences on how long, but for the period: what decides instead of it, or beside it."""
    until = [_until(declaration, rule.until)] if rule.until else []
    return (*until, *_decided(declaration, rule))


def _decided(declaration: Declaration, rule: Retention) -> tuple[Said, ...]:
    """The criterion, the law, the place or the person that decides how long."""
    found: list[Said] = []
    if rule.criterion is not None:
        found.append(say("retention.criterion", "What decides how long we keep the data: {criterion}.",
                         criterion=rule.criterion))
    if rule.law:
        found.append(say("retention.law", "The storage period is set by law: {law}.",
                         law=law_names(declaration, rule.law)))
    if rule.see is not None:
        found.append(say("retention.cookies", "How long each cookie stays is shown in this section: {list}.",
                         list=Anchor("#cookies", say("cookies.title", "Cookies and similar technologies"),
                                     rule.see.at)))
    if rule.decided_by is not None:
        found.append(DECIDED_BY[rule.decided_by])
    return tuple(found)


def _until(declaration: Declaration, events: Sequence[Str]) -> Message:
    if len(events) == 1:
        return say("retention.until", "Kept until: {event}.", event=term(declaration, "events", events[0]))
    return say("retention.until.any", "Kept until the first of these happens: {events}.",
               events=alternatives(declaration, events))


def alternatives(declaration: Declaration, events: Sequence[Str]) -> Said:
    """The events, of which any will do."""
    return many((term(declaration, "events", event) for event in events), either=True)


def _span(declaration: Declaration, rule: Retention) -> Message:
    assert rule.period is not None
    period = Span(rule.period)
    if rule.after:
        events = alternatives(declaration, rule.after)
        if rule.at_end_of is not None:
            return _at_end_of(rule, period, events)
        if rule.typical:
            return say("retention.after.typical", "Normal storage period: {period}. It starts when: {event}.",
                       period=period, event=events)
        return say("retention.after", "Storage period: {period}. It starts when: {event}.", period=period,
                   event=events)
    if rule.typical:
        return say("retention.typical", "Normal storage period: {period}.", period=period)
    return say("retention.period", "Storage period: {period}.", period=period)


def _at_end_of(rule: Retention, period: Said, events: Said) -> Message:
    if rule.at_end_of == "financial_year":
        return say("retention.after.financial.typical", "Normal storage period: {period}. It starts at the end of the "
                   "financial year in which: {event}.", period=period, event=events) if rule.typical else \
            say("retention.after.financial", "Storage period: {period}. It starts at the end of the financial year "
                "in which: {event}.", period=period, event=events)
    return say("retention.after.calendar.typical", "Normal storage period: {period}. It starts at the end of the "
               "calendar year in which: {event}.", period=period, event=events) if rule.typical else \
        say("retention.after.calendar", "Storage period: {period}. It starts at the end of the calendar year in "
            "which: {event}.", period=period, event=events)


def _end(rule: Retention) -> tuple[Said, ...]:
    found: list[Said] = []
    if rule.restarts is not None:
        found.append(say("retention.restarts", "The period starts again when: {event}.", event=rule.restarts))
    if rule.then is not None:
        found.append((THEN_PROMPTLY if rule.promptly else THEN)[rule.then])
    if rule.note is not None:
        found.append(rule.note)
    return tuple(found)


def _stage(stage: Stage) -> Block | None:
    if stage.period is None:
        return line(say("retention.stage", "Step: {what}.", what=stage.what), at=stage.spots)
    return line(say("retention.stage.period", "Step: {what}. Duration: {period}.", what=stage.what,
                    period=Span(stage.period)), at=stage.spots)


def _exception(declaration: Declaration, exception: RetentionException) -> Block | None:
    period = say("retention.exception.period", "Storage period: {period}.", period=Span(exception.period)) \
        if exception.period else None
    law = say("retention.exception.law", "Law: {law}.", law=law_names(declaration, exception.law)) \
        if exception.law else None
    return line(say("retention.exception", "Kept longer: {reason}.", reason=exception.reason), period, law,
                at=exception.spots)
