"""`record.LANGUAGE.xlsx`: the record of processing activities (Art. 30 GDPR) as a workbook, for the company itself.

Sheets: the record as controller, that as processor, the open questions, and what the record is. Every cell is text.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from policygen import limits
from policygen.formats import Output, Publication, Remark, Site
from policygen.formats import _record as made
from policygen.formats._extra import extra_missing
from policygen.formats.record_csv import FORMULA
from policygen.problem import Position, Problem

INTERNAL = True
MOST = limits.CELL.most
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
WIDTHS = {"questions": (18, 34, 12, 60, 44, 26, 40), "about": (60, 110)}
COLUMNS, LINES, PAGE = (22, 40, 60, 90, 120), 24, 230   # widths of columns and of a page in signs; lines that rows show
A3 = 8
NO_DATE = datetime(1980, 1, 1)                # where the declaration says no date: the first that a ZIP file can hold


def of_notice(site: Site, publication: Publication) -> Iterator[Output]:
    """A workbook for each language, or the problem that the library is missing."""
    at = Position(*publication.declaration.at)
    if find_spec("xlsxwriter") is None:
        yield extra_missing(site, "record_xlsx", "xlsx", "The library that writes workbooks is not installed.")
        return
    found, problems = made.records(site, publication)
    yield from problems
    for language, record in found:
        yield from _too_long(record, at)
        yield f"{publication.prefix}record.{language}.xlsx", _workbook(publication, record)


def remarks(site: Site, publication: Publication) -> Iterator[Remark]:
    """What is open, and what is left out."""
    yield from made.remarks(publication)


def _too_long(record: made.Record, at: Position) -> Iterator[Problem]:
    """A cell that Excel cannot hold."""
    for table in record.tables:
        for row in table.rows:
            for head, cell in zip(table.heads, row.cells, strict=True):
                if len(cell) > MOST:
                    yield Problem(row.unit.at, "cell-too-long", f"The cell “{head}” has {len(cell):,} characters; a "
                                  f"workbook holds {MOST:,}.", "Divide the activity, or write `record_csv`.")


def _workbook(publication: Publication, record: made.Record) -> bytes:
    from xlsxwriter import Workbook

    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                             "strings_to_numbers": False})
    day = publication.declaration.updated
    book.set_properties({"title": record.title, "subject": "GDPR 30", "author": publication.pages[0].controller,
                         "company": publication.pages[0].controller,
                         "created": datetime(day.year, day.month, day.day) if day else NO_DATE})
    formats = {"head": {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E7ECF2", "border": 1},
               "law": {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#C9D8EA", "border": 1},
               "cell": {"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"},
               "sign": {"text_wrap": True, "valign": "top", "border": 1, "num_format": "@", "quote_prefix": True},
               "empty": {"text_wrap": True, "valign": "top", "border": 1, "num_format": "@", "bg_color": "#FFF4CC"}}
    styles = {name: book.add_format(format) for name, format in formats.items()}
    names: set[str] = set()
    for name, title, rows in record.sheets:
        law = {place for table in record.tables if table.name == name
               for place, column in enumerate(table.columns) if column.law}
        sheet = book.add_worksheet(_sheet_name(title, names))
        _fill(sheet, rows, law, styles, name in ("controller", "processor"))
        _lay_out(sheet, name, title, rows, record.direction)
    book.close()
    return stream.getvalue()


def _sheet_name(title: str, taken: set[str]) -> str:
    """A name that workbooks allow: at most 31 signs, each once."""
    name = title.translate(FORBIDDEN).strip("'")[:31]
    while name.lower() in taken:
        name = f"{name[:28]} {len(taken) + 1}"
    taken.add(name.lower())
    return name


def _fill(sheet: Any, rows: list[tuple[str, ...]], law: set[int], styles: dict[str, Any], marked: bool) -> None:
    """Every cell as text; heads of columns that the law asks for, and empty cells, have a colour."""
    for place, head in enumerate(rows[0]):
        sheet.write_string(0, place, head, styles["law" if place in law else "head"])
    for number, row in enumerate(rows[1:], 1):
        for place, cell in enumerate(row):
            if not cell:
                sheet.write_blank(number, place, None, styles["empty" if marked else "cell"])
            else:
                sheet.write_string(number, place, cell[:MOST], styles["sign" if FORMULA.match(cell) else "cell"])


def _width(cells: list[str]) -> int:
    """The smallest width in which no cell has more lines than a row can show."""
    lines = {width: max(sum(len(line) // width + 1 for line in cell.split("\n")) for cell in cells)
             for width in COLUMNS}
    return next((width for width, count in lines.items() if count <= LINES), COLUMNS[-1])


def _lay_out(sheet: Any, name: str, title: str, rows: list[tuple[str, ...]], direction: str) -> None:
    widths = WIDTHS.get(name) or [_width([row[place] for row in rows]) for place in range(len(rows[0]))]
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    frozen = {"controller": 2, "processor": 1}.get(name, 0)
    sheet.freeze_panes(1, frozen)
    sheet.autofilter(0, 0, max(1, len(rows) - 1), len(rows[0]) - 1)
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.repeat_rows(0)
    if frozen:
        sheet.repeat_columns(0, frozen - 1)
    sheet.fit_to_pages(max(1, round(sum(widths) / PAGE)), 0)
    sheet.set_footer(f"&L{title.replace('&', '&&')}&R&P / &N")
    if direction == "rtl":
        sheet.right_to_left()
