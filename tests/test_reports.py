"""Findings in every form: for people with the source line, as JSON, as SARIF, as annotations; and acceptances."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest
from support import ROOT, SMALL, policygen, project

BROKEN = SMALL.replace("legal_basis: consent", "legal_basis: legitimate_interests")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return project(tmp_path, BROKEN)


def test_text_shows_the_line_with_a_caret_and_what_to_do(broken: Path) -> None:
    shown = policygen("check", broken).stdout
    line = next(number for number, text in enumerate(BROKEN.splitlines(), 1) if "legitimate_interests" in text)
    source = BROKEN.splitlines()[line - 1]
    column = source.index("legitimate_interests") + 1
    assert f"declarations/a.yaml:{line}:{column}: error: A legitimate interest is relied on" in shown
    assert f"  {line:>5} | {source}\n        | {' ' * (column - 1)}^\n" in shown
    assert "[GDPR 13(1)(d)] (interest-unnamed)" in shown


def test_json_holds_everything(broken: Path) -> None:
    made = json.loads(policygen("check", "--format", "json", broken).stdout)
    assert made["version"] == 1
    found = next(problem for problem in made["problems"] if problem["id"] == "interest-unnamed")
    assert found["file"] == "declarations/a.yaml"
    assert found["provision"] == "GDPR 13(1)(d)"
    assert found["fix"]
    assert made["counts"]["error"] >= 1


def sarif_schema() -> dict[str, object]:
    """The published schema; one pattern in it is no regular expression in most dialects and is mended here."""
    text = (ROOT / "tests" / "schemas" / "sarif-2.1.0.json").read_text("utf-8")
    made: dict[str, object] = json.loads(text.replace("^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$",
                                                      "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"))
    return made


@pytest.mark.parametrize("where", ["broken", "examples"])
def test_sarif_is_valid_and_explains_its_rules(broken: Path, where: str) -> None:
    made = json.loads(policygen("check", "--format", "sarif", broken if where == "broken" else ROOT).stdout)
    errors = [(error.instance_path, error.message)
              for error in jsonschema_rs.validator_for(sarif_schema()).iter_errors(made)]
    assert errors == []
    run = made["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    helped = next(rule for rule in rules if rule["id"] in ("interest-unnamed", "storage-without-duration"))
    assert "Right:" in helped["help"]["markdown"]


def test_github_annotations_name_the_place(broken: Path) -> None:
    shown = policygen("check", "--format", "github", broken).stdout.splitlines()
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in shown)
    assert any(line.startswith("::error file=declarations/a.yaml,line=") for line in shown)


def test_every_rule_explains_itself() -> None:
    listed = policygen("explain").stdout
    assert "interest-unnamed" in listed
    shown = policygen("explain", "interest-unnamed").stdout
    for part in ("GDPR 13(1)(d)", "Wrong:", "Right:", "interest: answering people who write to us"):
        assert part in shown
    assert policygen("explain", "interest-unamed").returncode == 2
    assert (ROOT / "docs" / "rules.md").read_text("utf-8") == policygen("explain", "--markdown").stdout, \
        "run `policygen explain --markdown > docs/rules.md`"


ACCEPTED = """
accept:
  - rule: interest-unnamed
    for: [newsletter]
    reason: The interest is being written down.
    by: Kari Nordmann
    until: {until}
"""


@pytest.mark.parametrize(("until", "present", "absent"), [
    ("2999-01-01", "", "interest-unnamed"),
    ("2020-01-01", "acceptance-expired", ""),
])
def test_a_finding_is_accepted_for_a_time(tmp_path: Path, until: str, present: str, absent: str) -> None:
    shown = policygen("check", project(tmp_path, BROKEN + ACCEPTED.format(until=until))).stdout
    assert present in shown
    assert not absent or f"({absent})" not in shown
    assert until != "2020-01-01" or "(interest-unnamed)" in shown


def test_an_acceptance_of_nothing_is_a_finding(tmp_path: Path) -> None:
    shown = policygen("check", project(tmp_path, SMALL + ACCEPTED.format(until="2999-01-01"))).stdout
    assert "(acceptance-unused)" in shown
    unknown = ACCEPTED.replace("interest-unnamed", "interest-unamed").format(until="2999-01-01")
    assert "Did you mean `interest-unnamed`?" in policygen("check", project(tmp_path / "b", SMALL + unknown)).stdout
