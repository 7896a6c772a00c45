"""What the documents say holds: examples build, commands exist, links lead somewhere, nothing private is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import ROOT, policygen, tree

from policygen.formats import exportable

DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "declarations" / "README.md"]
README = (ROOT / "README.md").read_text("utf-8")
CODE = re.findall(r"```\w*\n(.*?)```", README, re.DOTALL)


def test_the_example_of_the_readme_builds_what_it_says(tmp_path: Path) -> None:
    example = re.search(r"<!-- example -->\n```yaml\n(.*?)```", README, re.DOTALL)
    assert example is not None
    assert len(example.group(1).splitlines()) <= 12
    (tmp_path / "declarations").mkdir()
    (tmp_path / "declarations" / "policy.yaml").write_text(example.group(1), "utf-8")
    done = policygen("build", tmp_path)
    assert done.returncode == 0, done.stderr
    assert {"en/privacy/index.html", "nb/privacy/index.html", "index.html", "privacy.jsonld"} <= set(
        tree(tmp_path / "public"))
    shown = next(block for block in CODE if "policy-date-missing" in block)
    assert shown.strip() in policygen("check", tmp_path).stdout


def test_the_configuration_of_the_readme_is_read(tmp_path: Path) -> None:
    (tmp_path / "declarations").mkdir()
    (tmp_path / "policygen.yaml").write_text(next(block for block in CODE if "base_url" in block), "utf-8")
    assert "policygen.yaml" not in policygen("check", tmp_path).stdout


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_to_files(path: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)", path.read_text("utf-8")):
        if not link.startswith("https://"):
            assert (path.parent / link).exists(), link


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_commands_and_targets_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    commands = {name.stem for name in (ROOT / "policygen" / "commands").glob("*.py") if name.stem[0] != "_"}
    named = re.findall(r"`policygen ([a-z]+)", text) + [
        name for block in re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
        for name in re.findall(r"^policygen ([a-z]+)", block, re.MULTILINE)]
    assert set(named) <= commands
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)`|^make ([a-z]+)$", text, re.MULTILINE)) <= {
        pair for target in targets for pair in ((target, ""), ("", target))}


def test_every_command_explains_itself() -> None:
    for path in (ROOT / "policygen" / "commands").glob("*.py"):
        if path.stem[0] != "_":
            shown = policygen(path.stem, "--help")
            assert shown.returncode == 0
            assert len(shown.stdout) > 100


def test_the_examples_are_what_their_readme_lists() -> None:
    listed = re.findall(r"^\| `(\w+)` \|", (ROOT / "declarations" / "README.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(path.name for path in (ROOT / "declarations").iterdir() if path.is_dir())


def test_the_page_on_formats_names_each() -> None:
    text = (ROOT / "docs" / "formats.md").read_text("utf-8")
    first = " ".join(line.split("|")[1] for line in text.splitlines() if line.startswith("|"))
    named = set(re.findall(r"`([a-z_]+)`", first))
    assert named == set(exportable()) - {"jsonld"}
