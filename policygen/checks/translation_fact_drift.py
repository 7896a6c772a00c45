"""The numbers in a text are not the same in all its languages.

Every reader must be told the same facts (Art. 12(1) GDPR). Where one language says 30 days and another 14, one of them
is wrong; this happens when only one version is corrected.

Only numbers in digits are compared, and only where each version has one that the other lacks. Correct the version that
is wrong, or move the fact to a key of its own, such as `retention` or `respond_within`: then it stands only once.

Wrong:
    languages: [en, nb]
    controller:
      name: Example AS
      country: NO
      contacts: {privacy: {email: p@example.no}}
    rights:
      contact: privacy
      how:
        en: Write to us. We confirm that we have your letter within 3 days.
        nb: Skriv til oss. Vi bekrefter innen 5 dager at vi har fått brevet.  # <-
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
    rights:
      contact: privacy
      how:
        en: Write to us. We confirm that we have your letter within 3 days.
        nb: Skriv til oss. Vi bekrefter innen 3 dager at vi har fått brevet.
    activities:
      service:
        title: {en: Service, nb: Tjenesten}
        data_subjects: [customer]
        data: [email]
        purposes: [{purpose: service_delivery, legal_basis: contract}]
        retention: {until: contract_ends}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._values import Value
from policygen.problem import Severity

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.WARNING
# Addresses, telephone numbers and times of day, which may differ by language.
APART = re.compile(r"\S*(?:://|@|www\.)\S*|\]\([^)]*\)|\+\d[\d ()/-]*|\b\d{1,2}(?:[.:]\d\d)? ?[ap]\.?m\b\.?")
THOUSANDS = re.compile(r"(?<=\d)[ .,'’\u00a0\u202f](?=\d{3}(?!\d))")
DIGIT, NUMBER = re.compile(r"\d"), re.compile(r"(?<![^\W\d_])\d{1,15}")
CLOCK = re.compile(r"\b[ap]\.?m\b")


def check(words: tuple[Value, ...]) -> Iterator[Finding]:
    """Findings for texts with numbers that the text in the first language lacks, and the other way round."""
    for _, _, value in words:
        (first, said), *others = value.texts
        one = _numbers(said) if others else set()
        for language, text in others if one else ():
            other = _numbers(text)
            if one - other and other - one and not CLOCK.search(said) and not CLOCK.search(text):
                yield Finding(text.at, f"`{first}` says {_listed(one - other)} where `{language}` says "
                                       f"{_listed(other - one)}.",
                              "Correct the one that is wrong, or declare the fact with a key of its own.")


def _numbers(text: str) -> set[int]:
    if not DIGIT.search(text):
        return set()
    return {int(number) for number in NUMBER.findall(THOUSANDS.sub("", APART.sub(" ", text)))}


def _listed(numbers: set[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))
