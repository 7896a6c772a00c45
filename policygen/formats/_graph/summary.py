"""What follows from a declaration: the short ways through the graph, and what holds where nothing else is said."""

from __future__ import annotations

from collections.abc import Iterable, Sized

from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.declaration.conduct import RightNote
from policygen.declaration.identity import Address, Contact, Controller, DataProtectionOfficer
from policygen.declaration.recipient import Recipient, Transfer
from policygen.declaration.root import OwnVocabulary
from policygen.declaration.storage import StorageItem
from policygen.formats._graph.names import Node
from policygen.formats._graph.table import shapes
from policygen.formats._graph.terms import CLASSES, Terms, shipped
from policygen.formats._graph.writing import add
from policygen.law import authority_of, facts
from policygen.notice.basis import bases_of
from policygen.notice.rights import available
from policygen.schema import Record

# The keys of an activity that hold what stands under the defaults, where they are not declared.
INHERITED = ("retention", "obligation", "sources")
DEFAULTS = "#activities.defaults"
# The property that says what a recipient is for the company.
ROLES = {"processor": "dpv:hasDataProcessor", "sub_processor": "dpv:hasDataProcessor",
         "controller": "dpv:hasRecipientDataController", "joint_controller": "dpv:hasJointDataControllers",
         "third_party": "dpv:hasRecipientThirdParty"}


class Summary:
    """Adds to nodes what follows from their records."""

    def __init__(self, declaration: Declaration, terms: Terms) -> None:
        self.declaration = declaration
        self.terms = terms
        self.recipients = {recipient.id: recipient for recipient in declaration.recipients}

    def __call__(self, record: Record, node: Node) -> None:
        """Add what follows from one record."""
        match record:
            case Activity():
                self._activity(record, node)
            case Controller():
                self._controller(record, node)
            case DataProtectionOfficer():
                if record.none is None:
                    add(node, "@type", "dpv:DataProtectionOfficer")
            case Recipient():
                self._recipient(record, node)
            case Transfer():
                self._transfer(record, node)
            case StorageItem():
                self._storage(record, node)
            case RightNote():
                add(node, "@type", facts("rights")[str(record.id)]["dpv"])
            case OwnVocabulary():
                _own_terms(node)
            case Declaration():
                self._notice(node)

    def _activity(self, activity: Activity, node: Node) -> None:
        defaults = self.declaration.defaults
        for key in INHERITED if defaults is not None else ():
            if not getattr(activity, key):
                _refer(node, shapes()["Activity"].keys[key].property, _numbered(DEFAULTS, key, getattr(defaults, key)))
        self._purposes(activity, node)
        self._add(node, "dpv:hasPersonalData", "data",
                  (id for item in activity.data if item.state != "anonymous" for id in item.category))
        self._sharing(activity, node)
        _refer(node, "dpv:hasContext", (f"#automated-decisions-{made.id}" for made
                                        in self.declaration.automated_decisions if made.activity == activity.id))
        _refer(node, "dpv:hasJointDataControllers", (f"#joint-controllers-{joint.id}" for joint
                                                     in self.declaration.joint_controllers
                                                     if activity.id in joint.activities))

    def _purposes(self, activity: Activity, node: Node) -> None:
        """The bases of each purpose, and in short all purposes and bases of the activity."""
        default = self.declaration.defaults.legal_basis if self.declaration.defaults else ()
        for purpose, inner in zip(activity.purposes, node["dpv:hasProcess"], strict=True):
            if not purpose.legal_basis:
                where, bases = (node["@id"], activity.legal_basis) if activity.legal_basis else (DEFAULTS, default)
                _refer(inner, "dpv:hasLegalBasis", _numbered(where, "legal-basis", bases))
            self._add(node, "dpv:hasPurpose", "purposes", [purpose.purpose])
            self._add(node, "dpv:hasLegalBasis", "legal_bases",
                      (basis.basis for basis in bases_of(self.declaration, activity, purpose)))
        self._add(node, "dpv:hasLegalBasis", "special_conditions",
                  (special.condition for special in activity.special_categories))

    def _sharing(self, activity: Activity, node: Node) -> None:
        """Who gets data, in which role, and in which countries outside the EEA."""
        defaults = self.declaration.defaults
        for use in (*activity.recipients, *(defaults.recipients if defaults else ())):
            recipient = self.recipients[use.recipient]
            role = ROLES.get(use.role or recipient.role or "")
            for property in ("dpv:hasRecipient", role):
                if property:
                    _refer(node, property, [f"#recipients-{recipient.id}"])
            self._add(node, "dpv:hasThirdCountry", "countries",
                      (code for transfer in recipient.transfers for code in transfer.to))

    def _controller(self, controller: Controller, node: Node) -> None:
        for contact in controller.contacts:
            _reached(contact, node)
        for registration in controller.registration:
            if registration.number:
                add(node, "dpv:hasIdentifier", f"{registration.scheme} {registration.number}")
        if controller.address is not None:
            add(node, "dpv:hasAddress", _line(controller.address))

    def _recipient(self, recipient: Recipient, node: Node) -> None:
        self._add(node, "dpv:hasThirdCountry", "countries",
                  (code for transfer in recipient.transfers for code in transfer.to))

    def _transfer(self, transfer: Transfer, node: Node) -> None:
        """The decisions of the Commission that a transfer can rest on; `dpf` means those that ask for certification."""
        decisions = [fact for fact in facts("adequacy").values() if fact.get("territory") in transfer.to]
        if "adequacy" not in transfer.tools:
            decisions = [fact for fact in decisions if "dpf" in transfer.tools and fact.get("certification") == "yes"]
        self._add(node, "dpv:hasLegalBasis", "adequacy", (fact.id for fact in decisions))

    def _storage(self, item: StorageItem, node: Node) -> None:
        """What kind of technology it is, where DPV has a name for it; a cookie where nothing is said."""
        for kind in item.kind or ("cookie",):
            name = shipped("storage_kinds")[str(kind)].dpv
            if name:
                add(node, "@type", name)
        for duration in node.get("dpv:hasDuration", ()):
            if "schema:duration" in duration:
                add(duration, "@type", "dpv:TemporalDuration")

    def _notice(self, node: Node) -> None:
        declaration = self.declaration
        declared = declaration.complaint.authorities if declaration.complaint else ()
        national = authority_of(declaration.controller.country)
        self._add(node, "dpv:hasAuthority", "authorities", declared or ([national.id] if national else []))
        _refer(node, "dpv:hasRight", rights(declaration))
        _refer(node, "dpv:hasRight", (f"#rights.national-{right.id}" for right in declaration.rights.national))
        _refer(node, "dpv:hasApplicableLaw", ["legal-eu:law-GDPR"])

    def _add(self, node: Node, property: str, kind: str, ids: Iterable[str]) -> None:
        for id in ids:
            add(node, property, {"@id": self.terms.name(kind, str(id))})


