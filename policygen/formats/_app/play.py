"""The answers to the questions of Google's form, each with what it asks where the declaration does not decide it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from policygen.declaration import Declaration
from policygen.formats import Remark
from policygen.formats._app.collected import Use
from policygen.formats._app.getters import Getter, getters
from policygen.formats._app.terms import bears, meaning
from policygen.notice.basis import bases_of

GENERAL = "questions"
USAGE = "PSL_DATA_USAGE_RESPONSES"
ACCOUNTS = "PSL_SUPPORTED_ACCOUNT_CREATION_METHODS"
DELETION = "PSL_DATA_DELETION_URL"
CHILDREN = frozenset({"child", "pupil"})
Answer = tuple[tuple[str, str], str, Remark | None]


def general(declaration: Declaration, types: Collection[str]) -> Iterator[Answer]:
    """The answers about the app as a whole; most are only asked where it collects data."""
    yield ("PSL_DATA_COLLECTION_COLLECTS_PERSONAL_DATA", ""), "true" if types else "false", None
    if not types:
        return
    yield _encrypted(declaration)
    yield ("PSL_SUPPORT_DATA_DELETION_BY_USER", "DATA_DELETION_YES"), "true", None
    yield _deletion(declaration)
    for question, says in (
            (ACCOUNTS, "How do users create an account in the app, or can they not?"),
            ("PSL_ACCOUNT_DELETION_URL", "Where do users ask for their account to be deleted, if they can create one "
                                         "in the app? The link for erasure may serve."),
            ("PSL_HAS_OUTSIDE_APP_ACCOUNTS", "Can users sign in to the app with accounts made elsewhere, and how are "
                                             "these made?"),
            ("PSL_INDEPENDENTLY_VALIDATED", "Has the app passed an independent security review by MASA? This is "
                                            "optional."),
            ("PSL_UPI_BADGE_OPT_IN", "Is the app to show the badge for payments in India (UPI)? This is optional.")):
        yield (question, ""), "", Remark("question", declaration.at, question, says)
    yield from _families(declaration)


def _encrypted(declaration: Declaration) -> Answer:
    key = ("PSL_DATA_COLLECTION_ENCRYPTED_IN_TRANSIT", "")
    measures = declaration.security.measures if declaration.security else ()
    found = [measure for measure in measures if bears(declaration, "measures", measure.measure) is not None]
    if any(measure.where_ is None for measure in found):
        return key, "true", None
    if found:
        return key, "", Remark("question", found[0].at, key[0],
                               "Are all data of the app encrypted on the way? The measure is declared only for a "
                               "place; without `where` it would hold for all.")
    at = declaration.security.at if declaration.security else declaration.at
    return key, "", Remark("question", at, key[0], "Are all data of the app encrypted on the way? "
                           "`encryption_in_transit` under `security.measures` would say so.")


def _deletion(declaration: Declaration) -> Answer:
    """The link for erasure; anybody can ask for erasure by law, so only the link may be missing."""
    link = next((right.link for right in declaration.rights.rights if right.id == "erasure"), None)
    if link is not None:
        return (DELETION, ""), str(link), None
    return (DELETION, ""), "", Remark("question", declaration.rights.at, DELETION,
                                      "On which page do users ask for their data to be deleted? "
                                      "`rights.rights.erasure.link` would say it.")


def _families(declaration: Declaration) -> Iterator[Answer]:
    """Only asked where children are spoken of."""
    question = "PSL_DATA_COLLECTION_COMPLIES_FAMILY_POLICY"
    people = [id.at for activity in declaration.activities for id in activity.data_subjects if id in CHILDREN]
    places = [*people, *((declaration.children.at,) if declaration.children else ())]
    if places:
        yield (question, ""), "", Remark("question", places[0], question,
                                         "Are children among those the app is made for, and do you commit to Google's "
                                         "policy for families?")


def usage(declaration: Declaration, uses: Sequence[Use]) -> Iterator[Answer]:
    """The answers about one type of data; the questions are those of the form without their beginning.

    Nothing declared says that data are only held in memory, so they never are.
    """
    shared = [(use, getter) for use in uses if use.state != "anonymous" for getter in getters(declaration, use)
              if getter.shared is not False]
    sharing = "PSL_DATA_USAGE_COLLECTION_AND_SHARING"
    yield (sharing, "PSL_DATA_USAGE_ONLY_COLLECTED"), "true", None
    for _, getter in shared:
        yield (sharing, "PSL_DATA_USAGE_ONLY_SHARED"), "true", _role(getter)
    yield ("PSL_DATA_USAGE_EPHEMERAL", ""), "false", None
    yield _control(declaration, uses)
    for question, users in (("DATA_USAGE_COLLECTION_PURPOSE", uses),
                            ("DATA_USAGE_SHARING_PURPOSE", [use for use, _ in shared])):
        for use in users:
            for kind, id in use.purposes:
                for purpose in meaning(declaration, kind, id).google:
                    yield (question, purpose), "true", None


def _role(getter: Getter) -> Remark | None:
    if getter.shared is not None:
        return None
    return Remark("question", getter.recipient.at, "PSL_DATA_USAGE_ONLY_SHARED",
                  f"Does `{getter.recipient.id}` use the data only on behalf of the company? Without a role, what it "
                  f"gets is counted as shared. `recipients.{getter.recipient.id}.role` would say it.")


def _control(declaration: Declaration, uses: Sequence[Use]) -> Answer:
    """Required as soon as one use needs them; where that is open, required is the cautious answer."""
    optional = all(_voluntary(declaration, use) for use in uses)
    return ("DATA_USAGE_USER_CONTROL",
            f"PSL_DATA_USAGE_USER_CONTROL_{'OPTIONAL' if optional else 'REQUIRED'}"), "true", None


def undecided(declaration: Declaration, types: Mapping[str, Sequence[Use]]) -> Iterator[Remark]:
    """What is answered with caution, asked once for each activity or thing stored."""
    choice, memory = {}, {}
    for uses in types.values():
        known = [_voluntary(declaration, use) for use in uses]
        if False not in known:
            choice.update({use.path: use for use, voluntary in zip(uses, known, strict=True) if voluntary is None})
        if not any(_stored(declaration, use) for use in uses):
            memory.update({use.path: use for use in uses})
    for place, uses in _by_place(choice.values()).items():
        yield Remark("question", uses[0].id.at, "DATA_USAGE_USER_CONTROL",
                     f"Can all users choose whether these are collected: {_named(uses)}? The answer given is no. "
                     f"`{place}.obligation` would say it.")
    for place, uses in _by_place(memory.values()).items():
        more = f" A rule under `{place}.retention` would say that they are stored." if uses[0].activity else ""
        yield Remark("question", uses[0].id.at, "PSL_DATA_USAGE_EPHEMERAL",
                     "Are these only held in memory while a request is answered, and then gone: "
                     f"{_named(uses)}? The answer given is no.{more}")


def _by_place(uses: Iterable[Use]) -> dict[str, list[Use]]:
    """Uses by the path of the activity or of what is stored."""
    found: dict[str, list[Use]] = {}
    for use in uses:
        place = f"activities.{use.activity.id}" if use.activity else use.path.partition(".data.")[0]
        found.setdefault(place, []).append(use)
    return found


def _named(uses: Iterable[Use]) -> str:
    return ", ".join(dict.fromkeys(f"`{use.id}`" for use in uses))


def _stored(declaration: Declaration, use: Use) -> bool:
    """Whether a rule says how long the data are kept, and so that they are."""
    every = declaration.defaults is not None and bool(declaration.defaults.retention)
    return use.activity is not None and (bool(use.activity.retention) or every)


def _voluntary(declaration: Declaration, use: Use) -> bool | None:
    """Whether the person can do without giving the data; None where nothing says it."""
    if use.activity is None:
        return use.item is not None and use.item.class_ != "necessary"
    defaults = declaration.defaults
    rules = [rule for rule in use.activity.obligation or (defaults.obligation if defaults else ())
             if not rule.data or use.id in rule.data]
    if rules:
        return all(rule.kind == "voluntary" for rule in rules)
    bases = [bases_of(declaration, use.activity, purpose) for purpose in use.activity.purposes]
    return True if all({basis.basis for basis in found} == {"consent"} for found in bases) else None
