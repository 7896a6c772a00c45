"""What a consent banner says: who asks, for what, the choices, and what each class of storage is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policygen.declaration import Declaration
from policygen.notice.blocks import Name, Said, TermName
from policygen.notice.parts import many, say
from policygen.schema import Str
from policygen.vocabulary import terms

CLASSES = {
    "necessary": say("banner.class.necessary", "They are needed to give you what you have asked for on the website "
                                               "or in the app, and cannot be switched off. The law does not require "
                                               "consent for them."),
    "preferences": say("banner.class.preferences", "They remember choices such as language or region."),
    "statistics": say("banner.class.statistics", "They show how the website or app is used."),
    "marketing": say("banner.class.marketing", "They follow what you do in order to show you relevant advertisements, "
                                               "or to measure how advertisements work."),
}
CHOICES = {
    "title": say("banner.title", "Choose which cookies we may use"),
    "accept": say("banner.accept", "Accept all"),
    "reject": say("banner.reject", "Reject all"),
    "choose": say("banner.choose", "Choose"),
    "save": say("banner.save", "Save my choice"),
    "close": say("banner.close", "Close"),
    "heading": say("banner.heading", "Your choice of cookies"),
    "off": say("banner.off", "We only use what you switch on here, and what is strictly necessary. You can change your "
                             "choice or withdraw your consent at any time."),
    "changed": say("banner.changed", "What we ask your consent for has changed since your last choice. That is why we "
                                     "ask you again."),
    "always": say("banner.always", "always on"),
    "all": say("banner.all", "All"),
    "switch": say("banner.switch", "Switch all on or off."),
    "class": say("banner.class", "Class"),
    "who": say("banner.who", "Who"),
    "service": say("banner.service", "service"),
    "services": say("banner.services", "services"),
    "made": say("banner.made", "Made with Klaro"),
    "embed_once": say("banner.embed.once", "Load it this time"),
    "embed_always": say("banner.embed.always", "Always load it"),
}


def words(declaration: Declaration, classes: Sequence[Str], slots: Mapping[str, Said]) -> dict[str, Said]:
    """All that a banner says, by name.

    `classes` are those that consent is asked for; `slots` stand where the library itself fills in a link to the
    policy, a service, or a link to the choices.
    """
    labels = terms("storage_classes")
    return {
        **CHOICES,
        **{f"class.{id}": said for id, said in CLASSES.items()},
        "asks": say("banner.asks", "{controller} asks for your consent to use cookies and similar technologies for: "
                                   "{classes}. Until you choose, we only use what is strictly necessary. You can "
                                   "change your choice or withdraw your consent at any time.",
                    controller=Name(declaration.controller.name),
                    classes=many(TermName("storage_classes", id, labels[id].label) for id in classes)),
        "more": say("banner.more", "Read more: {policy}.", policy=slots["policy"]),
        "embed": say("banner.embed", "Content from: {service}. We only load it if you consent.",
                     service=slots["service"]),
        "embed_where": say("banner.embed.where", "To load it every time, switch it on here: {link}.",
                           link=slots["link"]),
    }
