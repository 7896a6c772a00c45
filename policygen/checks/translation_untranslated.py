"""A text seems to stand in another language than its key says.

Readers of each language must understand the whole notice (Art. 12(1) GDPR). A text copied from another language and
not translated yet is easily overlooked.

The words are compared with the most frequent words of some languages; short texts are only compared where two languages
have the same text. Translate the text, or decide that it stands there on purpose, such as a quotation.

Wrong:
    languages: [en, nb]
    controller:
      name: Example AS
      country: NO
      contacts: {privacy: {email: p@example.no}}
    introduction:
      en: Here you can read how we use your data and which rights you have.
      nb: Here you can read how we use your data and which rights you have.  # <-
    activities:
      service:
        title: {en: Service, nb: Tjenesten}
        data_subjects: [customer]
        data: [email]
        purposes: [{purpose: service_delivery, legal_basis: contract}]
        retention: {until: contract_ends}

Right:
    languages: [en, nb]
    controller:
      name: Example AS
      country: NO
      contacts: {privacy: {email: p@example.no}}
    introduction:
      en: Here you can read how we use your data and which rights you have.
      nb: Her kan du lese hvordan vi bruker opplysningene dine, og hvilke rettigheter du har.
    activities:
      service:
        title: {en: Service, nb: Tjenesten}
        data_subjects: [customer]
        data: [email]
        purposes: [{purpose: service_delivery, legal_basis: contract}]
        retention: {until: contract_ends}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from policygen.checks import Finding
from policygen.checks._values import Value
from policygen.checks._words import lists, spoken
from policygen.problem import Severity

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.REVIEW
LEAST, LEAST_IF_EQUAL = 8, 4            # words
SHARE, TIMES = 0.25, 3                  # of frequent words of the other language; and how many times those of its own


def check(words: tuple[Value, ...]) -> Iterator[Finding]:
    """Findings for texts whose frequent words are those of another language."""
    for _, _, value in words:
        said = [text.casefold() for at, text in {text.at: text for _, text in value.texts}.items()]
        for language, text in value.texts:
            least = LEAST_IF_EQUAL if said.count(text.casefold()) > 1 else LEAST
            said_words = spoken(text)
            other = _other(said_words, language.partition("-")[0]) if len(said_words) >= least else None
            if other is not None:
                yield Finding(text.at, f"The text in `{language}` seems to stand in `{other}`.",
                              "Decide whether that is meant; translate it if not.")


def _other(words: Sequence[str], language: str) -> str | None:
    """The language that words seem to be in, if it is clearly not their own."""
    count = dict.fromkeys(lists("languages"), 0)
    if language not in count:
        return None
    frequent = _frequent()
    for word in words:
        for code in frequent.get(word, ()):
            count[code] += 1
    best = max(count, key=count.__getitem__)
    clear = count[best] >= SHARE * len(words) and count[best] >= TIMES * max(1, count[language])
    return best if clear else None


@cache
def _frequent() -> Mapping[str, tuple[str, ...]]:
    """The languages in which each frequent word is one."""
    found: dict[str, tuple[str, ...]] = {}
    for code, words in lists("languages").items():
        for word in words:
            found[word.lower()] = (*found.get(word.lower(), ()), code)
    return found