def rights(declaration: Declaration) -> list[str]:
    """The names of the rights that people have, with the right to complain."""
    return [*(fact["dpv"] for fact, _ in available(declaration)), "eu-gdpr:A77"]


def _own_terms(node: Node) -> None:
    """Make the company's own terms like the others that have nodes."""
    for scheme in node.get("dct:hasPart", ()):
        (kind,) = scheme["skos:notation"]
        for term in scheme["skos:hasTopConcept"]:
            if kind in CLASSES:
                add(term, "@type", CLASSES[kind])
            add(term, "skos:notation", term["dct:identifier"][0])
            add(term, "skos:inScheme", {"@id": scheme["@id"]})


def _refer(node: Node, property: str, ids: Iterable[str]) -> None:
    for id in ids:
        add(node, property, {"@id": id})


def _numbered(where: str, name: str, items: Sized) -> list[str]:
    """The ids of the nodes of a list."""
    return [f"{where}.{name}-{number}" for number in range(1, len(items) + 1)]


def _reached(contact: Contact, node: Node) -> None:
    """Each way to reach somebody, as one text."""
    ways = (f"mailto:{contact.email}" if contact.email else None, contact.phone, contact.form)
    for way in filter(None, ways):
        add(node, "dpv:hasContact", str(way))


def _line(address: Address) -> str:
    """A postal address on one line."""
    place = " ".join(part for part in (address.postal_code, address.city) if part)
    return f"{address.street}, {place}" if address.street else place
