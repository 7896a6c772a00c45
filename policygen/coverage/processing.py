"""Groups of subjects in what is done with data: activities, purposes, bases, sources, retention, consents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policygen.coverage.subjects import Subject, group, is_marked, shipped_term, subject
from policygen.declaration import Declaration
from policygen.declaration.activity import Activity, Obligation, Source
from policygen.declaration.basis import LegalBasis, Purpose, SpecialCondition
from policygen.declaration.conduct import RightNote
from policygen.declaration.retention import Retention, RetentionException
from policygen.declaration.storage import StorageItem
from policygen.notice.basis import bases_of
from policygen.schema import Str

# Sources by which data come from the person, are observed, or arise at the company itself (Art. 13, not Art. 14).
OWN_SOURCES = frozenset({"data_subject", "observed", "device", "camera", "derived", "own_records"})
VAGUE_EVENTS = frozenset({"purpose_fulfilled"})
OPENED = frozenset({"newsletter_opens", "newsletter_clicks"})
PIXELS = frozenset({"pixel", "web_beacon"})


def sources_of(declaration: Declaration, activity: Activity) -> Sequence[Source]:
    """Where the data of an activity come from: its own sources, else those by default."""
    return activity.sources or (declaration.defaults.sources if declaration.defaults else ())


def rules_of(declaration: Declaration, activity: Activity) -> Sequence[Retention]:
    """How long the data of an activity are kept: its own rules, else those by default."""
    return activity.retention or (declaration.defaults.retention if declaration.defaults else ())


def obligations_of(declaration: Declaration, activity: Activity) -> Sequence[Obligation]:
    """Whether the data of an activity must be given: its own word, else that by default."""
    return activity.obligation or (declaration.defaults.obligation if declaration.defaults else ())


def is_elsewhere(declaration: Declaration, source: Source) -> bool:
    """Whether a source is somebody else than the person or the company."""
    term = shipped_term(declaration, "sources", source.source)
    return term is None or term.id not in OWN_SOURCES


def is_direct_marketing(declaration: Declaration, purpose: Purpose) -> bool:
    """Whether a purpose is direct marketing."""
    term = shipped_term(declaration, "purposes", purpose.purpose)
    return term is not None and term.direct_marketing


def categories_of(activity: Activity) -> Iterator[Str]:
    """The categories of personal data in an activity; anonymous data are none."""
    for item in activity.data:
        if item.state != "anonymous":
            yield from item.category


def rests_on(declaration: Declaration, activity: Activity, *bases: str) -> bool:
    """Whether any purpose of an activity rests on one of the legal bases."""
    return any(basis.basis in bases for purpose in activity.purposes
               for basis in bases_of(declaration, activity, purpose))


def asks_explicitly(activity: Activity) -> bool:
    """Whether special categories of data are used by explicit consent."""
    return any(condition.condition == "explicit_consent" for condition in activity.special_categories)


def _one(activity: Activity, sure: bool = True) -> Subject:
    return subject(str(activity.id), activity.id.at, sure, activity=activity)


@group("There is no activity.", activity=Activity)
def activities(declaration: Declaration) -> Iterator[Subject]:
    """Every activity."""
    yield from map(_one, declaration.activities)


@group("Every activity says that its data come from the people themselves.", activity=Activity)
def activities_maybe_from_elsewhere(declaration: Declaration) -> Iterator[Subject]:
    """Activities with data from elsewhere, and those that do not say where their data come from."""
    for activity in declaration.activities:
        found = sources_of(declaration, activity)
        if not found or any(is_elsewhere(declaration, source) for source in found):
            yield _one(activity, sure=bool(found))


@group("Every activity says that its data come from elsewhere.", activity=Activity)
def activities_from_people(declaration: Declaration) -> Iterator[Subject]:
    """Activities with data from the people themselves; those that name no source are such."""
    for activity in declaration.activities:
        found = sources_of(declaration, activity)
        if not found or not all(is_elsewhere(declaration, source) for source in found):
            yield _one(activity)


@group("No source is declared elsewhere that may be public.", activity=Activity,
       source=Source, public=Str)
def sources_maybe_public(declaration: Declaration) -> Iterator[Subject]:
    """Sources elsewhere that are not said to be closed; the name of some says that they are public."""
    seen = set()
    for activity in declaration.activities:
        for source in sources_of(declaration, activity):
            if is_elsewhere(declaration, source) and source.public is not False and source.at not in seen:
                seen.add(source.at)
                term = shipped_term(declaration, "sources", source.source)
                named = term is not None and term.dpv == "dpv:PublicDataSource" and term.id == source.source
                name = activity.id if activity.sources else "defaults"
                yield subject(f"{name}: {source.source}", source.at, sure=False, activity=activity, source=source,
                              public=source.source if named else None)


@group("Every activity says that its data come from elsewhere.", activity=Activity, obligation=Obligation)
def obligations(declaration: Declaration) -> Iterator[Subject]:
    """Every word on whether data must be given, and the activities that have none."""
    seen = set()
    for owed in activities_from_people(declaration):
        activity = owed.bound["activity"][0]
        found = obligations_of(declaration, activity)
        for obligation in found:
            if obligation.at not in seen:
                seen.add(obligation.at)
                yield subject(owed.name if activity.obligation else "defaults", obligation.at,
                              obligation.kind != "voluntary", activity=activity, obligation=obligation)
        if not found:
            yield owed._replace(bound={**owed.bound, "obligation": ()})


@group("There is no purpose.", activity=Activity, purpose=Purpose)
def purposes(declaration: Declaration) -> Iterator[Subject]:
    """Every purpose of every activity."""
    for activity in declaration.activities:
        for purpose in activity.purposes:
            yield subject(f"{activity.id}: {purpose.purpose}", purpose.at, activity=activity, purpose=purpose)


def _bases(declaration: Declaration, *wanted: str) -> Iterator[Subject]:
    """Each use of one of the bases in an activity, once for all purposes that share it."""
    for activity in declaration.activities:
        found = {basis.at: basis for purpose in activity.purposes
                 for basis in bases_of(declaration, activity, purpose) if basis.basis in wanted}
        for basis in found.values():
            yield subject(f"{activity.id}: {basis.basis}", basis.at, activity=activity, basis=basis)


@group("No purpose is declared to rest on a legal obligation or a public task.", activity=Activity, basis=LegalBasis)
def bases_in_law(declaration: Declaration) -> Iterator[Subject]:
    """Uses of data that rest on a legal obligation or a public task."""
    yield from _bases(declaration, "legal_obligation", "public_task")


@group("No purpose is declared to rest on a legitimate interest.", activity=Activity, basis=LegalBasis)
def interests(declaration: Declaration) -> Iterator[Subject]:
    """Uses of data that rest on a legitimate interest."""
    yield from _bases(declaration, "legitimate_interests")


@group("No special categories of data are declared.", activity=Activity, category=Str, condition=SpecialCondition)
def special_data(declaration: Declaration) -> Iterator[Subject]:
    """Special categories of data, each with the conditions that cover it."""
    for activity in declaration.activities:
        for category in categories_of(activity):
            if is_marked(declaration, category, "special"):
                covering = tuple(condition for condition in activity.special_categories
                                 if not condition.data or category in condition.data)
                yield subject(f"{activity.id}: {category}", category.at, activity=activity, category=category,
                              condition=covering)


@group("No data about criminal offences are declared.", activity=Activity)
def activities_with_offences(declaration: Declaration) -> Iterator[Subject]:
    """Activities with data about criminal offences."""
    for activity in declaration.activities:
        if any(is_marked(declaration, category, "criminal") for category in categories_of(activity)):
            yield _one(activity)


@group("No activity is declared to rest on consent.", activity=Activity, note=RightNote)
def activities_by_consent(declaration: Declaration) -> Iterator[Subject]:
    """Activities that rest on consent, with what is noted on the right to withdraw it."""
    note = next((note for note in declaration.rights.rights if note.id == "withdraw_consent"), None)
    for activity in declaration.activities:
        if rests_on(declaration, activity, "consent") or asks_explicitly(activity):
            yield subject(str(activity.id), activity.id.at, activity=activity, note=note)


@group("No profiling is declared.", activity=Activity)
def profiling_activities(declaration: Declaration) -> Iterator[Subject]:
    """Activities in which profiles are made."""
    yield from (_one(activity) for activity in declaration.activities if activity.profiling)


@group("There is no activity.", activity=Activity)
def activities_by_retention(declaration: Declaration) -> Iterator[Subject]:
    """Every activity; where it has no rule of its own, but a default, only a human can tell whether that fits."""
    for activity in declaration.activities:
        yield _one(activity, sure=not rules_of(declaration, activity))


@group("No storage period is declared.", activity=Activity, rule=Retention, event=Str)
def retention_rules(declaration: Declaration) -> Iterator[Subject]:
    """Every rule that applies to an activity, once, with the events at which it ends."""
    seen = set()
    for activity in declaration.activities:
        for rule in rules_of(declaration, activity):
            if rule.at not in seen:
                seen.add(rule.at)
                events = tuple(event for event in rule.until if event not in VAGUE_EVENTS)
                yield subject(str(activity.id) if activity.retention else "defaults", rule.at, sure=False,
                              activity=activity, rule=rule, event=events)


@group("No storage period is declared to follow from a law.", rule=Retention, exception=RetentionException)
def legal_retention(declaration: Declaration) -> Iterator[Subject]:
    """Rules that rest on a law, longer storage, and activities that rest on a legal obligation and name no such law."""
    for owed in retention_rules(declaration):
        rule = owed.bound["rule"][0]
        if rule.law:
            yield subject(owed.name, rule.at, rule=rule, exception=None)
        for exception in rule.except_:
            yield subject(f"{owed.name}: except", exception.at, sure=False, rule=None, exception=exception)
    for activity in declaration.activities:
        laws = [rule for rule in rules_of(declaration, activity) if rule.law or any(made.law for made in rule.except_)]
        if rests_on(declaration, activity, "legal_obligation") and not laws:
            yield subject(str(activity.id), activity.id.at, sure=False, rule=None, exception=None)


@group("No direct marketing is declared, and nothing on who opens a newsletter.", activity=Activity, pixel=StorageItem)
def messages_maybe_tracked(declaration: Declaration) -> Iterator[Subject]:
    """Activities that tell who opens or clicks, and direct marketing that may do so, with the pixels declared."""
    items = declaration.cookies.items if declaration.cookies else ()
    pixels = tuple(item for item in items if PIXELS & set(item.kind))
    for activity in declaration.activities:
        tracked = any(_is_opening(declaration, category) for category in categories_of(activity))
        if tracked or any(is_direct_marketing(declaration, purpose) for purpose in activity.purposes):
            yield subject(str(activity.id), activity.id.at, tracked, activity=activity, pixel=pixels)


def _is_opening(declaration: Declaration, category: Str) -> bool:
    term = shipped_term(declaration, "data", category)
    return term is not None and term.id in OPENED
