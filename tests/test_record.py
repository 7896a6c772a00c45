"""The record of processing activities: what law and templates ask for, filled from the declaration, safe to open."""

from __future__ import annotations

import csv
import json
import re
from datetime import timedelta
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pseudo
import pytest
from support import ROOT, SMALL, TODAY, policygen, project, some, tree

from policygen.build import check, composed, understand
from policygen.declaration import Declaration, known_terms
from policygen.formats import Publication, Remark, Site, _record, record_csv, record_xlsx
from policygen.formats._record.carried import REASONS
from policygen.formats._record.columns import columns
from policygen.formats._record.tables import CELLS, NEEDED, Record, record
from policygen.localise import Catalogue, localise
from policygen.notice import compose
from policygen.notice import record as words
from policygen.problem import Problem
from policygen.project import File, Project
from policygen.schema import Country, Day, Link, Period, Str, Words
from policygen.schema.leaves import leaves
from policygen.schema.record import EntriesType, ListType, RecordType
from policygen.schema.types import Choice, Reference, Term

CASES = ROOT / "tests" / "cases"
PROJECTS = [ROOT, CASES / "everything", *sorted(CASES.glob("beyond-*")), CASES / "english-only", CASES / "grouped",
            CASES / "norwegian-only", CASES / "several", CASES / "small"]
FOLDERS = pytest.mark.parametrize("folder", some(PROJECTS[1:], PROJECTS[:1]), ids=lambda folder: folder.name)


EXAMPLES = [path for path in sorted((ROOT / "declarations").iterdir()) if path.is_dir()]


@cache
def site(folder: Path) -> Site:
    found = Project(folder)
    settings, declarations, _ = check(found, TODAY)
    assert settings is not None
    made, problems = composed(found, settings, declarations)
    assert made is not None, problems
    return made


def files(module: Any, made: Site) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for whole in made.wholes:
        for output in module.of_notice(made, whole):
            assert not isinstance(output, Problem), output
            found[output[0]] = output[1]
    return found


def rows(data: bytes) -> list[list[str]]:
    """A file read back by the csv module, without the signs that keep spreadsheets from computing."""
    text = data.decode("utf-8-sig")
    return [[re.sub(r"(^|[\n;,])'(?=[=+\-@\t\r\n＝＋－＠])", r"\1", cell) for cell in row]
            for row in csv.reader(StringIO(text, newline=""), strict=True)]


def english(text: str) -> tuple[Publication, Record]:
    """The record of one declaration, in English."""
    declaration, problems = understand([File("a.yaml", text.encode())])
    assert declaration is not None, problems
    assert not problems
    return made_of(declaration)


def made_of(declaration: Declaration) -> tuple[Publication, Record]:
    used = Catalogue(str(declaration.languages[0]), "", {})
    notice = compose("a", declaration)
    page = localise(notice, declaration.controller.name, used)
    whole = Publication("a", declaration, notice, (page,), "")
    return whole, record(whole, page, used)


def cells(made: Record, table: str = "controller", row: int = 0) -> dict[str, str]:
    found = next(one for one in made.tables if one.name == table)
    return dict(zip((column.id for column in found.columns), found.rows[row].cells, strict=True))


@FOLDERS
def test_both_forms_hold_the_same_cells_in_each_language(folder: Path) -> None:
    made = site(folder)
    tables, books = files(record_csv, made), files(record_xlsx, made)
    languages = {(whole.prefix, page.language) for whole in made.wholes for page in whole.pages}
    assert set(books) == {f"{prefix}record.{language}.xlsx" for prefix, language in languages}
    for prefix, language in languages:
        book = openpyxl.load_workbook(BytesIO(books[f"{prefix}record.{language}.xlsx"]))
        for sheet, part in zip(book.worksheets, ("", "-processor", "-questions", "-about"), strict=True):
            data = tables[f"{prefix}record{part}.{language}.csv"]
            assert data.startswith(b"\xef\xbb\xbf")
            shown = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
            assert shown == rows(data)
            assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
            assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]


