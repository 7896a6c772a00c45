"""`privacy.ttl`: the same graph as `privacy.jsonld`, the same bytes each time; a problem where rdflib is missing."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from linked_data import HOME, Linked, every, triples
from rdflib import Graph
from rdflib.compare import isomorphic
from support import ROOT, SMALL, policygen, project, some

from policygen.formats.turtle import turtle

ALL = every()


def without_address(found: Linked) -> bytes:
    context = {name: value for name, value in found.document["@context"].items() if name != "@base"}
    return json.dumps({**found.document, "@context": context}, ensure_ascii=False).encode()


@pytest.mark.parametrize("found", some(
    [one for one in ALL if len(one.data) < 50_000 or one.name == "everything/everything"], ALL),
    ids=lambda found: found.name)
def test_it_is_the_same_graph_wherever_the_folder_stands(found: Linked) -> None:
    for data in (found.data, without_address(found)):
        graph = Graph().parse(data=turtle(data), format="turtle", publicID=f"{HOME}privacy.ttl")
        assert set(graph) == set(triples(data, f"{HOME}privacy.jsonld"))
        assert isomorphic(graph, triples(data, f"{HOME}privacy.jsonld"))


def test_it_is_published_where_it_is_asked_for(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL)
    done = policygen("build", folder, "--format", "turtle")
    assert done.returncode == 0
    assert "turtle leaves out 1 declared value" in done.stderr
    text = (folder / "public" / "privacy.ttl").read_text("utf-8")
    assert "<privacy.jsonld> a " in text
    assert ":activities-newsletter a dpv:PersonalDataProcess" in text
    assert "@prefix : <privacy.jsonld#> ." in text
    assert policygen("build", folder).returncode == 0
    assert not (folder / "public" / "privacy.ttl").exists()


def test_it_is_the_same_bytes_whatever_the_seed(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL)
    made = []
    for seed in ("1", "2"):
        assert policygen("export", "turtle", folder, "-o", tmp_path / seed, env={"PYTHONHASHSEED": seed}
                         ).returncode == 0
        made.append((tmp_path / seed / "privacy.ttl").read_bytes())
    assert made[0] == made[1]


def test_a_text_that_looks_like_the_address_of_nobody_stays(tmp_path: Path) -> None:
    text = SMALL.replace("Mailer GmbH", "<https://relative.invalid/ GmbH")
    folder = project(tmp_path, text)
    assert policygen("export", "turtle", folder).returncode == 0
    graph = Graph().parse(folder / "export" / "privacy.ttl", format="turtle", publicID=f"{HOME}privacy.ttl")
    assert "<https://relative.invalid/ GmbH" in {str(thing) for thing in graph.objects()}


def test_nothing_asks_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for found in ALL[:2]:
        assert turtle(found.data)


@pytest.mark.parametrize("arguments", [["export", "turtle", "."], ["build", "--format", "turtle"]])
def test_a_missing_library_is_a_problem_with_what_to_install(tmp_path: Path, arguments: list[str]) -> None:
    folder = project(tmp_path, SMALL)
    hide = "import sys; sys.modules['rdflib'] = None; from policygen.commands import main; main()"
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", hide, *arguments], cwd=folder, text=True,
                          capture_output=True, env=environment, check=False)
    assert done.returncode == 1
    assert 'pip install "policygen[turtle]"' in done.stderr
    assert "Traceback" not in done.stderr
