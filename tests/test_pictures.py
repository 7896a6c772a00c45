"""Drawings in the page: readable on a small screen, in every script and colour, and never the only place of a fact."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pytest
from browser import LANGUAGES, POLICIES, Visitor, rich
from support import some

pytestmark = pytest.mark.browser

PICTURED = some([POLICIES[0], *map(rich, LANGUAGES)], POLICIES)
SMALLEST = 9  # CSS px

# Each drawing that is seen, with its texts as they stand on the screen.
DRAWINGS = """() => {
  const rect = e => e.getBoundingClientRect().toJSON();
  const seen = e => e.checkVisibility({visibilityProperty: true});
  const size = text => Math.min(...[text, ...text.querySelectorAll('*')]
    .filter(e => [...e.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .map(e => { const m = text.getScreenCTM();
                return parseFloat(getComputedStyle(e).fontSize) * Math.sqrt(Math.abs(m.a * m.d - m.b * m.c)); }));
  return [...document.querySelectorAll('svg')].filter(svg => !svg.parentElement.closest('svg') && seen(svg)
      && svg.getBoundingClientRect().width > 0).map(svg => ({
    box: rect(svg), label: `${svg.getAttribute('class')} ${svg.parentElement.id}`,
    texts: [...svg.querySelectorAll('text')].filter(text => text.textContent.trim() && seen(text))
      .map(text => ({text: text.textContent.trim(), size: size(text), ...rect(text)})),
  }));
}"""

# Each drawing with what tells it to those who do not see it.
TOLD = """() => {
  const outside = document.querySelector('main').cloneNode(true);
  outside.querySelectorAll('svg').forEach(svg => svg.remove());
  const named = svg => (svg.getAttribute('aria-labelledby') || '').split(/\\s+/).filter(Boolean)
    .map(id => document.getElementById(id)?.textContent || '').join(' ')
    || svg.getAttribute('aria-label') || svg.querySelector(':scope > title')?.textContent || '';
  return {outside: outside.textContent, drawings: [...document.querySelectorAll('main svg')]
    .filter(svg => !svg.parentElement.closest('svg')).map(svg => ({
      html: svg.outerHTML.slice(0, 120), hidden: svg.closest('[aria-hidden="true"]') !== null,
      image: svg.getAttribute('role') === 'img', name: named(svg).trim(),
      plot: svg.querySelectorAll('path, rect, circle, line, polyline, polygon').length > 3,
      words: [...svg.querySelectorAll('text')].map(text => [...text.querySelectorAll('tspan')].map(part =>
        part.textContent).join(' ') || text.textContent).join(' ')}))};
}"""

# Paints of drawings that cannot be told from what is behind them, and with `forced` those that are no system colours.
UNSEEN = """forced => {
  const context = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = colour => { context.clearRect(0, 0, 1, 1); context.fillStyle = colour; context.fillRect(0, 0, 1, 1);
                           return [...context.getImageData(0, 0, 1, 1).data]; };
  const linear = value => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4;
  const light = colour => [.2126, .7152, .0722].reduce((sum, share, i) => sum + share * linear(colour[i] / 255), .05);
  const contrast = (one, other) => Math.max(light(one) / light(other), light(other) / light(one));
  const probe = document.body.appendChild(document.createElement('i'));
  const named = name => { probe.style.color = name; return rgba(getComputedStyle(probe).color); };
  const system = new Set(('Canvas CanvasText LinkText VisitedText ActiveText ButtonFace ButtonText ButtonBorder Field '
    + 'FieldText Highlight HighlightText SelectedItem SelectedItemText Mark MarkText GrayText').split(' ')
    .map(name => String(named(name))));
  const paint = (e, kind) => {
    const style = getComputedStyle(e), value = style[kind];
    const none = value === 'none' || /^url/.test(value) || style[`${kind}Opacity`] === '0';
    const found = none || (kind === 'stroke' && style.strokeWidth === '0px') ? null : rgba(value);
    return found && found[3] ? found : null; };
  const ground = e => { const found = e ? rgba(getComputedStyle(e).backgroundColor) : named('Canvas');
                        return found[3] === 255 ? found : ground(e.parentElement); };
  const shapes = 'path, rect, circle, ellipse, line, polyline, polygon';
  const behind = text => {
    const box = text.getBoundingClientRect(), middle = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2);
    const under = [...text.ownerSVGElement.querySelectorAll(shapes)].filter(shape => paint(shape, 'fill')
      && shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING
      && shape.isPointInFill(middle.matrixTransform(shape.getScreenCTM().inverse())));
    return under.length ? paint(under.at(-1), 'fill') : ground(text.ownerSVGElement); };
  const faults = [];
  const note = (e, says) => faults.push(`${says}: ${e.outerHTML.slice(0, 120)}`);
  const foreign = (e, colours) => colours.filter(colour => forced && colour && !system.has(String(colour)))
    .forEach(colour => note(e, `no system colour ${colour}`));
  const seen = e => e.checkVisibility({visibilityProperty: true}) && !e.closest('defs, symbol, clipPath, mask');
  for (const svg of [...document.querySelectorAll('main svg')].filter(e => seen(e) && e.clientWidth)) {
    for (const text of [...svg.querySelectorAll('text')].filter(e => seen(e) && e.textContent.trim())) {
      const fill = paint(text, 'fill'), found = fill ? contrast(fill, behind(text)) : 1;
      if (found < 4.5) note(text, `contrast of text ${found.toFixed(2)}`);
      foreign(text, [fill]);
    }
    for (const shape of [...svg.querySelectorAll(shapes)].filter(seen)) {
      const [fill, stroke] = [paint(shape, 'fill'), paint(shape, 'stroke')], main = stroke || fill;
      if (forced && main && String(main) === String(ground(svg))) note(shape, 'painted like the page');
      foreign(shape, [fill, stroke]);
    }
  }
  return faults;
}"""

# A drawing with every fault that is looked for.
BAD = """<svg viewBox="0 0 640 100" width="320" height="50"><rect width="640" height="100" fill="#fff"/>
<line x2="9" stroke="#fefefe"/><text x="10" y="50" font-size="12px" fill="#eee">Small and unique</text>
<text x="20" y="50" font-size="30px">Overlapping</text><text x="600" y="50" font-size="30px">Outside</text></svg>"""


def overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Two texts touch each other by more than the empty space of their lines."""
    room = 0.2 * min(one["bottom"] - one["top"], other["bottom"] - other["top"])
    return bool(min(one["right"], other["right"]) - max(one["left"], other["left"]) > 1
                and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > room)


def faults(drawing: dict[str, Any]) -> list[tuple[str, ...]]:
    """The texts of a drawing that are too small, outside of it, or on top of each other."""
    texts, box = drawing["texts"], drawing["box"]
    small = [("small", text["text"]) for text in texts if text["size"] < SMALLEST]
    outside = [("outside", text["text"]) for text in texts
               if text["left"] < box["left"] - 1 or text["right"] > box["right"] + 1
               or text["top"] < box["top"] - 1 or text["bottom"] > box["bottom"] + 1]
    touching = [("overlap", one["text"], other["text"]) for one, other in combinations(texts, 2)
                if overlap(one, other)]
    return [*small, *outside, *touching]


def untold(told: dict[str, Any]) -> list[str]:
    """Drawings without a name that are not hidden either, and words (or parts of them) that stand only in a drawing."""
    outside = told["outside"].lower()
    words = re.findall(r"\w{4,}", " ".join(drawing["words"].lower() for drawing in told["drawings"]))
    return [*(drawing["html"] for drawing in told["drawings"] if not drawing["hidden"]
              and not (drawing["image"] and drawing["name"])), *(word for word in words if word not in outside)]


def test_a_bad_drawing_is_found(visit: Visitor) -> None:
    page = visit(POLICIES[0], 320, forced_colors="active")
    page.evaluate("""bad => {
        document.querySelector('main').innerHTML = bad;
        for (const e of document.querySelectorAll('main svg *')) for (const name of ['fill', 'stroke', 'font-size'])
            if (e.hasAttribute(name)) e.style.setProperty(name, e.getAttribute(name), 'important');
    }""", BAD)
    assert [fault for drawing in page.evaluate(DRAWINGS) for fault in faults(drawing)] == [
        ("small", "Small and unique"), ("outside", "Outside"), ("overlap", "Small and unique", "Overlapping")]
    assert "unique" in untold(page.evaluate(TOLD))
    said = " ".join(page.evaluate(UNSEEN, True))
    assert "no system colour 254,254,254" in said
    page.emulate_media(forced_colors="none")
    assert "contrast of text 1.16" in " ".join(page.evaluate(UNSEEN, False))


@pytest.mark.parametrize("path", PICTURED)
def test_texts_in_drawings_are_large_enough_apart_and_inside(visit: Visitor, path: str) -> None:
    page = visit(path, 320)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for drawing in page.evaluate(DRAWINGS):
            assert not faults(drawing), (width, drawing["label"])


@pytest.mark.parametrize("path", some([POLICIES[0], rich("en")], POLICIES[::2]))
def test_drawings_are_seen_in_every_colour_scheme(visit: Visitor, path: str) -> None:
    page = visit(path)
    for colours in ({"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}):
        page.emulate_media(**colours)
        assert not page.evaluate(UNSEEN, "forced_colors" in colours), colours


@pytest.mark.parametrize("path", PICTURED)
def test_a_drawing_is_hidden_or_named_and_its_words_stand_in_the_text(visit: Visitor, path: str) -> None:
    said = untold(visit(path).evaluate(TOLD))
    assert not said


@pytest.mark.parametrize("path", POLICIES[::2])
def test_every_policy_has_a_drawing(visit: Visitor, path: str) -> None:
    drawings = visit(path).evaluate(TOLD)["drawings"]
    assert [drawing for drawing in drawings if drawing["plot"] and (drawing["hidden"] or drawing["name"])]
