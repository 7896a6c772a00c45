"""What protects a transfer is named so vaguely that nobody can find out what it is.

The notice must name the adequacy decision, or refer to the safeguard (Art. 13(1)(f) GDPR). The tool `safeguards` names
none, an adequacy decision without its country cannot be looked up, and words such as “suitable safeguards” alone say
nothing.

Name the tool, such as `scc`, and the countries in `to`.

Wrong:
    transfers:
      general:
        - {to: IN, tools: safeguards}  # <-
        - {who: hotels, tools: adequacy}  # <-
      copy_contact: privacy

Right:
    transfers:
      general:
        - {to: IN, tools: scc}
        - {to: CH, who: hotels, tools: adequacy}
      copy_contact: privacy
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._recipients import claims, spots
from policygen.checks._texts import Text
from policygen.checks._transfers import transfers
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(f)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration, texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for tools that name no safeguard, decisions without a country, and words that stand alone."""
    for made in transfers(declaration):
        for tool in made.transfer.tools:
            if tool == "safeguards":
                yield Finding(tool.at, f"{made.name} has safeguards, but does not say which.",
                              "Name the safeguard, such as `scc` or `bcr`.")
            elif tool == "adequacy" and not made.countries and not made.inside:
                yield Finding(tool.at, f"{made.name} rests on an adequacy decision, but names no country.",
                              "Name the countries in `to`.")
    if not transfers(declaration):
        here = spots(*(free.text for free in declaration.texts if free.place == "transfers"))
        looked_at = tuple(text for text in texts if text.owner == "TransferPolicy" or text.at in here)
        for text, words in claims("transfer_mechanism_vague", looked_at):
            yield Finding(text.at, f"`{words}` does not say what protects the data, and no transfer is declared.",
                          "Declare the transfers with their countries and `tools`.")
