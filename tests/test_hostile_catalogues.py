"""Attacks on catalogues: each is a problem with file and line, and no message can be lost or damaged unnoticed."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from support import ROOT, SMALL, policygen, project

from policygen.localise.catalogue import SLOT, Catalogue, read
from policygen.localise.messages import messages
from policygen.problem import Problem
from policygen.project import File

NAME = "locales/nb/LC_MESSAGES/policygen.po"
WHOLE = (ROOT / NAME).read_text("utf-8")
MESSAGE = 'msgctxt "summary.title"\nmsgid "In short"\nmsgstr "Kort fortalt"\n'
NOTE = 'msgctxt "summary.title"\nmsgid "In short"\n'
TEXT = "Kort fortalt"
# The attacked message in the middle of others.
SOURCE = "\n\n".join([*WHOLE.split("\n\n")[:20], MESSAGE, *WHOLE.split("\n\n")[-20:]])
USED = [(context, entry.english) for context, known in read(File(NAME, SOURCE.encode()), "nb")[0].items()
        for entry in known]
SHIPPED = sorted((ROOT / "locales").glob("*/LC_MESSAGES/policygen.po"))
LINE = SOURCE[:SOURCE.index(MESSAGE)].count("\n") + 1

# The text of the translation, and which problem it is.
TEXTS = {
    "script": "<script>alert(1)</script>", "closing": "</p>", "comment": "<!-- x", "entity": "&lt;script&gt;",
    "format bomb": "%(x)99999999s", "format": "Kort %s", "width": "%99999999d", "template": "${x}",
    "attribute": "{x.__class__}", "index": "{0[x]}", "empty slot": "{}", "number slot": "{0}",
    "specification": "{x:>99999999}", "extra slot": "Kort {name}", "brace": "Kort {", "braces": "{{7*7}}",
    "statement": "{% include 'x' %}", "line break": r"Kort\nfortalt", "tab": r"Kort\tfortalt", "empty": "",
    "white": " ", "no-break space": "\u00a0", "endless": "x" * 100_000,
    "NUL": "Kort\0fortalt", "escape": "Kort\x1b[31m", "escaped NUL": r"Kort\0fortalt", "hexadecimal": r"Kort\x1b",
    "turned around": "Kort\u202efortalt", "isolate": "Kort\u2066", "mark": "Kort\u200f",
    "zero width": "Kort\u200bfortalt",
    "joiner": "Kort\u200dfortalt", "separator": "Kort\u2028fortalt", "tags": "Kort\U000e0041", "filler": "Kort\u3164",
    "quote": 'Kort "fortalt"', "unclosed": 'Kort" fortalt', "backslash": "Kort fortalt\\",
}
# What stands in place of the message.
MESSAGES = {
    "fuzzy": f"#, fuzzy\n{MESSAGE}", "fuzzy among others": f"#, c-format, fuzzy\n{MESSAGE}",
    "twice": f"{MESSAGE}\n{MESSAGE}", "twice with another text": f"{MESSAGE}\n{MESSAGE.replace(TEXT, 'Noe annet')}",
    "obsolete": "".join(f"#~ {line}\n" for line in MESSAGE.splitlines()), "removed": "",
    "plural": f'{NOTE}msgid_plural "x"\nmsgstr[0] "{TEXT}"\n', "number": f'{NOTE}msgstr[0] "{TEXT}"\n',
    "ninth plural": f'{NOTE}msgid_plural "x"\nmsgstr[9] "{TEXT}"\n', "two texts": f'{MESSAGE}msgstr "x"\n',
    "two ids": f'{NOTE}msgid "x"\nmsgstr "x"\n', "no text": NOTE, "no context": MESSAGE[MESSAGE.index("msgid"):],
    "no id": 'msgctxt "summary.title"\nmsgid ""\nmsgstr "x"\n', "other order": "msgstr \"x\"\n" + MESSAGE,
    "other context": MESSAGE.replace("summary", "Summary"), "other English": MESSAGE.replace("In short", "In  short"),
    "domain": f'domain "x"\n{MESSAGE}', "include": f'include "/etc/passwd"\n{MESSAGE}',
    "loose text": f'\n"x"\n{MESSAGE}',
    "second header": f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-7\\n"\n\n{MESSAGE}',
    "nplurals": f'{NOTE}msgid_plural "x"\nmsgstr[0] "x"\n\nmsgid ""\n'
                'msgstr "Plural-Forms: nplurals=999999999; plural=n/0;"\n',
}
FILES = {
    "byte order mark": b"\xef\xbb\xbf" + SOURCE.encode(), "UTF-16": SOURCE.encode("utf-16"),
    "Latin-1": SOURCE.encode("latin-1", "replace"),
    "half a character": SOURCE.encode().replace(b"Kort f", b"Kort \xc3f"),
    "surrogate": SOURCE.encode().replace(b"Kort f", b"\xed\xa0\x80"), "compiled": b"\xde\x12\x04\x95" + b"\0" * 100,
    "carriage returns": SOURCE.replace("\n", "\r").encode(), "empty": b"",
    "header alone": SOURCE.split("\n\n")[0].encode(),
    "cut": SOURCE.encode()[:-9], "UTF-7": SOURCE.replace("charset=utf-8", "charset=utf-7").encode(),
    "unknown encoding": SOURCE.replace("charset=utf-8", "charset=rot13").encode(),
    "other language": SOURCE.replace("Language: nb", "Language: de").encode(),
    "folder as language": SOURCE.replace("Language: nb", "Language: ../../x").encode(),
}
ATTACKS = {**{name: SOURCE.replace(MESSAGE, MESSAGE.replace(TEXT, text)).encode() for name, text in TEXTS.items()},
           **{f"message: {name}": SOURCE.replace(MESSAGE, text).encode() for name, text in MESSAGES.items()},
           **{f"file: {name}": data for name, data in FILES.items()}}


def told(data: bytes, language: str = "nb", used: list[tuple[str, str]] = USED) -> list[Problem]:
    """What a build says of a catalogue that uses these messages."""
    entries, problems = read(File(NAME, data), language)
    catalogue = Catalogue(language, NAME, entries)
    for context, english in used if entries else ():
        catalogue.text(context, english)
    return [*problems, *catalogue.problems]


def test_the_catalogue_that_is_attacked_is_sound() -> None:
    assert SOURCE.count(MESSAGE) == 1
    assert not told(SOURCE.encode())
    assert not told(SOURCE.replace("\n", "\r\n").encode())


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_a_problem_with_its_line(name: str) -> None:
    assert ATTACKS[name] != SOURCE.encode()
    start = time.process_time()
    problems = told(ATTACKS[name])
    assert time.process_time() - start < 2
    if name in ("file: empty", "file: header alone"):                      # then there is no catalogue: `no-catalogue`
        assert not read(File(NAME, ATTACKS[name]), "nb")[0]
        return
    assert problems
    assert all(problem.at.file == NAME and problem.fix for problem in problems)
    if not name.startswith("file:") and name not in ("message: removed", "message: obsolete", "message: other context"):
        assert LINE <= problems[0].at.line <= LINE + 8, problems[0]


@pytest.mark.parametrize("header", ["nplurals=999999999; plural=0;", "nplurals=2; plural=n/0;",
                                    "nplurals=2; plural=__import__('os').abort();"])
def test_formulas_for_plurals_are_not_read(header: str) -> None:
    changed = SOURCE.replace('"MIME-Version', f'"Plural-Forms: {header}\\n"\n"MIME-Version')
    assert read(File(NAME, changed.encode()), "nb")[1] == ()
    assert not told(changed.encode())


@pytest.mark.parametrize("name", ["script", "format bomb", "unclosed", "message: twice", "message: plural",
                                  "file: empty", "file: UTF-16"])
def test_a_build_with_it_publishes_nothing(tmp_path: Path, name: str) -> None:
    folder = project(tmp_path, SMALL)
    (folder / NAME).parent.mkdir(parents=True)
    data = ATTACKS[name] if name.startswith("file") else WHOLE.encode().replace(
        MESSAGE.encode(), ATTACKS[name][ATTACKS[name].index(NOTE.encode()):].split(b"\n\n#: ")[0])
    (folder / NAME).write_bytes(data)
    done = policygen("build", folder)
    assert done.returncode == 1
    assert (f"{NAME}:" if name != "file: empty" else "no-catalogue") in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "public").exists()


@pytest.mark.long
@pytest.mark.parametrize("path", SHIPPED, ids=[path.parts[-3] for path in SHIPPED])
def test_each_message_that_is_lost_or_damaged_is_noticed(path: Path) -> None:
    language, source = path.parts[-3].replace("_", "-"), path.read_text("utf-8")
    head, *blocks = re.split(r"\n\n", source.rstrip("\n"))
    entries, _ = read(File(NAME, source.encode()), language)
    assert len(blocks) == sum(len(known) for known in entries.values()) == len(messages(language))
    for number, block in enumerate(blocks):
        around = blocks[number - 1], blocks[(number + 1) % len(blocks)]
        used = [(context, entry.english) for context, known in
                read(File(NAME, "\n\n".join([head, block]).encode()), language)[0].items() for entry in known]
        assert not told("\n\n".join([head, around[0], block, around[1]]).encode(), language, used)
        for damaged in damages(block):
            found = told("\n\n".join([head, around[0], *damaged, around[1]]).encode(), language, used)
            assert found, damaged
            assert all(problem.at.file == NAME for problem in found)


def damages(block: str) -> list[list[str]]:
    """A message taken out, doubled, without its text, to be looked at, cut, and with each slot taken or renamed."""
    start, text = block.split("msgstr ", 1)
    made = [[], [block, block], [f'{start}msgstr ""'], [re.sub(r"(?m)^msgctxt", "#, fuzzy\nmsgctxt", block, count=1)],
            [block[:-1]], [f"{block}\\"], [f'{start}msgstr "{{x}}"\n{text}'], [f'{start}msgstr "<b>"\n{text}']]
    for slot in SLOT.finditer(text):
        for other in ("", "{other_slot}", slot[0] * 2):
            made.append([f"{start}msgstr {text[:slot.start()]}{other}{text[slot.end():]}"])
    return made
