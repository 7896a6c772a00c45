"""What is read without being run: pipelines by zizmor; and no file of policygen starts programs or runs texts.

Ruff looks for more (rules `S`) whenever `make test` runs, and tests/test_audit.py at the locked packages.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hosting import recipe
from support import ROOT, policygen

PACKAGE = ROOT / "policygen"
ZIZMOR = Path(sys.executable).with_name("zizmor")
CI_DOCUMENT = (ROOT / "docs" / "ci.md").read_text("utf-8")
ITSELF = f"example/policygen@{'0' * 40}"                      # what users put for OWNER/POLICYGEN@COMMIT
INJECTED = """\
name: x
on: {issues: {}}
permissions: {}
jobs: {x: {runs-on: ubuntu-latest, steps: [{run: "echo '${{ github.event.issue.title }}'"}]}}
"""


def pipelines(folder: Path) -> dict[str, str]:
    """Everything that GitHub or pre-commit runs: of this repository, of `policygen init`, and of the documents."""
    assert policygen("init", folder, "--ci", "github").returncode == 0
    texts = {".github/workflows/pages.yml": recipe(".github/workflows/pages.yml"),
             ".github/workflows/action.yml": recipe(".github/workflows/action.yml", CI_DOCUMENT),
             ".pre-commit-config.yaml": recipe(".pre-commit-config.yaml", CI_DOCUMENT)}
    own = [ROOT / "action.yml", ROOT / ".pre-commit-hooks.yaml", *(ROOT / ".github").rglob("*.y*ml")]
    return {**texts, **{path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in own},
            ".github/workflows/policy.yml": (folder / ".github" / "workflows" / "policy.yml").read_text("utf-8")}


def zizmor(folder: Path, texts: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """What zizmor says of files; where it did not read one of them, that is no verdict."""
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text.replace("OWNER/POLICYGEN@COMMIT", ITSELF), "utf-8")
    options = "--offline --no-config --no-ignores --collect all --strict-collection --color never".split()
    done = subprocess.run([ZIZMOR, *options, folder], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr.count("completed") == len(texts), done.stderr
    return done


def test_zizmor_finds_nothing_in_pipelines(tmp_path: Path) -> None:
    texts = pipelines(tmp_path)
    assert {"action.yml", ".github/workflows/policy.yml"} < set(texts)
    done = zizmor(tmp_path, texts)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("text", "finding"), [
    (INJECTED, "template-injection"),
    (INJECTED.replace("run: \"echo '${{ github.event.issue.title }}'\"", "uses: actions/checkout@v4"), "unpinned-uses"),
    (INJECTED.replace("issues", "pull_request_target"), "dangerous-triggers")])
def test_zizmor_would_find_something(tmp_path: Path, text: str, finding: str) -> None:
    done = zizmor(tmp_path, {".github/workflows/x.yml": text})
    assert done.returncode > 10
    assert f"[{finding}]" in done.stdout


# What runs a text or starts a program: names of Python's own, of `os`, of `yaml` and of `jinja2`; and whole modules,
# with the files that may import them.
BUILTIN = {"eval", "exec", "compile", "__import__", "breakpoint"}
CALLS = {"builtins": tuple(BUILTIN), "os": ("system", "popen", "fork", "posix_spawn", "startfile", "exec", "spawn"),
         "yaml": ("load", "unsafe_load", "full_load")}
ANYWHERE = {"eval", "unsafe_load", "full_load", "from_string"}    # attributes of anything
DOORS = {
    "importlib": {  # rooms that are found by listing, libraries of extras, registers of companies by name
        "checks/__init__.py", "commands/__init__.py", "formats/__init__.py", "imports/__init__.py",
        "reports/__init__.py", "declaration/registration.py", "formats/_pdf_engine.py", "formats/record_xlsx.py",
        "formats/turtle.py", "kept.py"},
    "ctypes": {"publish/_swap.py"},                               # two system calls that Python has no name for
    "multiprocessing": {"build/_pool.py"},                        # workers, which are this program again
    "concurrent": {"build/_pool.py"},
    "webbrowser": {"commands/serve.py"},                          # `serve --open`
    **{name: set[str]() for name in (
        "pickle", "_pickle", "marshal", "shelve", "dbm", "dill", "cloudpickle", "joblib", "jsonpickle", "subprocess",
        "_posixsubprocess", "pty", "code", "codeop", "runpy", "imp", "zipimport", "cffi", "distutils", "pip", "timeit",
        "pdb", "bdb", "cProfile", "doctest")},
}


# Most files hold none of these words, and need no closer look.
WORDS = re.compile("|".join({*BUILTIN, *ANYWHERE, *(name for names in CALLS.values() for name in names), "shell",
                             *(rf"(?:import[^\n]*\b|from +){name}\b" for name in DOORS)} - {"load", "compile"})
                   + r"|(?<!re\.)compile|yaml\.load|import load")


def dangers(text: str) -> set[str]:
    """What in a file of Python runs texts or starts programs."""
    found: set[str] = set()
    if not WORDS.search(text):
        return found
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found.update(DOORS.keys() & {alias.name.split(".")[0] for alias in node.names})
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.update(DOORS.keys() & {node.module.split(".")[0]})
            found.update(f"{alias.name}()" for alias in node.names if _runs(node.module, alias.name))
        elif isinstance(node, ast.Name) and node.id in BUILTIN:
            found.add(f"{node.id}()")
        elif isinstance(node, ast.Attribute) and _runs(getattr(node.value, "id", ""), node.attr):
            found.add(f"{node.attr}()")
        elif isinstance(node, ast.keyword) and node.arg == "shell":
            found.add("shell=")
    return found


def _runs(owner: str, name: str) -> bool:
    """Whether `owner.name` runs a text or starts a program; of `os`, also `execv`, `spawnl` and so on."""
    calls = CALLS.get(owner, ())
    return name in ANYWHERE or (name.startswith(calls) if owner == "os" and calls else name in calls)


def test_only_named_files_run_or_start_anything() -> None:
    found: dict[str, set[str]] = {name: set() for name in DOORS}
    for path in sorted(PACKAGE.rglob("*.py")):
        for danger in dangers(path.read_text("utf-8")):
            found.setdefault(danger, set()).add(path.relative_to(PACKAGE).as_posix())
    assert found == DOORS


@pytest.mark.parametrize(("line", "danger"), [
    ("eval('1')", "eval()"), ("f = exec", "exec()"), ("compile('1', '', 'eval')", "compile()"),
    ("__import__('os')", "__import__()"), ("builtins.exec('1')", "exec()"), ("pd.eval('1')", "eval()"),
    ("os.execv('a', [])", "execv()"), ("os.system('a')", "system()"), ("from os import popen", "popen()"),
    ("from os import spawnl as x", "spawnl()"), ("import pickle as p", "pickle"), ("import subprocess", "subprocess"),
    ("from marshal import loads", "marshal"), ("from concurrent import futures", "concurrent"),
    ("import os, pickle", "pickle"), ("run('a', shell=True)", "shell="),
    ("yaml.load(x)", "load()"), ("yaml.unsafe_load(x)", "unsafe_load()")])
def test_each_danger_would_be_seen(line: str, danger: str) -> None:
    assert dangers(f"def f():\n    {line}\n") == {danger}
    assert not dangers("import re, os, json\nre.compile('a')\nos.replace('a', 'b')\njson.load(x)\nx.system()\n")
