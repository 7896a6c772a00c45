"""Cookies and other storage on, or reading from, the reader's device (ePrivacy Directive Art. 5(3))."""

from __future__ import annotations

from policygen.declaration.activity import Consent
from policygen.load import Node, Scalar
from policygen.schema import (
    LABEL,
    LINK,
    PERIOD,
    SENTENCE,
    TEXT,
    WORDS,
    Choice,
    Period,
    Reading,
    Record,
    Reference,
    Str,
    Term,
    Type,
    entries,
    listed,
    one,
    optional,
    required,
)


class Lifetime(Type[Period | Str]):
    """How long something stays on the device: a period, `session` or `persistent`."""

    name = "a period, `session` or `persistent`"
    hint = "`session`, `persistent` or a period such as `P1Y`"

    def read(self, node: Node, reading: Reading) -> Period | Str | None:
        if isinstance(node, Scalar) and node.text in ("session", "persistent"):
            return Str(node.text, node.at)
        return PERIOD.read(node, reading)


class StorageItem(Record):
    """One cookie, or all of one provider and class."""

    EXAMPLE = """
kind: cookie
names: [_visits]
class: statistics
provider: analytics
party: first
purpose: counting visits
data: [cookie_id, pages_visited]
duration: P1Y
note: It is renewed at each visit.
"""

    kind = listed(Term("storage_kinds"), "What it is; a cookie if left out.")
    names = listed(TEXT, "The names as they stand in the browser.")
    class_ = required(Term("storage_classes"), "Its class; all but `necessary` need consent.", "ePrivacy 5(3)")
    provider = optional(Reference("recipients"), "Who sets or reads it; the company itself if left out.")
    party = optional(Choice("first", "third"), "Whether it belongs to the site visited or to another.")
    purpose = required(LABEL, "What it is for.", "ePrivacy 5(3)")
    data = listed(Term("data"), "The data it collects.")
    duration = optional(Lifetime(), "How long it stays.", "ePrivacy 5(3)")
    note = optional(SENTENCE, "What else the reader should know.")


class ExternalDeclaration(Record):
    """A list kept elsewhere, such as by a consent tool; marked as such on the page."""

    EXAMPLE = """
link: https://cookies.example.com/list
provider: consent_tool
about: The provider of our consent tool keeps a list of all cookies and checks it every month.
"""

    link = optional(LINK, "Where it stands.")
    provider = optional(Reference("recipients"), "Who keeps it.")
    about = required(SENTENCE, "What it holds.")


class Storage(Record):
    """All cookies and other storage on the device."""

    EXAMPLE = """
about: We use cookies to remember your basket and, if you agree, to count visits.
consent:
  given: You choose when you visit us for the first time.
  withdraw: Change your choice under “Cookies” at the foot of each page.
controls: You can also delete cookies in your browser. The basket is then empty.
items:
  basket: {names: basket, class: necessary, purpose: remembering your basket, duration: session}
  visits: {names: _visits, class: statistics, provider: analytics, purpose: counting visits, duration: P1Y}
external: {link: https://cookies.example.com/list, about: The provider of our consent tool keeps a list.}
"""

    about = optional(WORDS, "What the site uses them for, in a few sentences.")
    consent = listed(one(Consent), "How consent is given and withdrawn, one by one.", "ePrivacy 5(3)")
    controls = optional(WORDS, "What the browser offers, and what refusing means.")
    items = entries(StorageItem, "The cookies, by id.", "ePrivacy 5(3)")
    external = optional(one(ExternalDeclaration), "A list kept elsewhere.")
