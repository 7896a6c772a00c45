"""The declaration language as JSON Schema draft-07, for editors; made from the classes that read it.

Draft-07 is what SchemaStore and the YAML language server support best. A schema cannot hold everything: references
between entries, check digits and missing translations are left to `policygen check`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from policygen.schema import codes
from policygen.schema.record import EntriesType, ListType, Record, RecordType
from policygen.schema.types import (
    COUNTRY,
    FLAG,
    ID_PATTERN,
    NUMBER,
    PATTERNS,
    Choice,
    Reference,
    Term,
    Type,
    WordsType,
)

Schema = dict[str, Any]
Known = Callable[[str], Mapping[str, str]]
SCALAR = {"type": ["string", "number", "boolean"]}
ID = {"type": "string", "pattern": f"^{ID_PATTERN.pattern}$"}


class Export:
    """Collects the definitions of all records that a schema needs."""

    def __init__(self, known: Known, open_kinds: frozenset[str]) -> None:
        self.known = known
        self.open_kinds = open_kinds
        self.definitions: dict[str, Schema] = {}

    def of(self, type: Type[Any]) -> Schema:
        """The schema of one type."""
        match type:
            case EntriesType(record=record):
                return {"type": "object", "minProperties": 1, "propertyNames": ID,
                        "additionalProperties": self.of(record)}
            case ListType(item=item):
                inner = self.of(item)
                return {"anyOf": [inner, {"type": "array", "items": inner, "minItems": 1, "uniqueItems": True}]}
            case RecordType(cls=cls):
                return self._record(cls)
            case Term(kind=kind):
                return self._term(kind)
            case Choice(words=words):
                return {"enum": [value for word in words for value in _spellings(word)]}
            case Reference():
                return ID
            case WordsType():
                return {"anyOf": [_text(type.limit), {
                    "type": "object", "minProperties": 1, "propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Za-z]{2,4})*$"},
                    "additionalProperties": _text(type.limit)}]}
        return self._scalar(type)

    def _scalar(self, type: Type[Any]) -> Schema:
        if type is COUNTRY:
            return self._shared("country", {"enum": sorted(codes.COUNTRIES)})
        if type is FLAG:
            return {"enum": ["yes", "no", True, False]}
        if type is NUMBER:
            return {"type": "integer", "minimum": 0}
        pattern = PATTERNS.get(type.name)
        if pattern is not None:
            return {"type": "string", "pattern": f"^(?:{pattern.pattern})$"}
        alternatives = getattr(type, "words", None)
        return {"type": "string"} if alternatives else dict(SCALAR)

    def _term(self, kind: str) -> Schema:
        """The ids of a kind with their labels; where a company may add its own, any id may stand."""
        terms = self.known(kind)
        listed: Schema = {"enum": list(terms), "enumDescriptions": list(terms.values())}
        return self._shared(f"terms_{kind}", {"anyOf": [listed, ID]} if kind in self.open_kinds else listed)

    def _shared(self, name: str, schema: Schema) -> Schema:
        self.definitions[name] = schema
        return {"$ref": f"#/definitions/{name}"}

    def _record(self, cls: type[Record]) -> Schema:
        name = cls.__name__
        if name not in self.definitions:
            self.definitions[name] = {}                     # a class may hold itself
            self.definitions[name] = self._definition(cls)
        reference = {"$ref": f"#/definitions/{name}"}
        if not cls.SHORT:
            return reference
        return {"anyOf": [self.of(cls.KEYS[cls.SHORT].type), reference]}

    def _definition(self, cls: type[Record]) -> Schema:
        properties = {name: _with(_described(key.doc, key.provision), self.of(key.type))
                      for name, key in cls.KEYS.items()}
        made: Schema = {"description": cls.__doc__ or "", "type": "object", "properties": properties,
                        "additionalProperties": False}
        required = [name for name, key in cls.KEYS.items() if key.required]
        return {**made, "required": required} if required else {**made, "minProperties": 1}


def json_schema(root: type[Record], title: str, known: Known, open_kinds: frozenset[str]) -> Schema:
    """The JSON Schema of a record. `known` gives the ids of a kind with their labels."""
    export = Export(known, open_kinds)
    export._record(root)
    body = export.definitions.pop(root.__name__)
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": title, **body,
            "definitions": dict(sorted(export.definitions.items()))}


def _with(description: str, schema: Schema) -> Schema:
    """A schema with a description; beside `$ref` draft-07 ignores everything, so the reference goes into `allOf`."""
    return {"description": description, **({"allOf": [schema]} if "$ref" in schema else schema)}


def _text(limit: int) -> Schema:
    return {**SCALAR, "minLength": 1, "maxLength": limit}


def _spellings(word: str) -> list[Any]:
    """A word as YAML readers may hand it over: `1` and `yes` come as numbers and booleans from some."""
    if word.isdigit():
        return [word, int(word)]
    return [word, True] if word == "yes" else [word]


def _described(doc: str, provision: str) -> str:
    return f"{doc} ({provision})" if provision else doc
