"""What a page would not show is a problem, or it is shown: cases that random declarations have found."""

from __future__ import annotations

import pytest
from support import ROOT, SMALL, page_text

from policygen.build import understand
from policygen.configuration import configure
from policygen.localise import Catalogue, Catalogues, localise
from policygen.notice import compose
from policygen.project import File, Project

RULE = "{until: consent_withdrawn, then: delete}"
ADDRESS = "  address: {city: København, country: DK}\n  country: "


def told(text: str) -> list[tuple[str, int]]:
    _, problems = understand([File("a.yaml", text.encode())])
    return [(problem.id, problem.at.line) for problem in problems]


def pages(text: str) -> list[str]:
    found, problems = understand([File("a.yaml", text.encode())])
    assert found is not None
    assert problems == ()
    used = [Catalogues(Project(ROOT)).of(language) for language in found.languages]
    return [page_text(localise(compose("a", found), found.controller.name, each)) for each in used
            if isinstance(each, Catalogue)]


@pytest.mark.parametrize("text", ["cookies: {}", "scope: {}", "defaults: {}", "security: {}", "vocabulary: {}"])
def test_an_entry_without_any_key_is_empty(text: str) -> None:
    assert told(SMALL + text + "\n") == [("empty-value", len(SMALL.splitlines()) + 1)]


def test_settings_may_be_empty() -> None:
    for data in (b"{}", b"", b"# Nothing\n"):
        assert [problem.id for problem in configure(File("policygen.yaml", data))[1]] == ["no-base-url"]
    _, problems = configure(File("policygen.yaml", b"theme: {}"))
    assert [problem.id for problem in problems] == ["empty-value", "no-base-url"]


def test_a_doubt_belongs_to_a_number_that_is_not_confirmed() -> None:
    doubted = SMALL.replace('"919 627 816"', '"919 627 816", doubt: {en: It is short., nb: Det er kort.}')
    assert told(doubted) == [("registration-number", 6)]


@pytest.mark.parametrize(("year", "shown"), [("financial_year", "regnskapsåret"), ("calendar_year", "kalenderåret")])
def test_a_period_that_is_normal_is_called_so_at_the_end_of_a_year_too(year: str, shown: str) -> None:
    rule = f"{{period: P5Y, after: order_delivered, at_end_of: {year}, typical: %s}}"
    english, norwegian = pages(SMALL.replace(RULE, rule % "yes"))
    assert f"Normal storage period: 5 years. It starts at the end of the {year.replace('_', ' ')} in which" in english
    assert "Normal lagringstid: 5 år. Tiden begynner å løpe ved slutten av " + shown in norwegian
    assert "Normal" not in pages(SMALL.replace(RULE, rule % "no"))[0]


def test_where_the_controller_is_established_is_shown_beside_an_address_elsewhere() -> None:
    english, norwegian = pages(SMALL.replace("  country: ", ADDRESS, 1))
    assert "København, Denmark" in english
    assert "Established in\nline: Norway" in english.replace("value: ", "line: ")
    assert "Norge" in norwegian
    there = SMALL.replace("  country: NO", f"{ADDRESS}DK", 1).replace("no-orgnr", "dk-cvr")
    assert "Established in\n" not in pages(there.replace("919 627 816", "88146328"))[0]
