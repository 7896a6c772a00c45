"""The rights of the reader, as they follow from the legal bases declared, and complaints."""

from __future__ import annotations

from collections.abc import Sequence

from policygen.declaration import Declaration
from policygen.declaration.activity import Activity, Consent
from policygen.declaration.basis import Purpose
from policygen.declaration.conduct import NationalRight, RightNote, Rights
from policygen.declaration.derived import is_direct_marketing
from policygen.law import Fact, authority_label, authority_of
from policygen.law import facts as law_facts
from policygen.notice.basis import bases_of, cited
from policygen.notice.blocks import Anchor, Block, Cite, Markdown, Message, Name, Said, Span, TermName
from policygen.notice.parts import Blocks, entry, facts, line, many, paragraph, row, say, section, value
from policygen.notice.terms import contact_blocks, contact_values, country, find, law_names
from policygen.problem import Position
from policygen.schema import Country, Str

TEXTS: dict[str, tuple[Message, Message]] = {
    "access": (
        say("right.access", "Right of access"),
        say("right.access.text", "You can ask whether we use personal data about you. If we do, you can get a copy of "
                                 "the data and an explanation of how we use it.")),
    "rectification": (
        say("right.rectification", "Right to rectification"),
        say("right.rectification.text", "If data about you is wrong or incomplete, you can have us correct or "
                                        "complete it.")),
    "erasure": (
        say("right.erasure", "Right to erasure"),
        say("right.erasure.text", "You can ask us to delete data about you, for example when we no longer need it "
                                  "or when you have withdrawn your consent. We may have to keep some data, for "
                                  "example where a law obliges us to or for legal claims.")),
    "restriction": (
        say("right.restriction", "Right to restriction of processing"),
        say("right.restriction.text", "In some cases you can ask us to store your data without using it, for example "
                                      "while we find out whether it is correct or whether your objection is "
                                      "justified.")),
    "portability": (
        say("right.portability", "Right to data portability"),
        say("right.portability.text", "You can get the data you have given us in a structured, commonly used and "
                                      "machine-readable format, or have us send it directly to someone else where "
                                      "that is technically possible. This covers data that we process by automated "
                                      "means because you have consented or because we have a contract with you.")),
    "object": (
        say("right.object", "Right to object"),
        say("right.object.text", "You can object, for reasons that have to do with your particular situation, when we "
                                 "use your data for a legitimate interest or a public task. We then stop unless we "
                                 "have compelling legitimate grounds that weigh more than your interests, rights and "
                                 "freedoms, or need the data for legal claims.")),
    "object_direct_marketing": (
        say("right.object_marketing", "Right to object to direct marketing"),
        say("right.object_marketing.text", "You can object to direct marketing at any time and without giving a "
                                           "reason. This includes profiling for direct marketing. We then stop using "
                                           "your data for it.")),
    "automated_decisions": (
        say("right.decisions", "Rights concerning automated decisions"),
        say("right.decisions.text", "You can have a person look at a decision that was made by machine alone, give "
                                    "your view and contest the decision.")),
    "withdraw_consent": (
        say("right.withdraw", "Right to withdraw consent"),
        say("right.withdraw.text", "Where we rely on your consent, you can withdraw it at any time. Withdrawing does "
                                   "not affect the lawfulness of what we did with your data before.")),
}
EXPLICIT = frozenset({"withdraw_consent", "portability"})  # Art. 7(3) and 20(1)(a) GDPR name Art. 9(2)(a) too
ALWAYS = frozenset({"access", "rectification", "erasure", "restriction"})
ON_A_BASIS = frozenset({"portability", "object", "withdraw_consent"})


def compose(declaration: Declaration) -> Block | None:
    """The section on rights."""
    rights = declaration.rights
    return section(
        "rights", say("rights.title", "Your rights"),
        *_how(declaration, rights),
        *(_right(declaration, fact, found) for fact, found in available(declaration)),
        *(_national(declaration, right) for right in rights.national),
        at=(rights.at,), answers=("GDPR 12(2)", "GDPR 13(2)(b)", "GDPR 14(2)(c)"))


def _how(declaration: Declaration, rights: Rights) -> tuple[Block | None, ...]:
    ways = [way._replace(origins=(*way.origins, id.at)) for id in rights.contact
            for way in contact_blocks(declaration, find(declaration.controller.contacts, id)) if way]
    within = say("rights.month", "We answer without undue delay and within one month at the latest.")
    if rights.respond_within is not None:
        within = say("rights.within", "We answer without undue delay, at the latest within: {period}.",
                     period=Span(rights.respond_within))
    extension = say("rights.extension", "If your request is complex, or we have received many, we may need up to two "
                                        "more months. We then tell you so, and why, within the first month.")
    free = say("rights.free", "Using your rights is free of charge.")
    return (
        paragraph(".how", Markdown(rights.how)) if rights.how else None,
        facts(".contact", row("rights-contact", say("rights.contact", "How to use your rights"), *ways)),
        paragraph(".time", within, extension, free,
                  at=(rights.where("respond_within"),), answers=("GDPR 12(3)", "GDPR 12(5)")),
        paragraph(".fee", rights.fee, answers=("GDPR 15(3)",)) if rights.fee else None,
        paragraph(".identity", rights.identity, answers=("GDPR 12(6)",)) if rights.identity else None,
        paragraph(".agent", rights.agent) if rights.agent else None,
        paragraph(".limits", Markdown(rights.limits)) if rights.limits else None)


