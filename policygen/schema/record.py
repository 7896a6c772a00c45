"""Record: a frozen object of the declaration whose keys are described once, in its class."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter
from typing import Any, ClassVar, Generic, TypeVar, overload

from policygen.load import Mapping, Node, Scalar, Sequence, written
from policygen.problem import Position
from policygen.schema.reading import Reading, closest, nearest
from policygen.schema.types import Type, kind_of, read_id
from policygen.schema.values import Period, Str, Words

T = TypeVar("T")
R = TypeVar("R", bound="Record")
HEAD = 3                                        # at, places, id stand before the keys


class Key(Generic[T]):
    """One key: its type, what it means (Markdown), whether it must stand, the provision that asks for it."""

    name = ""

    def __init__(self, type: Type[Any], doc: str, required: bool, default: Any, provision: str) -> None:
        self.type = type
        self.doc = doc
        self.required = required
        self.default = default
        self.provision = provision

    @overload
    def __get__(self, instance: None, owner: type) -> Key[T]: ...
    @overload
    def __get__(self, instance: Record, owner: type) -> T: ...
    def __get__(self, instance: Any, owner: type) -> Any:      # replaced by a plain property in the class
        raise AttributeError(self.name)


def required(type: Type[T], doc: str, provision: str = "") -> Key[T]:
    """A key that must stand."""
    return Key(type, doc, True, None, provision)


def optional(type: Type[T], doc: str, provision: str = "") -> Key[T | None]:
    """A key that may stand; None where it does not."""
    return Key(type, doc, False, None, provision)


def listed(type: Type[T], doc: str, provision: str = "", *, least: int = 0) -> Key[tuple[T, ...]]:
    """A list; one item may stand without a dash. `least` 1 makes the key required."""
    return Key(ListType(type), doc, least > 0, (), provision)


def entries(cls: type[R], doc: str, provision: str = "", *, least: int = 0) -> Key[tuple[R, ...]]:
    """A mapping of ids to records; the id is each record's `id`."""
    return Key(EntriesType(cls), doc, least > 0, (), provision)


def one(cls: type[R]) -> RecordType[R]:
    """The type of a key that holds one record of `cls`."""
    return RecordType(cls)


class Record(tuple[Any, ...]):
    """Base of every concept.

    `SHORT` names the key that a bare value fills (`data: [email]`); `EXAMPLE` is one record in YAML, in English,
    which the reference shows and a test reads.
    """

    __slots__ = ()
    KEYS: ClassVar[dict[str, Key[Any]]] = {}
    REQUIRED: ClassVar[tuple[str, ...]] = ()
    SHORT: ClassVar[str] = ""
    EXAMPLE: ClassVar[str] = ""

    at = property(itemgetter(0))
    places = property(itemgetter(1))
    id = property(itemgetter(2))

    def __init_subclass__(cls) -> None:
        keys: dict[str, Key[Any]] = dict(cls.KEYS)
        for attribute, value in list(vars(cls).items()):
            if isinstance(value, Key):
                value.name = attribute.rstrip("_")
                keys[value.name] = value
                setattr(cls, attribute, property(itemgetter(HEAD + len(keys) - 1), doc=value.doc))
        cls.KEYS = keys
        cls.REQUIRED = tuple(name for name, key in keys.items() if key.required)

    def where(self, key: str) -> Position:
        """The position of a key, or of the record where the key does not stand."""
        place: Position = self.places.get(key, self.at)
        return place

    def changed(self: R, **values: Any) -> R:
        """The same record with other values for some of its keys."""
        unknown = set(values) - set(self.KEYS)
        assert not unknown, unknown
        kept = zip(self.KEYS, self[HEAD:], strict=True)
        return tuple.__new__(type(self), (*self[:HEAD], *(values.get(name, value) for name, value in kept)))

    def each(self) -> Iterator[tuple[str, Any]]:
        """Each single value in the record with its key; a list gives its items one by one."""
        for name, value in zip(self.KEYS, self[HEAD:], strict=True):
            if isinstance(value, tuple) and not isinstance(value, SINGLE):
                for item in value:
                    yield name, item
            elif value is not None:
                yield name, value

    @property
    def spots(self) -> tuple[Position, ...]:
        """Where the record and each of its own values stand; values of records inside are theirs."""
        found = {self.at: None}
        for name, item in self.each():
            if not isinstance(item, Record):
                at = getattr(item, "at", None) or self.places.get(name)
                if at is not None:
                    found[at] = None
        return tuple(found)

    def within(self) -> frozenset[Position]:
        """Where the record stands and everything inside it: its keys, values, and records inside."""
        found = {self.at, *self.places.values(), *self.spots}
        if self.id is not None:
            found.add(self.id.at)
        for _, item in self.each():
            if isinstance(item, Record):
                found |= item.within()
            elif isinstance(item, Words):
                found.update(text.at for _, text in item.texts)
        return frozenset(found)

    def check(self, reading: Reading) -> None:
        """What holds between keys; a subclass notes problems here."""


SINGLE = (Record, Words, Period)                # single values that are tuples too


