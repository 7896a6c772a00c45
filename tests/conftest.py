"""What all tests share: `--accept`, tools that must not be missing in CI, the repository's root."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="Rewrite the expected files of tests/cases.")


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
