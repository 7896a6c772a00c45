"""What both app forms ask and the declaration does not say, and what of it they leave out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.formats import Remark
from policygen.formats._app.collected import Collected, collected
from policygen.formats._app.form import Form
from policygen.formats._app.scope import ask_activities, names_app
from policygen.formats._app.terms import bears, meaning
from policygen.formats._app.terms import own as own_term
from policygen.formats._left_out import left_out, longest
from policygen.schema import Str
from policygen.schema.leaves import leaves

NO_APP = "The declaration names no app, and the form is about an app."


def told(form: Form, declaration: Declaration, own: Callable[[Declaration, Collected], Iterator[Remark]],
         carried: Collection[str], because: Mapping[str, str], out: Mapping[str, str]) -> Iterator[Remark]:
    """The questions that both forms share, the form's own, and what is left out: everything, where no app is named."""
    if not names_app(declaration, form.platform):
        for leaf in leaves(declaration):
            yield Remark("left-out", leaf.at, leaf.path, NO_APP)
        return
    found = collected(declaration)
    yield from _questions(declaration, found, form)
    yield from own(declaration, found)
    yield from _left(declaration, carried, because, {**found.out, **out})


def _questions(declaration: Declaration, found: Collected, form: Form) -> Iterator[Remark]:
    yield from ask_activities(declaration, found.part, form.field)
    for activity in found.part.activities:
        yield from _examples(activity, form)
    yield from _storage(declaration, found, form)
    yield from _terms(declaration, found, form)
    for use in found.uses:
        if use.kept == "unreadable":
            yield Remark("question", use.id.at, form.field,
                         f"Can nobody but sender and receiver read `{use.id}`, since it is encrypted from end to end? "
                         "Then the form need not name it; it is counted.")
    yield from _permissions(declaration, found, form)


def _examples(activity: Activity, form: Form) -> Iterator[Remark]:
    if activity.examples:
        yield Remark("question", activity.examples[0].at, form.field,
                     f"Some lists in `{activity.id}` only give examples: {', '.join(activity.examples)}. What else is "
                     f"there in the app? Name all of it, and take `activities.{activity.id}.examples` out.")


def _storage(declaration: Declaration, found: Collected, form: Form) -> Iterator[Remark]:
    stored = declaration.cookies
    if stored is None:
        return
    others = [item for item in stored.items if item not in found.items]
    if others:
        yield Remark("question", others[0].at, form.field,
                     "Does the app show pages that set these? They are taken for those of a website and not counted: "
                     f"{', '.join(f'`{item.id}`' for item in others)}.")
    for item in found.items:
        if not item.data:
            yield Remark("question", item.at, form.field,
                         f"Which data does `{item.id}` send from the device? `cookies.items.{item.id}.data` would "
                         "say it; none are counted.")
    if stored.external is not None:
        yield Remark("question", stored.external.at, form.field,
                     "Which data does the list kept elsewhere add for the app? `cookies.items` would say it.")


def _terms(declaration: Declaration, found: Collected, form: Form) -> Iterator[Remark]:
    """Terms that do not say what the form wants to know, each once."""
    terms: dict[tuple[str, str], Str] = {}
    for use in found.uses:
        for kind, id in (("data", use.id), *use.purposes):
            terms.setdefault((kind, id), id)
    for (kind, _), id in terms.items():
        known = meaning(declaration, kind, id)
        values = known.of(form.name)
        table = "types" if kind == "data" else "purposes"
        counted = form.labels(values, table)
        term = own_term(declaration, kind, id)
        if known.guessed and term is not None:
            yield Remark("question", term.id.at, form.field,
                         f"What is the company's own term `{id}` in the form? It is counted as {counted}. "
                         f"`vocabulary.{kind}.{id}.broader` would say what it is a kind of.")
        elif known.which and (kind == "data" or len(values) > 1):
            yield Remark("question", id.at, form.field,
                         f"Which of the form's {'types of data' if kind == 'data' else 'purposes'} is `{id}` here? "
                         f"It is counted as: {counted}." + (" A more exact category would say it."
                                                           if kind == "data" else ""))


def _permissions(declaration: Declaration, found: Collected, form: Form) -> Iterator[Remark]:
    counted = form.types(declaration, found)
    for asked in declaration.device_permissions:
        if asked.platforms and form.platform not in asked.platforms:
            continue
        opened = (bears(declaration, "device_permissions", asked.permission) or {}).get("data")
        values = meaning(declaration, "data", opened).of(form.name) if opened else ()
        if opened and not counted.keys() & set(values):
            yield Remark("question", asked.at, form.field,
                         f"Do data that the app reads by the permission `{asked.permission}` leave the device? None "
                         f"are counted as {form.labels(values)}. `{opened}` under `data` of an activity would say "
                         "so; with `kept: on_device` it would say that they do not.")


def _left(declaration: Declaration, carried: Collection[str], because: Mapping[str, str],
          out: Mapping[str, str]) -> Iterator[Remark]:
    """What is left out: by keys, and of what is carried the values below the paths in `out`."""
    said = {remark.what: remark for remark in left_out(declaration, carried, because)}
    for leaf in leaves(declaration):
        reason = out.get(longest(leaf.path, out))
        if reason:
            yield Remark("left-out", leaf.at, leaf.path, reason)
        elif leaf.path in said:
            yield said[leaf.path]
