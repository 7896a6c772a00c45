"""The command line as a user meets it: exit codes, messages, folders, environments."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import SMALL, policygen, project, started, tree


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return project(tmp_path / "my project", SMALL)


def test_version_and_help() -> None:
    assert started("--version").stdout == "policygen 0.1.0\n"
    shown = policygen("--help").stdout
    for word in ("build", "check", "locale", "declarations/", "legal advice"):
        assert word in shown
    assert "Exit code" in policygen("build", "--help").stdout


def test_build_publishes_and_says_so(small: Path) -> None:
    done = started("build", small)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert {"index.html", "en/privacy/index.html", "nb/privacy/index.html", "privacy.jsonld"} <= set(
        tree(small / "public"))


def test_several_declarations_have_folders_and_an_index(tmp_path: Path) -> None:
    done = policygen("build", project(tmp_path, SMALL, SMALL.replace("Example AS", "Other AS")))
    assert done.returncode == 0, done.stderr
    files = tree(tmp_path / "public")
    assert {"index.html", "a/index.html", "a/en/privacy/index.html", "b/nb/privacy/index.html"} <= set(files)
    assert b"Other AS" in files["index.html"]


def test_it_works_from_any_folder_with_any_locale(small: Path, tmp_path: Path) -> None:
    plain = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert policygen("build", cwd=small, env=plain).returncode == 0
    first = tree(small / "public")
    assert policygen("build", "my project", "--output", "elsewhere", cwd=tmp_path,
                     env={"LANG": "nb_NO.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}).returncode == 0
    assert tree(tmp_path / "elsewhere") == first


def test_problems_end_with_1_and_leave_the_site_as_it_was(small: Path) -> None:
    assert policygen("build", small).returncode == 0
    before = tree(small / "public")
    declaration = small / "declarations" / "a.yaml"
    declaration.write_text(SMALL.replace("recipients: [mailer]", "recipients: [mailr]").replace("country: NO", ""))
    done = policygen("build", small)
    assert done.returncode == 1
    assert "declarations/a.yaml:16:18: error" in done.stderr
    assert "Did you mean `mailer`?" in done.stderr
    assert "`country` is missing" in done.stderr
    assert tree(small / "public") == before


def test_wrong_use_ends_with_2(tmp_path: Path) -> None:
    assert policygen("build", tmp_path).returncode == 2
    assert policygen("bild").returncode == 2
    assert policygen("check", "--nonsense").returncode == 2
    assert "Traceback" not in policygen("check", tmp_path / "nowhere").stdout


def test_check_publishes_nothing_and_strict_fails_on_warnings(small: Path) -> None:
    assert policygen("check", small).returncode == 0
    assert not (small / "public").exists()
    declaration = small / "declarations" / "a.yaml"
    declaration.write_text(SMALL.replace("updated: 2026-01-15\n", ""))          # a warning
    assert policygen("check", small).returncode == 0
    assert policygen("check", "--strict", small).returncode == 1
    assert policygen("build", "--strict", small).returncode == 1
    assert not (small / "public").exists()


def test_colour_only_where_it_is_wanted(small: Path) -> None:
    assert "\x1b[" not in policygen("check", small, env={"NO_COLOR": ""}).stdout
    assert "\x1b[" not in policygen("check", small, env={"NO_COLOR": "1", "FORCE_COLOR": "1"}).stdout
    assert "\x1b[" in policygen("check", small, env={"NO_COLOR": "", "FORCE_COLOR": "1"}).stdout


def test_the_date_of_a_build_can_be_fixed(small: Path) -> None:
    early = policygen("check", small, env={"SOURCE_DATE_EPOCH": "0"})
    assert "date-in-future" in early.stdout
    assert "date-in-future" not in policygen("check", small).stdout


def test_two_builds_are_equal_byte_for_byte(small: Path, tmp_path: Path) -> None:
    for name, seed in (("one", "1"), ("two", "2")):
        assert policygen("build", small, "-o", tmp_path / name, env={"PYTHONHASHSEED": seed}).returncode == 0
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_nothing_heavy_is_imported_for_the_version() -> None:
    import subprocess
    import sys

    code = ("import sys; from policygen.commands import main\n"
            "try: main(['--version'])\nexcept SystemExit: pass\n"
            "print(sorted({'jinja2', 'babel', 'markdown', 'yaml', 'nh3'} & set(sys.modules)))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_init_writes_a_project_that_builds_without_a_warning(tmp_path: Path) -> None:
    folder = tmp_path / "new project"
    done = policygen("init", folder)
    assert done.returncode == 0, done.stderr
    assert policygen("build", "--strict", folder).returncode == 0
    assert (folder / "public/en/privacy/index.html").is_file()
    first = (folder / "declarations/policy.yaml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../declaration.schema.json"
    assert (folder / "declaration.schema.json").is_file()


def test_init_overwrites_nothing(small: Path) -> None:
    (small / "policygen.yaml").write_text("policygen: 1\n")
    before = tree(small)
    assert policygen("init", small).returncode == 2
    assert tree(small) == before


def test_vocabulary_finds_terms() -> None:
    found = policygen("vocabulary", "newsletter")
    assert found.returncode == 0
    assert "newsletter_subscriber" in found.stdout
    assert "purposes:" in found.stdout
    assert policygen("vocabulary", "newsletter", "--kind", "data_subjects").stdout.startswith("data_subjects:")
    assert policygen("vocabulary", "zzzzzz").returncode == 1
    assert policygen("vocabulary", "--kind", "datta").returncode == 2
