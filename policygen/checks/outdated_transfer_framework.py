"""A text relies on a transfer framework that no longer exists.

The Court of Justice struck down Safe Harbour (C-362/14) and the Privacy Shield (C-311/18), and Implementing Decision
(EU) 2021/914 repealed the standard clauses from before 2021. Transfers that still rest on them have no protection that
the law accepts (Art. 13(1)(f) and 44 GDPR).

Name what protects the data today in `tools`, such as `dpf` or `scc`. A sentence that says that a framework has ended is
not reported.

Wrong:
    recipients:
      mailer:
        name: Mailer Inc.
        country: US
        commitment: Mailer is certified under the EU-US Privacy Shield.  # <-
        transfers: {to: US, tools: dpf, certified: 2026-01-10}

Right:
    recipients:
      mailer:
        name: Mailer Inc.
        country: US
        commitment: Mailer is certified under the EU-US Data Privacy Framework.
        transfers: {to: US, tools: dpf, certified: 2026-01-10}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._recipients import claims
from policygen.checks._texts import Text
from policygen.problem import Severity

PROVISION = "GDPR 13(1)(f)"
SEVERITY = Severity.ERROR


def check(texts: tuple[Text, ...]) -> Iterator[Finding]:
    """Findings for texts that name a framework and do not say that it has ended."""
    for text, words in claims("outdated_transfer_framework", texts, ("denied", "ended")):
        yield Finding(text.at, f"`{words}` no longer exists as a basis for transfers.",
                      "Name what protects the data today: `dpf`, `scc` (Decision (EU) 2021/914) or another tool.")
