"""Data that are not marked as special are described with words that suggest health, religion and the like.

Data from which something special follows are special themselves (Art. 9(1) GDPR; CJEU C-184/20). It is easily
overlooked with own terms and with documents of all kinds.

If it is so, set `special: yes` on the own term or name the category, and say in `special_categories` what allows it.
If not, set `special: no` on the own term, or accept the finding with the reason.

Wrong:
    vocabulary:
      data:
        rest: {label: notes on illness}  # <-
    activities:
      trips:
        title: Trips
        data_subjects: customer
        data: [name, rest, {category: documents, detail: medical certificates}]  # <-
        purposes: [{purpose: booking, legal_basis: contract}]

Right:
    vocabulary:
      data:
        rest: {label: notes on illness, special: yes}
    activities:
      trips:
        title: Trips
        data_subjects: customer
        data: [name, rest, {category: health, detail: medical certificates}]
        purposes: [{purpose: booking, legal_basis: contract}]
        special_categories: explicit_consent
        consent: {withdraw: Write to us.}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._bases import texts_in
from policygen.checks._storage import spoken
from policygen.checks._words import found
from policygen.declaration import Declaration
from policygen.declaration.derived import held, marked, own_terms
from policygen.problem import Severity

PROVISION = "GDPR 9(1)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for own terms and for details of data, each in the first language that has such a word."""
    special = marked(declaration, "special")
    for term in own_terms(declaration, "data"):
        if term.special is None and term.id not in special:
            for text, words in list(found("special_category_hidden", texts_in(term)))[:1]:
                yield Finding(text.at, f"`{term.id}` is not marked as special, and its text says `{words}`.",
                              "Does it tell something of that kind of a person? Set `special` to yes or no.")
    for activity in declaration.activities:
        items = () if activity.special_categories else activity.data
        for item in items:
            if not held(item) or special & set(item.category):
                continue
            for text, words in list(found("special_category_hidden", spoken(item.detail)))[:1]:
                yield Finding(text.at, f"Data of `{activity.id}` are not special by their category, and their detail "
                              f"says `{words}`.",
                              "Does it tell something of that kind of a person? Then name the special category.")