def available(declaration: Declaration) -> tuple[tuple[Fact, tuple[tuple[Activity, Purpose], ...]], ...]:
    """The rights that exist, given the bases relied on, with the purposes from which each follows.

    Access, rectification, erasure and restriction exist on every basis. Where a purpose names no basis, the rights
    that hang on one are told too: their texts say when they apply.
    """
    declared = [(activity, purpose, {basis.basis for basis in bases_of(declaration, activity, purpose)})
                for activity in declaration.activities for purpose in activity.purposes]
    unknown = any(not bases for _, _, bases in declared)
    always = ALWAYS | (ON_A_BASIS if unknown else frozenset())
    found = []
    for fact in law_facts("rights").values():
        uses = _uses(declaration, fact, declared)
        decided = fact.id != "automated_decisions" or declaration.automated_decisions
        noted = any(right.id == fact.id for right in declaration.rights.rights)
        if fact.id in TEXTS and (noted or (decided and (uses or fact.id in always))):
            found.append((fact, uses))
    return tuple(found)


def _uses(declaration: Declaration, fact: Fact, declared: Sequence[tuple[Activity, Purpose, set[Str]]]) \
        -> tuple[tuple[Activity, Purpose], ...]:
    """The purposes, each with the bases it relies on, from which a right follows."""
    if fact.get("purposes") == "direct_marketing":             # whatever the basis, Art. 21(2) GDPR
        return tuple((activity, purpose) for activity, purpose, _ in declared
                     if is_direct_marketing(declaration, purpose))
    wanted = fact["bases"].split()
    return tuple((activity, purpose) for activity, purpose, bases in declared
                 if not bases.isdisjoint(wanted) or (fact.id in EXPLICIT and _is_explicit(activity)))


def _is_explicit(activity: Activity) -> bool:
    return any(condition.condition == "explicit_consent" for condition in activity.special_categories)


def _right(declaration: Declaration, fact: Fact, uses: Sequence[tuple[Activity, Purpose]]) -> Block:
    title, text = TEXTS[fact.id]
    note = next((made for made in declaration.rights.rights if made.id == fact.id), None)
    return entry(
        f"-{fact.id.replace('_', '-')}", title, paragraph(".text", text),
        paragraph(".note", Markdown(note.note)) if note and note.note else None,
        facts(".facts",
              row(".when", say("right.when", "When it applies"), *_when(declaration, fact, uses)),
              row(".who", say("right.who", "For whom"), value(note.who)) if note and note.who else None,
              row(".use", say("right.use", "How to use it"), *_use(declaration, fact, note, uses)),
              row(".link", say("activity.link", "Read more"), value(Anchor(note.link, Name(note.link))))
              if note and note.link else None,
              row(".law", say("basis.law.label", "Law"), value(Cite(fact["provision"])))),
        _withdrawals(declaration) if fact.id == "withdraw_consent" else None,
        at=_origins(uses) or (declaration.rights.at,), answers=_answers(fact))


def _national(declaration: Declaration, right: NationalRight) -> Block:
    """A right that national law adds."""
    law = paragraph(".law", say("basis.law", "Law: {law}.", law=law_names(declaration, right.law))) \
        if right.law else None
    return entry(f".national-{right.id}", right.title, paragraph(".text", Markdown(right.text)), law, at=(right.at,))


def _answers(fact: Fact) -> tuple[str, ...]:
    more = {"object": ("GDPR 21(4)",), "object_direct_marketing": ("GDPR 21(4)",),
            "withdraw_consent": ("GDPR 13(2)(c)", "GDPR 14(2)(d)")}
    return (fact["provision"], "GDPR 13(2)(b)", "GDPR 14(2)(c)", *more.get(fact.id, ()))


def _origins(uses: Sequence[tuple[Activity, Purpose]]) -> tuple[Position, ...]:
    return tuple(dict.fromkeys(purpose.at for _, purpose in uses))


