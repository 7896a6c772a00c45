"""A transfer rests on an adequacy decision that does not exist for the country, or has lapsed.

Only where the European Commission has decided that a country protects data adequately may data go there without other
safeguards (Art. 45 GDPR), and the notice must say whether such a decision exists (Art. 13(1)(f)). `dpf` holds for
recipients in the United States alone.

Name another tool, such as `scc`. The decisions stand in `law/adequacy.yaml`.

Wrong:
    transfers:
      general:
        - {to: IN, tools: adequacy}  # <-
        - {to: [CH, IN], tools: adequacy}  # <-
        - {to: CH, tools: dpf, certified: 2026-01-10}  # <-

Right:
    transfers:
      general:
        - {to: CH, tools: adequacy}
        - {to: [CH, IN], tools: [adequacy, scc]}
      copy_contact: privacy
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._transfers import Made, article, decisions, in_force, transfers
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 45"
SEVERITY = Severity.ERROR


def check(declaration: Declaration, today: str) -> Iterator[Finding]:
    """Findings for decisions that cover none of a transfer's countries, or not all where nothing else protects."""
    for made in transfers(declaration):
        claimed = [tool for tool in made.transfer.tools if article(tool) == "45"]
        idle = [tool for tool in claimed if made.countries and not any(_covers(tool, country, today)
                                                                       for country in made.countries)]
        for tool in idle:
            yield Finding(tool.at, _says(made, tool, made.countries[0], today), "Name what protects the data instead, "
                          "such as `scc`.")
        if claimed and not idle and len(claimed) == len(made.transfer.tools):
            for country in made.countries:
                if not any(_covers(tool, country, today) for tool in claimed):
                    yield Finding(country.at, _says(made, claimed[0], country, today),
                                  "Add a tool that protects the data there, such as `scc`.")


def _covers(tool: str, country: str, today: str) -> bool:
    """Whether a decision in force lets the tool carry data to the country; `dpf` is the one with a certification."""
    return any(in_force(decision, today) and (tool == "adequacy" or decision.get("certification") == "yes")
               for decision in decisions(country))


def _says(made: Made, tool: str, country: str, today: str) -> str:
    lapsed = [decision["expires"] for decision in decisions(country) if not in_force(decision, today)]
    if tool == "dpf":
        return f"{made.name} rests on `dpf`, which does not cover `{country}`."
    if lapsed:
        return f"{made.name} rests on the adequacy decision for `{country}`, which ended on {max(lapsed)}."
    return f"{made.name} rests on an adequacy decision, and there is none for `{country}`."
