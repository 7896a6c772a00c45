"""One description of the declaration language: read it, check it, explain it from the same classes."""

from policygen.schema.record import (
    Key,
    Record,
    RecordType,
    entries,
    listed,
    one,
    optional,
    required,
)
from policygen.schema.reading import Reading, nearest
from policygen.schema.types import (
    COUNTRY,
    DATE,
    EMAIL,
    FLAG,
    ID,
    LABEL,
    LANGUAGE,
    LINK,
    NUMBER,
    PERIOD,
    PHONE,
    SENTENCE,
    TEXT,
    WORDS,
    Choice,
    Reference,
    Term,
    Type,
)
from policygen.schema.values import Country, Day, Link, Period, Str, Words

__all__ = [
    "COUNTRY", "DATE", "EMAIL", "FLAG", "ID", "LABEL", "LANGUAGE", "LINK", "NUMBER", "PERIOD", "PHONE", "SENTENCE", "TEXT",
    "WORDS", "Choice", "Country", "Day", "Key", "Link", "Period", "Reading", "Record", "RecordType", "Reference",
    "Str", "Term", "Type", "Words", "entries", "listed", "nearest", "one", "optional", "required",
]
