"""Takes the pictures of the documents anew: `make pictures`. Not a test; look at each before you commit it.

Besides Chromium it needs pdftoppm (poppler-utils) and convert (imagemagick).
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from browser import LAUNCH, served
from playwright.sync_api import sync_playwright
from sites import example
from support import ROOT, TODAY

from policygen.build import build
from policygen.project import Project

DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text("utf-8")
# File in docs/ -> page, width and height of the window, colour scheme, the part to scroll to.
VIEWS = {
    "example.png": ("en/privacy/", 1180, 700, "light", ""),
    "dark.png": ("omnium/en/privacy/", 1180, 620, "dark", "#data.flow"),
    "periods.png": ("beyond/en/privacy/", 1180, 640, "light", "#retention"),
    "narrow.png": ("dni/nb/privacy/", 390, 760, "light", ""),
}


def site_of(text: str) -> dict[str, bytes]:
    """The site of one declaration."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "declarations").mkdir()
        (Path(folder) / "declarations" / "policy.yaml").write_text(text, "utf-8")
        return dict(build(Project(Path(folder)), TODAY).files)


def files() -> dict[str, bytes]:
    """The example of the README at the root, the example site, and a case with many storage periods."""
    found = re.search(r"<!-- example -->\n```yaml\n(.*?)```", README, re.DOTALL)
    assert found is not None
    case = build(Project(ROOT / "tests" / "cases" / "beyond-retention"), TODAY).files
    return {**example(), **site_of(found.group(1)), **{f"beyond/{path}": data for path, data in case.items()}}


def main() -> None:
    """Write every picture, and a sheet of a printed page, in few colours."""
    with served(files()) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=LAUNCH)
        for name, (path, width, height, scheme, part) in VIEWS.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme,
                                    reduced_motion="reduce")
            page.goto(f"{address}{path}{part}")
            page.screenshot(path=DOCS / name)
        page = browser.new_page()
        page.goto(f"{address}omnium/nb/privacy/")
        with tempfile.NamedTemporaryFile(suffix=".pdf") as sheet:
            page.pdf(path=sheet.name, prefer_css_page_size=True)
            subprocess.run(["pdftoppm", "-r", "60", "-f", "3", "-l", "3", "-png", "-singlefile", sheet.name,
                            str(DOCS / "print")], check=True)
        browser.close()
    for path in DOCS.glob("*.png"):
        subprocess.run(["convert", path, "-dither", "None", "-colors", "64", f"PNG8:{path}"], check=True)


if __name__ == "__main__":
    main()
