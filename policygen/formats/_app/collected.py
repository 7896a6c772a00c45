"""Which data the app collects: each category in each place of the declaration, and what is left out with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from policygen.declaration import Declaration
from policygen.declaration.activity import Activity, DataItem
from policygen.declaration.derived import sources
from policygen.declaration.storage import StorageItem
from policygen.formats._app.scope import Part, part
from policygen.formats._app.terms import bears
from policygen.schema import Str

ON_DEVICE = "The data never leave the device, which the store does not call collecting."
ELSEWHERE = "The data come only from elsewhere, not from the app: see `sources`."
OTHER_ACTIVITY = "The edition for the users of the app does not show this activity."
DECIDING = frozenset({"data_subjects", "group"})          # they decide whether the edition shows the activity
BROWSER = "This is storage of a browser, and the policy covers more than the app."


class Use(NamedTuple):
    """One category of data where it is declared: in an activity or in something stored on the device."""

    id: Str
    path: str
    state: str
    kept: str
    activity: Activity | None
    item: StorageItem | None

    @property
    def purposes(self) -> tuple[tuple[str, Str], ...]:
        """What it is used for: the kind of each term and the term."""
        if self.activity is not None:
            return tuple(("purposes", purpose.purpose) for purpose in self.activity.purposes)
        assert self.item is not None
        return (("storage_classes", self.item.class_),)


class Collected(NamedTuple):
    """All of it. `out` tells why declared values below a path are left out."""

    part: Part
    uses: tuple[Use, ...]
    items: tuple[StorageItem, ...]
    out: Mapping[str, str]


def collected(declaration: Declaration) -> Collected:
    """What the app collects, as far as the declaration tells."""
    found = part(declaration)
    out: dict[str, str] = {f"activities.{activity.id}.{key}": OTHER_ACTIVITY for key in Activity.KEYS
                           if key not in DECIDING for activity in declaration.activities
                           if activity not in found.activities}
    uses = [use for activity in found.activities for use in _of_activity(declaration, activity, out)]
    stored = declaration.cookies.items if declaration.cookies else ()
    items = tuple(item for item in stored if found.only or _in_app(declaration, item))
    out.update((f"cookies.items.{item.id}.{key}", BROWSER) for key in StorageItem.KEYS
               if key != "kind" for item in stored if item not in items)
    uses += [Use(id, f"cookies.items.{item.id}.data.{place}", "", "", None, item)
             for item in items for place, id in enumerate(item.data)]
    return Collected(found, tuple(uses), items, out)


def _of_activity(declaration: Declaration, activity: Activity, out: dict[str, str]) -> Iterator[Use]:
    for number, item in enumerate(activity.data):
        path = f"activities.{activity.id}.data.{number}"
        if item.kept == "on_device":
            out.update((f"{path}.{key}", ON_DEVICE) for key in ("category", "state"))
            continue
        for place, id in enumerate(item.category):
            if _from_app(declaration, activity, id):
                yield _use(id, f"{path}.category.{place}", item, activity)
            else:
                out[f"{path}.category.{place}"] = ELSEWHERE


def _use(id: Str, path: str, item: DataItem, activity: Activity) -> Use:
    return Use(id, path, str(item.state or ""), str(item.kept or ""), activity, None)


def _from_app(declaration: Declaration, activity: Activity, id: str) -> bool:
    """Whether the person or the device gives the data, which is so where no source covers them."""
    covering = [source for source in sources(declaration, activity) if not source.data or id in source.data]
    return not covering or any(bears(declaration, "sources", source.source) is not None for source in covering)


def _in_app(declaration: Declaration, item: StorageItem) -> bool:
    return any(bears(declaration, "storage_kinds", kind) is not None for kind in item.kind)
