"""What the tags of a PDF say more exactly than WeasyPrint does: heads of tables, labels, links, what is decoration.

Source: ISO 32000-1, 14.8.2.2 (artifacts), 14.8.4 (standard structure types) and 14.8.5.7 (attributes of tables);
ISO 14289-1, 7.1, 7.3, 7.5 and 7.18.5.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

BLANK = b""


def corrected(pdf: Any, names: Mapping[str, str]) -> None:
    """Change a PDF that is about to be written; `names` holds the words of links by the id that they lead to."""
    found: list[Any] = [item for item in pdf.objects if isinstance(item, dict)]
    elements = {item.number: item for item in found if item.get("Type") == "/StructElem"}
    for element in elements.values():
        if element["S"] == "/TH":
            element["A"]["Scope"] = "/Column" if _inside(elements, element, "/THead") else "/Row"
        elif element["S"] == "/L":
            _label(elements, element)
    for annotation in found:
        if annotation.get("Subtype") == "/Link" and "Dest" in annotation:
            said = annotation["Contents"]
            said.string = names.get(said.string, said.string)
    [root] = [item for item in found if item.get("Type") == "/StructTreeRoot"]
    shown = set(_reached(elements, elements[_number(root["K"][0])]))
    _set_artifacts(pdf, next(item for item in found if item.reference == root["ParentTree"])["Nums"], shown)


def _label(elements: dict[int, Any], group: Any) -> None:
    """Rows of a list of terms become items, each with the term as its label and the values in its body.

    WeasyPrint makes an item of each term and of each value, and divisions of the boxes that lay them out. What stands
    beside such a division is the term.
    """
    for row in _kids(elements, group):
        parts = list(_parts(elements, row)) if row["S"] == "/Div" else []
        body = next((above for above, _, label in parts if not label), None)
        if parts and body is not None:
            row["S"], body["S"] = "/LI", "/LBody"
            body["K"] = type(body["K"])(part.reference for _, part, label in parts if not label)
            labels = [part for _, part, label in parts if label]
            row["K"] = type(row["K"])(part.reference for part in (*labels, body))
            for _, part, label in parts:
                part["P"] = row.reference if label else body.reference
                part["S"] = "/Lbl" if label else "/Div"
                for inner in _kids(elements, part):
                    inner["S"] = "/Div" if inner["S"] == "/LBody" else inner["S"]
            body["P"] = row.reference


def _parts(elements: dict[int, Any], division: Any) -> Iterator[tuple[Any, Any, bool]]:
    """The terms and values within divisions: what holds each, itself, and whether it is a term."""
    kids = list(_kids(elements, division))
    beside = any(kid["S"] == "/Div" for kid in kids)
    for kid in kids:
        if kid["S"] == "/LI":
            yield division, kid, beside
        elif kid["S"] in ("/Div", "/NonStruct"):
            yield from _parts(elements, kid)


def _reached(elements: dict[int, Any], element: Any) -> Iterator[int]:
    """The numbers of an element and all below it; a picture without a text in its place is taken out."""
    yield element.number
    for kid in list(_kids(elements, element)):
        if kid["S"] == "/Figure" and "Alt" not in kid:
            element["K"].remove(kid.reference)
        else:
            yield from _reached(elements, kid)


def _set_artifacts(pdf: Any, parents: list[Any], shown: set[int]) -> None:
    """Mark what no shown element holds as an artifact: decoration, and what stands in the margins."""
    for page in [item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/Page"]:
        owners = parents[2 * page["StructParents"] + 1]
        content = pdf.objects[_number(page["Contents"])].stream
        for place, item in enumerate(content):
            if isinstance(item, dict) and "MCID" in item and _number(owners[item["MCID"]]) not in shown:
                owners[item["MCID"]] = b"null"
                content[place - 1:place + 2] = ["/Artifact", BLANK, b"BMC"]


def _kids(elements: dict[int, Any], element: Any) -> Iterator[Any]:
    for kid in element["K"]:
        if isinstance(kid, bytes) and (found := elements.get(_number(kid))) is not None:
            yield found


def _number(reference: bytes) -> int:
    """The number of the object that a reference `12 0 R` leads to."""
    return int(reference.split()[0])


def _inside(elements: dict[int, Any], element: Any, kind: str) -> bool:
    """Whether an element stands below one of a kind."""
    above = elements.get(_number(element["P"]))
    return above is not None and (above["S"] == kind or _inside(elements, above, kind))
