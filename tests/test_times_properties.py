"""Time expressions on generated text: every span is sound, every written date comes back."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar import times
from khabar.lexicon import load_toml
from khabar.text import read_text
from khabar.times import calendar
from khabar.times.lexicon import lexicon

GREGORIAN = {
    e["value"]: e["names"] for e in load_toml("times")["month"] if e.get("calendar") != "hijri"
}
HIJRI = {
    e["value"]: e["names"] for e in load_toml("times")["month"] if e.get("calendar") == "hijri"
}
FORMATS = ["{d}/{m}/{y}", "{y}-{m:02d}-{d:02d}", "{d:02d}-{m:02d}-{y}", "{d} {name} {y}", "{d} {name} {y}م", "{d} من شهر {name} عام {y}", "{d} {name}/{pair} {y}", "{d} {name} ({pair}) {y}"]  # fmt: skip
WORDS = sorted(lexicon().forms)
NOISE = ["و", "في", "من", "إلى", "قال", "12", "2024", "10:30", "5", "(", ")", "/", "-", "،", ".", "\n", "«", "»", ":", "٣", "ـ", "\u064e", "\u200f", "😀"]  # fmt: skip
dates = st.dates(datetime.date(1800, 1, 1), datetime.date(2090, 12, 31))
texts = st.lists(st.sampled_from(WORDS) | st.sampled_from(NOISE), max_size=40).map(" ".join)


@given(dates, st.sampled_from(FORMATS), st.data())
def test_a_written_date_comes_back(day: datetime.date, form: str, data: st.DataObject) -> None:
    names = GREGORIAN[day.month]
    name, pair = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
    written = form.format(d=day.day, m=day.month, y=day.year, name=name, pair=pair)
    if "/" in form and day.year < 1500:
        return
    got = times.find(read_text(f"وقع الحادث في {written} قرب المدينة"), datetime.date(2024, 10, 12))
    assert [t.value for t in got] == [day.isoformat()], written
    assert got[0].text.rstrip(")") == written.rstrip(")")


@given(st.integers(1400, 1460), st.integers(1, 12), st.integers(1, 29), st.data())
def test_a_hijri_date_is_its_gregorian_day(
    year: int, month: int, day: int, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(HIJRI[month]))
    got = times.find(read_text(f"صدر القرار في {day} {name} {year}هـ ونشر"), None)
    moment = calendar.hijri_day(year, month, day)
    assert moment is not None
    assert [t.value for t in got] == [moment.isoformat()]


@given(dates, st.integers(-200, 200))
def test_weeks_are_iso_weeks(day: datetime.date, weeks: int) -> None:
    shifted = day + datetime.timedelta(weeks=weeks)
    value = calendar.shifted(day, "W", weeks)
    assert value == "{:04d}-W{:02d}".format(*shifted.isocalendar()[:2])


@settings(max_examples=400, deadline=None)
@given(texts, st.none() | st.dates())
def test_every_span_is_sound(raw: str, date: datetime.date | None) -> None:
    found = times.find(read_text(raw), date)
    end = 0
    for one in found:
        assert end <= one.span[0] < one.span[1] <= len(raw)
        assert raw[slice(*one.span)] == one.text
        assert not one.text[0].isspace()
        assert one.type in {"DATE", "TIME", "DURATION", "SET"}
        assert one.value
        end = one.span[1]
    assert found == times.find(read_text(raw), date)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.none() | st.dates())
def test_any_text_is_read(raw: str, date: datetime.date | None) -> None:
    times.find(read_text(raw), date)


HOSTILE = ["في ", "12 و", "أمس ", "خمسة و", "2015-", "1/", "منذ أكثر من ", "الساعة ", "15 إلى ", "نهاية ", "و", "مساء "]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_grows_with_the_text(piece: str) -> None:
    def work(times_over: int) -> float:
        text = read_text(piece * times_over)
        best = min(_seconds(text) for _ in range(3))
        return best + 0.002

    work(100)
    assert work(8000) < 4 * work(4000)


def _seconds(text: object) -> float:
    start = time.process_time()
    times.find(text, datetime.date(2024, 10, 12))  # type: ignore[arg-type]
    return time.process_time() - start
