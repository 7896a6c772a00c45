"""What the YAML reader makes of public suites: a verdict for each case, in tests/suites/*.verdicts; 20,000 mutations.

`pytest tests/test_yaml_suites.py --accept` writes the verdicts anew. Sources and licences: tests/suites/README.md.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support import ROOT, SMALL

from policygen.load import Mapping, Node, Scalar, parse

SUITES = ROOT / "tests" / "suites"
SIGNS = [b"[", b"]", b"{", b"}", b"&a ", b"*a", b"!!x ", b"<<: ", b"'", b'"', b"|", b">", b"\n", b"  ", b"\t", b": ",
         b"- ", b"#", b"---\n", b"...\n", b"%YAML 9\n", b"? ", b"\\ud800", b"\x00", b"\xff", b"\xef\xbb\xbf",
         b"\xe2\x80\xa8", b"9" * 400, b"2026-02-30", b"[" * 200, b"{a: " * 200]
SECONDS = 2.0
MEGABYTES = 256
# A block whose last line is blank and has no line break: libyaml counts it otherwise; texts lose such ends anyway.
BLANK_END = {"JEF9/2", "L24T/1"}


def yaml_cases() -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    for case in json.loads((SUITES / "yaml-test-suite.json").read_text("utf-8")):
        yield case["id"], case["yaml"].encode("utf-8", "surrogatepass"), case


def json_cases() -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    for case in json.loads((SUITES / "JSONTestSuite.json").read_text("utf-8")):
        repeated = case.get("again", "") * case.get("times", 0) + case.get("end", "")
        text = bytes.fromhex(case["hex"]) if "hex" in case else (case.get("text", "") + repeated).encode()
        fail = case["name"].startswith("test_parsing/n_")
        yield case["name"], text, {"fail": fail} if fail or "hex" in case else {"json": text.decode("utf-8-sig")}


CASES = {"yaml-test-suite": yaml_cases, "JSONTestSuite": json_cases}


def verdict(data: bytes, must_fail: bool) -> str:
    node, problems = parse(data, "")
    if problems:
        return "; ".join(f"{problem.id} {problem.at.line}:{problem.at.column} {problem.says}" for problem in problems)
    assert node is not None
    return "accepted, though the suite refuses it" if must_fail else "accepted"


@pytest.mark.parametrize("suite", CASES)
def test_each_case_of_a_suite_has_its_verdict(suite: str, request: pytest.FixtureRequest) -> None:
    lines = [f"{id} | {verdict(data, bool(case.get('fail')))}\n" for id, data, case in CASES[suite]()]
    path = SUITES / f"{suite}.verdicts"
    if request.config.getoption("--accept"):
        path.write_text("".join(lines), "utf-8")
    assert lines == path.read_text("utf-8").splitlines(keepends=True)


def same(node: Node, meant: object) -> bool:
    """Whether the node says what the suite says in JSON; here numbers and such stay texts, as they were written."""
    if isinstance(node, Scalar):
        return node.text == meant if isinstance(meant, str) else not isinstance(meant, dict | list)
    if isinstance(node, Mapping):
        return isinstance(meant, dict) and {key.text for key, _ in node.entries} == meant.keys() and \
            all(same(child, meant[key.text]) for key, child in node.entries)
    return isinstance(meant, list) and len(node.items) == len(meant) and all(map(same, node.items, meant))


@pytest.mark.parametrize("suite", CASES)
def test_what_is_accepted_says_what_the_suite_says(suite: str) -> None:
    compared, others = 0, set()
    for id, data, case in CASES[suite]():
        node, problems = parse(data, "")
        if case.get("json") and not problems:
            assert node is not None
            compared += 1
            if not same(node, json.loads(case["json"])):
                others.add(id)
    assert others <= BLANK_END
    assert compared > 90


def mutations(count: int) -> Iterator[bytes]:
    """Declarations with bytes taken out, doubled, exchanged, and with signs of YAML put in."""
    dice = random.Random(20260130)
    sources = [SMALL.encode(), *(path.read_bytes() for path in sorted((ROOT / "declarations").rglob("*.yaml")))]
    for _ in range(count):
        data = bytearray(dice.choice(sources))
        start = dice.randrange(len(data))
        data = data[start:start + 3000] if dice.random() < 0.8 else data
        for _ in range(dice.choice((1, 1, 2, 5, 30))):
            at = dice.randrange(len(data) + 1)
            end = at + dice.choice((0, 0, 1, 1, 3, 40))
            data[at:end] = dice.choice((b"", data[at:end] * 2, dice.choice(SIGNS), bytes([dice.randrange(256)])))
        yield bytes(data)


def read_mutations(count: int) -> dict[str, int]:
    """Read so many mutations in this process, which may not take more memory; how often each problem was found."""
    parse(SMALL.encode(), "")
    found: Counter[str] = Counter()
    for data in mutations(count):
        used = time.process_time()
        node, problems = parse(data, "x")
        assert time.process_time() - used < SECONDS, data
        assert node is not None or problems, data
        found[problems[0].id if problems else "accepted"] += 1
    # Of this program alone: `ru_maxrss` counts the process that started it too.
    peak = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())
    assert peak is not None and int(peak[1]) < MEGABYTES * 1024
    return found


@pytest.mark.parametrize("count", [500, pytest.param(20_000, marks=pytest.mark.long)])
def test_mutated_declarations_are_read_or_refused(count: int) -> None:
    """In a process of its own: a crash of the C library would take the tests with it."""
    command = f"import json, test_yaml_suites as tests; print(json.dumps(tests.read_mutations({count})))"
    done = subprocess.run([sys.executable, "-c", command], cwd=Path(__file__).parent, capture_output=True, text=True,
                          check=False, env={"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PATH": ""}, timeout=900)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert sum(found.values()) == count
    kinds = {"accepted", "yaml-syntax", "control-character", "not-utf-8", "yaml-too-deep"}
    assert found.keys() >= (kinds if count < 20_000 else kinds | {"yaml-tag", "yaml-anchor", "yaml-second-document"})
