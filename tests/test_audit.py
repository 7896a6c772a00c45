"""No locked package has a known fault; and whatever keeps the audit from saying so is a failure, never a pass."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from advisories import ACCEPTED, LOCK, OLDEST, SNAPSHOT, AuditError, accepted, affects, locked, main, snapshot, touched

TODAY = date.today()
HASH = f"    --hash=sha256:{'0' * 64}"
RECORD: dict[str, Any] = {
    "id": "PYSEC-1", "aliases": ["CVE-1"], "details": "## A\n fault.", "affected": [
        {"package": {"ecosystem": "PyPI", "name": "Jinja2"}, "versions": ["1.0", "2.0", "1.0-dev-r1"],
         "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.5"}]}, {"type": "GIT"}]},
        {"package": {"ecosystem": "npm", "name": "jinja2"}, "versions": ["99"]}]}
FOREIGN = {"id": "PYSEC-2", "affected": [{"package": {"ecosystem": "PyPI", "name": "no-such"}}]}


def lock(**packages: str) -> dict[str, str]:
    return locked("".join(f"{name}=={version} \\\n{HASH}\n" for name, version in packages.items()))


def found(packages: dict[str, str]) -> set[tuple[str, str]]:
    return {(name, advisory["id"]) for name, _, advisory in touched(packages, snapshot(SNAPSHOT, TODAY))}


def test_no_locked_package_has_a_known_fault() -> None:
    packages = locked(LOCK.read_text("utf-8"))
    told = [f"{name} {version}: {advisory['id']} {' '.join(advisory['aliases'])} – {advisory['summary']}"
            for name, version, advisory in touched(packages, snapshot(SNAPSHOT, TODAY))
            if (name, advisory["id"]) not in accepted(ACCEPTED, TODAY)]
    assert not told, "\n".join(told)


@pytest.mark.parametrize(("name", "version", "id"), [
    ("Jinja2", "2.10", "PYSEC-2019-217"), ("pyyaml", "5.3", "PYSEC-2020-96"), ("weasyprint", "68.1", "PYSEC-2026-3412"),
    ("markdown", "3.8", "PYSEC-2026-89"), ("click", "8.3.2", "PYSEC-2026-2132")])
def test_a_planted_version_with_a_known_fault_is_found(name: str, version: str, id: str) -> None:
    packages = {**locked(LOCK.read_text("utf-8")), **lock(**{name: version})}
    assert (name.lower(), id) in found(packages)
    assert {package for package, _ in found(packages)} == {name.lower()}


@pytest.mark.parametrize(("events", "inside", "outside"), [
    ([["introduced", "0"], ["fixed", "2.3.1"]], ["0", "0.dev1", "2.3", "2.3.1rc1"], ["2.3.1", "2.10"]),
    ([["introduced", "1.0"], ["last_affected", "3.8"]], ["1", "3.8.0"], ["0.9", "3.8.post1", "3.8.1"]),
    ([["fixed", "2"], ["introduced", "1"], ["introduced", "3"]], ["1", "1.9", "3", "40"], ["0.9", "2", "2.9"])])
def test_ranges_begin_and_end_where_they_say(events: list[list[str]], inside: list[str], outside: list[str]) -> None:
    part = {"ranges": [events], "versions": ["2.9.9"]}
    assert [version for version in [*inside, *outside, "2.9.9"] if affects(part, version)] == [*inside, "2.9.9"]
    assert affects({"ranges": [], "versions": []}, "1")


def test_what_was_withdrawn_touches_nothing() -> None:
    held = json.loads(SNAPSHOT.read_text("utf-8"))
    for advisory in held["advisories"]:
        advisory["withdrawn"] = "2026-01-01"
    assert not touched(lock(jinja2="2.10"), held)


@pytest.mark.parametrize("text", [
    "", "# nothing\n", "jinja2>=3 \\\n", "jinja2==3.1\n", "-r other.txt\n", f"jinja2==3.1 \\\n{HASH[:-1]}\n"])
def test_a_lock_that_is_not_understood_is_no_pass(text: str) -> None:
    with pytest.raises(AuditError):
        locked(text)


def test_a_snapshot_that_is_missing_damaged_old_or_of_other_packages_is_no_pass(tmp_path: Path) -> None:
    copy, held = tmp_path / "copy.json", json.loads(SNAPSHOT.read_text("utf-8"))
    for text in ("", "[]", "{}", SNAPSHOT.read_text("utf-8")[:-3],
                 SNAPSHOT.read_text("utf-8").replace('"fixed", "2.10.1"', '"fixed", "2.1.1"'),
                 json.dumps({**held, "advisories": held["advisories"][1:]}),
                 json.dumps({**held, "packages": [*held["packages"], "another"]})):
        copy.write_text(text, "utf-8")
        with pytest.raises(AuditError, match=r"copy\.json"):
            snapshot(copy, TODAY)
    copy.unlink()
    with pytest.raises(AuditError, match="FileNotFound"):
        snapshot(copy, TODAY)
    last = date.fromisoformat(held["date"]) + timedelta(days=OLDEST)
    assert snapshot(SNAPSHOT, last)
    with pytest.raises(AuditError, match="401 days old"):
        snapshot(SNAPSHOT, last + timedelta(days=1))
    with pytest.raises(AuditError, match="brand-new"):
        touched(lock(**{"brand-new": "1"}), held)
    with pytest.raises(AuditError, match="cannot be read"):
        touched({"jinja2": "one"}, held)


def test_an_advisory_is_accepted_with_a_reason_and_until_a_date(tmp_path: Path) -> None:
    file, entry = tmp_path / "accepted.yaml", "id: PYSEC-1, package: Jinja2, reason: not called, until: 2027-01-31"
    file.write_text(f"- {{{entry}}}\n")
    assert accepted(file, date(2027, 1, 31)) == {("jinja2", "PYSEC-1")}
    with pytest.raises(AuditError, match="look at it anew"):
        accepted(file, date(2027, 2, 1))
    for bad in (entry.replace("reason: not called", 'reason: " "'), entry.replace(", until: 2027-01-31", ""),
                entry.replace("2027-01-31", "later"), entry + ", more: x"):
        file.write_text(f"- {{{bad}}}\n")
        with pytest.raises(AuditError):
            accepted(file, TODAY)


class Service(BaseHTTPRequestHandler):
    """A service of advisories that tells those of jinja2 on a second page, or is out of order."""

    broken = False

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        page: dict[str, Any] = {}
        if asked["package"] == {"name": "jinja2", "ecosystem": "PyPI"}:
            page = {"vulns": [RECORD]} if asked.get("page_token") == "2" else {"next_page_token": "2"}
        self.send_response(503 if self.broken else 200)
        self.end_headers()
        self.wfile.write(json.dumps(page).encode())

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def service() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Service) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def renewed(path: Path) -> list[dict[str, Any]]:
    return list(snapshot(path, TODAY)["advisories"])


CUT = [{"id": "PYSEC-1", "aliases": ["CVE-1"], "summary": "A fault.", "withdrawn": "", "affected": [
    {"package": "jinja2", "ranges": [[["introduced", "0"], ["fixed", "1.5"]]], "versions": ["2.0"]}]}]


def test_the_snapshot_is_renewed_from_a_service_or_not_touched(tmp_path: Path, service: str, capsys: Any,
                                                               monkeypatch: pytest.MonkeyPatch) -> None:
    to = tmp_path / "new.json"
    assert main(["--service", service, "--to", str(to)]) == 0
    assert renewed(to) == CUT
    before = to.read_bytes()
    monkeypatch.setattr(Service, "broken", True)
    assert main(["--service", service, "--to", str(to)]) == 1
    assert "were not renewed" in capsys.readouterr().err
    assert main(["--service", "http://127.0.0.1:1", "--to", str(to)]) == 1
    assert to.read_bytes() == before


def test_the_snapshot_is_renewed_from_a_checkout_or_not_touched(tmp_path: Path, capsys: Any) -> None:
    folder, to = tmp_path / "checkout", tmp_path / "new.json"
    assert main(["--from", str(tmp_path), "--to", str(to)]) == 1
    subprocess.run(["git", "init", "-q", folder], check=True)
    author = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    subprocess.run(["git", "-C", folder, *author, "commit", "-q", "--allow-empty", "-m", "x"], check=True)
    assert main(["--from", str(folder), "--origin", "there", "--to", str(to)]) == 1
    assert "no folder `vulns`" in capsys.readouterr().err
    for record in (FOREIGN, RECORD):
        path = folder / "vulns" / "any" / f"{record['id']}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(record))
        code = main(["--from", str(folder), "--origin", "there", "--to", str(to)])
        assert (code, to.exists()) == ((1, False) if record is FOREIGN else (0, True))
    assert renewed(to) == CUT
    assert "there at " in json.loads(to.read_text("utf-8"))["source"]
