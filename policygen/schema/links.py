"""Which links may stand on a page: https, http with a warning, mailto, tel, and relative ones."""

from __future__ import annotations

import re
from typing import NamedTuple
from unicodedata import category, normalize

from policygen.problem import Severity
from policygen.schema.scripts import strange_words, told_letters

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])")
PORT = re.compile(r"[0-9]{1,5}")
UNSAFE = re.compile(r"[\s\x00-\x20\"<>\\^`{|}\x7f-\x9f]")
# Letters and marks without a shape of their own, and selectors of variants.
UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]")
PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
MAILBOX = re.compile(r"[^@?,;%]+@[^@?]+\.[^@?]+(?:\?.*)?")
NUMBER = re.compile(r"\+?[0-9(][0-9().-]{2,28}(?:;.*)?")
LONGEST_HOST = 253
LAST_PORT = 65_535


class LinkFault(NamedTuple):
    """Why a link is refused, or warned of where it is still `usable`."""

    says: str
    fix: str
    severity: Severity = Severity.ERROR
    usable: bool = False


def link_fault(link: str) -> LinkFault | None:
    """What is wrong with a link, or None. Source of the syntax: RFC 3986; hosts are written in ASCII."""
    fault = _syntax_fault(link)
    if link.isascii() or not (fault is None or fault.usable):
        return fault
    strange = next(strange_words(link), None)
    return fault if strange is None else LinkFault(
        f"`{strange[0]}` {strange[1]}.", "Type it anew in one script, or percent-encode it.")


def _syntax_fault(link: str) -> LinkFault | None:
    if UNSAFE.search(link) or not (link.isascii() or _all_seen(link)):
        return LinkFault("The link holds a space or a character that links cannot hold.",
                         "Percent-encode it, or correct the link.")
    if PERCENT.search(link):
        return LinkFault("A percent sign in the link stands before no two digits.", "Write a percent sign as %25.")
    scheme = SCHEME.match(link)
    if scheme is None:
        return _relative_fault(link)
    name, rest = scheme.group(1).lower(), link[scheme.end():]
    if name == "mailto":
        return _mailbox_fault(rest)
    if name == "tel":
        return None if NUMBER.fullmatch(rest) else LinkFault(
            "No telephone number stands after the scheme.", "Write it as tel:+4722000000.")
    if name not in ("https", "http"):
        return LinkFault(f"Links with `{name}:` are not allowed.", "Use https, mailto, tel or a relative link.")
    fault = _host_fault(rest)
    if fault is None and name == "http":
        return LinkFault("The link is not encrypted.", "Use https if the site has it.", Severity.WARNING, True)
    return fault


def _all_seen(link: str) -> bool:
    """Whether all signs of a link can be seen: none of format, of control, private, unassigned, or any space."""
    return not UNSEEN.search(link) and all(category(sign)[0] not in "CZ" for sign in link)


def _mailbox_fault(rest: str) -> LinkFault | None:
    if not MAILBOX.fullmatch(rest):
        return LinkFault("No e-mail address stands after the scheme.", "Write it as mailto:name@domain.")
    name, _, host = rest.partition("?")[0].partition("@")
    if not host.isascii():
        return _foreign_host(host)
    return None if name.isascii() else LinkFault(
        f"The name before the @ is not in ASCII: {told_letters(name)}.", "Correct it; mail to such names gets lost.")


def _foreign_host(host: str) -> LinkFault:
    return LinkFault(f"The name of the host is not in ASCII; browsers take it for `{punycode(host)}`.",
                     "Write the name in punycode, so that everybody sees which host it is.")


def _relative_fault(link: str) -> LinkFault | None:
    if not link:
        return LinkFault("The link leads nowhere.", "Write where it leads, or remove it.")
    if link.startswith("//"):
        return LinkFault("The link names a host without a scheme.", "Write https: in front.")
    if re.match(r"www\.", link, re.IGNORECASE):
        return LinkFault("The link has no scheme.", f"Write https://{link}")
    if ":" in re.split("[/?#]", link, maxsplit=1)[0]:
        return LinkFault("A colon stands in the first part of a relative link.",
                         "Write https:// in front, or ./ where the link is relative.")
    return None


def _host_fault(rest: str) -> LinkFault | None:
    authority = re.split(r"[/?#]", rest[2:], maxsplit=1)[0] if rest.startswith("//") else ""
    if "@" in authority:
        return LinkFault("The link holds a user name before the host.", "Remove it.")
    host, colon, port = authority.partition(":")
    if colon and not (PORT.fullmatch(port) and 0 < int(port) <= LAST_PORT):
        return LinkFault(f"In `{authority}`, what stands after the colon is not the number of a port.",
                         "Correct it, or remove it with its colon.")
    if not host.isascii():
        return _foreign_host(host)
    if not HOST.fullmatch(host) or len(host) > LONGEST_HOST or not all(map(_decodable, host.split("."))):
        return LinkFault(f"`{authority}` is not the name of a host." if authority else "The link names no host.",
                         "Write a full address such as https://example.com/; other scripts in punycode (xn--...).")
    return None


def punycode(host: str) -> str:
    """A name of a host as the net knows it (RFC 3492), in small letters."""
    labels = re.split("[.\u3002\uff0e\uff61]", normalize("NFKC", host).lower())
    return ".".join(label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
                    for label in labels)


def _decodable(label: str) -> bool:
    """Whether a part of a host that says that it is punycode is the punycode of something."""
    if not label.lower().startswith("xn--"):
        return True
    try:
        plain = label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return False
    return not plain.isascii() and punycode(plain) == label.lower() and _all_seen(plain)
