"""When a duty applies: conditions on a declaration by name, each with why the duty does not apply otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from policygen.coverage.processing import (
    asks_explicitly,
    categories_of,
    is_direct_marketing,
    is_elsewhere,
    rests_on,
    sources_of,
)
from policygen.coverage.subjects import is_marked
from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.declaration.storage import StorageItem
from policygen.law import eea
from policygen.notice.basis import bases_of

ONLINE = frozenset({"website", "online_shop", "app", "online_service", "software", "customer_portal", "forms", "chat",
                    "recruitment_system"})
CHILDREN = frozenset({"child", "pupil"})
Test = Callable[[Declaration], bool]


class Condition(NamedTuple):
    """Whether something holds of a declaration, and what to say where it does not."""

    holds: Test
    otherwise: str


CONDITIONS: dict[str, Condition] = {}


def condition(otherwise: str) -> Callable[[Test], Test]:
    """Register a function as the condition of its name."""
    def register(test: Test) -> Test:
        CONDITIONS[test.__name__] = Condition(test, otherwise)
        return test
    return register


def _without_basis(declaration: Declaration, activity: Activity) -> bool:
    return any(not bases_of(declaration, activity, purpose) for purpose in activity.purposes)


def _rests(declaration: Declaration, *bases: str) -> bool:
    """Whether a purpose rests on one of the bases, or may do so because it names none."""
    return any(rests_on(declaration, activity, *bases) or _without_basis(declaration, activity)
               for activity in declaration.activities)


def _items(declaration: Declaration) -> tuple[StorageItem, ...]:
    return declaration.cookies.items if declaration.cookies else ()


def _serves(declaration: Declaration, country: str) -> bool:
    controller = declaration.controller
    return controller.country == country or any(country in contact.markets for contact in controller.contacts)


@condition("The controller is declared to be a public body.")
def not_a_public_body(declaration: Declaration) -> bool:
    """Whether the controller may be a company."""
    return not declaration.controller.public_body


@condition("The controller is declared to be in the EEA.")
def representative_in_question(declaration: Declaration) -> bool:
    """Whether there is a representative, or may have to be one."""
    return declaration.representative is not None or declaration.controller.country not in eea()


@condition("No representative is declared.")
def representative(declaration: Declaration) -> bool:
    """Whether there is a representative."""
    return declaration.representative is not None


@condition("The declaration says that there is no data protection officer.")
def officer_not_excluded(declaration: Declaration) -> bool:
    """Whether there is a data protection officer, or may be one."""
    return declaration.data_protection_officer is None or declaration.data_protection_officer.none is None


@condition("No data protection officer is declared.")
def officer(declaration: Declaration) -> bool:
    """Whether there is a data protection officer."""
    return declaration.data_protection_officer is not None and officer_not_excluded(declaration)


@condition("No role as a processor for others is declared.")
def processor_role(declaration: Declaration) -> bool:
    """Whether the company processes data on behalf of others."""
    return declaration.processor_role is not None


@condition("Only one purpose is declared.")
def several_purposes(declaration: Declaration) -> bool:
    """Whether there is more than one purpose."""
    return sum(len(activity.purposes) for activity in declaration.activities) > 1


@condition("No recipient is declared.")
def recipients(declaration: Declaration) -> bool:
    """Whether anybody gets data."""
    return bool(declaration.recipients)


@condition("Recipients are declared.")
def no_recipients(declaration: Declaration) -> bool:
    """Whether nobody is declared to get data."""
    return not declaration.recipients


@condition("At most one recipient is declared.")
def several_recipients(declaration: Declaration) -> bool:
    """Whether several get data."""
    return len(declaration.recipients) > 1


@condition("Every activity says that its data come from the people themselves.")
def maybe_from_elsewhere(declaration: Declaration) -> bool:
    """Whether data come from elsewhere, or may do so because an activity names no source."""
    found = [sources_of(declaration, activity) for activity in declaration.activities]
    return any(not sources or any(is_elsewhere(declaration, source) for source in sources) for sources in found)


@condition("Every activity says that its data come from elsewhere.")
def maybe_from_people(declaration: Declaration) -> bool:
    """Whether people give data, or may do so because an activity names no source."""
    found = [sources_of(declaration, activity) for activity in declaration.activities]
    return any(not sources or not all(is_elsewhere(declaration, source) for source in sources) for sources in found)


@condition("Nothing is declared on how identity is checked.")
def identity_check(declaration: Declaration) -> bool:
    """Whether it is told how identity is checked."""
    return declaration.rights.identity is not None


@condition("No purpose is declared to rest on a legitimate interest or a public task.")
def open_to_objection(declaration: Declaration) -> bool:
    """Whether people may object; also where a purpose names no basis."""
    return _rests(declaration, "legitimate_interests", "public_task")


@condition("No purpose is declared to rest on a legitimate interest.")
def legitimate_interests(declaration: Declaration) -> bool:
    """Whether a purpose rests on a legitimate interest; also where one names no basis."""
    return _rests(declaration, "legitimate_interests")


@condition("No purpose is declared to rest on consent or a contract.")
def portable(declaration: Declaration) -> bool:
    """Whether people may have their data in a format for machines; also where a purpose names no basis."""
    return _rests(declaration, "consent", "contract") or any(map(asks_explicitly, declaration.activities))


@condition("No purpose is declared to rest on consent.")
def consent(declaration: Declaration) -> bool:
    """Whether anything rests on consent; also where a purpose names no basis."""
    return _rests(declaration, "consent") or any(map(asks_explicitly, declaration.activities))


@condition("No purpose is declared that is direct marketing.")
def direct_marketing(declaration: Declaration) -> bool:
    """Whether a purpose is direct marketing."""
    return any(is_direct_marketing(declaration, purpose) for activity in declaration.activities
               for purpose in activity.purposes)


@condition("The notice is declared to cover nothing online.")
def online(declaration: Declaration) -> bool:
    """Whether the notice covers a site, an app or the like; also where it does not say what it covers."""
    channels = declaration.scope.channels if declaration.scope else ()
    return (declaration.cookies is not None or bool(declaration.device_permissions) or not channels
            or any(channel.kind in ONLINE for channel in channels))


@condition("Decisions by machine alone are declared.")
def no_decisions(declaration: Declaration) -> bool:
    """Whether no decision by machine alone is declared."""
    return not declaration.automated_decisions


@condition("Nobody concerned is declared to be a child.")
def children(declaration: Declaration) -> bool:
    """Whether children are among the people concerned, or something is said of them."""
    people: Iterator[str] = (person for activity in declaration.activities for person in activity.data_subjects)
    audiences = declaration.scope.audiences if declaration.scope else ()
    guarded = any(consent.by_guardian for activity in declaration.activities for consent in activity.consent)
    return declaration.children is not None or guarded or bool(CHILDREN & {*people, *audiences})


@condition("No special data, profiles, artificial intelligence or decisions by machine are declared.")
def risky(declaration: Declaration) -> bool:
    """Whether data are used in ways that may surprise or harm people."""
    profiled = any(activity.profiling or activity.ai for activity in declaration.activities)
    return bool(profiled or declaration.automated_decisions or any(
        is_marked(declaration, category, mark) for activity in declaration.activities
        for category in categories_of(activity) for mark in ("special", "criminal")))


@condition("A notice of policygen holds no icons.")
def icons(declaration: Declaration) -> bool:
    """Whether the notice shows icons: no kind of block is one."""
    return False


@condition("No cookies or other storage are declared.")
def storage(declaration: Declaration) -> bool:
    """Whether anything is stored on devices."""
    return declaration.cookies is not None


@condition("No storage that needs consent is declared.")
def consent_storage(declaration: Declaration) -> bool:
    """Whether an item needs consent."""
    return any(item.class_ != "necessary" for item in _items(declaration))


@condition("At most one class of storage that needs consent is declared.")
def several_consent_classes(declaration: Declaration) -> bool:
    """Whether items of several classes need consent."""
    return len({str(item.class_) for item in _items(declaration)} - {"necessary"}) > 1


@condition("No storage for statistics is declared.")
def statistics_storage(declaration: Declaration) -> bool:
    """Whether an item serves statistics."""
    return any(item.class_ == "statistics" for item in _items(declaration))


@condition("The controller is not declared to be in Norway, and no contact to serve Norway.")
def norway(declaration: Declaration) -> bool:
    """Whether Norwegian law on cookies is near."""
    return _serves(declaration, "NO")


@condition("The controller is not declared to be in France, and no contact to serve France.")
def france(declaration: Declaration) -> bool:
    """Whether French guidance on cookies is near."""
    return _serves(declaration, "FR")


@condition("The Norwegian Electronic Communications Act is not among `laws`.")
def cites_ekomloven(declaration: Declaration) -> bool:
    """Whether the Norwegian act is cited."""
    names = [text.lower() for law in declaration.laws for _, text in law.name.texts]
    return any("ekom" in name or "electronic communications" in name for name in names)
