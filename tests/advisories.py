"""Known faults of the locked packages: a snapshot in tests/audit, what it says of a lock, how it is renewed.

    python tests/advisories.py --from FOLDER    from a checkout of github.com/pypa/advisory-database, or of a copy
    python tests/advisories.py                  from the service https://api.osv.dev

The snapshot holds every advisory of every package of requirements.lock, cut to what says which versions it touches.
Without one that is whole, new enough and of all locked packages there is no verdict, but an `AuditError`.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.lock"
SNAPSHOT = ROOT / "tests" / "audit" / "advisories.json"
ACCEPTED = ROOT / "tests" / "audit" / "accepted.yaml"
SERVICE = "https://api.osv.dev"
LICENCE = "CC-BY-4.0"
OLDEST = 400                                                   # days
LONGEST = 160                                                  # characters of a summary

Advisory = dict[str, Any]


class AuditError(Exception):
    """Why the audit cannot be made: this is no verdict, and must never pass for one."""


def locked(text: str) -> dict[str, str]:
    """Name and version of every package in a lock; any line that is understood by half is an error."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        if re.match(r"\s*(#|$)|    --hash=sha256:[0-9a-f]{64}( \\)?$", line):
            continue
        match = re.fullmatch(r"([A-Za-z0-9._-]+)==([^\s;]+)(?: ;[^\\]*)? \\", line)
        if match is None:
            raise AuditError(f"This line of the lock is not understood: {line!r}")
        found[canonicalize_name(match[1])] = match[2]
    if not found:
        raise AuditError("The lock names no package.")
    return found


def snapshot(path: Path, today: date) -> dict[str, Any]:
    """The advisories that were put down, where they are whole and not too old."""
    try:
        held = json.loads(path.read_text("utf-8"))
        if held["sha256"] != digest(held):
            raise AuditError(f"{path} was changed by hand or is damaged.")
        age = (today - date.fromisoformat(held["date"])).days
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AuditError(f"{path} cannot be read: {error!r}") from error
    if age > OLDEST:
        raise AuditError(f"{path} is {age} days old, more than {OLDEST}. Renew it: make advisories")
    return dict(held)


def digest(held: Mapping[str, Any]) -> str:
    """The SHA-256 of everything in a snapshot but this."""
    said = {name: value for name, value in held.items() if name != "sha256"}
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def accepted(path: Path, today: date) -> set[tuple[str, str]]:
    """Package and id of each advisory that somebody accepts, with a reason, until a date that has not come yet."""
    found = set()
    for entry in yaml.safe_load(path.read_text("utf-8")) or []:
        if set(entry) != {"id", "package", "reason", "until"} or not str(entry["reason"]).strip():
            raise AuditError(f"An accepted advisory has an id, a package, a reason and a date `until`: {entry}")
        if not isinstance(entry["until"], date) or entry["until"] < today:
            raise AuditError(f"{entry['id']} was accepted until {entry['until']}: mend it, or look at it anew.")
        found.add((canonicalize_name(entry["package"]), str(entry["id"])))
    return found


def touched(lock: Mapping[str, str], held: Mapping[str, Any]) -> list[tuple[str, str, Advisory]]:
    """Package, version and advisory wherever a locked version has a known fault."""
    unknown = sorted(lock.keys() - set(held["packages"]))
    if unknown:
        raise AuditError(f"Nobody looked for advisories of {', '.join(unknown)}. Renew them: make advisories")
    return [(name, version, advisory) for name, version in lock.items() for advisory in held["advisories"]
            if not advisory["withdrawn"] and any(part["package"] == name and affects(part, version)
                                                 for part in advisory["affected"])]


def affects(part: Mapping[str, Any], version: str) -> bool:
    """Whether one `affected` of OSV holds a version; one that names neither versions nor ranges holds all."""
    if not part["versions"] and not part["ranges"]:
        return True
    return any(_version(other) == _version(version) for other in part["versions"]) \
        or any(_within(events, _version(version)) for events in part["ranges"])


def _within(events: list[list[str]], version: Version) -> bool:
    """Source: the algorithm of the OSV schema 1.7, "Evaluation"."""
    order = {"introduced": 0, "fixed": 1, "last_affected": 2}
    inside = False
    for kind, at in sorted(events, key=lambda event: (_version(event[1]), order[event[0]])):
        if kind == "introduced" and (at == "0" or version >= _version(at)):      # 0 stands before any version
            inside = True
        elif (kind == "fixed" and version >= _version(at)) or (kind == "last_affected" and version > _version(at)):
            inside = False
    return inside


def _version(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion as error:
        raise AuditError(f"A version cannot be read: {error}") from error


def cut(record: Mapping[str, Any], names: frozenset[str]) -> Advisory | None:
    """An advisory in the form of OSV with what is needed of it, or None where it is of other packages."""
    parts = [_part(affected) for affected in record.get("affected", ())
             if affected.get("package", {}).get("ecosystem") == "PyPI"
             and canonicalize_name(affected["package"]["name"]) in names]
    if not parts:
        return None
    said = re.sub(r"[\s#]+", " ", record.get("summary") or record.get("details") or "").strip()
    return {"id": record["id"], "aliases": sorted(record.get("aliases", ())), "affected": parts,
            "summary": said if len(said) <= LONGEST else said[:LONGEST - 1] + "…",
            "withdrawn": str(record.get("withdrawn") or "")}


def _part(affected: Mapping[str, Any]) -> dict[str, Any]:
    """Ranges as lists of events; of the versions those that no range holds."""
    ranges = [[[kind, str(at)] for event in span["events"] for kind, at in event.items() if kind != "limit"]
              for span in affected.get("ranges", ()) if span["type"] == "ECOSYSTEM"]
    versions = sorted(str(version) for version in affected.get("versions", ()) if _is_version(str(version)))
    left = [version for version in versions if not any(_within(events, Version(version)) for events in ranges)]
    return {"package": canonicalize_name(affected["package"]["name"]), "ranges": ranges, "versions": left}


def _is_version(text: str) -> bool:
    """Whether pip could lock it; releases of long ago have names such as `1.0-dev-r200`."""
    try:
        Version(text)
    except InvalidVersion:
        return False
    return True


def of_folder(folder: Path) -> Iterator[Mapping[str, Any]]:
    """All advisories in a checkout of the database."""
    if not (folder / "vulns").is_dir():
        raise AuditError(f"{folder} has no folder `vulns`: it is no checkout of the advisory database.")
    for path in sorted(folder.glob("vulns/*/*.yaml")):
        yield yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def of_service(names: frozenset[str], service: str) -> Iterator[Mapping[str, Any]]:
    """All advisories of packages, from a service with the interface of OSV."""
    seen = set()
    for name in sorted(names):
        token: str | None = ""
        while token is not None:
            question = {"package": {"name": name, "ecosystem": "PyPI"}, **({"page_token": token} if token else {})}
            request = urllib.request.Request(f"{service}/v1/query", json.dumps(question).encode(),
                                             {"Content-Type": "application/json"})
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    page = json.load(answer)
            except (urllib.error.URLError, OSError, ValueError) as error:
                raise AuditError(f"{service} did not answer for {name}: {error}") from error
            for record in page.get("vulns", ()):
                if record["id"] not in seen:
                    seen.add(record["id"])
                    yield record
            token = page.get("next_page_token")


def made(records: Iterator[Mapping[str, Any]], names: frozenset[str], source: str, at: str) -> dict[str, Any]:
    """A snapshot of records."""
    kept = [advisory for record in records if (advisory := cut(record, names)) is not None]
    if not kept:
        raise AuditError(f"{source} knows no advisory of any locked package; that cannot be.")
    held = {"source": source, "licence": LICENCE, "date": at, "packages": sorted(names),
            "advisories": sorted(kept, key=lambda advisory: str(advisory["id"]))}
    return {**held, "sha256": digest(held)}


def written(held: Mapping[str, Any]) -> str:
    """A snapshot as text: one line for each advisory."""
    lines = ",\n  ".join(json.dumps(advisory, ensure_ascii=False) for advisory in held["advisories"])
    head = json.dumps({name: value for name, value in held.items() if name != "advisories"}, indent=1)
    return head.removesuffix("\n}") + f',\n "advisories": [\n  {lines}\n ]\n}}\n'


def main(arguments: list[str]) -> int:
    """Renew the snapshot; nothing is written where that fails."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--from", dest="folder", type=Path, help="a checkout of the database, with its folder .git")
    parser.add_argument("--service", default=SERVICE, help=f"a service like {SERVICE}")
    parser.add_argument("--to", type=Path, default=SNAPSHOT, help="the file to write")
    parser.add_argument("--origin", help="where the checkout is from, if its remote does not say so")
    asked = parser.parse_args(arguments)
    try:
        names = frozenset(locked(LOCK.read_text("utf-8")))
        if asked.folder is None:
            held = made(of_service(names, asked.service), names, asked.service, date.today().isoformat())
        else:
            commit, at = _git(asked.folder, "log", "-1", "--format=%H %cs").split()
            origin = asked.origin or _git(asked.folder, "remote", "get-url", "origin")
            held = made(of_folder(asked.folder), names, f"{origin} at {commit}", at)
    except AuditError as error:
        print(f"The advisories were not renewed. {error}", file=sys.stderr)
        return 1
    asked.to.write_text(written(held), "utf-8")
    print(f"{len(held['advisories'])} advisories of {held['date']} for {len(names)} packages: {asked.to}")
    return 0


def _git(folder: Path, *command: str) -> str:
    done = subprocess.run(["git", "-C", folder, *command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise AuditError(f"{folder} does not tell its commit: {done.stderr.strip()}")
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
