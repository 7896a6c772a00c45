"""The package as people get it: built, installed where nothing else is, installed for editing, built again."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email import message_from_bytes
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from support import ROOT, SMALL, project

pytestmark = [pytest.mark.packaging, pytest.mark.slow, pytest.mark.xdist_group("packaging")]

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
LOCKED = dict(re.findall(r"^([\w.-]+)==(\S+)", LOCK, re.MULTILINE))
EXTRAS = PYPROJECT["project"]["optional-dependencies"]
RUNTIME = [Requirement(text) for text in PYPROJECT["project"]["dependencies"]]
OPTIONAL = [Requirement(text) for texts in EXTRAS.values() for text in texts]
DEVELOPMENT = [Requirement(text) for text in PYPROJECT["dependency-groups"]["dev"]]
MADE = shutil.ignore_patterns(".git", ".venv", "public", "dist", "__pycache__", ".*_cache", ".hypothesis")
CONSTRAINTS = {
    "locked": [f"{name}=={version}" for name, version in LOCKED.items()],
    "oldest": [str(requirement).replace(">=", "==") for requirement in RUNTIME],
}


class Built(NamedTuple):
    """A copy of the repository, and what was built from it."""

    source: Path
    sdist: Path
    wheel: Path


def run(*command: object, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command that knows nothing of this process's Python."""
    inherited = {name: value for name, value in os.environ.items()
                 if not name.startswith(("PYTHON", "PYTEST")) and name not in ("VIRTUAL_ENV", "SOURCE_DATE_EPOCH")}
    return subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False,
                          env={**inherited, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "NO_COLOR": "1", **env})


def output(*command: object, cwd: Path, **env: str) -> str:
    """What a command prints; the test fails where it does not succeed."""
    ended = run(*command, cwd=cwd, **env)
    assert ended.returncode == 0, f"{' '.join(map(str, command))}\n{ended.stdout}{ended.stderr}"
    return ended.stdout


def copied(source: Path, folder: Path) -> Path:
    """A copy of a checkout without what was made in it; its files have other times."""
    def left_out(path: str, names: list[str]) -> set[str]:
        return MADE(path, names) | ({"build"} if Path(path) == source else set())

    return Path(shutil.copytree(source, folder, ignore=left_out, copy_function=shutil.copy))


def built(origin: Path, folder: Path, **env: str) -> Built:
    """The sdist from a copy of a checkout in `folder`, and the wheel from the sdist."""
    source = copied(origin, folder / "source")
    output(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder / "dist", source, cwd=folder, **env)
    [sdist], [wheel] = (list((folder / "dist").glob(pattern)) for pattern in ("*.tar.gz", "*.whl"))
    return Built(source, sdist, wheel)


