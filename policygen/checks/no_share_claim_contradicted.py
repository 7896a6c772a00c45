"""A text promises that data are not shared, and recipients are declared.

A promise that the rest of the notice breaks misleads readers (Art. 5(1)(a) and 13(1)(e) GDPR). Processors alone do not
break it here; recipients in another role, or in none that is declared, do.

Remove the promise or say to whom data go all the same; `statements: no_sharing_beyond` says that data are passed on
only as described.

Wrong:
    recipients:
      network: {name: Reklame AS, kind: advertising_network, country: NO}
    texts:
      promise:
        place: end
        text: We never share your data with third parties.  # <-

Right:
    recipients:
      network: {name: Reklame AS, kind: advertising_network, country: NO}
    texts:
      promise:
        place: end
        text: We never share your data with third parties, except with those named here.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._recipients import OURS, claims, roles
from policygen.checks._texts import Text
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 5(1)(a)"
SEVERITY = Severity.WARNING
ELSEWHERE = frozenset({"ArtificialIntelligence", "Integration", "Recipient", "RecipientUse", "Transfer"})


def check(declaration: Declaration, texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for promises of not sharing that other recipients than processors break."""
    others = [f"`{recipient.id}`" for recipient in declaration.recipients if recipient.kind != "internal_department"
              and not roles(declaration, recipient) & (OURS | {"authority"})]
    if others:
        looked_at = tuple(text for text in texts if text.owner not in ELSEWHERE)
        for text, words in claims("no_share_claim_contradicted", looked_at, ("qualified",)):
            yield Finding(text.at, f"`{words}` is contradicted by recipients such as {', '.join(others[:3])}.",
                          "Remove the promise, or say to whom data go all the same.")
