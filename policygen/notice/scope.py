"""What the notice covers, what it leaves out, and the other notices."""

from __future__ import annotations

from policygen.declaration import Declaration
from policygen.declaration.scope import Channel, Exclusion, OtherNotice, Scope
from policygen.notice.blocks import Anchor, Block, Markdown, Said
from policygen.notice.parts import bullets, facts, item, line, paragraph, row, say, section, value
from policygen.notice.statements import statement
from policygen.notice.terms import find, law_name, term, values


def compose(declaration: Declaration) -> Block | None:
    """The section on scope."""
    scope = declaration.scope
    return section(
        "scope", say("scope.title", "What this policy covers"),
        *(_scope(declaration, scope) if scope else ()),
        statement(declaration, "no_children"),
        _notices(declaration))


def _scope(declaration: Declaration, scope: Scope) -> tuple[Block | None, ...]:
    return (
        paragraph(".about", Markdown(scope.about)) if scope.about else None,
        facts(".facts",
              row(".channels", say("scope.channels", "It applies to"),
                  *(value(_channel(declaration, channel)) for channel in scope.channels)),
              row(".audiences", say("scope.audiences", "It is for"),
                  *values(declaration, "data_subjects", scope.audiences)),
              row(".laws", say("scope.laws", "It follows these laws"),
                  *(value(law_name(find(declaration.laws, id)), at=(id.at,)) for id in scope.laws))),
        bullets(".excludes", say("scope.excludes", "It does not cover:"),
                *(_exclusion(declaration, exclusion) for exclusion in scope.excludes)),
    )


def _channel(declaration: Declaration, channel: Channel) -> Said:
    shown: Said = channel.name or term(declaration, "channels", channel.kind)
    return Anchor(channel.link, shown) if channel.link else shown


def _exclusion(declaration: Declaration, exclusion: Exclusion) -> Block:
    if exclusion.notice is None:
        return item(exclusion.what)
    notice = find(declaration.notices, exclusion.notice)
    return item(say("scope.see", "{what} (see: {notice})", what=exclusion.what, notice=notice_link(notice)),
                at=exclusion.spots)


def notice_link(notice: OtherNotice) -> Said:
    """The title of another notice, linked where it can be."""
    return Anchor(notice.link, notice.title) if notice.link else notice.title


def _notices(declaration: Declaration) -> Block | None:
    if not declaration.notices:
        return None
    return facts(
        ".notices",
        *(row(f".notice-{notice.id}", notice_link(notice), line(*_notice(notice)))
          for notice in declaration.notices))


def _notice(notice: OtherNotice) -> tuple[Said | None, ...]:
    full = say("scope.full", "This is the full policy; the page you are reading is a summary for one situation.") \
        if notice.full else None
    about: Said | None = notice.about
    if about is None and full is None:
        about = say("scope.notice", "Another privacy policy of ours.")
    return about, full
