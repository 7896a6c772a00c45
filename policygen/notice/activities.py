"""What personal data are used for: the defaults, then each activity with everything the law wants told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policygen.declaration import Declaration
from policygen.declaration.activity import (
    Activity,
    ArtificialIntelligence,
    Consent,
    DataItem,
    Obligation,
    Profiling,
    RecipientUse,
    Source,
)
from policygen.declaration.storage import Storage
from policygen.notice.basis import (
    basis_lines,
    criminal_row,
    examples_at,
    national_id_row,
    purpose_rows,
    purposes_table,
    special_row,
)
from policygen.notice.blocks import Anchor, Block, Markdown, Name, Said
from policygen.notice.parts import bullets, entry, facts, item, line, paragraph, row, say, section, value
from policygen.notice.retention import retention_lines
from policygen.notice.roles import role_name
from policygen.notice.statements import statement
from policygen.notice.terms import find, recipient_link, term, terms, values

STATES = {
    "identified": say("data.state.identified", "This data identifies you."),
    "pseudonymised": say("data.state.pseudonymised", "The data is pseudonymised: without further information we "
                                                     "cannot tell whom it is about. It is still personal data."),
    "anonymous_until_linked": say("data.state.until_linked", "At first, the data cannot be linked to you."),
    "anonymous": say("data.state.anonymous", "The data is anonymous."),
}
KEPT = {
    "on_device": say("data.kept.on_device", "The data stays on your device; we do not get it."),
    "unreadable": say("data.kept.unreadable", "We store the data in a form that we cannot read."),
}
OBLIGATIONS = {
    "voluntary": say("obligation.voluntary", "You choose yourself whether to give us the data."),
    "contractual": say("obligation.contractual", "We need the data to enter into or perform a contract."),
    "statutory": say("obligation.statutory", "You must give us the data by law."),
}


def compose(declaration: Declaration) -> Block | None:
    """The section on activities."""
    return section(
        "activities", say("activities.title", "What we use personal data for"),
        _defaults(declaration),
        statement(declaration, "no_special_categories"),
        *_entries(declaration),
        answers=("GDPR 13(1)(c)", "GDPR 14(1)(c)"))


def _entries(declaration: Declaration) -> Iterator[Block]:
    """Activities without a group first, then each group with its own."""
    yield from (_activity(declaration, activity) for activity in declaration.activities if activity.group is None)
    for group in declaration.groups:
        inside = [_activity(declaration, activity) for activity in declaration.activities
                  if activity.group == group.id]
        about = paragraph(".about", Markdown(group.about)) if group.about else None
        yield entry(f".group-{group.id}", group.title, about,
                    *(made._replace(id="activities-" + made.id.removeprefix("-")) for made in inside))


def _defaults(declaration: Declaration) -> Block | None:
    defaults = declaration.defaults
    if defaults is None:
        return None
    return entry(
        ".defaults", say("defaults.title", "What applies unless we say otherwise"),
        facts(".facts",
              row(".basis", say("activity.basis", "Legal basis"),
                  *(made for basis in defaults.legal_basis for made in basis_lines(declaration, basis))),
              row(".sources", say("activity.sources", "Where the data comes from"),
                  *_sources(declaration, defaults.sources)),
              row(".retention", say("activity.retention", "How long we keep the data"),
                  *retention_lines(declaration, defaults.retention)),
              row(".recipients", say("defaults.recipients", "Who gets the data in every case"),
                  *(_recipient(declaration, use) for use in defaults.recipients)),
              row(".obligation", say("activity.obligation", "Must you give us the data?"),
                  *_obligations(declaration, defaults.obligation))))


def _on_behalf_of(activity: Activity) -> Block | None:
    """That the company is only the processor here."""
    if activity.on_behalf_of is None:
        return None
    sentence = say("activity.on_behalf_of", "We do this as processor, on behalf of: {customers}. They decide on the "
                                            "legal basis and answer for it.", customers=activity.on_behalf_of)
    return paragraph(".on-behalf-of", sentence, answers=("GDPR 28",))


SEE = say("defaults.see", "See what applies unless we say otherwise")


def _default(declaration: Declaration, key: str, shown: Said = SEE) -> tuple[Block | None, ...]:
    """A pointer to what the declaration says for all activities, where it says it."""
    rules = getattr(declaration.defaults, key) if declaration.defaults else ()
    if not rules:
        return ()
    return (line(Anchor("#activities.defaults", shown), at=tuple(rule.at for rule in rules)),)


def _activity(declaration: Declaration, activity: Activity) -> Block:
    return entry(
        f"-{activity.id}", activity.title,
        paragraph(".about", Markdown(activity.about)) if activity.about else None,
        _on_behalf_of(activity),
        bullets(".when", say("activity.when", "We collect data when:"), *map(item, activity.when)),
        *_facts(declaration, activity),
        _profiling(declaration, activity.profiling),
        _ai(declaration, activity.ai),
        paragraph(".note", Markdown(activity.note)) if activity.note else None,
        at=(activity.at,))


def _facts(declaration: Declaration, activity: Activity) -> tuple[Block | None, ...]:
    """The facts as one list; divided by a table where the purposes have different bases."""
    table = purposes_table(declaration, activity)
    what, how = _what(declaration, activity), _how(declaration, activity)
    if table is None:
        return (facts("", *what, *purpose_rows(declaration, activity), *how),)
    return facts("", *what), table, facts("", *how)


def _what(declaration: Declaration, activity: Activity) -> tuple[Block | None, ...]:
    label = say("activity.data.examples", "Examples of the data") if "data" in activity.examples \
        else say("activity.data", "Data")
    return (
        row(".people", say("activity.people", "Who this concerns"),
            *values(declaration, "data_subjects", activity.data_subjects)),
        row(".data", label, *data_items(declaration, activity.data), at=examples_at(activity, "data"),
            answers=("GDPR 14(1)(d)",)),
        row(".not-collected", say("activity.not_collected", "What we do not collect or store"),
            *map(value, activity.not_collected)),
        row(".sources", say("activity.sources", "Where the data comes from"),
            *(_sources(declaration, activity.sources) or _default(declaration, "sources")),
            answers=("GDPR 14(2)(f)",)),
    )


def _how(declaration: Declaration, activity: Activity) -> tuple[Block | None, ...]:
    label = say("activity.recipients.examples", "Examples of who gets the data") \
        if "recipients" in activity.examples else say("activity.recipients", "Who gets the data")
    return (
        special_row(declaration, activity.special_categories),
        criminal_row(declaration, activity),
        national_id_row(declaration, activity),
        row(".systems", say("activity.systems", "Systems we use"), *map(value, activity.systems)),
        row(".recipients", label, *(_recipient(declaration, use) for use in activity.recipients),
            *_default(declaration, "recipients", say("defaults.also", "See also who gets the data in every case")),
            at=examples_at(activity, "recipients"),
            answers=("GDPR 13(1)(e)", "GDPR 14(1)(e)")),
        row(".retention", say("activity.retention", "How long we keep the data"),
            *(retention_lines(declaration, activity.retention) or _default(declaration, "retention")),
            answers=("GDPR 13(2)(a)", "GDPR 14(2)(a)")),
        row(".obligation", say("activity.obligation", "Must you give us the data?"),
            *(_obligations(declaration, activity.obligation) or _default(declaration, "obligation")),
            answers=("GDPR 13(2)(e)",)),
        consents_row(declaration, activity),
        row(".object", say("activity.object", "How to object"), line(activity.object), answers=("GDPR 21(4)",))
        if activity.object else None,
        row(".link", say("activity.link", "Read more"), value(Anchor(activity.link, Name(activity.link))))
        if activity.link else None,
    )


def data_items(declaration: Declaration, items: Sequence[DataItem]) -> tuple[Block | None, ...]:
    """The categories: bare ones as values, those with a condition or detail on a line of their own."""
    made: list[Block | None] = []
    for data in items:
        if not (data.when or data.detail or data.state or data.kept or data.linked):
            made.extend(values(declaration, "data", data.category))
        else:
            state = STATES[data.state] if data.state else None
            kept = KEPT[data.kept] if data.kept else None
            made.append(line(_data_name(declaration, data), state, kept, data.linked, at=data.spots))
    return tuple(made)


def _data_name(declaration: Declaration, data: DataItem) -> Said:
    name = terms(declaration, "data", data.category)
    if data.detail is not None:
        name = say("data.detail", "{data} ({detail})", data=name, detail=data.detail)
    if data.when is not None:
        name = say("data.when", "{data} ({condition})", data=name, condition=data.when)
    return say("data.sentence", "{data}.", data=name) if data.state or data.kept or data.linked else name


def _sources(declaration: Declaration, sources: Sequence[Source]) -> tuple[Block | None, ...]:
    return tuple(line(*_source(declaration, source), at=source.spots) for source in sources)


def _source(declaration: Declaration, source: Source) -> tuple[Said | None, ...]:
    name = term(declaration, "sources", source.source)
    if source.name is not None:
        name = say("source.named", "{source}: {name}", source=name, name=source.name)
    data = say("retention.applies", "Applies to: {what}.", what=terms(declaration, "data", source.data)) \
        if source.data else None
    when = say("source.when", "Only when: {condition}.", condition=source.when) if source.when else None
    public = say("source.public", "The source is publicly available.") if source.public else None
    more = data or when or public
    return (say("source.sentence", "{source}.", source=name) if more else name), data, when, public


def _recipient(declaration: Declaration, use: RecipientUse) -> Block | None:
    """A recipient in this activity: a bare name, or a line with what is special here."""
    name = recipient_link(declaration, use.recipient)
    if not (use.purpose or use.role or use.data or use.without or use.when):
        return value(name, at=use.spots)
    recipient = find(declaration.recipients, use.recipient)
    role = use.role or recipient.role
    first = say("use.role", "{recipient} ({role})", recipient=name, role=role_name(role)) if use.role and role else name
    if use.purpose is not None:
        first = say("use.purpose", "{recipient}: {purpose}", recipient=first, purpose=use.purpose)
    data = say("use.data", "Data: {data}.", data=terms(declaration, "data", use.data)) if use.data else None
    without = say("use.without", "Never: {data}.", data=terms(declaration, "data", use.without)) \
        if use.without else None
    when = say("source.when", "Only when: {condition}.", condition=use.when) if use.when else None
    more = data or without or when
    return line(say("source.sentence", "{source}.", source=first) if more else first, data, without, when,
                at=use.spots)


def _obligations(declaration: Declaration, obligations: Sequence[Obligation]) -> tuple[Block | None, ...]:
    return tuple(line(*_obligation(declaration, obligation), at=obligation.spots, answers=("GDPR 13(2)(e)",))
                 for obligation in obligations)


def _obligation(declaration: Declaration, obligation: Obligation) -> tuple[Said | None, ...]:
    data = say("retention.applies", "Applies to: {what}.", what=terms(declaration, "data", obligation.data)) \
        if obligation.data else None
    people = say("obligation.people", "For: {people}.",
                 people=terms(declaration, "data_subjects", obligation.people)) if obligation.people else None
    return people, OBLIGATIONS[obligation.kind], data, obligation.consequence


def consents_row(declaration: Declaration, holder: Activity | Storage) -> Block | None:
    """How each consent is given and withdrawn."""
    return row(".consent", say("activity.consent", "Your consent"),
               *(made for consent in holder.consent for made in consent_lines(consent)),
               answers=("GDPR 7(3)", "GDPR 13(2)(c)", "GDPR 14(2)(d)"))


def consent_lines(consent: Consent) -> tuple[Block | None, ...]:
    """One consent: to what, by whom, how it is given, withdrawn, and what that changes."""
    what = say("consent.what", "Consent to: {what}.", what=consent.what) if consent.what else None
    guardian = say("consent.guardian", "A parent or guardian gives it for a child.") if consent.by_guardian else None
    at = (consent.where("by_guardian"),) if guardian else ()
    return (line(what, guardian, at=at), line(consent.given), line(consent.withdraw), line(consent.effect))


def _ai(declaration: Declaration, ai: ArtificialIntelligence | None) -> Block | None:
    if ai is None:
        return None
    return facts(
        ".ai",
        row(".use", say("ai.use", "How we use artificial intelligence"), line(ai.use), line(ai.training)),
        row(".provider", say("integration.provider", "Provider"), value(recipient_link(declaration, ai.provider)))
        if ai.provider else None,
        row(".sent", say("ai.sent", "Data that goes in"), *values(declaration, "data", ai.sent)),
        row(".not-sent", say("ai.not_sent", "What is never sent"), *map(value, ai.not_sent)))


def _profiling(declaration: Declaration, profiling: Profiling | None) -> Block | None:
    if profiling is None:
        return None
    return facts(
        ".profiling",
        row(".logic", say("profiling.logic", "How we build a profile"), line(Markdown(profiling.logic)),
            answers=("GDPR 13(2)(f)",)),
        row(".inputs", say("profiling.inputs", "Data in the profile"), *values(declaration, "data", profiling.inputs)),
        row(".consequence", say("profiling.consequence", "What it means for you"), line(profiling.threshold),
            line(profiling.consequence), line(profiling.limits)),
        row(".opt-out", say("profiling.opt_out", "How to avoid it"), line(profiling.opt_out))
        if profiling.opt_out else None)