@FOLDERS
def test_questions_are_exactly_the_empty_cells(folder: Path) -> None:
    made = site(folder)
    for whole in made.wholes:
        found, _ = _record.records(made, whole)
        for _, one in found:
            empty = [(table.title, column.id, number) for table in one.tables for number, row in
                     enumerate(table.rows, 2) for column, cell in zip(table.columns, row.cells, strict=True)
                     if not cell]
            asked = [(question.sheet, question.column.id, row) for question in one.questions for row in question.rows]
            assert sorted(asked) == sorted(empty)
            law = [bool(question.column.law) for question in one.questions]
            assert law == sorted(law, reverse=True)
        told = [remark for remark in record_csv.remarks(made, whole) if remark.kind == "question"]
        assert len(told) == len(found[0][1].questions)
        assert all(re.fullmatch(r"[^{}]+[.?!] .*Rows of the record as \w+: [\d, –]+\.", remark.says) for remark in told)


def test_each_purpose_is_a_row_and_what_is_done_for_others_stands_apart() -> None:
    made = site(CASES / "everything")
    whole = made.wholes[0]
    one = _record.records(made, whole)[0][0][1]
    controller, processor = one.tables
    own = [activity for activity in whole.declaration.activities if activity.on_behalf_of is None]
    assert [row.cells[0] for row in controller.rows] == [str(activity.title.in_language("en")) for activity in own
                                                         for _ in activity.purposes]
    assert len(processor.rows) == len(whole.declaration.activities) - len(own) == 1
    first = cells(one, "processor")
    assert "fox" not in first["people"]
    assert first["customers"].startswith("The town where the trip")
    assert first["customer_contacts"] == ""
    assert "Companies that send their employees" in first["role"]


def test_a_cell_says_what_the_page_says() -> None:
    _, made = english(SMALL.replace("[en, nb]", "en").replace(
        "title: {en: Newsletter, nb: Nyhetsbrev}", "title: Newsletter").replace(
        "{en: if you give it, nb: hvis du oppgir det}", "if you give it").replace(
        "{en: Use the link in every newsletter., nb: Bruk lenken i hvert nyhetsbrev.}", "Use the link.").replace(
        "{en: sending emails, nb: utsending av e-post}", "sending emails"))
    found = cells(made)
    assert found["activity"] == "Newsletter"
    assert found["data"] == "Email address\nTelephone number (if you give it)"
    assert found["recipients"] == ("Mailer GmbH. Role: Processor: works for us and on our instructions. What for: "
                                   "Sending emails. Where: Established in: Germany.")
    assert found["legal_basis"] == "Your consent (Article 6(1)(a) GDPR)"
    assert found["retention"] == "Kept until: you withdraw your consent. We then delete the data."
    assert found["transfers"] == "No transfer outside the EEA is declared."
    assert found["representative"] == "Not needed: established in the EEA."
    assert found["interests"].startswith("Not applicable")
    assert "Right to withdraw consent" in found["rights"]
    empty = [name for name, cell in found.items() if not cell]
    assert empty == ["officer", "security", "function", "decisions", "source", "consent_record", "contracts",
                     "location", "systems", "dpia_required", "dpia_progress", "dpia_link", "breach", "breach_record",
                     "created"]


PLAIN = """\
policygen: 1
languages: en
controller:
  name: Example AS
  country: NO
  contacts: {privacy: {email: privacy@example.no}}
activities:
  sums:
    title: Sums
    data_subjects: customer
    data: name
    purposes: [{purpose: newsletter, legal_basis: contract}, {purpose: analytics, legal_basis: public_task}]
    recipients: helper
recipients:
  helper: {name: Helper AS, role: controller, country: NO, purpose: counting}
rights: {contact: privacy}
"""
ANONYMOUS = ("data: name", "data: [name, {category: health, state: anonymous}]")
ABROAD = ("country: NO, purpose", "country: US, transfers: {tools: TOOL}, purpose")


