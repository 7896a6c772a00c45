"""What is said of links, and the scripts of letters that hosts and names are judged by."""

from __future__ import annotations

import pytest
from golden import compare
from test_urls import LINKS

from policygen.schema.links import link_fault, punycode
from policygen.schema.scripts import script, strange_words, written_in

MORE = [
    "http://a.no:0/", "http://a.no:65535/", "http://a.no:65536/", "https://a.no:1/", "https://a.no:x/",
    "https://a.no:/", "WWW.a.no", "www.a.no", "//a.no", "", "%2", "%zz", "a%20b", "ab:c", "1ab:c",
    "HTTPS://A.NO", "https:a.no", "https:/a.no", "https://u@a.no", "https://a.no?u@b", "mailto:a@b.no",
    "mailto:a@b",
    "mailto:a@b.no?subject=c", "mailto:a@b@c.no",
    "mailto:a,b@c.no", "mailto:a@bücher.no", "mailto:å@b.no", "mailto:a@b.no?c=å", "tel:+47", "tel:+4722",
    "tel:(0)22-3.4", "tel:22;ext=1", "tel:abc", "https://xn--bcher-kva.example/", "https://xn--a.example/",
    "https://xn--.example/", "https://bücher.example/", f"https://{'a' * 63}.no/",
    f"https://{'a' * 64}.no/", f"https://{'a.' * 125}no/", f"https://{'a.' * 126}no/", "https://-a.no/",
    "https://a-.no/", "https://a/", "https://1.2.3.4/", "https://a.no#x", "/å", "/\u200b", "data:x",
    "https://a_b.no/", "https://a..no/", "https://[::1]/"]


def test_what_is_said_of_links(request: pytest.FixtureRequest) -> None:
    found = {}
    for link in [*dict.fromkeys([*(link for link, _ in LINKS), *MORE])]:
        fault = link_fault(link)
        said = f"{fault.severity.value} {fault.usable} {fault.says} {fault.fix}" if fault else "good"
        found[ascii(link)[:130]] = f"  {said}\n"
    compare("links", found, request.config)


@pytest.mark.parametrize(("host", "known"), [
    ("A.No", "a.no"), ("bücher.example", "xn--bcher-kva.example"), ("ａ。no", "a.no"),
    ("a.рф", "a.xn--p1ai")])
def test_hosts_are_told_as_the_net_knows_them(host: str, known: str) -> None:
    assert punycode(host) == known


WORDS = [
    "Example", "Exаmple", "Пример", "раураl", "рахо", "Ωmega", "kΩ", "μm", "αβγ", "日本語",
    "東京Tokyo", "𝐁old", "Ｗide", "ⅣX", "Ⅳ", "Ǆ", "naïve", "ÅÄÖ", "ΑΒΕ", "ο", "Сарта",
    "Ꭺpple", "ℓiter", "٣x", "नमस्ते", "नa", "ⅷ", "ⅷa", "Tの", "Ｗの", "Ｗカ", "ⅷⅣ", "ⅰⅴ",
    "\u0378a", "aа", "сс", "a1а", "𝟙2"]


def test_words_that_look_like_others_are_told(request: pytest.FixtureRequest) -> None:
    found = {}
    for word in WORDS:
        for languages in ((), ("ru", "hi"), ("el", "ja")):
            for text in (word, f"{word} ж"):
                told = list(strange_words(text, languages))
                if told:
                    found[f"{text} {'+'.join(languages)}"] = "".join(f"  {one}: {why}\n" for one, why in told)
        found[f"scripts of {word}"] = f"  {[script(letter) for letter in word]}\n"
    compare("words", found, request.config)
    assert [sorted(written_in(code)) for code in ("ru", "ja", "en", "sr-Latn", "sr-Cyrl", "xx")] == [
        ["Cyrillic"], ["Han", "Hiragana", "Katakana"], [], [], ["Cyrillic"], []]
