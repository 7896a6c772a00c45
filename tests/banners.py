"""What the tests of consent banners share: a declaration, the libraries from npm, generated files, pages with them."""

from __future__ import annotations

import fcntl
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pseudo
import pytest
from conftest import needs
from support import ROOT, SMALL, TODAY, project

from policygen import formats
from policygen.build import check, composed
from policygen.declaration import Declaration
from policygen.formats import Site
from policygen.problem import Problem
from policygen.project import Project

DOCUMENT = (ROOT / "docs" / "consent-banner.md").read_text("utf-8")
FILES = {"klaro": "klaro-config.js", "cookieconsent": "cookieconsent-config.js"}
NAMES = tuple(FILES)
HOST = "https://policies.example.com/"
COOKIES = """\
cookies:
  about: {en: We use **few** cookies., nb: Vi bruker **få** informasjonskapsler.}
  consent: {withdraw: {en: Choose again at the foot., nb: Velg på nytt nederst på siden.}}
  items:
    basket: {names: basket, class: necessary, purpose: {en: your basket, nb: handlekurven din}, duration: session}
    choice: {names: [klaro-*, cc_cookie], class: necessary, purpose: {en: your choice, nb: valget ditt},
             duration: P182D}
    look: {kind: local_storage, names: look_*, class: preferences, purpose: {en: dark or light, nb: lys eller mørk},
           duration: persistent}
    visits: {names: [_v, _v_*], class: statistics, provider: counter, purpose: {en: counting, nb: telling},
             duration: P1Y}
    clicks: {names: _clicks, class: statistics, provider: counter, purpose: {en: clicks, nb: klikk}, duration: P3M,
             data: [pages_visited, device_id]}
    fans: {names: fan.<id>, class: marketing, provider: fans, party: third, purpose: {en: ads, nb: annonser},
           note: {en: It is renewed., nb: Den fornyes.}, duration: P90D}
    shown: {names: [shown], class: marketing, provider: counter, purpose: {en: ads shown, nb: viste annonser},
            duration: P1D}
recipients:
  counter: {name: Counter GmbH, role: processor, country: DE, purpose: {en: counting, nb: telling}}
  fans: {name: Fans Inc., role: controller, country: US, purpose: {en: ads, nb: annonser},
         transfers: [{to: US, tools: [dpf, scc]}, {to: [IN, BR], tools: scc}]}
transfers: {copy_contact: privacy}
"""
MAILER = SMALL[SMALL.index("recipients:\n"):SMALL.index("rights:")].removeprefix("recipients:\n")
DECLARED = SMALL.replace(f"recipients:\n{MAILER}", COOKIES.replace("transfers: {copy", f"{MAILER}transfers: {{copy"))


