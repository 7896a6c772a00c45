"""Writes `policygen/checks/words.json`: the lists of `checks/words/` and what a text must hold to be worth a search.

    make generated

For each expression it names groups of texts (needles), in the form of `policygen.checks._words.folded`: every match
holds at least one needle of each group. A text in which a group has none need not be searched, so its expression need
not even be compiled. An expression for which there are none is always searched for. The best group stands first.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from re import _constants as sre
from re import _parser
from typing import Any

from policygen.checks._words import SHIPPED, digest, folded, read
from policygen.project import package_listing
from policygen.vocabulary import table

GROUPS = 3                                                   # groups of one expression
MOST = 40                                                    # needles of one expression
TOGETHER = 8                                                 # needles that may come of alternatives side by side
Choice = tuple[str, ...]


def needles(expression: str) -> tuple[Choice, ...]:
    """The groups of which each match of an expression holds one needle each; none where nothing can be said."""
    groups = sorted(map(_least, _runs(_parser.parse(expression))), key=_worth, reverse=True)
    return tuple(dict.fromkeys(group for group in groups if 0 < len(group) <= MOST and all(group)))[:GROUPS]


def _least(choice: Choice) -> Choice:
    """A group without those that hold another of its needles."""
    return tuple(one for one in sorted(set(choice)) if not any(other in one and other != one for other in choice))


def _worth(choice: Choice) -> tuple[int, int, int]:
    """How few texts a group lets through, as far as one can tell: by the shortest needle, then by their number."""
    shortest = min(map(len, choice))
    return min(shortest, 6), -len(choice), shortest


def _needed(parts: Any) -> Choice | None:
    """The best of what the parts of a sequence need, since a match needs all of them."""
    return max(_runs(parts), key=_worth, default=None)


def _runs(parts: Any) -> Iterator[Choice]:
    """Texts that stand in a sequence without a gap: letters, and alternatives of which each is known whole."""
    run: Choice = ("",)
    for operation, value in parts:
        whole = _whole(operation, value)
        if whole is not None and len(run) * len(whole) <= TOGETHER:
            run = tuple(dict.fromkeys(start + end for start in run for end in whole))
            continue
        if any(run) and all(run):
            yield _folded(run)
        run = whole or ("",)
        inside = _inside(operation, value)
        if inside is not None:
            yield inside
    if any(run) and all(run):
        yield _folded(run)


def _folded(run: Choice) -> Choice:
    return tuple(dict.fromkeys(map(folded, run)))


def _whole(operation: Any, value: Any) -> Choice | None:
    """All texts that a part can match, where it is letters or a choice between letters."""
    if operation is sre.LITERAL:
        return (chr(value),)
    if operation is sre.SUBPATTERN:
        return _sequence(value[3])
    if operation is sre.BRANCH:
        texts = [_sequence(one) for one in value[1]]
        found = tuple(dict.fromkeys(text for one in texts if one for text in one))
        return found if all(texts) and len(found) <= TOGETHER else None
    return None


def _sequence(parts: Any) -> Choice | None:
    run: Choice = ("",)
    for operation, value in parts:
        whole = _whole(operation, value)
        if whole is None or len(run) * len(whole) > TOGETHER:
            return None
        run = tuple(start + end for start in run for end in whole)
    return run


def _inside(operation: Any, value: Any) -> Choice | None:
    """What a part that is not known whole needs."""
    if operation is sre.SUBPATTERN:
        return _needed(value[3])
    if operation is sre.BRANCH:
        choices = [_needed(one) for one in value[1]]
        return None if None in choices else tuple(dict.fromkeys(text for one in choices if one for text in one))
    if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT) and value[0] > 0:
        return _needed(value[2])
    return None


def made() -> str:
    """The text of the file."""
    names = package_listing("checks/words", ".yaml")
    all_lists = {name: read(name) for name in names}
    terms = table("checks", "words/terminology.yaml", "terms").values()
    expressions = sorted({item for found in all_lists.values() for items in found.values() for item in items}
                         | {fields["words"] for _, fields in terms})
    wanted = {item: found for item in expressions if (found := needles(item))}
    return json.dumps({"of": digest(), "lists": all_lists, "needles": wanted}, ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    Path(sys.modules["policygen"].__file__ or "").with_name("checks").joinpath(SHIPPED).write_text(made(), "utf-8")
