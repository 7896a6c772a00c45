"""docs/linked-data.md: its example stands in a graph, its questions have the right answers, its losses are listed."""

from __future__ import annotations

import re

import pytest
from linked_data import CASES, Linked, every, linked
from rdflib import Graph
from rdflib.query import ResultRow
from support import ROOT

from policygen.formats._graph.table import left_out_keys
from policygen.formats._graph.terms import shipped
from policygen.notice.basis import bases_of

TEXT = (ROOT / "docs" / "linked-data.md").read_text("utf-8")
ALL = [*every(), *linked(CASES / "english-only"), *linked(CASES / "small")]


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def answers(found: Linked, number: int) -> set[tuple[str, ...]]:
    """The answers to a question of the document, as fragments and names."""
    rows = found.graph.query(blocks("sparql")[number])
    return {tuple(re.split(r"[#]", str(cell))[-1] if cell else "" for cell in row)
            for row in rows if isinstance(row, ResultRow)}


def is_special(found: Linked, id: str) -> bool:
    own = found.declaration.vocabulary.data if found.declaration.vocabulary else ()
    return any(term.id == id and term.special for term in own) or (
        id in shipped("data") and shipped("data")[id].special)


def test_the_example_stands_in_a_graph() -> None:
    (found,) = linked(CASES / "english-only")
    (example,) = blocks("turtle")
    graph = Graph().parse(data=example, format="turtle", publicID=found.address)
    assert len(graph) >= 25
    assert set(graph) <= set(found.graph)


def test_the_losses_are_the_losses() -> None:
    assert dict(re.findall(r"^\| `([a-z_.]+)` \| (.*) \|$", TEXT, re.MULTILINE)) == left_out_keys()


@pytest.mark.parametrize("found", ALL, ids=lambda found: found.name)
def test_special_categories_are_found(found: Linked) -> None:
    expected = {f"activities-{activity.id}" for activity in found.declaration.activities for item in activity.data
                if item.state != "anonymous" and any(is_special(found, id) for id in item.category)}
    assert {activity for activity, _ in answers(found, 0)} == expected


@pytest.mark.parametrize("found", ALL, ids=lambda found: found.name)
def test_consent_is_found_for_exactly_the_purposes_that_rest_on_it(found: Linked) -> None:
    expected = [(f"activities-{activity.id}", purpose.purpose) for activity in found.declaration.activities
                for purpose in activity.purposes
                if any(basis.basis == "consent" for basis in bases_of(found.declaration, activity, purpose))]
    rows = answers(found, 1)
    assert {activity for activity, _ in rows} == {activity for activity, _ in expected}
    assert len(rows) == len(set(expected))


@pytest.mark.parametrize("found", ALL, ids=lambda found: found.name)
def test_transfers_to_the_united_states_are_found(found: Linked) -> None:
    declared = found.declaration
    in_us = {recipient.id: [tool for transfer in recipient.transfers if "US" in transfer.to for tool in transfer.tools]
             for recipient in declared.recipients if any("US" in transfer.to for transfer in recipient.transfers)}
    general = declared.defaults.recipients if declared.defaults else ()
    expected = {(f"activities-{activity.id}", f"recipients-{use.recipient}") for activity in declared.activities
                for use in (*activity.recipients, *general) if use.recipient in in_us}
    rows = answers(found, 2)
    assert {row[:2] for row in rows} == expected
    for id, tools in in_us.items():
        names = {row[2] for row in rows if row[1] == f"recipients-{id}"}
        if names:
            assert ("A46-2-c" in names) == ("scc" in tools)
            assert ("terms-transfer_tools-dpf" in names) == ("dpf" in tools)
            assert any("terms-adequacy-us" in name for name in names) == ("dpf" in tools)


def test_the_questions_have_answers_somewhere() -> None:
    for number in range(3):
        assert any(answers(found, number) for found in ALL)