def made(site: Site, name: str) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The files of a format by path, and the problems."""
    files, problems = formats.collect(formats.render_one(site, name))
    return {path: data.decode() for path, data in files.items()}, problems


@cache
def shipped(folder: Path, english: bool = False) -> Site:
    """A project of this repository as formats get it, composed once in a process."""
    return site_of(folder, english)


@cache
def pseudo_languages() -> Site:
    """The case that uses every key, in pseudo languages too, as formats get it."""
    with tempfile.TemporaryDirectory() as folder:
        return site_of(pseudo.project(Path(folder)))


def site_of(folder: Path, english: bool = False) -> Site:
    """A project as formats get it; in English alone it takes a tenth of the time."""
    settings, declarations, problems = check(Project(folder), TODAY)
    assert settings is not None, problems
    if english:
        declarations = {id: found.changed(languages=found.languages[:1]) for id, found in declarations.items()
                        if found.languages[0] == "en"}
    site, told = composed(Project(folder), settings, declarations)
    assert site is not None, told
    return site


def written(folder: Path, text: str, base: str = HOST, english: bool = False) -> Site:
    """A declaration as formats get it."""
    project(folder, text, **{"policygen.yaml": f"policygen: 1\nbase_url: {base}\n" if base else "policygen: 1\n"})
    site = site_of(folder, english)
    assert site.wholes, check(Project(folder), TODAY)[2]
    return site


def with_declaration(site: Site, declaration: Declaration) -> Site:
    """The site with another declaration in the place of its first."""
    again, told = composed(site.project, site.configuration, {site.wholes[0].id: declaration})
    assert again is not None, told
    return again


@cache
def declared() -> Site:
    """The declaration above as formats get it."""
    with tempfile.TemporaryDirectory() as folder:
        return written(Path(folder), DECLARED)


READ = """
global.location = {hostname: process.argv[2] || "example.com"};
global.document = {documentElement: {lang: process.argv[3] || "en"}};
global.localStorage = global.sessionStorage = {};
let ran = null;
global.CookieConsent = {run: config => { ran = config; }};
const code = require("fs").readFileSync(0, "utf8");
const klaro = (0, eval)(code + "; typeof klaroConfig === 'undefined' ? null : klaroConfig");
if (ran) for (const code of Object.keys(ran.language.translations)) {
  const words = ran.language.translations[code]();
  words.labels = {};
  for (const category of Object.values(ran.categories))
    for (const [name, service] of Object.entries(category.services)) words.labels[name] = service.label;
  ran.language.translations[code] = words;
}
console.log(JSON.stringify(klaro || ran, (key, value) => value instanceof RegExp ? {pattern: value.source} : value));
"""


def node() -> str:
    """Node.js, of the environment or the system."""
    found = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    needs("Node.js", found)
    return str(found)


def configuration(script: str, host: str = "example.com", language: str = "en") -> Any:
    """What a library gets from a generated file; patterns as `{"pattern": source}`."""
    done = subprocess.run([node(), "-e", READ, "-", host, language], input=script, capture_output=True, text=True,
                          encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@cache
def libraries() -> Path:
    """The packages of tests/npm, installed once into build/npm; npm checks their hashes."""
    npm = shutil.which("npm", path=str(Path(sys.executable).parent)) or shutil.which("npm")
    needs("npm", npm)
    source = ROOT / "tests" / "npm"
    key = hashlib.sha256((source / "package-lock.json").read_bytes()).hexdigest()[:16]
    folder = ROOT / "build" / "npm" / key
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)                            # several processes run tests at the same time
        if not folder.exists():
            with tempfile.TemporaryDirectory(dir=folder.parent) as fresh:
                for name in ("package.json", "package-lock.json"):
                    shutil.copy(source / name, fresh)
                done = subprocess.run([str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=fresh,
                                      capture_output=True, text=True, timeout=300, check=False)
                needs(f"What tests/npm asks for ({done.stderr.strip()[-300:]})", done.returncode == 0)
                (Path(fresh) / "node_modules").rename(folder)
    return folder


def documented(kind: str, word: str) -> str:
    """The block of code of a kind in the documentation that holds a word."""
    return next(block for block in re.findall(rf"```{kind}\n(.*?)```", DOCUMENT, re.DOTALL) if word in block)


def pages(site: Site, name: str) -> dict[str, bytes]:
    """The documented page of a library, in several languages, with the files of a site."""
    folder = libraries()
    html = documented("html", f"/{FILES[name]}")
    scripts = {"klaro": "klaro/dist/klaro-no-css.js",
               "cookieconsent": "vanilla-cookieconsent/dist/cookieconsent.umd.js"}
    styles = {"klaro": "klaro/dist/klaro.min.css", "cookieconsent": "vanilla-cookieconsent/dist/cookieconsent.css"}
    return {
        **{f"{language}.html": html.replace('lang="en"', f'lang="{language}"').encode()
           for language in ("en", "nb", "no", "nb-NO", "fr", "he")},
        f"assets/{Path(scripts[name]).name}": (folder / scripts[name]).read_bytes(),
        f"assets/{Path(styles[name]).name}": (folder / styles[name]).read_bytes(),
        "assets/banner.css": documented("css", "banner.css").encode(),
        "assets/choices.js": documented("js", "choices.js").encode(),
        "assets/count.js": b"document.cookie = '_v=1; path=/'; document.cookie = '_v_2=1; path=/'; window.counted = 1;",
        FILES[name]: made(site, name)[0][FILES[name]].encode(),
    }


@contextmanager
def strict(files: Mapping[str, bytes]) -> Iterator[str]:
    """The files served with the policy that the documentation names."""
    import browser

    policy = re.search(r"`(default-src [^`]*)`", DOCUMENT)
    assert policy is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(browser.HEADERS, "Content-Security-Policy", policy.group(1))
        with browser.served(files) as address:
            yield address
