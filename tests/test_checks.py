"""Every rule's docstring is its test: what is marked `# <-` under Wrong is reported, and nothing under Right."""

from __future__ import annotations

import re
from types import ModuleType

import pytest
from support import ROOT, TODAY

from policygen import checks
from policygen.build import understand
from policygen.law import facts
from policygen.notice import compose
from policygen.problem import Severity
from policygen.project import File

BASE = {
    "policygen": "policygen: 1\n",
    "languages": "languages: [en]\n",
    "controller": "controller:\n  name: Example AS\n  country: NO\n  contacts: {privacy: {email: p@example.no}}\n",
    "activities": "activities:\n  service:\n    title: Service\n    data_subjects: [customer]\n    data: [email]\n"
                  "    purposes: [{purpose: service_delivery, legal_basis: contract}]\n"
                  "    retention: {until: contract_ends}\n",
    "rights": "rights: {contact: privacy}\n",
}


def examples(rule: ModuleType) -> tuple[str, str]:
    """The YAML under `Wrong:` and under `Right:`."""
    doc = rule.__doc__ or ""
    wrong, right = re.split(r"^Right:$", re.split(r"^Wrong:$", doc, flags=re.MULTILINE)[1], flags=re.MULTILINE)
    return re.sub(r"(?m)^    ", "", wrong.strip("\n")), re.sub(r"(?m)^    ", "", right.strip("\n"))


def reported(name: str, example: str) -> set[int]:
    """The lines of the example that the rule reports, in a declaration completed with what the example leaves out."""
    present = set(re.findall(r"(?m)^(\w+):", example))
    text = example + "\n" + "".join(part for key, part in BASE.items() if key not in present)
    declaration, problems = understand([File("example.yaml", text.encode())])
    assert not problems, problems
    assert declaration is not None
    return {problem.at.line for problem in checks.on(declaration, TODAY) if problem.id == name}


@pytest.mark.parametrize(("name", "rule"), checks.rules(), ids=[name for name, _ in checks.rules()])
def test_the_examples_of_a_rule_hold(name: str, rule: ModuleType) -> None:
    wrong, right = examples(rule)
    marked = {number for number, line in enumerate(wrong.splitlines(), 1) if "# <-" in line}
    assert marked
    assert reported(name, wrong) == marked
    assert reported(name, right) == set()


@pytest.mark.parametrize(("name", "rule"), checks.rules(), ids=[name for name, _ in checks.rules()])
def test_a_rule_names_its_provision_and_severity(name: str, rule: ModuleType) -> None:
    assert isinstance(rule.SEVERITY, Severity)
    assert rule.PROVISION in facts("provisions")
    assert (rule.__doc__ or "").splitlines()[0].endswith(".")


def test_the_table_of_wanted_rules_is_true() -> None:
    text = (ROOT / "docs" / "rule-table.md").read_text("utf-8")
    table = re.findall(r"^\| `([\w-]+)` \| ([\w ]+) \| ([^|]*) \| ([^|]*) \|$", text, re.MULTILINE)
    assert len({wanted for wanted, _, _, _ in table}) == len(table) == 146
    names = {name for name, _ in checks.rules()} | {"law-data-stale"}
    for wanted, how, where, remark in table:
        assert how in ("rule", "schema", "construction", "left out"), wanted
        if how == "rule":
            assert set(re.findall(r"[a-z]+(?:-[a-z0-9]+)+|implied", where)) & names, (wanted, where)
        else:
            assert where.strip() or remark.strip(), wanted
    assert sum(how == "rule" for _, how, _, _ in table) >= 90


OWN = """statements: {statement}
vocabulary:
  data: {{sickness: {{label: altitude sickness, broader: health}}}}
  purposes: {{lists: {{label: selling our lists, broader: sale_of_data}}}}
  data_subjects: {{scout: {{label: scouts, broader: child}}}}
activities:
  one: {{title: One, data_subjects: {people}, data: {data}, purposes: {{purpose: {purpose}, legal_basis: contract}},
        retention: {{until: relationship_ends}}}}
"""


@pytest.mark.parametrize(("statement", "data", "purpose", "people"), [
    ("no_special_categories", "sickness", "newsletter", "customer"),
    ("no_sale", "email", "lists", "customer"),
    ("no_children", "email", "newsletter", "scout"),
])
def test_an_own_term_is_what_it_is_a_kind_of(statement: str, data: str, purpose: str, people: str) -> None:
    used = OWN.format(statement=statement, data=data, purpose=purpose, people=people)
    other = OWN.format(statement=statement, data="email", purpose="newsletter", people="customer")
    assert reported("statement-contradicted", used) == {1}
    assert reported("statement-contradicted", other) == set()


def test_a_notice_that_was_composed_already_is_the_one_that_is_looked_at() -> None:
    text = "".join(BASE.values()) + "introduction: Read [more](#cookies) and [this](#activities).\n"
    declaration, problems = understand([File("example.yaml", text.encode())])
    assert declaration is not None, problems
    notice = compose("example", declaration)
    found = checks.on(declaration, TODAY)
    assert "The page has no part `#cookies`." in {problem.says for problem in found}
    assert checks.on(declaration, TODAY, notice) == found
    empty = checks.on(declaration, TODAY, notice._replace(sections=()))
    assert {problem.says for problem in empty} - {problem.says for problem in found} == {
        "The page has no part `#activities`."}
