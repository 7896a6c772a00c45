"""Coverage as one HTML file for the privacy officer: it asks nobody for anything and is no part of the public site."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policygen import __version__
from policygen.coverage import Coverage, Outcome, Result, sources
from policygen.formats._templates import Theme
from policygen.law import facts
from policygen.problem import Position, Problem
from policygen.project import Project

FEW = 8
LEGEND = {
    Outcome.MISSING: "The notice does not say it, and the declaration shows that it should.",
    Outcome.HUMAN: "The declaration cannot know it. Somebody has to answer the question.",
    Outcome.MET: "The notice says it, in the blocks named, from the lines named.",
    Outcome.NOT_OWED: "As far as the declaration tells, there is no occasion for it.",
}


def report(found: Sequence[Coverage], project: Project, theme: str, today: str) -> tuple[str, Problem | None]:
    """The report as HTML by the theme's `coverage.html`, or the problem in the theme."""
    templates = Theme(project, theme)
    style = templates.file("style.css").decode("utf-8", "replace").replace("</", "<\\/")
    used = {id for coverage in found for result in coverage.results for id in result.duty.sources}
    return templates.render("coverage.html", {
        "style": style, "today": today, "version": __version__,
        "legend": [{"name": _name(outcome), "text": text} for outcome, text in LEGEND.items()],
        "chapters": [_chapter(coverage) for coverage in found],
        "sources": [{"id": id, "title": fact["title"], "url": fact.get("url")} for id, fact in sources().items()
                    if id in used]})


def _name(outcome: Outcome) -> str:
    return outcome.value.capitalize()


def _chapter(coverage: Coverage) -> dict[str, Any]:
    return {"id": coverage.id, "controller": coverage.controller, "total": len(coverage.results),
            "gaps": coverage.gaps,
            "parts": [{"key": outcome.name.lower().replace("_", "-"), "name": _name(outcome),
                       "rows": [_row(result) for result in coverage.having(outcome)]} for outcome in Outcome]}


def _row(result: Result) -> dict[str, Any]:
    duty = result.duty
    law = [{"id": provision, "title": facts("provisions")[provision]["title"]} for provision in duty.provisions]
    return {"id": duty.id, "title": duty.title, "severity": duty.severity, "verified": duty.verified, "law": law,
            "guidance": duty.guidance, "sources": duty.sources, "says": result.says,
            "lacking": [{"name": owed.name, "at": str(owed.at)} for owed in result.lacking[:FEW]],
            "more_lacking": max(0, len(result.lacking) - FEW),
            "blocks": result.blocks[:FEW], "more_blocks": max(0, len(result.blocks) - FEW),
            "places": _short(result.places[:FEW]), "more_places": max(0, len(result.places) - FEW)}


def _short(places: Sequence[Position]) -> list[str]:
    """The places as text; the name of the file only where it changes."""
    return [f"{at.line}:{at.column}" if number and places[number - 1].file == at.file else str(at)
            for number, at in enumerate(places)]
