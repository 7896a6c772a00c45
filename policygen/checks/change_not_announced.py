"""The notice says that it may change, but not how people are told of important changes.

A new purpose must be told before the data are used for it (Art. 13(3) GDPR), and telling readers to look at the page
from time to time is not enough (Art. 5(1)(a) GDPR; guidelines on transparency, WP260 rev.01, paragraph 29).

Say in `notify` who is told and how, for example by e-mail or when signing in; `notice_period` says how long before.

Wrong:
    changes:  # <-
      published: The newest version always stands on this page.

Right:
    changes:
      published: The newest version always stands on this page.
      notify: Customers get an email about important changes.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 5(1)(a)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding for `changes` without `notify` and without a feed."""
    changes = declaration.changes
    if changes is not None and not changes.notify and changes.feed is None:
        yield Finding(declaration.where("changes"), "The notice tells of changes, but not how people learn of them.",
                      "How are people told of an important change? Say so in `notify`.")