class RecordType(Type[R]):
    """Reads a mapping (or, with SHORT, a bare value) as a record."""

    def __init__(self, cls: type[R]) -> None:
        self.cls = cls
        self.name = cls.__name__

    def read(self, node: Node, reading: Reading) -> R | None:
        return self.read_entry(node, reading, None)

    def read_entry(self, node: Node, reading: Reading, id: Str | None) -> R | None:
        cls = self.cls
        if cls.SHORT and not (isinstance(node, Mapping) and self._is_long(node)):
            key = Scalar(node.at, cls.SHORT, True)
            node = Mapping(node.at, ((key, node),))
        if (isinstance(node, Scalar) and not node.text.strip()) or \
                (isinstance(node, Mapping) and not node.entries and not cls.REQUIRED):
            reading.wrong(node.at, "empty-value", "The value is empty.",
                          f"Write keys such as {self._some_keys()}, or remove the key.")
            return None
        if not isinstance(node, Mapping):
            reading.wrong(node.at, "wrong-type", f"Here stands {kind_of(node)}, expected keys of: {self.words}.",
                          f"Write keys such as {self._some_keys()}.")
            return None
        found = {key.text: self._value(key, child, reading) for key, child in node.entries}
        missing = [name for name in cls.REQUIRED if name not in found]
        if missing:
            self._missing(node, missing, found, reading)
        places = {key.text: key.at for key, _ in node.entries}
        values = [key.default if (value := found.get(name)) is None else value for name, key in cls.KEYS.items()]
        record = tuple.__new__(cls, (node.at, places, id, *values))
        if not missing and all(value is not None or name not in cls.KEYS for name, value in found.items()):
            record.check(reading)
        return record

    def _is_long(self, node: Mapping) -> bool:
        """Whether the mapping holds keys of the record, and is not itself the short value (such as words)."""
        texts = {key.text for key, _ in node.entries}
        return not texts or not texts.isdisjoint(self.cls.KEYS) or not self.cls.KEYS[self.cls.SHORT].type.takes_mapping

    def _value(self, key: Scalar, node: Node, reading: Reading) -> Any:
        known = self.cls.KEYS.get(key.text)
        if known is None:
            reading.wrong(key.at, "unknown-key", f"There is no key `{key.text}` here, in: {self.words}.",
                          nearest(key.text, self.cls.KEYS))
            return None
        return known.type.read(node, reading)

    def _missing(self, node: Mapping, missing: list[str], found: dict[str, Any], reading: Reading) -> None:
        meant = {closest(name, self.cls.KEYS) for name in found if name not in self.cls.KEYS}
        for name in missing:
            if name not in meant:
                key = self.cls.KEYS[name]
                reading.wrong(node.at, "missing-key", f"`{name}` is missing here, in: {self.words}. {key.doc}",
                              f"Add `{name}:` with {key.type.hint}.", provision=key.provision)

    @property
    def words(self) -> str:
        """The name of the class as words: `DataItem` is `data item`."""
        return re.sub(r"(?<=[a-z])([A-Z])", r" \1", self.cls.__name__).lower()

    def _some_keys(self) -> str:
        return ", ".join(f"`{name}`" for name in list(self.cls.KEYS)[:6])

    @property
    def hint(self) -> str:
        return f"keys such as {self._some_keys()}"

    takes_mapping = True


class ListType(Type[tuple[T, ...]]):
    """Reads a list; a single item needs no dash."""

    def __init__(self, item: Type[T]) -> None:
        self.item = item
        self.name = f"list of {item.name}"
        self.takes_mapping = item.takes_mapping

    def read(self, node: Node, reading: Reading) -> tuple[T, ...] | None:
        nodes = node.items if isinstance(node, Sequence) else (node,)
        if not nodes:
            reading.wrong(node.at, "empty-list", "The list is empty.", "Add an item, or remove the key.")
        seen: set[object] = set()
        for child in nodes if len(nodes) > 1 else ():
            said = written(child)
            if said in seen:
                name = f"`{child.text}`" if isinstance(child, Scalar) else "The same entry"
                reading.wrong(child.at, "listed-twice", f"{name} stands in this list twice.", "Keep one.")
            seen.add(said)
        read = [self.item.read(child, reading) for child in nodes]
        return tuple([item for item in read if item is not None])

    @property
    def hint(self) -> str:
        return f"a list of {self.item.hint}"


class EntriesType(Type[tuple[R, ...]]):
    """Reads a mapping of ids to records."""

    def __init__(self, cls: type[R]) -> None:
        self.record = RecordType(cls)
        self.name = f"entries of {cls.__name__}"

    def read(self, node: Node, reading: Reading) -> tuple[R, ...] | None:
        if not isinstance(node, Mapping):
            reading.wrong(node.at, "wrong-type", f"Here stands {kind_of(node)}, expected ids with their entries.",
                          "Write an id of your choice, a colon, and the entry indented below it.")
            return None
        if not node.entries:
            reading.wrong(node.at, "empty-list", "There are no entries.", "Add an entry, or remove the key.")
        found = []
        for key, child in node.entries:
            id = read_id(key, reading) or Str(key.text, key.at)     # kept, so that what refers to it is found
            record = self.record.read_entry(child, reading, id)
            if record is not None:
                found.append(record)
        return tuple(found)

    @property
    def hint(self) -> str:
        return f"ids of your choice, each with {self.record.hint}"

    takes_mapping = True

