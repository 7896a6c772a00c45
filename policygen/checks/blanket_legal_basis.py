"""One legal basis is claimed for everything that is not said otherwise.

A basis belongs to one purpose (Art. 6(1) and 13(1)(c) GDPR). A default that quietly covers purposes in several
activities, or the words “unless otherwise stated”, is often claimed for purposes that it does not fit.

Look at each purpose that the default covers. Where it fits, leave it; where not, give the purpose a `legal_basis`.

Wrong:
    defaults: {legal_basis: contract}  # <-
    activities:
      orders: {title: Orders, data_subjects: customer, data: order, purposes: order_handling}
      statistics: {title: Statistics, data_subjects: website_visitor, data: pages_visited, purposes: analytics}

Right:
    activities:
      orders:
        title: Orders
        data_subjects: customer
        data: order
        purposes: {purpose: order_handling, legal_basis: contract}
      statistics:
        title: Statistics
        data_subjects: website_visitor
        data: pages_visited
        purposes: {purpose: analytics, legal_basis: consent}
        consent: {withdraw: Change your choice at the foot of the page.}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._bases import listed, purposes
from policygen.checks._texts import Text
from policygen.checks._words import found
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(c)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration, texts: tuple[Text, ...]) -> Iterator[Finding]:
    """A finding for default bases that cover different purposes of several activities, and for texts that say so."""
    default = declaration.defaults.legal_basis if declaration.defaults else ()
    covered = [(activity, purpose.purpose) for activity, purpose, bases in purposes(declaration)
               if default and bases == default]
    if len({activity.id for activity, _ in covered}) > 1 and len({purpose for _, purpose in covered}) > 1:
        yield Finding(default[0].at, f"By default, `{default[0].basis}` is the basis of "
                      f"{listed([purpose for _, purpose in covered])}.",
                      "Does it fit each of them? Give those that it does not fit a `legal_basis` of their own.")
    for text, words in found("blanket_legal_basis", texts):
        yield Finding(text.at, f"`{words}` claims one legal basis for everything.",
                      "Is that so? Say the basis with each purpose, and take the sentence out.")
