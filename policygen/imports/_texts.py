"""Texts of a foreign file made to fit their place in a declaration; whatever changes is noted.

White space is put in order and a sentence gets its full stop without a note. Control characters, HTML, links that may
not stand on a page, and what is over the length of the place are taken out with one.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Collection

from policygen.imports._draft import Note, Tree, noted
from policygen.load import control, without_hidden
from policygen.schema.links import SCHEME, link_fault
from policygen.schema.types import (
    EMAIL_PATTERN,
    HTML_TAG,
    MAX_ID,
    MAX_WORDS,
    PHONE_PATTERN,
    SENTENCE,
    TEXT,
    markdown_links,
)
from policygen.schema.types import LABEL as LABEL_TYPE
from policygen.schema.types import LINK as LINK_TYPE

WHOLE_TAG = re.compile(r"<[A-Za-z/!?][^<>]*>")
ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{1,6}|#x[0-9A-Fa-f]{1,6});")
TAG_START = re.compile(r"<(?=[A-Za-z/!?])")
END = (".", "!", "?", "…", ".)", ":")
LETTERS = str.maketrans({"ß": "ss", "ø": "o", "Ø": "o", "æ": "ae", "Æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ł": "l",
                         "Ł": "l", "đ": "d", "ı": "i"})


def line(text: str, path: str) -> Tree:
    """A name or other text on one line."""
    return _fitted(text, TEXT.limit, path)


def label(text: str, path: str) -> Tree:
    """A phrase; the full stop at its end goes."""
    whole = " ".join(text.split())
    short = whole[:-1] if whole.endswith(".") and whole.count(".") == 1 else whole
    return _fitted(short, LABEL_TYPE.limit, path)


def sentence(text: str, path: str) -> Tree:
    """One or more whole sentences on one line."""
    whole = " ".join(text.split())
    ended = whole if not whole or whole.endswith(END) else f"{whole}."
    return _fitted(ended, SENTENCE.limit, path)


def words(text: str, path: str) -> Tree:
    """A text of paragraphs (Markdown)."""
    lines = [" ".join(part.split()) for part in re.split(r"\r\n?|\n", text)]
    return _fitted(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), MAX_WORDS, path, one_line=False)


def email(text: str, path: str) -> Tree:
    """An e-mail address, or nothing and a note."""
    found = text.strip().removeprefix("mailto:")
    fits = EMAIL_PATTERN.fullmatch(found) and len(found) <= TEXT.limit
    return found if fits else _unfit("e-mail address", text, path)


def phone(text: str, path: str) -> Tree:
    """A telephone number, or nothing and a note."""
    found = text.strip().removeprefix("tel:")
    found = f"+{found[2:]}" if found.startswith("00") else found
    return found if PHONE_PATTERN.fullmatch(found) else _unfit("telephone number", text, path)


def link(text: str, path: str) -> Tree:
    """A link that may stand on a page, or nothing and a note."""
    found = text.strip()
    if found.startswith("www."):
        found = f"https://{found}"
    fault = link_fault(found)
    whole = SCHEME.match(found) is not None and (fault is None or fault.usable) and len(found) <= LINK_TYPE.limit
    return found if whole else _unfit("whole link (https, mailto or tel)", text, path)


def _unfit(what: str, text: str, path: str) -> Tree:
    return noted(None, Note(f"{text.strip()!r} is not a {what} that can stand here.", path)) if text.strip() else None


def slug(text: str, otherwise: str) -> str:
    """An id made from a title; `otherwise` where no letter of the title can stand in an id."""
    plain = unicodedata.normalize("NFKD", text[:400].translate(LETTERS)).encode("ascii", "ignore").decode().lower()
    parts = re.findall(r"[a-z0-9]+", plain)
    while parts and parts[0][0].isdigit():
        parts.pop(0)
    id = ""
    for part in parts:
        longer = f"{id}_{part}" if id else part
        if len(longer) > 40:
            break
        id = longer
    return (id or parts[0][:40]) if parts else otherwise


def unique(id: str, taken: Collection[str]) -> str:
    """The id, or with a number behind it where it is taken."""
    found, number = id[:MAX_ID - 8], 2
    while found in taken:
        found, number = f"{id[:MAX_ID - 8]}_{number}", number + 1
    return found


def _fitted(text: str, limit: int, path: str, one_line: bool = True) -> Tree:
    clean, notes = _clean(text, path)
    clean = " ".join(clean.split()) if one_line else "\n".join(part.rstrip() for part in clean.split("\n")).strip()
    for _ in range(3):                              # a cut can break a link, and mending it makes the text longer
        if not one_line and _bad_links(clean):
            clean = clean.replace("](", "]\\(").replace("]:", "]\\:")
            notes = (*notes, Note("Links that may not stand on a page became plain text.", path))
        if len(clean) > limit:
            at = max(clean.rfind(" ", 0, limit - 2), limit // 2)
            notes = (*notes, Note(f"The text is too long for this place; its end: {clean[at:].strip()}", path))
            clean = f"{clean[:at].rstrip()} …"
    return noted(clean or None, *notes)


def _bad_links(text: str) -> bool:
    faults = (link_fault(link) for link in markdown_links(text))
    return any(fault is not None and not fault.usable for fault in faults)


def _clean(text: str, path: str) -> tuple[str, tuple[Note, ...]]:
    """The text without control characters and HTML."""
    notes: list[Note] = []
    signs = sorted(set(control().findall(text)))
    if signs:
        codes = ", ".join(f"U+{ord(sign):04X}" for sign in signs[:5])
        notes.append(Note(f"Characters that nobody sees were taken out ({codes}).", path))
        text = without_hidden(text)
    if ENTITY.search(text):
        notes.append(Note("HTML escapes such as `&amp;` became the signs that they stand for.", path))
        text = without_hidden(html.unescape(text))
    if HTML_TAG.search(text):
        tags = list(dict.fromkeys(WHOLE_TAG.findall(text)))
        notes.append(Note(f"HTML was taken out: {' '.join(tags) or '<'}", path))
        text = re.sub(r"[ \t]+", " ", TAG_START.sub("< ", WHOLE_TAG.sub(" ", text)))
    return text, tuple(notes)
