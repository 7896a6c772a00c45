"""The words around a notice: skip link, contents, languages, dates, indexes."""

from __future__ import annotations

from policygen.notice.parts import say

FRAME = {
    "skip": say("frame.skip", "Skip to the content"),
    "contents": say("frame.contents", "Contents"),
    "languages": say("frame.languages", "Languages"),
    "updated": say("frame.updated", "Last updated"),
    "version": say("frame.version", "Version"),
    "data": say("frame.data", "This policy as data"),
    "pdf": say("frame.pdf", "This policy as a PDF"),
    "top": say("frame.top", "Back to the top"),
    "title": say("notice.title", "Privacy policy"),
    "index": say("frame.index", "Privacy policies"),
    "description": say("frame.description", "How we use personal data, on which legal basis, with whom we share it, "
                                            "how long we keep it, and which rights you have."),
    "whole": say("editions.whole", "Our whole privacy policy"),
    "picture": say("frame.picture", "The picture as a table"),
}

# A duration for each unit and each plural category of CLDR; a language fills those that it uses.
UNITS = {
    "year": ("{n} year", "{n} years"),
    "month": ("{n} month", "{n} months"),
    "week": ("{n} week", "{n} weeks"),
    "day": ("{n} day", "{n} days"),
    "hour": ("{n} hour", "{n} hours"),
    "minute": ("{n} minute", "{n} minutes"),
    "second": ("{n} second", "{n} seconds"),
}
CATEGORIES = ("zero", "one", "two", "few", "many", "other")


def duration(unit: str, category: str) -> tuple[str, str]:
    """The context and the English text of a duration in one plural category."""
    one, other = UNITS[unit]
    return f"duration.{unit}.{category}", one if category == "one" else other
