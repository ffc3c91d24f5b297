"""The page: everything is shown, nothing from an article is executed or loaded."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest

import khabar
from khabar.page import render
from khabar.page.layers import Layer, segments

SAMPLES = Path(__file__).parent.parent / "samples"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

HOSTILE = [
    "<script>document.title='owned'</script>",
    '"><img src=x onerror="document.title=\'owned\'">',
    "' onmouseover='document.title=1",
    "javascript:document.title='owned'",
    "</title><script>document.title='owned'</script>",
    "&lt;script&gt;",
    "\u202eأحمد\u202c",
    "]]><!--",
    "</span></article></main>",
]


class Shown(HTMLParser):
    """The text of each article on a page, and the tags and attributes of the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.depth = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if ("class", "text") in attrs:
            self.texts.append("")
            self.depth = 1
        elif self.depth and tag == "div":
            self.depth += 1
        elif self.depth and tag == "br":
            self.texts[-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        if self.depth and tag == "div":
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.texts[-1] += data


def hostile_records() -> list[khabar.Record]:
    return [
        khabar.read(
            f"{one}\n\nقال {one} الوزير محمد {other}: «{one} نعم {other}»، مضيفا أن {other} بخير أمس.",
            date="2024-10-12",
            outlet=one,
            title=other,
            url=f"javascript:{one}",
            id=other,
        )
        for one in HOSTILE
        for other in HOSTILE[:7]
    ]


def test_overlapping_and_nested_spans_lose_no_character() -> None:
    text = "abcdefghij"
    spans = [(0, 5), (3, 8), (4, 5), (0, 10), (9, 10), (2, 2 + 1)]
    layers = [Layer(span, f"l{n}", "s", str(n)) for n, span in enumerate(spans)]
    pieces = list(segments(text, layers))
    assert "".join(piece for piece, _ in pieces) == text
    at = 0
    for piece, over in pieces:
        inside = {n for n, (s, e) in enumerate(spans) if s <= at < e}
        assert {int(layer.value) for layer in over} == inside
        at += len(piece)


def test_the_text_is_shown_whole() -> None:
    texts = [p.read_text(encoding="utf-8") for p in sorted(SAMPLES.glob("*.txt"))]
    page = render([khabar.read(text, date="2024-10-12") for text in texts])
    assert Shown(page).texts == texts


def test_statements_names_and_dates_are_linked() -> None:
    text = "قال وزير النقل فهد الدريهم أمس الجمعة إن «الطريق مفتوح»، مشيرا إلى أن العمل انتهى."
    page = render([khabar.read(text, date="2024-10-12")])
    shown = Shown(page)
    keys = {value for name, value in shown.attributes if name == "data-s"}
    assert {"0-0", "0-1"} <= keys
    assert any("2024-10-11" in value for name, value in shown.attributes if name == "title")
    assert shown.tags.count("button") >= 3  # two statements and a speaker, by keyboard


def test_nothing_is_loaded_and_nothing_from_an_article_is_markup() -> None:
    page = render(hostile_records())
    shown = Shown(page)
    assert not {"img", "iframe", "object", "link", "base", "form"} & set(shown.tags)
    assert shown.tags.count("script") == 1
    assert not [n for n, _ in shown.attributes if n.startswith("on") or n in ("src", "style")]
    assert all(v.startswith("#") for n, v in shown.attributes if n == "href")
    [policy] = [v for n, v in shown.attributes if n == "content" and "default-src" in v]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_style_and_script_are_allowed_by_their_own_hash_alone() -> None:
    page = render(hostile_records()[:1])
    for tag in ("style", "script"):
        [body] = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in page
        assert not re.search(r"https?://|@import|url\(", body)


def test_every_statement_is_listed_in_isolation() -> None:
    for record in hostile_records():
        listed = re.findall(r'<li><button type="button" data-s="0-(\d+)">', render([record]))
        assert sorted(map(int, listed)) == [s.id for s in record.statements]
        assert f"<bdi>{escape(record.outlet or '')}</bdi>" in render([record])


def test_no_records_are_a_page_too() -> None:
    assert "لا مقالات" in render([])


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_nothing_from_an_article_executes_in_a_browser(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(render(hostile_records()), encoding="utf-8")
    dumped = subprocess.run(
        [
            str(CHROMIUM),
            *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
            *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
            f"--user-data-dir={tmp_path / 'profile'}",
            "--virtual-time-budget=2000",
            "--dump-dom",
            page.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    ).stdout
    title = re.search("<title>(.*?)</title>", dumped, re.DOTALL)
    assert title is not None
    assert "owned" not in title.group(1)
    assert dumped.count("<article") == len(HOSTILE) * 7