def environment(folder: Path) -> Path:
    """The `bin` of a new, empty virtual environment; it has no pip of its own, which takes longer than all else."""
    output(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    return folder / "bin"


def pip(bin: Path) -> tuple[object, ...]:
    """The command of pip for an environment."""
    return sys.executable, "-m", "pip", "--python", bin / "python"


def files(folder: Path) -> set[str]:
    """The paths of all files below a folder but compiled ones."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts}


def page(folder: Path, language: str) -> str:
    return (folder / "public" / language / "privacy" / "index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(ROOT, tmp_path_factory.mktemp("package"))


def test_wheel_holds_the_package_themes_and_catalogues_and_nothing_else(package: Built) -> None:
    expected = {f"policygen/{path}" for path in files(package.source / "policygen")}
    for kind in ("themes", "locales"):
        expected |= {f"policygen/_data/{kind}/{path}" for path in files(package.source / kind)}
    with zipfile.ZipFile(package.wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == expected
    assert {"policygen/py.typed", "policygen/vocabulary/data.yaml", "policygen/_data/themes/default/page.html",
            "policygen/_data/locales/nb/LC_MESSAGES/policygen.po"} <= names


def test_wheel_describes_itself(package: Built) -> None:
    with zipfile.ZipFile(package.wheel) as archive:
        [name] = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        described = message_from_bytes(archive.read(name))
        assert archive.read(name.replace("METADATA", "entry_points.txt")).decode().split("\n")[:2] == [
            "[console_scripts]", "policygen = policygen.__main__:main"]
        assert name.replace("METADATA", "licenses/LICENSE") in archive.namelist()
    assert described["Name"] == "policygen"
    assert described["License-Expression"] == "Apache-2.0"
    assert described["Requires-Python"] == ">=3.11"
    extras = [f"{text}; extra == '{extra}'" for extra, texts in EXTRAS.items() for text in texts]
    assert sorted(described.get_all("Requires-Dist", [])) == sorted([*map(str, RUNTIME), *extras])
    assert sorted(described.get_all("Provides-Extra", [])) == sorted(EXTRAS)


def test_sdist_holds_what_developers_need(package: Built) -> None:
    with tarfile.open(package.sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames()}
    assert {name.split("/")[0] for name in names} == {
        "policygen", "themes", "locales", "declarations", "tests", "docs", "bench", "README.md", "LICENSE",
        "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "pyproject.toml", "policygen.yaml",
        "Makefile", "requirements.lock", ".gitignore", ".pre-commit-hooks.yaml", "action.yml", "PKG-INFO"}
    for folder in ("policygen", "themes", "locales", "declarations", "tests", "docs"):
        assert {f"{folder}/{path}" for path in files(package.source / folder)} <= names


@pytest.mark.parametrize("versions", CONSTRAINTS)
def test_installed_alone_it_builds_a_site_in_two_languages(package: Built, tmp_path: Path, versions: str) -> None:
    bin = environment(tmp_path / "empty")
    constraints = tmp_path / "constraints.txt"
    constraints.write_text("\n".join(CONSTRAINTS[versions]) + "\n", "utf-8")
    ended = run(*pip(bin), "install", "--quiet", "--constraint", constraints, package.wheel, cwd=tmp_path)
    if ended.returncode != 0:
        pytest.fail(f"pip could not install the wheel with its dependencies. Is there a network?\n{ended.stderr}")
    output(*pip(bin), "check", cwd=tmp_path)

    site = project(tmp_path / "a folder with spaces", SMALL)
    assert output(bin / "policygen", "--version", cwd=site) == f"policygen {package.wheel.name.split('-')[1]}\n"
    where = output(bin / "python", "-c", "import policygen; print(policygen.__file__)", cwd=site)
    assert Path(where.strip()).is_relative_to(tmp_path / "empty")

    output(bin / "policygen", "build", cwd=site)
    assert (site / "public" / "index.html").is_file()
    assert 'lang="en"' in page(site, "en")
    assert "Privacy policy" in page(site, "en")
    assert 'lang="nb"' in page(site, "nb")
    for words in ("Personvernerklæring", "Nyhetsbrev", "Rettighetene dine"):
        assert words in page(site, "nb")


def test_installed_for_editing_it_uses_themes_and_catalogues_as_they_are_now(tmp_path: Path) -> None:
    source = copied(ROOT, tmp_path / "a checkout")
    bin = environment(tmp_path / "env")
    [packages] = (tmp_path / "env").glob("lib/python*/site-packages")
    before = {entry.name for entry in packages.iterdir()}
    # The locked dependencies are installed for the running interpreter: share them.
    shared = [path for path in sys.path if Path(path).name == "site-packages"]
    (packages / "shared.pth").write_text("\n".join(shared) + "\n", "utf-8")
    output(*pip(bin), "install", "--quiet", "--no-deps", "--no-build-isolation", "--ignore-installed", "-e", source,
           cwd=tmp_path)
    added = {entry.name for entry in packages.iterdir()} - before - {"shared.pth"}
    assert {Path(name).suffix for name in added} == {".pth", ".dist-info"}, "a copy of the files would grow stale"

    site = project(tmp_path / "site", SMALL)
    output(bin / "policygen", "build", cwd=site)
    assert "<p>Edited now.</p>" not in page(site, "en")
    theme = source / "themes" / "default" / "page.html"
    theme.write_text(theme.read_text("utf-8") + "<p>Edited now.</p>\n", "utf-8")
    catalogue = source / "locales" / "nb" / "LC_MESSAGES" / "policygen.po"
    catalogue.write_text(catalogue.read_text("utf-8").replace('"Personvernerklæring"', '"Ny tittel"'), "utf-8")
    output(bin / "policygen", "build", cwd=site)
    assert "<p>Edited now.</p>" in page(site, "en")
    assert "Ny tittel" in page(site, "nb")


def test_built_again_elsewhere_it_is_the_same_byte_for_byte(package: Built, tmp_path: Path) -> None:
    again = built(package.source, tmp_path / "another folder", TZ="Pacific/Auckland", LC_ALL="C", PYTHONHASHSEED="7")
    assert again.sdist.name == package.sdist.name
    assert again.sdist.read_bytes() == package.sdist.read_bytes()
    assert again.wheel.name == package.wheel.name
    assert again.wheel.read_bytes() == package.wheel.read_bytes()


@pytest.mark.parametrize("requirement", [*RUNTIME, *OPTIONAL, *DEVELOPMENT], ids=lambda requirement: requirement.name)
def test_lock_names_every_dependency_in_a_version_that_is_allowed(requirement: Requirement) -> None:
    assert requirement.specifier.contains(LOCKED[requirement.name.lower()]), "run `make lock`"


def test_lock_gives_hashes_and_names_no_host() -> None:
    entries = re.split(r"\n(?=\w)", LOCK)[1:]
    assert len(entries) == len(LOCKED)
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"://|^-|\bfile:", LOCK, re.MULTILINE)
