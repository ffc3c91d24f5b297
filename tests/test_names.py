"""Names in text: persons, bodies, states, places, media and the dateline."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import khabar
from khabar import names, words
from khabar.names import Names
from khabar.text import fold, read_text

CASES = Path(__file__).parent / "cases" / "names.txt"
KINDS = {"{}": ("person",), "[]": ("organization", "group"), "<>": ("place", "state")}


def find(raw: str) -> Names:
    text = read_text(raw)
    return names.find(text, words.analyse(text), [])


def cases() -> list[str]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def unmark(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The line without its marks, and the spans they enclosed."""
    raw, spans, opened = "", [], []
    for char in line:
        if char in "{[<":
            opened.append((len(raw), char))
        elif char in "}]>":
            start, mark = opened.pop()
            spans.append((start, len(raw), mark + char))
        else:
            raw += char
    return raw, spans


@pytest.mark.parametrize("line", cases())
def test_names_in_a_sentence(line: str) -> None:
    raw, marked = unmark(line)
    found = find(raw)
    have = {(*m.span, m.kind) for m in found.mentions}
    for start, end, mark in marked:
        assert any((start, end, kind) in have for kind in KINDS[mark]), (raw[start:end], have)
    persons = {m.text for m in found.mentions if m.kind == "person"}
    assert persons == {raw[s:e] for s, e, mark in marked if mark == "{}"}


@pytest.mark.parametrize(
    ("raw", "dateline", "agency"),
    [
        ("واشنطن (رويترز) - قال الرئيس إن", "واشنطن (رويترز", "رويترز"),
        ("دبي، الإمارات العربية المتحدة (CNN)-- أعلنت وزارة", "دبي، الإمارات العربية المتحدة (CNN", "CNN"),
        ("الرياض - واس: أكد الأمير", "الرياض - واس", "واس"),
        ("القدس المحتلة- لن يتمكن السكان", "القدس المحتلة", None),
        ("عبدالرحمن الشهري، رغد عشميل – عين اليوم\nكشفت وزارة الصحة", "عبدالرحمن الشهري، رغد عشميل – عين اليوم", "عين اليوم"),
        ("عنوان الخبر\n\nلندن: «الشرق الأوسط»\nقال مسؤول", "لندن: «الشرق الأوسط", "الشرق الأوسط"),
        ("قال الرئيس في واشنطن - أمس - إن", None, None),
    ],
)  # fmt: skip
def test_dateline(raw: str, dateline: str | None, agency: str | None) -> None:
    found = find(raw)
    text = read_text(raw)
    assert (text.slice(*found.dateline) if found.dateline else None) == dateline
    assert (found.actors[found.agency].name if found.agency is not None else None) == agency


def test_spans_show_the_mention() -> None:
    raw = "واجتمع بالرئيس الروسي فلاديمير بوتين وللأمم المتحدة دور"
    for mention in find(raw).mentions:
        assert raw[slice(*mention.span)] == mention.text


def test_the_same_names_whatever_the_spelling() -> None:
    raw = (
        "قال وزير الخارجية الإيراني محمد جواد ظريف إن إيران ستلتقي أمين عام الأمم المتحدة في جنيف."
    )
    plain = raw.translate(str.maketrans("أإآىة", "اااية"))
    assert [(m.kind, fold(m.text)) for m in find(raw).mentions] == [
        (m.kind, fold(m.text)) for m in find(plain).mentions
    ]


def test_line_ends_inside_a_name_are_spaces() -> None:
    found = find("التقى الرئيس الروسي فلاديمير\nبوتين نظيره")
    assert any(fold(" ".join(m.text.split())) == "فلاديمير بوتين" for m in found.mentions)


def test_medium_at_gives_the_words_of_a_medium() -> None:
    text = read_text("نقلت وكالة رويترز عن مصدر")
    found = names.find(text, words.analyse(text), [])
    first = next(i for i in range(len(text)) if found.medium_at(i))
    assert text.slice(*found.medium_at(first)) == "وكالة رويترز"  # type: ignore[misc]


ALPHABET = 'ابتوفلكمنسعدمحليةى ،.:\n«»"()-ـ12'


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=200))
def test_any_text_is_read(raw: str) -> None:
    for mention in find(raw).mentions:
        start, end = mention.span
        assert 0 <= start < end <= len(raw)
        assert mention.text == raw[start:end]


PIECES = st.sampled_from(
    ["قال", "الرئيس", "الروسي", "فلاديمير", "بوتين", "عبد", "الله", "بن", "أبو", "آل", "و", "وزير",
     "الخارجية", "محمد", "علي", "وزارة", "الدفاع", "لـ", "«", "»", "،", "-", "د.", "الملك", "CNN", "جامعة", "شركة"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_order_of_name_words_is_read(pieces: list[str]) -> None:
    raw = " ".join(pieces)
    found = find(raw)
    numbers = [m.actor for m in found.mentions if m.actor is not None]
    assert all(0 <= n < len(found.actors) for n in numbers)
    assert [a.id for a in found.actors] == list(range(len(found.actors)))


def test_marks_in_the_cases_are_closed() -> None:
    for line in cases():
        assert len(re.findall(r"[{\[<]", line)) == len(re.findall(r"[}\]>]", line))


def test_vowel_marks_and_decomposed_hamzas_change_nothing() -> None:
    raw = "قالَ وزيرُ الخارجيّةِ السّعوديُّ عادلُ الجُبَيْرِ إنّ مُحادثاتٍ جرَتْ بِالرياضِ وللأمَمِ المُتّحِدةِ دورٌ"
    plain = re.sub("[\u064b-\u0652]", "", raw)
    apart = unicodedata.normalize("NFD", plain)
    expected = [(m.kind, m.text) for m in find(plain).mentions]
    assert len(expected) >= 3
    assert [(m.kind, re.sub("[\u064b-\u0652]", "", m.text)) for m in find(raw).mentions] == expected
    assert [
        (m.kind, unicodedata.normalize("NFC", m.text)) for m in find(apart).mentions
    ] == expected


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("مساعدات لليبيا", "ليبيا"),
        ("مساعدات وللبنان", "لبنان"),
        ("مساعدات للسعودية", "للسعودية"),
        ("مساعدات وللأمم المتحدة", "للأمم المتحدة"),
    ],
)
def test_what_is_attached_before_a_name(raw: str, text: str) -> None:
    assert [m.text for m in find(raw).mentions] == [text]


def test_a_title_ends_before_what_its_bearer_spoke_of() -> None:
    record = khabar.read("وانتقد نقيب الأطباء الخطة قائلا إنها ناقصة.")
    assert [m.text for m in record.mentions] == ["نقيب الأطباء"]