def with_tool(tool: str) -> tuple[str, str]:
    return ABROAD[0], ABROAD[1].replace("TOOL", tool)


@pytest.mark.parametrize(("column", "change", "says"), [
    ("special_condition", ("", ""), "Not applicable"),
    ("special_condition", ("data: name", "data: health"), ""),
    ("special_condition", ANONYMOUS, "Not applicable"),
    ("sensitive", ("data: name", "data: health"), "Health data"),
    ("sensitive", ANONYMOUS, "None is declared."),
    ("criminal_law", ("", ""), "Not applicable"),
    ("criminal_law", ("data: name", "data: criminal_record"), ""),
    ("retention_policy", ("data: name", "data: criminal_record"), ""),
    ("retention_policy", ANONYMOUS, "Not applicable"),
    ("national_id_law", ("", ""), "Not applicable"),
    ("national_id_law", ("data: name", "data: national_id_number"), ""),
    ("exceptional", with_tool("explicit_consent"), "Not applicable"),
    ("exceptional", with_tool("compelling_interests"), ""),
    ("transfers", ("country: NO, purpose", "country: US, purpose"), ""),
    ("transfers", ("country: NO, purpose", "country: NO, stored_in: US, purpose"), ""),
    ("representative", ("country: NO\n", "country: US\n"), ""),
    ("representative", ("", ""), "Not needed"),
    ("representative", ("rights:", "representative: {name: Rep AS, email: rep@example.no, "
                        "address: {city: Oslo, country: NO}}\nrights:"), "Name: Rep AS"),
    ("contracts", ("", ""), "Not applicable"),
    ("contracts", ("role: controller", "role: processor"), ""),
    ("contracts", ("recipients: helper", "recipients: {recipient: helper, role: sub_processor}"), ""),
    ("consent", ("", ""), "Not applicable"),
    ("consent", ("legal_basis: contract", "legal_basis: consent"), ""),
    ("consent_record", ("    recipients: helper", "    consent: {withdraw: Tell us.}\n    recipients: helper"), ""),
    ("interests", ("", ""), "Not applicable"),
    ("interests", ("legal_basis: contract", "legal_basis: legitimate_interests"), ""),
    ("interest_assessment", ("legal_basis: contract", "legal_basis: legitimate_interests"), ""),
    ("location", ("country: NO, purpose", "country: NO, location: in a cellar, purpose"),
     "Helper AS: Data stored: in a cellar"),
    ("location", ("country: NO, purpose", "country: NO, stored_in: SE, purpose"), "Helper AS: Data stored in: Sweden"),
])
def test_what_applies_is_asked_and_what_does_not_is_told(column: str, change: tuple[str, str], says: str) -> None:
    assert change[0] in PLAIN
    found = cells(english(PLAIN.replace(*change, 1))[1])[column]
    assert found.startswith(says) if says else not found


def test_rights_are_those_of_the_purpose() -> None:
    _, made = english(PLAIN)
    contract, task = (cells(made, row=row)["rights"].split("\n") for row in (0, 1))
    assert "Right to data portability" in contract
    assert "Right to data portability" not in task
    assert "Right to object" in task
    assert "Right to object" not in contract
    assert "Right of access" in contract and "Right of access" in task


def test_how_to_get_a_copy_of_safeguards_stands_with_the_transfer() -> None:
    text = PLAIN.replace(*with_tool("scc"), 1)
    assert "copy" not in cells(english(text)[1])["transfers"]
    assert "How to get a copy of the safeguards: privacy@example.no" in cells(
        english(f"{text}transfers: {{copy_contact: privacy}}\n")[1])["transfers"]


