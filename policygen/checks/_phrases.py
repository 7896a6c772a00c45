"""Texts and phrases as several rules read them: what is said of rights, and what is claimed and not denied."""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks._texts import Text
from policygen.checks._words import found, pattern
from policygen.declaration import Declaration

OF_RIGHTS = ("Rights", "RightNote")


def about_rights(declaration: Declaration, texts: tuple[Text, ...], *keys: str) -> tuple[Text, ...]:
    """The texts on how people use their rights, or only those under some keys; free texts beside them count too."""
    free = {text.at for made in declaration.texts if made.place == "rights" for _, text in made.text.texts}
    return tuple(text for text in texts if text.at in free
                 or (text.owner in OF_RIGHTS and (not keys or text.key in keys)))


def claimed(name: str, texts: tuple[Text, ...]) -> Iterator[tuple[Text, str]]:
    """What `found` finds, less what is denied before it in the same sentence, as in `we do not use SSL`."""
    for text, phrase in found(name, texts):
        sentence = text.text[:text.text.index(phrase)].replace("\n", " ").rpartition(". ")[2]
        if not pattern("negations").search(sentence):
            yield text, phrase