def _when(declaration: Declaration, fact: Fact, uses: Sequence[tuple[Activity, Purpose]]) -> Blocks:
    """When the right exists: always, or on which of the bases relied on, and in which uses."""
    if fact.id in ALWAYS:
        return (line(say("right.always", "Always, whatever the legal basis.")),)
    if fact.id == "automated_decisions":
        made = [Anchor(f"#automated-decisions-{made.id}", made.title) for made in declaration.automated_decisions]
    else:
        activities = {activity.id: activity for activity, _ in uses}
        made = [Anchor(f"#activities-{id}", activity.title) for id, activity in activities.items()]
    return (*map(line, _grounds(declaration, fact, uses)), line(many(made)) if made else None)


def _grounds(declaration: Declaration, fact: Fact, uses: Sequence[tuple[Activity, Purpose]]) -> list[Said]:
    """The legal bases of the uses that give the right, each once with its article."""
    if fact.id == "automated_decisions":
        return []
    if fact.get("purposes"):
        return [say("right.marketing", "Whenever we use your data for direct marketing, whatever the legal basis.")] \
            if uses else []
    bases = fact.get("bases").split()
    found = {basis.basis: basis.basis for activity, purpose in uses
             for basis in bases_of(declaration, activity, purpose) if basis.basis in bases}
    explicit = {condition.condition: condition.condition for activity, _ in uses
                for condition in activity.special_categories if condition.condition == "explicit_consent"} \
        if fact.id in EXPLICIT else {}
    return [cited(declaration, "legal_bases", id) for id in found] + \
        [cited(declaration, "special_conditions", id) for id in explicit]


def _use(declaration: Declaration, fact: Fact, note: RightNote | None,
         uses: Sequence[tuple[Activity, Purpose]]) -> Blocks:
    """How to use the right: by oneself, as the activities say, or by writing to the contact for rights."""
    own = [line(note.self_service)] if note and note.self_service else []
    objections = [line(say("right.in", "{activity}: {how}", activity=Anchor(f"#activities-{activity.id}",
                                                                            activity.title), how=activity.object))
                  for activity in {activity.id: activity for activity, _ in uses}.values() if activity.object] \
        if fact.id in ("object", "object_direct_marketing") else []
    contacts = [find(declaration.controller.contacts, id) for id in declaration.rights.contact]
    ways = [way for contact in contacts for way in contact_values(contact)[:1]]
    reach: Said = many(ways) if ways else Anchor("#rights-contact", say("rights.contact", "How to use your rights"))
    return (*own, *objections, line(reach))


def _withdrawals(declaration: Declaration) -> Block | None:
    """How each consent is withdrawn."""
    rows = [row(f"-{activity.id}", activity.title, *map(_withdrawal, activity.consent), answers=("GDPR 7(3)",))
            for activity in declaration.activities]
    if declaration.cookies is not None:
        rows.append(row(".cookies", say("cookies.title", "Cookies and similar technologies"),
                        *map(_withdrawal, declaration.cookies.consent), answers=("GDPR 7(3)",)))
    return facts(".how", *rows)


def _withdrawal(consent: Consent) -> Block | None:
    """One consent and how it is withdrawn."""
    what = say("consent.what", "Consent to: {what}.", what=consent.what) if consent.what else None
    return line(what, consent.withdraw)


def complaint(declaration: Declaration) -> Block | None:
    """The section on complaints to a supervisory authority."""
    declared = declaration.complaint
    chosen = [(law_facts("authorities")[id], id.at) for id in declared.authorities] if declared else []
    national = authority_of(declaration.controller.country)
    found = chosen or ([(national, declaration.controller.country.at)] if national else [])
    return section(
        "complaint", say("complaint.title", "Complaints"),
        paragraph(".first", declared.first, say("complaint.anyway", "You may complain to the authority without having "
                                                                    "asked us first."))
        if declared and declared.first else None,
        paragraph(".right", say("complaint.right", "If you believe that our use of your personal data breaks the law, "
                                                   "you can complain to a supervisory authority, in particular "
                                                   "in the country where you live or work, or where you believe the "
                                                   "law was broken.")),
        facts(".authorities", *(_authority(fact, at) for fact, at in found)),
        at=(declared.at if declared else declaration.controller.where("country"),),
        answers=("GDPR 13(2)(d)", "GDPR 14(2)(e)", "GDPR 77"))


def _authority(fact: Fact, at: Position) -> Block | None:
    links: list[Said] = [Anchor(fact["website"], Name(Str(fact["website"], at)), language=fact["language"])]
    if fact.get("complaint"):
        links.append(Anchor(fact["complaint"], say("complaint.how", "How to complain (in English)"), language="en"))
    return row(f"-{fact.id}", say("complaint.authority", "Supervisory authority in: {country}",
                                  country=country(Country(fact["country"], at))),
               line(TermName("authorities", Str(fact.id, at), authority_label(fact),
                             own=(fact["language"], fact["name"]))),
               *(line(link, at=(at,)) for link in links), answers=("GDPR 13(2)(d)", "GDPR 14(2)(e)"))