NASTY = """\
policygen: 1
languages: en
updated: 2026-01-15
controller:
  name: =HYPERLINK("https://evil.example","x")
  country: NO
  contacts: {privacy: {email: +x@example.no, phone: +47 22 00 00 00}}
activities:
  sums:
    title: "@SUM(A1:A9)"
    about: "-1+1|cmd"
    data_subjects: customer
    data: [{category: name, detail: "a;=1+1"}, email]
    purposes: [{purpose: newsletter, about: "=cmd|' /C calc'!A0", legal_basis: consent}]
    consent: {withdraw: "=Write to us."}
    systems: ["+47 22 00 00 00", "=A1"]
    retention: {until: consent_withdrawn, then: delete}
rights: {contact: privacy}
"""


def test_nothing_is_computed(tmp_path: Path) -> None:
    folder = project(tmp_path, NASTY)
    made = site(folder)
    for name, data in files(record_csv, made).items():
        for row in csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), strict=True):
            assert not [cell for cell in row if re.search(r"(?:^|[\n;,])[=+\-@\t\r＝＋－＠]", cell)], name
    table = rows(files(record_csv, made)["record.en.csv"])
    assert "@SUM(A1:A9)" in table[1]
    assert "=Cmd|' /C calc'!A0" in table[1][1] or "=cmd|' /C calc'!A0" in table[1][1]
    assert record_csv.guarded("+47 22 00 00 00") == "'+47 22 00 00 00"
    assert record_csv.guarded("\tx") == "'\tx"
    assert record_csv.guarded("Phone: +47 22, -5 degrees") == "Phone: +47 22, -5 degrees"
    book = openpyxl.load_workbook(BytesIO(files(record_xlsx, made)["record.en.xlsx"]))
    used = {cell.value: cell for row in book.worksheets[0].iter_rows() for cell in row}
    assert used["@SUM(A1:A9)"].data_type == "s"
    assert used["@SUM(A1:A9)"].quotePrefix
    assert b"<f>" not in b"".join(data for data in _unzipped(files(record_xlsx, made)["record.en.xlsx"]))


def _unzipped(data: bytes) -> list[bytes]:
    from zipfile import ZipFile

    archive = ZipFile(BytesIO(data))
    return [archive.read(name) for name in archive.namelist()]


def test_a_workbook_can_be_read_filtered_and_printed() -> None:
    made = site(CASES / "everything")
    book = openpyxl.load_workbook(BytesIO(files(record_xlsx, made)["record.nb.xlsx"]))
    assert book.sheetnames == ["Som behandlingsansvarlig", "Som databehandler", "Åpne spørsmål", "Om protokollen"]
    assert book.properties.title == "Protokoll over behandlingsaktiviteter"
    assert str(book.properties.created)[:10] == "2026-01-20"
    first = book.worksheets[0]
    assert first.freeze_panes == "C2"
    assert first.auto_filter.ref is not None
    assert first.page_setup.orientation == "landscape"
    assert first.page_setup.paperSize in ("8", 8)
    assert first.print_title_rows == "$1:$1"
    assert all(cell.alignment.wrap_text for row in first.iter_rows() for cell in row)
    assert first["A1"].fill.fgColor.rgb != first["B1"].fill.fgColor.rgb       # the law asks for the second only


def test_a_workbook_runs_in_the_direction_of_its_language(tmp_path: Path) -> None:
    books = files(record_xlsx, site(pseudo.project(tmp_path)))
    found = {name: [sheet.sheet_view.rightToLeft or False for sheet in openpyxl.load_workbook(BytesIO(data))]
             for name, data in books.items()}
    assert found["record.he.xlsx"] == [True] * 4
    assert found["record.en.xlsx"] == found["record.de.xlsx"] == [False] * 4


def test_the_hashes_stand_in_what_is_told_about_the_record(tmp_path: Path) -> None:
    def about(text: str) -> dict[str, str]:
        folder = project(tmp_path / str(len(list(tmp_path.iterdir()))), text)
        return {row[0]: row[1] for row in rows(files(record_csv, site(folder))["record-about.en.csv"])}

    def hashes(text: str) -> list[str]:
        return [text for name, text in about(text).items() if "SHA-256" in name]

    first, same = hashes(SMALL), hashes("# a comment\n" + SMALL)
    words_changed, facts_changed = hashes(SMALL.replace("if you give it", "if you tell us")), \
        hashes(SMALL.replace("country: DE", "country: FR"))
    assert len(first) == 2
    assert first == same
    assert (first[0] == words_changed[0], first[1] == words_changed[1]) == (True, False)
    assert (first[0] == facts_changed[0], first[1] == facts_changed[1]) == (False, False)


