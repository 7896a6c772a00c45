"""Decisions by machine, security, breaches, changes, definitions, and what the notice says of itself."""

from __future__ import annotations

from policygen.declaration import Declaration
from policygen.declaration.activity import AutomatedDecision
from policygen.declaration.conduct import Breaches, Measure, Security
from policygen.notice.blocks import Anchor, Block, Date, Markdown, Name, Said, Span
from policygen.notice.parts import bullets, entry, facts, item, line, paragraph, row, say, section, value
from policygen.notice.statements import statement
from policygen.notice.terms import find, law_names, term
from policygen.schema import Str

ALLOWED_BY = {
    "contract": say("decision.contract", "The decision is necessary for a contract with you."),
    "law": say("decision.law", "The law allows the decision."),
    "explicit_consent": say("decision.consent", "You have given your explicit consent to the decision."),
}


def decisions(declaration: Declaration) -> Block | None:
    """The section on decisions made only by machine, declared or excluded."""
    return section(
        "automated-decisions", say("decisions.title", "Automated decisions and profiling"),
        statement(declaration, "no_automated_decisions"),
        statement(declaration, "no_profiling"),
        *(_decision(declaration, made) for made in declaration.automated_decisions),
        answers=("GDPR 13(2)(f)", "GDPR 14(2)(g)"))


def _decision(declaration: Declaration, made: AutomatedDecision) -> Block:
    law = say("basis.law", "Law: {law}.", law=law_names(declaration, made.law)) if made.law else None
    return entry(
        f"-{made.id}", made.title,
        paragraph(".logic", Markdown(made.logic)),
        facts(".facts",
              row(".activity", say("integration.activity", "Used for"), value(_activity(declaration, made.activity)))
              if made.activity else None,
              row(".consequence", say("profiling.consequence", "What it means for you"), line(made.consequence)),
              row(".allowed", say("decision.allowed", "Why it is allowed"),
                  line(ALLOWED_BY[made.allowed_by], law, at=(made.allowed_by.at,)), answers=("GDPR 22(2)",)),
              row(".human", say("decision.human", "How a person looks at it"), line(made.human),
                  answers=("GDPR 22(3)",))),
        at=(made.at,), answers=("GDPR 22",))


def _activity(declaration: Declaration, id: Str) -> Said:
    """An activity by its title, linked."""
    return Anchor(f"#activities-{id}", find(declaration.activities, id).title, id.at)


def security(declaration: Declaration) -> Block | None:
    """The section on security of processing and breaches."""
    declared = declaration.security
    return section(
        "security", say("security.title", "How we protect personal data"),
        *(_security(declaration, declared) if declared else ()),
        _breaches(declaration.breaches) if declaration.breaches else None,
        answers=("GDPR 32",))


def _security(declaration: Declaration, declared: Security) -> tuple[Block | None, ...]:
    return (
        paragraph(".about", Markdown(declared.about)) if declared.about else None,
        bullets(".measures", say("security.measures", "We use these measures:"),
                *(item(_measure(declaration, measure), at=measure.spots) for measure in declared.measures)),
        paragraph(".access", declared.access) if declared.access else None,
        bullets(".users", say("security.users", "What you need to do yourself:"), *map(item, declared.users)),
    )


def _measure(declaration: Declaration, measure: Measure) -> Said:
    name = term(declaration, "measures", measure.measure)
    if measure.detail is not None:
        name = say("security.detail", "{measure}: {detail}", measure=name, detail=measure.detail)
    if measure.where_ is not None:
        name = say("security.where", "{measure} ({place})", measure=name, place=measure.where_)
    return name


def _breaches(breaches: Breaches) -> Block:
    within = say("breaches.within", "Deadline for telling the supervisory authority: {period}.",
                 period=Span(breaches.authority_within)) if breaches.authority_within else None
    return entry(
        "breaches", say("breaches.title", "If something goes wrong"),
        paragraph(".about", Markdown(breaches.about)) if breaches.about else None,
        paragraph(".authority", breaches.authority_when, within, answers=("GDPR 33",)),
        paragraph(".people", breaches.people_when, answers=("GDPR 34",)),
        at=(breaches.at,))


def changes(declaration: Declaration) -> Block | None:
    """The section on changes of the notice."""
    declared = declaration.changes
    if declared is None:
        return None
    earlier = line(Anchor(declared.earlier, say("changes.earlier", "Earlier versions"))) if declared.earlier else None
    feed = line(Anchor(declared.feed, say("changes.feed", "Follow changes in a feed"))) if declared.feed else None
    before = line(say("changes.notice_period", "Notice before a change: {period}.",
                      period=Span(declared.notice_period))) if declared.notice_period else None
    return section(
        "changes", say("changes.title", "Changes to this policy"),
        bullets(".when", say("changes.when", "We change this policy when:"), *map(item, declared.when)),
        paragraph(".published", declared.published) if declared.published else None,
        *(paragraph(f".notify-{number}", sentence) for number, sentence in enumerate(declared.notify, 1)),
        before, earlier, feed, at=(declared.at,))


def children(declaration: Declaration) -> Block | None:
    """The section on children."""
    declared = declaration.children
    if declared is None:
        return None
    age = row(".row", say("children.age", "Minimum age in years"),
              value(Name(Str(str(declared.minimum_age), declared.where("minimum_age"))))) \
        if declared.minimum_age is not None else None
    return section(
        "children", say("children.title", "Children"),
        paragraph(".about", Markdown(declared.about)) if declared.about else None, facts(".age", age),
        paragraph(".guardians", Markdown(declared.guardians)) if declared.guardians else None,
        paragraph(".law", say("basis.law", "Law: {law}.", law=law_names(declaration, declared.law)))
        if declared.law else None,
        at=(declared.at,), answers=("GDPR 8",))


def definitions(declaration: Declaration) -> Block | None:
    """The section on words and their meaning."""
    return section(
        "definitions", say("definitions.title", "Words we use"),
        facts(".facts", *(row(f"-{made.id}", made.term, line(Markdown(made.meaning)))
                          for made in declaration.definitions)))


def about(declaration: Declaration) -> Block | None:
    """The section on the notice itself: version and dates."""
    return section(
        "about", say("about.title", "About this policy"),
        facts(".facts",
              row(".version", say("about.version", "Version"), value(Name(declaration.version)))
              if declaration.version else None,
              row(".effective", say("about.effective", "Applies from"), value(Date(declaration.effective)))
              if declaration.effective else None,
              row(".ends", say("about.ends", "Applies until"), value(Date(declaration.ends)))
              if declaration.ends else None,
              row(".updated", say("about.updated", "Last updated"), value(Date(declaration.updated)))
              if declaration.updated else None))
