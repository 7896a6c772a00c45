"""Catalogues: complete, renewed by one command, and every fault of one stops a build that uses it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import ROOT, SMALL, policygen, project

from policygen.localise.catalogue import SLOT, read
from policygen.localise.messages import messages, updated
from policygen.project import File

SHIPPED = sorted(path.name for path in (ROOT / "locales").iterdir() if path.is_dir())


def catalogue(language: str) -> File:
    path = ROOT / "locales" / language / "LC_MESSAGES" / "policygen.po"
    return File(path.as_posix(), path.read_bytes())


@pytest.mark.parametrize("language", SHIPPED)
def test_shipped_catalogues_are_complete_and_as_the_command_writes_them(language: str) -> None:
    file = catalogue(language)
    entries, problems = read(file, language)
    assert not problems
    data, remaining = updated(language, entries)
    assert remaining == 0
    assert data == file.data, "run `policygen locale update`"


@pytest.mark.parametrize("language", SHIPPED)
def test_slots_are_those_of_the_english(language: str) -> None:
    entries, _ = read(catalogue(language), language)
    for known in entries.values():
        for entry in known:
            assert sorted(SLOT.findall(entry.text)) == sorted(SLOT.findall(entry.english)), entry


def test_contexts_are_unique_for_each_english_text() -> None:
    found: dict[str, str] = {}
    for message in messages():
        assert found.setdefault(message.context, message.english) == message.english, message.context


def test_norwegian_is_norwegian() -> None:
    entries, _ = read(catalogue("nb"), "nb")
    refused = re.compile(r"\b(dataansvarlig|innsigelse|legitim interesse|personvernpolicy|cookies?|you|your|the|and|"
                         r"opplysninger om dig|ikkje|hvilken helst)\b", re.IGNORECASE)
    for context, known in entries.items():
        for entry in known if not context.startswith("authorities.") else ():
            assert not refused.search(SLOT.sub("", entry.text)), entry.text


@pytest.mark.parametrize(("damage", "id"), [
    ((r'msgid "In short"', 'msgid "In brief"'), "message-outdated"),
    ((r'msgstr "Kort fortalt"', 'msgstr ""'), "message-missing"),
    ((r'(msgctxt "summary.title")', r'#, fuzzy\n\1'), "message-fuzzy"),
    ((r"Lagres til: \{event\}", "Lagres til: {hendelse}"), "message-slots"),
    ((r"Lagres til: \{event\}", "Lagres til: {event.__class__}"), "message-slots"),
    ((r'msgstr "Kort fortalt"', 'msgstr "Kort'), "catalogue-invalid"),
])
def test_a_damaged_message_stops_the_build_and_is_named(tmp_path: Path, damage: tuple[str, str], id: str) -> None:
    text, count = re.subn(damage[0], damage[1], catalogue("nb").data.decode(), count=1)
    assert count == 1
    folder = project(tmp_path, SMALL, locales__nb__LC_MESSAGES__policygen=text)
    (folder / "locales/nb/LC_MESSAGES/policygen").rename(folder / "locales/nb/LC_MESSAGES/policygen.po")
    done = policygen("build", folder)
    assert done.returncode == 1
    assert f"({id})" in done.stderr
    assert "locales/nb/LC_MESSAGES/policygen.po:" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "public").exists()


def test_a_new_language_is_one_file(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL.replace("nb", "sv"))
    assert "(no-catalogue)" in policygen("build", folder).stderr
    assert policygen("locale", "new", "sv", folder).returncode == 0
    path = folder / "locales/sv/LC_MESSAGES/policygen.po"
    assert "(message-missing)" in policygen("build", folder).stderr
    filled = re.sub(r'(?m)^(msgid "(.*)"\n)msgstr ""$', r'\1msgstr "\2"', path.read_text("utf-8"))
    filled = re.sub(r'(?m)^msgid ""\n((?:".*"\n)+)msgstr ""$', r'msgid ""\n\1msgstr ""\n\1', filled)
    path.write_text(re.sub(r'(?m)^(msgstr ""\n(?:".*"\n)+)\n(?=")', r"\1", filled), "utf-8")
    done = policygen("build", folder)
    assert done.returncode == 0, done.stderr
    assert '<html lang="sv"' in (folder / "public/sv/privacy/index.html").read_text("utf-8")
    assert "januari 2026" in (folder / "public/sv/privacy/index.html").read_text("utf-8")


def test_update_keeps_translations_and_marks_changed_ones(tmp_path: Path) -> None:
    changed = catalogue("nb").data.decode().replace('msgid "In short"', 'msgid "In brief"')
    folder = project(tmp_path, SMALL)
    path = folder / "locales/nb/LC_MESSAGES/policygen.po"
    path.parent.mkdir(parents=True)
    path.write_text(changed, "utf-8")
    done = policygen("locale", "update", "nb", "--project", folder)
    assert "1 messages to translate" in done.stdout
    renewed = path.read_text("utf-8")
    assert '#, fuzzy\n#| msgid "In brief"' in renewed or 'fuzzy' in renewed
    assert 'msgstr "Kort fortalt"' in renewed
    assert policygen("locale", "status", "nb", "--project", folder).returncode == 1