@pytest.mark.parametrize("name", ["record_csv", "record_xlsx"])
def test_the_same_bytes_in_each_process_and_never_in_public(name: str, tmp_path: Path) -> None:
    folder = project(tmp_path / "p", SMALL)
    for place, seed in (("a", "1"), ("b", "2")):
        done = policygen("export", name, folder, "-o", tmp_path / place, env={"PYTHONHASHSEED": seed})
        assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "a") == tree(tmp_path / "b")
    refused = policygen("export", name, folder, "-o", folder / "public")
    assert refused.returncode == 2
    assert policygen("build", folder).returncode == 0
    assert not [path for path in tree(folder / "public") if "record" in path]


def test_a_missing_library_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    made = site(CASES / "small")
    monkeypatch.setattr(record_xlsx, "find_spec", lambda name: None)
    found = list(record_xlsx.of_notice(made, made.wholes[0]))
    assert [(problem.id, problem.fix) for problem in found if isinstance(problem, Problem)] == \
        [("extra-missing", 'Run `pip install "policygen[xlsx]"`.')]
    assert len(found) == 1


def test_a_cell_that_a_workbook_cannot_hold_is_a_problem(tmp_path: Path) -> None:
    long = SMALL.replace("    recipients: [mailer]\n", "    recipients: [mailer]\n    systems: [" + ", ".join(
        f"{{en: {'x' * 290}{number}, nb: y}}" for number in range(120)) + "]\n")
    made = site(project(tmp_path, long))
    found = [one for one in record_xlsx.of_notice(made, made.wholes[0]) if isinstance(one, Problem)]
    assert [problem.id for problem in found] == ["cell-too-long"]
    assert str(found[0].at).startswith("declarations/a.yaml:11:")


def test_columns_have_all_they_need() -> None:
    for name in ("controller", "processor"):
        found = columns(name, "GB")
        assert [bool(column.law) for column in found[1:]] == sorted((bool(column.law) for column in found[1:]),
                                                                   reverse=True)
        for column in found:
            assert column.id in words.HEADS
            assert column.hand != (column.id in CELLS)
            assert not (column.hand and column.declare)
            assert column.id not in NEEDED or column.id in words.ABSENT
            if not column.hand and not column.declare:
                continue
            assert column.id in words.ASKED, column.id
        keys = {key for column in found for key in column.declare.split(", ") if key}
        assert {key.split(".")[0] for key in keys} <= set(Declaration.KEYS)
    assert not [column.id for column in columns("controller", "NO") if column.only]
    asked = {column.law for column in columns("controller", "NO") if column.provision.startswith("GDPR 30(1)")}
    assert asked == {"must", "where applicable", "where possible"}
    provisions = {column.provision for column in columns("controller", "NO")}
    assert provisions >= {f"GDPR 30(1)({point})" for point in "abcdefg"}
    assert {column.provision for column in columns("processor", "NO")} >= {f"GDPR 30(2)({point})" for point in "abcd"}


# What the record carries, and what it says that it leaves out, is so: each declared value is changed by itself.

def other(declaration: Declaration, kind: Any, value: Any) -> Any:
    """Another value of the same type, or None where there is no other."""
    match value:
        case Words():
            return Words(value.at, tuple((code, Str(f"{text[:-1]}zq{text[-1:]}", text.at))
                                         for code, text in value.texts))
        case bool():
            return not value
        case int():
            return value + 1
        case Period():
            return Period(value.at, "P77D", ((77, "day"),))
        case Day():
            return Day.read((value + timedelta(days=400)).isoformat(), value.at)
        case Country():
            return Country("JP" if value != "JP" else "CL", value.at)
        case Link():
            return Link(f"{value}zq", value.at)
        case "session" | "persistent":
            return Str("session" if value == "persistent" else "persistent", value.at)
    known: Any = kind.words if isinstance(kind, Choice) else known_terms(kind.kind, declaration) \
        if isinstance(kind, Term) else [entry.id for entry in registry(declaration, kind.registry)] \
        if isinstance(kind, Reference) else [f"{value}zq"]
    return next((Str(name, value.at) for name in sorted(known) if name != value), None)


