"""Pipelines: their commands are run in a fresh project as hosts run them; only what the host brings is left out."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest
import yaml
from hosting import recipe
from support import ROOT, SMALL, policygen, project, some, tree

from policygen.commands.init import PIPELINES

DOCUMENT = (ROOT / "docs" / "ci.md").read_text("utf-8")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS = ACTION["runs"]["steps"]
BAD = SMALL.replace("country: DE", "country: XX")
STARTERS = {ci: (ROOT / "policygen" / "starter" / "ci" / f"{ci}.yml").read_text("utf-8") for ci in PIPELINES}
WORKFLOWS = {"starter": STARTERS["github"], "pages": recipe(".github/workflows/pages.yml"),
             "action": recipe(".github/workflows/action.yml", DOCUMENT)}
PINNED = re.compile(r"uses: [\w.-]+(?:/[\w.-]+)+@[0-9a-f]{40}  # v\d+\.\d+\.\d+$")


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """policygen as a wheel, built without a look at an index."""
    folder = tmp_path_factory.mktemp("wheels")
    subprocess.run([sys.executable, "-m", "pip", "--quiet", "wheel", "--no-deps", "--no-index", "--no-build-isolation",
                    "--wheel-dir", folder, ROOT], check=True, timeout=300)
    return next(folder.glob("*.whl"))


@pytest.fixture
def machine(tmp_path: Path, wheel: Path) -> dict[str, str]:
    """The environment of a fresh machine: a Python without policygen, but with all that it needs, and no index."""
    venv = tmp_path / "machine"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True, timeout=120)
    packages = next(venv.glob("lib/python*/site-packages"))
    (packages / "needs.pth").write_text(sysconfig.get_path("purelib"))
    (tmp_path / "temp").mkdir()
    return {"PATH": f"{venv / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin", "HOME": str(tmp_path), "PIP_NO_INDEX": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1", "RUNNER_TEMP": str(tmp_path / "temp"), "POLICYGEN": str(wheel),
            "PYTHONDONTWRITEBYTECODE": "1"}


def run(commands: str, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """The commands as a host runs them: it stops at the first that fails."""
    return subprocess.run(["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", commands], cwd=folder,
                          env=environment, capture_output=True, text=True, timeout=300, check=False)


def action(folder: Path, machine: dict[str, str], installed: bool = False,
           **inputs: str) -> list[tuple[str, subprocess.CompletedProcess[str]]]:
    """The steps of the action with commands, until one fails; the first is left out where the machine has policygen."""
    values = {f"inputs.{name}": str(inputs.get(name, known.get("default", "")))
              for name, known in ACTION["inputs"].items()}
    values["github.action_path"] = machine["POLICYGEN"]
    done = []
    for step in [step for step in STEPS if "run" in step][installed:]:
        wanted = step.get("if")
        if wanted is None or values[wanted.split(" ")[0]] == "true":
            own = {name: re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda found: values[found.group(1)], value)
                   for name, value in step["env"].items()}
            done.append((step["name"], run(step["run"], folder, {**machine, **own})))
            if done[-1][1].returncode:
                break
    return done


@pytest.mark.packaging
def test_the_action_checks_tells_and_builds(tmp_path: Path, machine: dict[str, str]) -> None:
    folder = tmp_path / "repository"
    project(folder / "legal here", SMALL)
    done = action(folder, machine, project="legal here", sarif="true", build="true", output="made site",
                  formats="markdown  not_found", extras="turtle")
    assert [(name, step.returncode) for name, step in done] == [
        ("Install policygen", 0), ("Findings for code scanning", 0), ("Check", 0), ("Build", 0)], done
    assert "::notice file=legal here/declarations/a.yaml,line=" in done[2][1].stdout
    assert {"en/privacy/index.html", "nb/privacy/index.md", "404.html"} <= set(tree(folder / "made site"))
    found = json.loads((tmp_path / "temp" / "policygen.sarif").read_text("utf-8"))["runs"][0]["results"]
    place = found[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert place == "legal%20here/declarations/a.yaml"


@pytest.mark.packaging
def test_the_action_stops_at_errors_and_when_strict_at_warnings(tmp_path: Path, machine: dict[str, str]) -> None:
    done = action(project(tmp_path / "bad", BAD), machine, sarif="true", build="true")
    assert [(name, step.returncode) for name, step in done[1:]] == [("Findings for code scanning", 0), ("Check", 1)]
    assert "::error file=declarations/a.yaml,line=19,col=" in done[-1][1].stdout
    warned = project(tmp_path / "warned", SMALL.replace("updated: 2026-01-15\n", ""))
    assert [name for name, _ in action(warned, machine, installed=True, build="true")] == ["Check", "Build"]
    strict = action(warned, machine, installed=True, strict="true", build="true")
    assert [(name, step.returncode) for name, step in strict] == [("Check", 1)]
    name, wrong = action(warned, machine, installed=True, sarif="true", project="nowhere")[-1]
    assert (name, wrong.returncode) == ("Findings for code scanning", 1)
    assert "`nowhere` is no folder." in wrong.stderr


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflows_need_little_and_nothing_foreign_is_named_by_a_tag(name: str) -> None:
    made = yaml.safe_load(WORKFLOWS[name])
    assert made["permissions"] == {}
    assert list(made[True]) != ["pull_request_target"]             # `on` is a truth value in YAML 1.1
    for line in [*WORKFLOWS[name].splitlines(), *(ROOT / "action.yml").read_text("utf-8").splitlines()]:
        if "uses:" in line and "OWNER/POLICYGEN@COMMIT" not in line:
            assert PINNED.search(line), line
    for step in [*STEPS, *(step for job in made["jobs"].values() for step in job["steps"])]:
        assert "${{" not in step.get("run", ""), step
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"] == {"persist-credentials": False}


def test_the_action_is_documented() -> None:
    assert re.findall(r"^\| `([\w-]+)` \|", DOCUMENT, re.MULTILINE) == list(ACTION["inputs"])
    used = yaml.safe_load(WORKFLOWS["action"])["jobs"]["policy"]["steps"][1]["with"]
    assert set(used) <= set(ACTION["inputs"])
    for input, fields in ACTION["inputs"].items():
        assert fields["description"].endswith("."), input


def commands(name: str, text: str) -> tuple[str, dict[str, str]]:
    """What a pipeline runs, and the variables that it sets."""
    made = yaml.safe_load(text)
    if name == "gitlab":
        job = next(value for value in made.values() if "script" in value)
        return "\n".join(job["script"]), made["variables"]
    (job,) = made["jobs"].values()
    return "\n".join(step["run"] for step in job["steps"] if "run" in step), made["env"]


PIPELINE_TEXTS = {"github": STARTERS["github"], "gitlab": STARTERS["gitlab"], "github-pages": WORKFLOWS["pages"],
                  "gitlab-pages": recipe(".gitlab-ci.yml")}


@pytest.mark.packaging
@pytest.mark.parametrize("name", some(["gitlab", "github-pages"], PIPELINE_TEXTS))
def test_a_pipeline_builds_a_good_project_and_stops_at_a_bad_one(tmp_path: Path, machine: dict[str, str],
                                                                 name: str) -> None:
    script, variables = commands(name.partition("-")[0], PIPELINE_TEXTS[name])
    assert variables == {"POLICYGEN": ""}
    empty = run(script, tmp_path, {**machine, **variables})
    assert empty.returncode != 0
    assert "Say at the top of this file what pip installs policygen from." in empty.stderr
    good, bad = project(tmp_path / "good", SMALL), project(tmp_path / "bad", BAD)
    done = run(script, good, machine)
    assert done.returncode == 0, done.stderr
    assert {"en/privacy/index.html", "nb/privacy/index.html"} <= set(tree(good / "public"))
    done = run(script, bad, machine)
    assert done.returncode == 1
    assert "declarations/a.yaml" in done.stdout
    assert not (bad / "public").exists()
    if name == "gitlab":
        report = json.loads((bad / "gl-code-quality-report.json").read_text("utf-8"))
        assert "critical" in {entry["severity"] for entry in report}


@pytest.mark.packaging
def test_the_command_for_netlify_builds(tmp_path: Path, machine: dict[str, str]) -> None:
    build = tomllib.loads(recipe("netlify.toml"))["build"]
    folder = project(tmp_path / "site", SMALL)
    (folder / "policygen.yaml").write_text(recipe("policygen.yaml"))
    command = build["command"].replace("pip install", "python -m pip install")   # the machine has no `pip` of its own
    done = run(command, folder, machine)
    assert done.returncode == 0, done.stderr
    assert {"_headers", "_redirects"} <= set(tree(folder / build["publish"]))


@pytest.mark.parametrize("ci", PIPELINES)
def test_init_writes_a_pipeline_and_overwrites_nothing(tmp_path: Path, ci: str) -> None:
    fresh = tmp_path / "fresh"
    done = policygen("init", fresh, "--ci", ci)
    assert done.returncode == 0, done.stderr
    assert PIPELINES[ci] in done.stdout
    assert "`POLICYGEN`" in done.stdout
    assert (fresh / PIPELINES[ci]).read_text("utf-8") == STARTERS[ci]
    assert (fresh / "declarations" / "policy.yaml").is_file()
    before = tree(fresh)
    again = policygen("init", fresh, "--ci", ci)
    assert again.returncode == 2
    assert "exists already" in again.stderr
    assert tree(fresh) == before


@pytest.mark.parametrize("ci", PIPELINES)
def test_init_adds_only_the_pipeline_to_a_project(tmp_path: Path, ci: str) -> None:
    folder = project(tmp_path, SMALL)
    before = tree(folder)
    source = './wheels/"odd"\\.whl'
    done = policygen("init", folder, "--ci", ci, "--source", source)
    assert done.returncode == 0, done.stderr
    made = tree(folder)
    assert set(made) - set(before) == {PIPELINES[ci]}
    assert {path: made[path] for path in before} == before
    assert commands(ci, made[PIPELINES[ci]].decode())[1] == {"POLICYGEN": source}
    assert policygen("check", folder).returncode == 0


def test_a_source_goes_with_a_pipeline(tmp_path: Path) -> None:
    assert policygen("init", tmp_path, "--source", "x").returncode == 2
    assert policygen("init", tmp_path, "--ci", "jenkins").returncode == 2
    assert not tree(tmp_path)


@pytest.mark.parametrize(("text", "code"), [(SMALL, 0), (BAD, 1)])
def test_the_hook_lets_good_through_and_stops_bad(tmp_path: Path, text: str, code: int) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    name, *arguments = shlex.split(hook["entry"])
    assert name == "policygen"
    assert not hook["pass_filenames"]
    assert policygen(*arguments, cwd=project(tmp_path, text)).returncode == code
    (used,) = yaml.safe_load(recipe(".pre-commit-config.yaml", DOCUMENT))["repos"]
    assert [entry["id"] for entry in used["hooks"]] == [hook["id"]]


@pytest.mark.parametrize(("path", "runs"), [
    ("declarations/a.yaml", True), ("declarations/a/b.yaml", True), ("policygen.yaml", True),
    ("locales/nb/LC_MESSAGES/policygen.po", True), ("README.md", False), ("other/declarations/a.yaml", False)])
def test_the_hook_runs_for_what_a_check_reads(path: str, runs: bool) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert bool(re.search(hook["files"], path)) == runs


def test_code_quality_holds_every_finding_once(tmp_path: Path) -> None:
    folder = project(tmp_path, BAD, SMALL)
    found = json.loads(policygen("check", folder, "--format", "json").stdout)["problems"]
    entries = json.loads(policygen("check", folder, "--format", "gitlab").stdout)
    places = [(entry["check_name"], entry["location"]["path"], entry["location"]["lines"]["begin"])
              for entry in entries]
    assert places == [(problem["id"], problem["file"], problem["line"]) for problem in found]
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    assert {entry["severity"] for entry in entries} <= {"info", "minor", "critical"}
    (folder / "declarations" / "a.yaml").write_text("# a line more\n" + BAD)
    moved = json.loads(policygen("check", folder, "--format", "gitlab").stdout)
    assert [entry["fingerprint"] for entry in moved] == [entry["fingerprint"] for entry in entries]
    assert moved != entries


@pytest.mark.parametrize("form", ["github", "gitlab", "sarif", "json", "text"])
def test_code_hosts_are_told_files_from_where_the_command_runs(tmp_path: Path, form: str) -> None:
    folder = project(tmp_path / "legal", BAD)
    from_above = policygen("check", "legal", "--format", form, cwd=tmp_path).stdout
    assert ("legal/declarations/a.yaml" in from_above) == (form in ("github", "gitlab", "sarif"))
    inside = policygen("check", "--format", form, cwd=folder).stdout
    assert "legal/" not in inside
    assert "declarations/a.yaml" in inside
