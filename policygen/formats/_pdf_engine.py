"""WeasyPrint, kept from the network, the clock and the terminal: HTML in, PDF and what went wrong out."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import unquote, urldefrag

from policygen import __version__
from policygen.formats._pdf_paper import link_names
from policygen.formats._pdf_tags import corrected

LOGGER = "weasyprint"
NO_ALT = 'Image "%s" has no required alt description'         # it is decoration, and marked so (`_pdf_tags`)
NO_GLYPH = re.compile(r"\(U\+([0-9A-F]{4,6})\)$")
TYPES = {"css": "text/css", "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
         "webp": "image/webp", "gif": "image/gif", "woff": "font/woff", "woff2": "font/woff2", "ttf": "font/ttf",
         "otf": "font/otf"}


class Sheet(NamedTuple):
    """A document to be made: its HTML and address, the files of the site by address, and what is said about it."""

    html: str
    address: str
    files: Mapping[str, bytes]
    author: str
    modified: str
    facts: Mapping[str, str]


class Made(NamedTuple):
    """A PDF with the tree it was made of, the elements in it that stand on a page with words of their own, the
    addresses that were refused, the letters that no font had, and other faults."""

    data: bytes
    root: Any
    shown: frozenset[Any]
    refused: tuple[str, ...]
    letters: str
    faults: tuple[str, ...]


def missing() -> str:
    """What WeasyPrint says where it cannot be used, or an empty text."""
    try:
        import_module("weasyprint")
    except ImportError as error:
        return f"{error}"
    except OSError as error:                                # it is there, and Pango, a library of the system, is not
        return f"{error}".split("\n")[0]
    return ""


def made(sheet: Sheet, change: Callable[[Any], None]) -> Made:
    """The PDF of a sheet after `change` has changed its tree of elements; the same bytes for the same sheet."""
    from weasyprint import HTML

    refused: list[str] = []
    with _listening() as told:
        html = HTML(string=sheet.html, base_url=sheet.address, url_fetcher=_fetcher(sheet.files, refused))
        root = html.etree_element
        change(root)
        try:
            document = html.render(pdf_variant="pdf/ua-1")
        except Exception as error:                          # a style sheet that WeasyPrint cannot lay out
            return Made(b"", root, frozenset(), tuple(refused), "", (f"{type(error).__name__}: {error}",))
        _describe(document.metadata, sheet)
        names = link_names(root)
        target = BytesIO()
        document.write_pdf(target, finisher=lambda _, pdf: corrected(pdf, names), pdf_variant="pdf/ua-1",
                           custom_metadata=True)
    letters = {chr(int(found[1], 16)) for record in told if (found := NO_GLYPH.search(record.getMessage()))}
    faults = dict.fromkeys(record.getMessage() for record in told
                           if record.levelno >= logging.ERROR and record.msg != NO_ALT)
    return Made(target.getvalue(), root, frozenset(_worded(document.pages)), tuple(dict.fromkeys(refused)),
                "".join(sorted(letters)), tuple(faults))


def _describe(metadata: Any, sheet: Sheet) -> None:
    """What a PDF says about itself; of dates only the one that the page has."""
    metadata.authors = [sheet.author]
    metadata.generator = f"policygen {__version__}"
    metadata.modified = sheet.modified or None
    metadata.custom = dict(sheet.facts)


def _worded(pages: Any) -> Iterator[Any]:
    """The elements whose own words stand on a page; those of margins and of what CSS adds are no elements."""
    from weasyprint.formatting_structure.boxes import TextBox

    for page in pages:
        for box in page._page_box.descendants():
            if isinstance(box, TextBox) and box.element is not None and box.text.strip():
                yield box.element


def _fetcher(files: Mapping[str, bytes], refused: list[str]) -> Any:
    """Gives the files of the site from memory, and what an address holds itself; refuses everything else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    # WeasyPrint asks for a subclass, and its classes have no types that a subclass could be checked against.
    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            plain = unquote(urldefrag(url).url.split("?")[0])
            if plain not in files:
                refused.append(url)
                raise ValueError("it is no file of the site")
            kind = TYPES.get(plain.rpartition(".")[2].lower(), "application/octet-stream")
            return URLFetcherResponse(url, files[plain], {"Content-Type": kind})

    return Fetcher(allowed_protocols={"data"})


class _Listener(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.told: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record)


@contextmanager
def _listening() -> Iterator[list[logging.LogRecord]]:
    """Collects what WeasyPrint and its libraries tell, which never reaches the terminal."""
    listener = _Listener(logging.WARNING)
    loggers = [logging.getLogger(name) for name in (LOGGER, "fontTools", "PIL")]
    before = [(logger, logger.propagate, logger.level) for logger in loggers]
    for logger in loggers:
        logger.addHandler(listener)
        logger.propagate = False
        logger.setLevel(logging.WARNING)
    try:
        yield listener.told
    finally:
        for logger, propagate, level in before:
            logger.removeHandler(listener)
            logger.propagate = propagate
            logger.setLevel(level)
