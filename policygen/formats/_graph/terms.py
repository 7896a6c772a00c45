"""Terms in the graph: the DPV name where it means the same, else a node with label, notation and the nearest term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from policygen.declaration import Declaration
from policygen.formats._graph.names import Node, compact
from policygen.formats._graph.table import parsed
from policygen.law import facts
from policygen.load import Mapping as MappingNode
from policygen.load import Scalar
from policygen.load import Sequence as SequenceNode
from policygen.localise import Catalogue
from policygen.notice.retention import THEN
from policygen.notice.statements import STATEMENTS
from policygen.schema.codes import COUNTRIES
from policygen.vocabulary import kinds, terms

# What the terms of a kind are, where DPV has a class for it.
CLASSES = {"data": "dpv:PersonalData", "purposes": "dpv:Purpose", "data_subjects": "dpv:DataSubject"}
SPECIAL = "dpv:SpecialCategoryPersonalData"
CRIMINAL = "pd:Criminal"
LAWS = ("legal_bases", "special_conditions", "transfer_tools", "authorities", "adequacy")
# Words of the language that have no label of their own: what the page says of them.
SENTENCES = {"statements": STATEMENTS, "endings": THEN}


class Shipped(NamedTuple):
    """A shipped term as linked data need it; `exact` tells that the DPV name means the same."""

    label: str
    dpv: str
    exact: bool
    special: bool
    criminal: bool
    more: Mapping[str, Any]


@cache
def shipped(kind: str) -> Mapping[str, Shipped]:
    """Every shipped term of a kind by id."""
    if kind in kinds():
        return {id: Shipped(term.label, term.dpv, _exact(kind, id, term.dpv), term.special, term.criminal, {})
                for id, term in terms(kind).items()}
    if kind in LAWS:
        return {id: Shipped(fact.get("label") or fact.get("english") or fact.get("name"), fact.get("dpv"),
                            _exact(kind, id, fact.get("dpv")), False, False, _more(kind, fact))
                for id, fact in facts(kind).items()}
    if kind == "countries":
        others = _listed("not_in_loc")
        return {code: Shipped("", "dpv:Country" if code in others else f"loc:{code}", code not in others,
                              False, False, {}) for code in sorted(COUNTRIES)}
    return {id: Shipped(sentence.text, _nearest(kind).get(id, ""), False, False, False, {})
            for id, sentence in SENTENCES.get(kind, {}).items()}


def _more(kind: str, fact: Any) -> Mapping[str, Any]:
    """What else is known of an authority or a decision."""
    if kind == "authorities":
        return {"schema:name": {"@value": fact["name"], "@language": fact["language"]},
                "schema:url": {"@id": fact["website"]}}
    if kind == "adequacy":
        return {"@type": "eu-gdpr:AdequacyDecision", "dct:identifier": fact["decision"],
                "schema:url": {"@id": fact["url"]}}
    return {}


def _nearest(kind: str) -> Mapping[str, str]:
    """The nearest DPV names of words that are sentences."""
    said = parsed("terms.yaml").get("said")
    assert isinstance(said, MappingNode)
    names = said.get(kind)
    assert isinstance(names, MappingNode)
    return {key.text: name.text for key, name in names.entries if isinstance(name, Scalar)}


@cache
def _counts() -> Counter[str]:
    """How many terms have each DPV name."""
    found = [term.dpv for kind in kinds() for term in terms(kind).values()]
    found += [fact.get("dpv") for kind in LAWS for fact in facts(kind).values()]
    return Counter(filter(None, found))


@cache
def _listed(name: str) -> frozenset[str]:
    node = parsed("terms.yaml").get(name)
    assert isinstance(node, SequenceNode)
    return frozenset(item.text for item in node.items if isinstance(item, Scalar))


def _exact(kind: str, id: str, dpv: str) -> bool:
    path = f"{kind}/{id}"
    return bool(dpv) and (path in _listed("exact") or (_counts()[dpv] == 1 and path not in _listed("nearest")))


class Terms:
    """The terms that one graph uses, each described once."""

    def __init__(self, declaration: Declaration, languages: Sequence[tuple[str, Catalogue]]) -> None:
        self.languages = languages
        self.used: dict[tuple[str, str], None] = {}
        vocabulary = declaration.vocabulary
        self.own = {(kind, str(term.id)) for kind in type(vocabulary).KEYS for term in getattr(vocabulary, kind)} \
            if vocabulary else set()

    def name(self, kind: str, id: str) -> str:
        """The IRI of a term, which is described from then on."""
        if (kind, id) in self.own:
            return f"{scheme(kind)}-{id}"
        self.used[kind, id] = None
        term = shipped(kind)[id]
        return term.dpv if term.exact else local(kind, id)

    def nodes(self) -> Iterator[Node]:
        """A node for each term that was used and says something, and for each kind that has nodes of its own."""
        described = {(kind, id): node for kind, id in self.used if len(node := self._node(kind, id)) > 1}
        yield from described.values()
        mine = {kind for kind, _ in self.own}
        for kind in dict.fromkeys(kind for (kind, id), node in described.items() if "skos:inScheme" in node):
            if kind not in mine:
                yield {"@id": scheme(kind), "@type": "skos:ConceptScheme", "skos:notation": kind}

    def _node(self, kind: str, id: str) -> Node:
        term = shipped(kind)[id]
        types = [name for name in (CLASSES.get(kind, ""), SPECIAL if term.special else "") if name]
        labels = self._labels(kind, id, term.label)
        more = {key: value for key, value in term.more.items() if key != "@type"}
        types += [term.more["@type"]] if "@type" in term.more else []
        if term.exact:
            return dict(compact({"@id": term.dpv, "@type": types, "schema:name": labels, **more}))
        return dict(compact({
            "@id": local(kind, id), "@type": ["skos:Concept", *types], "skos:notation": id,
            "skos:inScheme": {"@id": scheme(kind)}, "skos:prefLabel": labels,
            "skos:broader": {"@id": term.dpv} if term.dpv else None,
            "skos:related": {"@id": CRIMINAL} if term.criminal else None, **more}))

    def _labels(self, kind: str, id: str, label: str) -> list[Node]:
        """The label in each language that has a translation of it."""
        context = SENTENCES[kind][id].context if kind in SENTENCES else f"{kind}.{id}"
        said = ((language, catalogue.known(context, label) if label else "")
                for language, catalogue in self.languages)
        found = [{"@value": text, "@language": language} for language, text in said if text]
        if label and not found:
            found.append({"@value": label, "@language": "en"})
        return found


def local(kind: str, id: str) -> str:
    """The IRI of a term that has a node of its own."""
    return f"#terms-{kind}-{id}"


def scheme(kind: str) -> str:
    """The IRI of the scheme of the terms of a kind."""
    return f"#vocabulary.{kind.replace('_', '-')}"
