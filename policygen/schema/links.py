"""Which links may stand on a page: https, http with a warning, mailto, tel, and relative ones."""

from __future__ import annotations

import re
from typing import NamedTuple

from policygen.problem import Severity

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{1,62}")
UNSAFE = re.compile(r"[\s\x00-\x20\"<>\\^`{|}\x7f-\x9f]")


class LinkFault(NamedTuple):
    """Why a link is refused, or warned of where it is still `usable`."""

    says: str
    fix: str
    severity: Severity = Severity.ERROR
    usable: bool = False


def link_fault(link: str) -> LinkFault | None:
    """What is wrong with a link, or None. Source of the syntax: RFC 3986; hosts are written in ASCII."""
    if UNSAFE.search(link):
        return LinkFault("The link holds a space or a character that links cannot hold.",
                         "Percent-encode it, or correct the link.")
    scheme = SCHEME.match(link)
    if scheme is None:
        return _relative_fault(link)
    name, rest = scheme.group(1).lower(), link[scheme.end():]
    if name in ("mailto", "tel"):
        return None if len(rest) > 2 else LinkFault("Nothing stands after the scheme.", "Complete the link.")
    if name not in ("https", "http"):
        return LinkFault(f"Links with `{name}:` are not allowed.", "Use https, mailto, tel or a relative link.")
    fault = _host_fault(rest)
    if fault is None and name == "http":
        return LinkFault("The link is not encrypted.", "Use https if the site has it.", Severity.WARNING, True)
    return fault


def _relative_fault(link: str) -> LinkFault | None:
    if link.startswith("//"):
        return LinkFault("The link names a host without a scheme.", "Write https: in front.")
    if re.match(r"www\.", link):
        return LinkFault("The link has no scheme.", f"Write https://{link}")
    return None


def _host_fault(rest: str) -> LinkFault | None:
    authority = re.split(r"[/?#]", rest[2:], maxsplit=1)[0] if rest.startswith("//") else ""
    if "@" in authority:
        return LinkFault("The link holds a user name before the host.", "Remove it.")
    host, _, port = authority.partition(":")
    if not HOST.fullmatch(host) or (port and not port.isdigit()):
        return LinkFault(f"`{authority}` is not the name of a host." if authority else "The link names no host.",
                         "Write a full address such as https://example.com/; other scripts in punycode (xn--...).")
    return None
