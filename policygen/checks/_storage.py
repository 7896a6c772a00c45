"""The texts of single values, for rules that look at some texts only."""

from __future__ import annotations

from policygen.checks._texts import Text
from policygen.schema import Words


def spoken(*several: Words | None) -> tuple[Text, ...]:
    """Each of these values in each language; None is passed over."""
    return tuple(Text(text.at, language, str(text), "Storage", "") for words in several if words is not None
                 for language, text in words.texts)
