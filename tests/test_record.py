"""The record: typed, frozen, and the same bytes however often it is written."""

from __future__ import annotations

import dataclasses
import datetime
import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import khabar

ARTICLE = (
    "الوزير يفتتح المعرض\n\n"
    "افتتح وزير الثقافة سامي الحداد، أمس الأحد، معرض الكتاب في مدينة طرابلس، وقال إن "
    "«الإقبال فاق التوقعات»، مشيرا إلى أن المعرض سيستمر أسبوعين، وفقا لوكالة الأنباء المحلية.\n"
)


def test_public_names() -> None:
    for name in khabar.__all__:
        assert hasattr(khabar, name), name


def test_a_record_round_trips_byte_for_byte() -> None:
    record = khabar.read(ARTICLE, date="2024-10-14", outlet="المساء", title="الوزير يفتتح المعرض")
    line = record.to_json()
    again = khabar.from_json(line)
    assert again == record
    assert again.to_json() == line
    assert "\n" not in line


def test_fields_stand_in_the_order_of_the_definition() -> None:
    record = json.loads(khabar.read(ARTICLE).to_json())
    assert list(record) == [f.name for f in msgspec.structs.fields(khabar.Record)]


def test_a_record_cannot_be_changed() -> None:
    record = khabar.read(ARTICLE)
    with pytest.raises((AttributeError, dataclasses.FrozenInstanceError)):
        record.text = "غيره"  # type: ignore[misc]


def test_the_same_article_gives_the_same_bytes() -> None:
    first = khabar.read(ARTICLE, date="2024-10-14").to_json()
    assert khabar.read(ARTICLE, date=datetime.date(2024, 10, 14)).to_json() == first


def test_the_id_is_of_the_url_or_else_of_the_text() -> None:
    assert khabar.read(ARTICLE).id == khabar.read(ARTICLE, outlet="آخر").id
    assert khabar.read(ARTICLE, url="https://example.org/1").id != khabar.read(ARTICLE).id
    assert khabar.read(ARTICLE, id="007").id == "007"


@pytest.mark.parametrize("date", ["13/40/2024", "أمس", "2024-13-01", ""])
def test_a_date_that_is_none(date: str) -> None:
    with pytest.raises(khabar.InputError, match="YYYY-MM-DD"):
        khabar.read(ARTICLE, date=date)


def test_lone_surrogates_are_refused() -> None:
    with pytest.raises(khabar.InputError, match="lone surrogate"):
        khabar.read("قال \ud800 الوزير")


@pytest.mark.parametrize("line", ["", "{", "[]", '{"id": 1}', '{"id": "x"}'])
def test_what_is_no_record_is_refused(line: str) -> None:
    with pytest.raises(khabar.RecordError):
        khabar.from_json(line)


def spans(value: object) -> list[tuple[int, int]]:
    """Every span in a record's builtin form."""
    found: list[tuple[int, int]] = []
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("span", "cue", "trigger") and inner is not None:
                found.append(tuple(inner))
            elif key == "content":
                found.extend(tuple(s) for s in inner)
            else:
                found.extend(spans(inner))
    elif isinstance(value, list):
        for inner in value:
            found.extend(spans(inner))
    return found


PIECES = [
    "قال", "وأضاف", "مؤكدا", "أن", "إن", "إلى", "«", "»", '"', "الوزير", "أحمد", "، ", ". ", ": ", "\n",
    "وفقا", "لرويترز", "أمس", "الأحد", "2015", "١٥", "مارس", "ا\u0654عل\u0640ن", "قُتِلَ", "😀", "ﻻ", "\u200f",
    "\r\n", "حسب", "ما", "نقلت", "وكالة", "عن", "دعا", "مقتل", "روسيا", "(", ")", "-", "🇱🇧", "التي",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from([" ", ""]))
def test_every_span_lies_in_the_text(pieces: list[str], between: str) -> None:
    record = khabar.read(between.join(pieces), date="2015-08-01")
    for start, end in spans(json.loads(record.to_json())):
        assert 0 <= start < end <= len(record.text)
    for time in record.times:
        assert record.text[slice(*time.span)] == time.text
    for mention in record.mentions:
        assert record.text[slice(*mention.span)] == mention.text
