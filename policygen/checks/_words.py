"""Words and phrases that rules look for in texts, by language, as data in `words/`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from policygen.checks._texts import Text
from policygen.load import Mapping as MappingNode
from policygen.load import Scalar, Sequence, parse
from policygen.project import package_data


@cache
def patterns(name: str) -> Mapping[str, re.Pattern[str]]:
    """The patterns of `words/NAME.yaml`: for each language, and `any` for all, one expression that matches any of them.

    The file maps a language or `any` to a list of regular expressions; they match whole words, in any case.
    """
    file = package_data("checks", "words", f"{name}.yaml")
    root, problems = parse(file.data, file.name)
    assert not problems and isinstance(root, MappingNode), problems
    made = {}
    for language, node in root.entries:
        assert isinstance(node, Sequence)
        words = [item.text for item in node.items if isinstance(item, Scalar)]
        made[language.text] = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
    return made


def found(name: str, texts: tuple[Text, ...]) -> Iterator[tuple[Text, str]]:
    """Each text that holds one of the words of `words/NAME.yaml` for its language, with the words as written."""
    known = patterns(name)
    for text in texts:
        for language in (text.language, "any"):
            match = known[language].search(text.text) if language in known else None
            if match is not None:
                yield text, match.group()
                break
