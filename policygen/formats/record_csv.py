"""`record.LANGUAGE.csv`: the record of processing activities (Art. 30 GDPR) as tables, for the company itself.

RFC 4180 in UTF-8 with a byte order mark, every field in quotation marks. `record` is the record as controller,
`record-processor` that as processor, `record-questions` what is open, `record-about` what the record is.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO

from policygen.formats import Output, Publication, Remark, Site
from policygen.formats import _record as made

INTERNAL = True
# What spreadsheets take for the start of a formula, at the start of a cell, of a line in it, or right behind a sign
# that divides cells elsewhere. Source: OWASP, CSV Injection, https://owasp.org/www-community/attacks/CSV_Injection
FORMULA = re.compile(r"(^|[\n;,])(?=[=+\-@\t\r\n＝＋－＠])")


def of_notice(site: Site, publication: Publication) -> Iterator[Output]:
    """Four files for each language."""
    found, problems = made.records(site, publication)
    yield from problems
    for language, record in found:
        for name, _, rows in record.sheets:
            part = "" if name == "controller" else f"-{name}"
            yield f"{publication.prefix}record{part}.{language}.csv", written(rows)


def remarks(site: Site, publication: Publication) -> Iterator[Remark]:
    """What is open, and what is left out."""
    yield from made.remarks(publication)


def written(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as the bytes of a file."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return ("\ufeff" + stream.getvalue()).encode()


def guarded(cell: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run; `+47 22 00 00 00` is shown, not computed."""
    return FORMULA.sub(r"\1'", cell)
