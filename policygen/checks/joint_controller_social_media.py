"""A social network gets data, or the notice covers pages on one, and nobody is declared as joint controller.

Whoever runs a page on a social network decides together with it about the statistics on visitors (CJEU C-210/16), and
whoever puts its button or pixel on a website about collecting and sending the data (CJEU C-40/17). Joint controllers
must tell people the essence of what they have agreed (Art. 26(2) GDPR); the networks publish such arrangements.

Look at what the network is used for, and declare it under `joint_controllers`, or accept this with the reason.

Wrong:
    recipients:
      network: {name: Facebook, kind: social_platform}  # <-

Right:
    recipients:
      network: {name: Facebook, kind: social_platform, role: joint_controller}
    joint_controllers:
      network:
        name: Meta Platforms Ireland Limited
        arrangement: Meta answers for what happens after your data have been sent to it; we answer all other questions.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._controller import has_arrangement, joint_roles
from policygen.checks._words import pattern
from policygen.declaration import Declaration
from policygen.declaration.recipient import Recipient
from policygen.problem import Severity

PROVISION = "GDPR 26(2)"
SEVERITY = Severity.REVIEW
FIX = "Do you decide together with it about some of the data? Then declare it under `joint_controllers`."


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for networks among the recipients, else for social media among the channels."""
    networks = [recipient for recipient in declaration.recipients if _is_network(declaration, recipient)]
    for recipient in networks:
        if not (has_arrangement(declaration, recipient) or joint_roles(declaration, recipient)):
            yield Finding(recipient.id.at, f"`{recipient.id}` is a social network and not declared as a joint "
                                           "controller.", FIX)
    if networks or declaration.joint_controllers or declaration.scope is None:
        return
    for channel in declaration.scope.channels:
        if channel.kind == "social_media":
            yield Finding(channel.kind.at, "Pages on social networks are covered, and no joint controller is declared.",
                          FIX)


def _is_network(declaration: Declaration, recipient: Recipient) -> bool:
    own = {term.id: term.broader for term in declaration.vocabulary.recipients} if declaration.vocabulary else {}
    kind = own.get(recipient.kind) or recipient.kind
    names = f"{recipient.name or ''} {recipient.product or ''}"
    return kind == "social_platform" or bool(pattern("social_network").search(names))
