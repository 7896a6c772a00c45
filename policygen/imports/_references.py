"""References to provisions as people write them: `GDPR-6-1-a`, `Art. 6 Abs. 1 lit. f DSGVO`, `BDSG-42-5`.

Only patterns of our own are used here, each bounded: the one that TILT publishes takes exponential time.
"""

from __future__ import annotations

import re

from policygen.law import facts

MAX = 300
BETWEEN = r"[\s.,§()/_-]{0,4}"
PARAGRAPH = rf"{BETWEEN}(?:abs(?:atz|\.)?|para(?:graph)?|nr)?{BETWEEN}"
POINT = rf"{BETWEEN}(?:s(?:atz)?{BETWEEN}1)?{BETWEEN}(?:lit(?:era|\.)?|buchst(?:abe|\.)?|point|let)?{BETWEEN}"
SIX = re.compile(rf"(?<![0-9])6{PARAGRAPH}1{POINT}([a-f])(?![a-z])", re.IGNORECASE)
NINE = re.compile(rf"(?<![0-9])9{PARAGRAPH}2{POINT}([a-j])(?![a-z])", re.IGNORECASE)
OTHER_ARTICLE = re.compile(rf"^{BETWEEN}(?:gdpr|dsgvo)?{BETWEEN}(?:art(?:icle|ikel|\.)?)?{BETWEEN}(10|87){BETWEEN}"
                           rf"(?:gdpr|dsgvo)?{BETWEEN}$", re.IGNORECASE)
GDPR = re.compile(r"gdpr|ds-?gvo|rgpd|avg|personvernforordningen|2016/679", re.IGNORECASE)
LAW = re.compile(r"[A-ZÄÖÜ]{2,12}")


def provisions(text: str) -> tuple[tuple[str, str], ...]:
    """The legal bases and special conditions that a reference names, as (kind, id); none where it names another law."""
    if len(text) > MAX or (LAW.search(text) and not GDPR.search(text)):
        return ()
    found = [("legal_bases", f"GDPR 6(1)({match.group(1).lower()})") for match in SIX.finditer(text)]
    found += [("special_conditions", f"GDPR 9(2)({match.group(1).lower()})") for match in NINE.finditer(text)]
    named = [(kind, fact.id) for kind, provision in found for fact in facts(kind).values()
             if fact["provision"] == provision]
    return tuple(dict.fromkeys(named))


def article(text: str) -> str:
    """`10` or `87` where the reference is to that article of the GDPR, which points to national law; else empty."""
    match = OTHER_ARTICLE.match(text) if len(text) <= MAX and GDPR.search(text) else None
    return match.group(1) if match else ""
