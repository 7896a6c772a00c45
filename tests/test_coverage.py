"""Coverage of the duties to inform: the rows are sound, what is met is on the page, what is removed is missed."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

import pytest
import yaml
from coverage_texts import BARE, RICH, read
from support import ROOT

from policygen.build import understand
from policygen.coverage import CONSTRUCTION, Coverage, Duty, Outcome, Result, duties, of, sources
from policygen.coverage.conditions import CONDITIONS
from policygen.coverage.spoken import PLACE
from policygen.coverage.subjects import GROUPS
from policygen.declaration import Declaration
from policygen.law import facts
from policygen.notice import compose
from policygen.problem import Position
from policygen.project import Project, declared
from policygen.schema.reference import records

FROM_PEOPLE = "activities.orders.sources", "data_subject"
EXAMPLES = sorted(declared(Project(ROOT))[0])
CONSTRUCTED = [duty for duty in duties() if duty.needs == ((CONSTRUCTION,),)]
BY_ID = {duty.id: duty for duty in duties()}


def results(text: str) -> dict[str, Result]:
    return {result.duty.id: result for result in of("a", read(text)).results}


def outcome(text: str, duty: str) -> Outcome:
    return results(text)[duty].outcome


def changed(text: str, path: str, value: Any = None) -> str:
    """The declaration with another value at a path of keys; without it where `value` is None."""
    root = yaml.load(text, yaml.BaseLoader)
    *keys, last = path.split(".")
    holder: Any = root
    for key in keys:
        holder = holder[int(key) if isinstance(holder, list) else key]
    if value is None:
        del holder[int(last) if isinstance(holder, list) else last]
    else:
        holder[int(last) if isinstance(holder, list) else last] = deepcopy(value)
    return str(yaml.safe_dump(root, allow_unicode=True, sort_keys=False))


@cache
def example(id: str) -> tuple[Declaration, Coverage]:
    declaration, _ = understand(declared(Project(ROOT))[0][id])
    assert declaration is not None
    return declaration, of(id, declaration)


# The rows

def test_every_item_of_the_law_is_there_once() -> None:
    assert len(BY_ID) == len(duties()) == 117
    assert sum(duty.severity == "must" for duty in duties()) == 73


@pytest.mark.parametrize("duty", duties(), ids=lambda duty: duty.id)
def test_a_row_is_sound(duty: Duty) -> None:
    assert set(duty.provisions) <= set(facts("provisions"))
    assert set(duty.sources) <= set(sources())
    assert duty.severity in ("must", "should")
    assert facts("duties")[duty.id]["verified"] in ("yes", "no")
    assert duty.title.endswith(".")
    assert set(duty.when) <= set(CONDITIONS)
    assert not duty.each or duty.each in GROUPS
    assert duty.needs or duty.question, "nothing to look for and nothing to ask"
    assert not duty.needs or duty.said_in, "nowhere to look for it"
    assert not duty.question or duty.question.rstrip(".").count("?") or duty.question.endswith("enough.")
    bound = set(GROUPS[duty.each].binds) if duty.each else set()
    for pattern in duty.said_in:
        assert set(PLACE.findall(pattern)) <= bound, pattern


@pytest.mark.parametrize("duty", [duty for duty in duties() if duty not in CONSTRUCTED], ids=lambda duty: duty.id)
def test_paths_lead_through_the_classes(duty: Duty) -> None:
    for path in (path for need in duty.needs for path in need):
        head, *keys = path.split(".")
        cls: Any = GROUPS[duty.each].binds.get(head) if duty.each else None
        if cls is None:
            cls, keys = Declaration, [head, *keys]
        for key in keys:
            assert cls is not None and key in cls.KEYS, path
            cls = _class_of(cls, key)


def _class_of(cls: Any, key: str) -> type | None:
    """The class of the records under a key, or None where single values stand there."""
    found = records(type("Holder", (), {"KEYS": {key: cls.KEYS[key]}}))
    return found[1] if len(found) > 1 else None


def test_groups_find_what_they_say_they_bind() -> None:
    for text in (RICH, BARE):
        declaration = read(text)
        for name, group in GROUPS.items():
            for found in group.of(declaration):
                assert set(group.binds) <= set(found.bound), name
                for key, cls in group.binds.items():
                    assert all(isinstance(value, cls) for value in found.bound[key]), (name, key)


@pytest.mark.parametrize("name", sorted(CONDITIONS))
def test_a_condition_holds_for_some_and_not_for_others(name: str) -> None:
    plain = changed(changed(RICH, *FROM_PEOPLE), "representative")
    held = {CONDITIONS[name].holds(read(text)) for text in (RICH, BARE, plain)}
    assert held == ({False} if name == "icons" else {True, False})
    assert CONDITIONS[name].otherwise.endswith(".")


@pytest.mark.parametrize("name", sorted(GROUPS))
def test_a_group_is_empty_for_some_and_not_for_others(name: str) -> None:
    texts = [RICH, BARE, changed(RICH, *FROM_PEOPLE)]
    full = {bool(tuple(GROUPS[name].of(read(text)))) for text in texts}
    always = {"activities", "purposes", "activities_by_retention"}
    assert full == ({True} if name in always else {True, False})
    assert GROUPS[name].none.endswith(".")


@pytest.mark.parametrize("duty", duties(), ids=lambda duty: duty.id)
def test_every_duty_is_owed_by_some_and_told_apart(duty: Duty) -> None:
    texts = [RICH, BARE, changed(RICH, "recipients.mailer.transfers.2"), changed(RICH, *FROM_PEOPLE),
             changed(RICH, "representative")]
    reached = {outcome(text, duty.id) for text in texts}
    conditional = bool(duty.when or duty.each) and duty.each not in ("activities", "purposes")
    assert reached - {Outcome.NOT_OWED} or duty.id == "icons"
    assert Outcome.NOT_OWED in reached or not conditional or duty.each == "activities_by_retention"
    assert (Outcome.MET in reached) is bool(duty.needs) or duty.id == "adm-none"


def test_the_rich_declaration_misses_nothing() -> None:
    assert not [(result.duty.id, result.says, result.lacking) for result in results(RICH).values()
                if result.outcome is Outcome.MISSING]


# What is removed is missed

@pytest.mark.parametrize(("duty", "path"), [
    ("controller-contact-channels", "controller.address"),
    ("joint-controllers-named", "joint_controllers.other.contact"),
    ("legal-basis", "activities.orders.purposes.0.legal_basis"),
    ("legal-basis-law", "activities.orders.purposes.1.legal_basis.law"),
    ("special-category-condition", "activities.orders.special_categories"),
    ("criminal-data-basis", "activities.orders.criminal_law"),
    ("legitimate-interest-named", "activities.orders.purposes.2.legal_basis.interest"),
    ("balancing-test", "activities.orders.purposes.2.legal_basis.balancing"),
    ("recipients-specific", "recipients.carriers.country"),
    ("recipients-per-purpose", "disclosures"),
    ("transfer-fact", "recipients.mailer.transfers"),
    ("transfer-countries", "recipients.mailer.transfers.1.to"),
    ("transfer-adequacy", "recipients.mailer.transfers.0.tools"),
    ("transfer-safeguard", "recipients.mailer.transfers.1.tools"),
    ("transfer-copy", "transfers.copy_contact"),
    ("transfer-consent-risks", "recipients.mailer.transfers.2.risk"),
    ("retention", "activities.orders.retention"),
    ("consent-withdrawal-how", "activities.orders.consent"),
    ("provision-requirement", "activities.orders.obligation"),
    ("provision-consequences", "activities.orders.obligation.consequence"),
    ("adm-special", "activities.orders.special_categories"),
    ("last-updated", "updated"),
    ("changes-notified", "changes.notice_period"),
    ("item-name", "cookies.items.basket.names"),
    ("item-data", "cookies.items.visits.data"),
    ("item-duration", "cookies.items.ads.duration"),
    ("withdraw-as-easy", "cookies.consent"),
    ("third-party-transfer", "recipients.mailer.transfers"),
    ("email-pixels", "cookies.items.visits.kind"),
])
def test_a_fact_that_is_removed_is_missing(duty: str, path: str) -> None:
    text = changed(RICH, "transfers.aim", "We prefer the EEA.")
    if duty == "transfer-adequacy":
        text = changed(text, "recipients.mailer.transfers.2")           # an exception of Art. 49 is a question
    assert outcome(text, duty) is Outcome.MET
    lost = results(changed(text, path))[duty]
    assert lost.outcome is Outcome.MISSING
    assert lost.says.startswith("Declare `")
    assert all(owed.name and owed.at.line for owed in lost.lacking)
    assert bool(lost.lacking) is bool(BY_ID[duty].each)


def test_every_purpose_counts_and_those_that_lack_a_basis_are_named() -> None:
    lost = results(changed(RICH, "activities.orders.purposes.0.legal_basis"))["legal-basis"]
    assert [owed.name for owed in lost.lacking] == ["orders: order_handling"]
    assert lost.blocks, "the other purposes are still said"
    by_default = changed(changed(RICH, "activities.orders.purposes.0.legal_basis"), "defaults",
                         {"legal_basis": "contract"})
    assert outcome(by_default, "legal-basis") is Outcome.MET


@pytest.mark.parametrize("basis", [
    "consent", {"basis": "legal_obligation", "law": "books"},
    {"basis": "legitimate_interests", "interest": "keeping thieves out", "balancing": "We look at orders only."},
], ids=str)
def test_purposes_with_the_same_basis_share_its_lines_and_each_has_told_it(basis: Any) -> None:
    purposes = [{"purpose": "customer_support", "legal_basis": "contract"},
                *({"purpose": id, "legal_basis": deepcopy(basis)} for id in ("order_handling", "fraud_prevention"))]
    for shared in (purposes, purposes[1:]):
        found = results(changed(RICH, "activities.orders.purposes", shared))
        for duty in ("legal-basis", "purpose-basis-link", "legal-basis-law", "legitimate-interest-named"):
            assert found[duty].outcome in (Outcome.MET, Outcome.NOT_OWED), (duty, found[duty])


@pytest.mark.parametrize(("duty", "path", "value", "expected"), [
    ("dpo-contact", "data_protection_officer", None, Outcome.HUMAN),
    ("dpo-contact", "data_protection_officer", {"none": "We need none."}, Outcome.NOT_OWED),
    ("dpo-name", "data_protection_officer.name", None, Outcome.HUMAN),
    ("representative-identity", "representative", None, Outcome.NOT_OWED),
    ("controller-registration", "controller.registration", None, Outcome.HUMAN),
    ("data-source", "activities.orders.sources", None, Outcome.HUMAN),
    ("data-source", "activities.orders.sources", "data_subject", Outcome.NOT_OWED),
    ("data-source-public", "activities.orders.sources", "partner", Outcome.HUMAN),
    ("data-source-public", "activities.orders.sources", {"source": "partner", "public": "no"}, Outcome.NOT_OWED),
    ("data-source-public", "activities.orders.sources", "public_register", Outcome.MET),
    ("recipients-processors", "recipients.carriers.role", None, Outcome.HUMAN),
    ("transfer-fact", "recipients.carriers.country", None, Outcome.HUMAN),
    ("transfer-adequacy", "recipients.mailer.transfers", {"to": "BR", "tools": "contract"}, Outcome.HUMAN),
    ("retention-specific", "activities.orders.retention", {"criterion": "our needs"}, Outcome.HUMAN),
    ("retention-specific", "activities.orders.retention", {"until": "purpose_fulfilled"}, Outcome.HUMAN),
    ("retention-legal", "activities.orders.retention", {"period": "P5Y"}, Outcome.HUMAN),
    ("right-object", "activities.orders.purposes", {"purpose": "newsletter", "legal_basis": "consent"},
     Outcome.NOT_OWED),
    ("provision-consequences", "activities.orders.obligation", "voluntary", Outcome.HUMAN),
    ("adm-none", "automated_decisions", None, Outcome.HUMAN),
    ("adm-safeguards", "automated_decisions.invoice.allowed_by", "law", Outcome.NOT_OWED),
    ("adm-special", "automated_decisions.invoice.activity", None, Outcome.HUMAN),
    ("children-consent", "children.guardians", None, Outcome.HUMAN),
    ("item-purpose", "cookies", None, Outcome.HUMAN),
    ("item-name", "cookies", {"external": {"about": "A list is kept elsewhere."}}, Outcome.HUMAN),
    ("item-third-party-access", "cookies.items.basket.party", None, Outcome.HUMAN),
    ("email-pixels", "activities.orders.data", ["email"], Outcome.MET),
    ("special-category-condition", "activities.orders.special_categories",
     {"condition": "explicit_consent", "data": "health"}, Outcome.MISSING),
    ("special-category-condition", "vocabulary.data.pattern.special", "no", Outcome.MET),
])
def test_what_the_declaration_cannot_know_becomes_a_question(duty: str, path: str, value: Any,
                                                             expected: Outcome) -> None:
    found = results(changed(RICH, path, value))[duty]
    assert found.outcome is expected
    assert found.outcome is Outcome.MET or found.says


def test_a_statement_meets_what_it_says() -> None:
    silent = changed(RICH, "automated_decisions")
    assert outcome(changed(silent, "statements", ["no_automated_decisions"]), "adm-none") is Outcome.MET


def test_what_is_shown_by_words_of_its_own_is_found() -> None:
    own = changed(changed(RICH, "recipients.carriers.kind", "riders"), "vocabulary.recipients", {"riders": "riders"})
    assert outcome(own, "recipients") is Outcome.MET


# The examples

@pytest.mark.parametrize("id", EXAMPLES)
def test_each_duty_has_one_outcome_and_what_is_met_is_on_the_page(id: str) -> None:
    declaration, coverage = example(id)
    assert [result.duty.id for result in coverage.results] == list(BY_ID)
    assert sum(coverage.counts.values()) == len(BY_ID)
    blocks = {block.id: block for block in compose(id, declaration).walk()}
    for result in coverage.results:
        assert set(result.blocks) <= set(blocks), result.duty.id
        assert all(map(_exists, (*result.places, *(owed.at for owed in result.lacking)))), result.duty.id
        if result.outcome is Outcome.MET:
            assert result.blocks
            assert result.places
            said = {at[:2] for name in result.blocks for block in blocks[name].walk() for at in block.origins}
            assert said & {at[:2] for at in result.places}, result.duty.id
            assert not result.lacking
        else:
            assert result.says
            assert result.says != "It is declared, but no block of the notice says it.", result.duty.id


def _exists(at: Position) -> bool:
    path = ROOT / at.file
    return path.is_file() and at.line <= len(path.read_text("utf-8").splitlines())


@pytest.mark.parametrize("duty", CONSTRUCTED, ids=lambda duty: duty.id)
def test_what_policygen_says_of_itself_answers_the_provision(duty: Duty) -> None:
    text = RICH if duty.id != "adm-none" else changed(changed(RICH, "automated_decisions"), "statements",
                                                      ["no_automated_decisions"])
    found = results(text)[duty.id]
    around = [block for block in compose("a", read(text)).walk()
              if any(inside.id in found.blocks for inside in block.walk())]
    answered = {provision for block in around for provision in block.answers}
    assert answered & set(duty.provisions)
