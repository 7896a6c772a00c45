"""What a banner does not tell of the declared cookies and their providers, and what it would need to know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policygen.declaration import Declaration
from policygen.declaration.storage import Storage, StorageItem
from policygen.formats import Publication, Remark, Site
from policygen.formats._banner import COOKIES, DAYS, STORES
from policygen.formats._banner_facts import RECIPIENT, TRANSFER, needs_consent
from policygen.formats._banner_names import exactly, findable
from policygen.formats._left_out import left_out

POLICY = "The banner links to the policy, which tells it."
COUNTED = "The policy tells it. A change of it asks visitors again."
CARRIED = ("cookies.about", "cookies.items", "recipients.name")
BECAUSE = {"cookies": POLICY, "recipients": POLICY,
           **{f"recipients.{key}": COUNTED for key in RECIPIENT - {"name"}},
           **{f"recipients.transfers.{key}": COUNTED for key in TRANSFER}}


def banner_remarks(site: Site, publication: Publication, own: str, shown: str) -> Iterator[Remark]:
    """The remarks on `cookies` and the recipients that it names.

    `own` is the name of the banner's own cookie, `shown` how a declaration would write it.
    """
    declaration = publication.declaration
    cookies = declaration.cookies
    if cookies is None or not any(map(needs_consent, cookies.items)):
        return
    if not site.configuration.base:
        yield Remark("question", site.configuration.at, "base_url", "Where are the pages published? Without it, the "
                     "banner links to them from the root of the site that it stands on.")
    necessary = [str(name) for item in cookies.items if not needs_consent(item) for name in item.names]
    if not any(re.search(exactly(name), own) for name in necessary):
        yield Remark("question", cookies.at, "cookies.items", f"Which item is the banner's own cookie, `{shown}`? It "
                     f"remembers the choice for {DAYS} days; declare it as `necessary`.")
    for item in cookies.items:
        yield from _questions(item)
    yield from _left_out(declaration, cookies)


def _left_out(declaration: Declaration, cookies: Storage) -> Iterator[Remark]:
    told = set(_told(declaration))
    named = {f"recipients.{item.provider}" for item in cookies.items}
    counted = {f"recipients.{item.provider}" for item in cookies.items if needs_consent(item)}
    for remark in left_out(declaration, CARRIED, BECAUSE):
        owner = ".".join(remark.what.split(".")[:2])
        if remark.what not in told and (owner in named or owner.startswith("cookies.")):
            yield remark if remark.says != COUNTED or owner in counted else remark._replace(says=POLICY)


def _questions(item: StorageItem) -> Iterator[Remark]:
    path = f"cookies.items.{item.id}"
    kinds = set(map(str, item.kind)) or COOKIES
    if item.duration is None:
        yield Remark("question", item.at, f"{path}.duration", "How long does it stay? Visitors must be told before "
                     "they consent.")
    if item.provider is None and item.party == "third":
        yield Remark("question", item.at, f"{path}.provider", "Whose is it? The banner says that it is your own.")
    if not needs_consent(item):
        return
    if kinds & (COOKIES | STORES) and not item.names:
        yield Remark("question", item.at, f"{path}.names", "What is it called in the browser? Without a name, it is "
                     "not deleted when consent is withdrawn.")
    for name in item.names:
        if not findable(name):
            yield Remark("question", name.at, f"{path}.names", "What is it called in the browser? A name without any "
                         "letter or digit of its own would find every cookie, so nothing is deleted by it.")
    if kinds - COOKIES - STORES:
        yield Remark("question", item.at, f"{path}.kind", "What ends it when consent is withdrawn? The banner deletes "
                     "cookies, local and session storage, and keeps scripts from loading.")


def _told(declaration: Declaration) -> Iterator[str]:
    """The paths of values that a recipient's name consists of: its kind, or its product where two have one name."""
    for recipient in declaration.recipients:
        twins = sum(other.name == recipient.name for other in declaration.recipients) > 1
        if recipient.name is None:
            yield f"recipients.{recipient.id}.kind"
        elif twins:
            yield f"recipients.{recipient.id}.product"
