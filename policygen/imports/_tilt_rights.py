"""Rights, complaints, transfers and automated decisions of TILT."""

from __future__ import annotations

from policygen.imports import _texts
from policygen.imports._draft import Note, Tree, bare, noted
from policygen.imports._labels import known, says_itself
from policygen.imports._source import Source
from policygen.imports._tilt_draft import Reading, email

RIGHTS = {"rightToInformation": "access", "rightToRectificationOrDeletion": "rectification",
          "rightToDataPortability": "portability", "rightToWithdrawConsent": "withdraw_consent",
          "accessAndDataPortability": "portability"}
BOTH = {"rightToRectificationOrDeletion": "rectification erasure"}
ABOUT = {
    "rightToInformation": "The document calls it the right to information; in practice it is that of access.",
    "rightToRectificationOrDeletion": "It is about rectification and erasure in one.",
}
TOOLS = {"adequacyDecision": "adequacy", "standardDataProtectionClause": "scc", "appropriateGuarantees": "safeguards"}


def rights(reading: Reading) -> dict[str, Tree]:
    """How people use their rights, with what the document says of single ones."""
    notes: dict[str, Tree] = {}
    evidence: dict[str, str] = {}
    contact = ""
    for name, id in RIGHTS.items():
        source = reading.source.get(name)
        if source.get("available").value is True:
            source.get("available").take()
        if id not in notes:
            entry = _right(reading, source, name)
            if bare(entry):
                notes[id] = noted(entry, Note(ABOUT[name], source.path) if name in ABOUT else None)
        else:
            _same(source, reading.source.get(next(first for first, of in RIGHTS.items() if of == id)))
        contact = reading.contact("rights", email(source.get("email"))) or contact
        for item in source.get("identificationEvidences").each():
            if item.plain:
                evidence.setdefault(item.text(), item.path)
    contact = contact or next(iter(reading.contacts), "")
    identity = noted(_texts.sentence("; ".join(evidence), next(iter(evidence.values()), "")), Note(
        "The input lists it for single rights; write a sentence for all.")) if evidence else None
    return {"contact": contact, "identity": identity, "rights": notes}


def _same(source: Source, other: Source) -> None:
    """Take what a right says a second time; what it says otherwise is told of as not carried."""
    for key in ("description", "url"):
        if source.get(key).plain == other.get(key).plain:
            source.get(key).take()


def _right(reading: Reading, source: Source, name: str) -> Tree:
    description = source.get("description")
    ids = BOTH.get(name, RIGHTS[name])
    if description.plain and says_itself(ids, description.plain, reading.language):
        description.take()
        return {"link": source.get("url").fitting(_texts.link)}
    return {"note": _texts.words(description.text(), description.path), "link": source.get("url").fitting(_texts.link)}


def complaint(reading: Reading) -> Tree:
    """The supervisory authority, where it is one that is known."""
    source = reading.source.get("rightToComplain")
    authority = source.get("supervisoryAuthority")
    if source.get("available").value is True:
        source.get("available").take()
    id = known("authorities", authority.get("name").plain, reading.language)
    if id:
        authority.get("name").take()
        authority.get("country").take()
        return {"authorities": id}
    if authority.get("name").plain:
        reading.lost.append(Note("No authority is known by this name; name it under `complaint`, if it is not that of "
                                 "the country.", authority.get("name").path))
    return None


def transfers(reading: Reading) -> Tree:
    """Transfers; TILT does not tie them to a recipient."""
    made: dict[str, tuple[list[str], Tree]] = {}
    for source in reading.source.get("thirdCountryTransfers").each():
        code = reading.country(source.get("country"))
        tools, notes = _tools(reading, source)
        if not (bare(code) or tools):
            continue
        entry: Tree = {"to": code, "tools": list(tools)}
        made.setdefault(repr(bare(entry)), ([], noted(entry, *notes)))
    if not made:
        return None
    note = Note("TILT does not say who gets the data there: move each to its recipient, if it belongs to one.",
                "$.thirdCountryTransfers")
    return {"general": noted([entry for _, entry in made.values()], note)}


def _tools(reading: Reading, source: Source) -> tuple[list[str], list[Note]]:
    found: list[str] = []
    notes: list[Note] = []
    for key, tool in TOOLS.items():
        part = source.get(key)
        if part.get("available").flag() is not True:
            continue
        description = part.get("description")
        named = [known("transfer_tools", text, reading.language) for text in description.plain.split("; ")]
        if all(named):
            description.take()
            found += named
        else:
            found.append(tool)
            if tool == "safeguards":
                notes.append(Note("Which safeguards of Art. 46 GDPR are they?", part.path))
    return list(dict.fromkeys(found)), notes


def decisions(reading: Reading) -> dict[str, Tree]:
    """Automated decisions, or the statement that there are none."""
    source = reading.source.get("automatedDecisionMaking")
    logic, effects = source.get("logicInvolved"), source.get("scopeAndIntendedEffects")
    used = source.get("inUse").flag()
    if used is False and not logic and not effects:
        return {"statements": noted(["no_automated_decisions"], Note(
            "The input says that there are no automated decisions, and no profiling.", source.path))}
    if not (logic or effects):
        return {}
    note = Note("Is it a decision by machine alone with significant effects (Art. 22 GDPR)? Then add `title`, "
                "`allowed_by` and `human`, which are required. If it is profiling, move it to `profiling` of its "
                "activity.",
                source.path)
    if used is False:
        note = Note("The input says that this is not in use.", source.path)
    return {"automated_decisions": noted({"decision": {
        "logic": _texts.words(logic.text(), logic.path),
        "consequence": _texts.sentence(effects.text(), effects.path)}}, note)}
