"""What all tests share: `--accept`, tools that must not be missing in CI, the root of the repository, a browser."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from browser import Visitor

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="Rewrite the expected files of tests/cases.")


def pytest_configure(config: pytest.Config) -> None:
    """What builds keep between runs stands in a folder of this run, not in the home of who tests."""
    folder = os.environ["POLICYGEN_CACHE"] = tempfile.mkdtemp(prefix="policygen-tests-")
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def needs(tool: str, found: object) -> None:
    """Skip the test where an outside tool is not installed; in CI its absence is a failure."""
    if found:
        return
    message = f"{tool} is not installed"
    if os.environ.get("CI"):
        pytest.fail(f"{message}, and CI must have it")
    pytest.skip(message)


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a headless Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    needs("Chromium", found)
    return str(found)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """A running Chromium, one for each process of the tests."""
    from browser import LAUNCH
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=LAUNCH)
        yield started
        started.close()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the example site is served, and under `rich/` the site in pseudo languages."""
    import sites
    from browser import served

    rich = {f"rich/{path}": data for path, data in sites.pseudo_languages().items()}
    with served({**sites.example(), **rich}) as started:
        yield started


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Visitor]:
    """Open pages: `visit(path, width=320, color_scheme="dark")`."""
    from browser import Visitor

    visitor = Visitor(browser, address)
    yield visitor
    visitor.close()