def registry(declaration: Declaration, name: str) -> Any:
    return declaration.controller.contacts if name == "contacts" else getattr(declaration, name)


def changed(declaration: Declaration, kind: Any, value: Any, path: str) -> Any:
    """The value with what stands at a path changed, or None where it cannot be."""
    first, _, rest = path.partition(".")
    if isinstance(kind, EntriesType):
        items = [changed(declaration, RecordType(type(entry)), entry, rest) if entry.id == first else entry
                 for entry in value]
    elif isinstance(kind, ListType):
        items = [changed(declaration, kind.item, item, rest) if place == int(first) else item
                 for place, item in enumerate(value)]
    elif isinstance(kind, RecordType):
        inside = dict(zip(type(value).KEYS, value[3:], strict=True))[first]
        new = changed(declaration, type(value).KEYS[first].type, inside, rest)
        return None if new is None else value.changed(**{first: new})
    else:
        return other(declaration, kind, value)
    return None if None in items else tuple(items)


def compared(whole: Publication) -> tuple[list[str], list[str]]:
    """The values that are lost in silence, and those that are said to be lost and are not."""
    declaration = whole.declaration
    _, before = made_of(declaration)
    tables = [table.content for table in before.tables]
    lost = {remark.what for remark in _record.remarks(whole) if remark.kind == "left-out"}
    silent, carried = [], []
    for leaf in leaves(declaration):
        new = None if leaf.keys == "languages" else changed(declaration, RecordType(Declaration), declaration,
                                                            leaf.path)
        twice = new is not None and len({one.statement for one in new.statements}) < len(new.statements)
        if new is not None and not twice:
            same = [table.content for table in made_of(new)[1].tables] == tables
            silent += [leaf.path] if same and leaf.path not in lost else []
            carried += [leaf.path] if not same and leaf.path in lost else []
    return silent, carried


SOME = ["controller-outside", "transfers"]
MORE = ["ai", "bases", "consents", "controller", "data", "recipients", "retention"]


@pytest.mark.parametrize("name", some(SOME, MORE))
def test_every_value_is_carried_or_said_to_be_left_out(name: str) -> None:
    for whole in site(CASES / f"beyond-{name}").wholes:
        assert compared(whole) == ([], [])


@pytest.mark.long
@pytest.mark.parametrize("id", ["everything", *(path.name for path in EXAMPLES)])
def test_every_value_of_the_examples_is_carried_or_said_to_be_left_out(id: str) -> None:
    made = site(CASES / "everything" if id == "everything" else ROOT)
    whole = next(whole for whole in made.wholes if whole.id == id)
    assert compared(whole) == ([], [])


def test_reasons_are_sentences() -> None:
    assert all(re.fullmatch(r"(\? )?[A-Z].*\.", reason) for reason in REASONS.values())
    made = site(CASES / "everything")
    told = list(record_csv.remarks(made, made.wholes[0]))
    assert {remark.kind for remark in told} == {"question", "left-out"}
    assert all(isinstance(remark, Remark) for remark in told)


def test_the_command_tells_questions_as_json(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL)
    done = policygen("export", "record_csv", folder, "-n", "--format", "json")
    found = json.loads(done.stdout)["declarations"]["a"]
    asked = [remark["what"] for remark in found if remark["kind"] == "question"]
    assert asked[:2] == ["Data protection officer", "Technical and organisational security measures"]
    assert policygen("export", "record_csv", folder, "-n", "--strict").returncode == 1
