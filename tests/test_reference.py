"""The reference page: every class shows an example that is read without a problem, and the page is up to date."""

from __future__ import annotations

import re

import pytest
from support import ROOT, TODAY, policygen

from policygen import checks
from policygen.build import understand
from policygen.declaration import Declaration, known_terms
from policygen.load import parse
from policygen.project import File
from policygen.schema import Reading, Record, RecordType
from policygen.schema.reference import examples

EXAMPLES = dict(examples(Declaration))
PAGE = ROOT / "docs" / "reference.md"
OWN_EXAMPLE = "a small company does without it, and its own section shows it"
ANOTHER_WAY = "another way to say how long; one rule holds one"
# Keys that the example of their class does not show, with the reason.
EXCEPTIONS = {
    "Declaration": {
        **dict.fromkeys((
            "joint_controllers", "representative", "data_protection_officer", "scope", "notices", "definitions",
            "defaults", "groups", "editions", "accept", "integrations", "device_permissions", "disclosures",
            "automated_decisions", "processor_role", "breaches", "children", "complaint", "changes", "texts",
            "vocabulary"), OWN_EXAMPLE),
        "ends": "only for a notice whose end is known",
    },
    "Controller": {"legal_form": "the name shows it", "on_behalf_of": "only for those who act for a public body"},
    "Contact": {"by_post": "stands instead of `address`"},
    "Registration": {"unconfirmed": "stands instead of `number`", "doubt": "belongs to `unconfirmed`"},
    "DataProtectionOfficer": {"none": "nothing else stands beside it"},
    "LegalBasis": {"law": "for an obligation or a public task, where no interest is named"},
    "Retention": {
        **dict.fromkeys(("until", "criterion", "law", "see", "decided_by"), ANOTHER_WAY),
        "promptly": "not where there are steps on the way out",
        "at_end_of": "only where a law counts from the end of a year",
    },
    "DataItem": {"kept": "what stays on the device, or cannot be read, is not linked to anybody"},
    "Activity": {"on_behalf_of": "only where the company is a processor"},
    "Transfer": {"who": "only for transfers that are not tied to one recipient"},
    "Recipient": {"location": "stands instead of `stored_in`"},
    "AutomatedDecision": {"law": "only where a law allows the decision"},
}


def read(cls: type[Record]) -> tuple[Record, Reading]:
    """The record in the example of a class, and the reading with its problems and terms."""
    root, problems = parse(EXAMPLES[cls].encode(), "example.yaml")
    assert not problems
    assert root is not None
    reading = Reading(("en",))
    record = RecordType(cls).read(root, reading)
    assert record is not None
    return record, reading


each = pytest.mark.parametrize("cls", EXAMPLES, ids=lambda cls: cls.__name__)


@each
def test_every_class_has_an_example_that_is_read_without_a_problem(cls: type[Record]) -> None:
    assert EXAMPLES[cls].strip()
    assert max(map(len, EXAMPLES[cls].splitlines())) <= 110
    _, reading = read(cls)
    assert not reading.problems


@each
def test_the_terms_in_the_examples_exist(cls: type[Record]) -> None:
    _, reading = read(cls)
    assert [term for kind, term in reading.terms if term not in known_terms(kind)] == []


@each
def test_the_examples_show_every_key(cls: type[Record]) -> None:
    record, _ = read(cls)
    shown, excepted = set(record.places), set(EXCEPTIONS.get(cls.__name__, ()))
    assert set(cls.KEYS) - shown == excepted, "Show each key in the EXAMPLE, or say in EXCEPTIONS why not."


def test_the_exceptions_are_about_classes_that_exist() -> None:
    assert set(EXCEPTIONS) <= {cls.__name__ for cls in EXAMPLES}


def test_the_example_of_a_declaration_is_sound() -> None:
    declaration, problems = understand([File("a.yaml", EXAMPLES[Declaration].encode())])
    assert declaration is not None
    assert problems == ()
    assert checks.on(declaration, TODAY) == ()


def test_the_page_is_up_to_date() -> None:
    done = policygen("reference")
    assert done.returncode == 0, done.stderr
    assert PAGE.read_text("utf-8") == done.stdout, "Renew it: policygen reference > docs/reference.md"


def test_the_links_of_the_page_lead_to_headings() -> None:
    text = re.sub(r"^```.*?^```$", "", PAGE.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    headings = [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
                for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)]
    links = re.findall(r"\]\(#([^)]*)\)", text)
    assert len(headings) == len(set(headings))
    assert links
    assert set(links) <= set(headings)
