"""Who said what: cases in real newspaper Arabic, and what must hold for any text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import khabar
from khabar.text import fold

CASES = (Path(__file__).parent / "cases" / "statements.txt").read_text(encoding="utf-8")
LINES = [line for line in CASES.splitlines() if line and not line.startswith("#")]
WORD = re.compile(r"[^\W_]+")


def words(text: str | None) -> str:
    return " ".join(WORD.findall(fold(text or "")))


@pytest.mark.parametrize("line", LINES)
def test_case(line: str) -> None:
    text = re.sub(r"[{}<>\[\]]", "", line)
    found = khabar.read(text, date="2024-10-12").statements
    content = re.search(r"\[(.*?)\]", line)
    if content is None:
        assert not found
        return
    assert len(found) == 1
    said = found[0]
    assert words(" ".join(text[slice(*span)] for span in said.content)) == words(content[1])
    speaker = re.search(r"\{(.*?)\}", line)
    assert speaker is not None
    assert words(said.speaker.name) == words(speaker[1])
    media = re.findall(r"<(.*?)>", line)
    assert [words(v.name) for v in said.via] == [words(m) for m in media]


def test_a_hidden_subject_is_the_last_speaker_who_agrees() -> None:
    record = khabar.read(
        "قالت وزيرة الصحة ليلى حداد إن اللقاح متوفر. وأضافت أن المراكز ستعمل يوم الجمعة، "
        "مشيرة إلى أن الأطباء جاهزون."
    )
    assert [words(s.speaker.name) for s in record.statements] == [words("ليلى حداد")] * 3
    assert record.statements[1].speaker.span is None
    assert record.statements[1].speaker.resolved_by


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # nobody has spoken in the sentence, but somebody acts
        (
            "قال الوزير سمير الحداد إن الميناء جاهز. وأصدرت الشرطة بيانا، إذ عبرت عن قلقها من الزحام.",
            ["سمير الحداد", "الشرطة"],
        ),
        # one verb in the plural never means one speaker
        ("قال سمير الحداد إن الطريق مغلق. وأضافوا أن الجسر مفتوح.", ["سمير الحداد", ""]),
        # a medium that only closes a sentence is not the one who goes on
        (
            "قال سمير الحداد إن الطريق مغلق، وفق ما نقلته وكالة الأفق. وتابع أن الجسر مفتوح.",
            ["سمير الحداد", "سمير الحداد"],
        ),
        # called by the noun alone
        (
            "قال مصدر في وزارة النقل إن الطريق مغلق. وأضاف المصدر أن الجسر مفتوح.",
            ["مصدر في وزارة النقل", "مصدر في وزارة النقل"],
        ),
        (
            "قال سمير الحداد إن الطريق مغلق. وأورد المتحدث ذاته أن الجسر مفتوح.",
            ["سمير الحداد", "سمير الحداد"],
        ),
        # "we demanded" in somebody's own words
        (
            "وقال سمير الحداد: «تأخر العمل، لذلك طالبنا رئيس البلدية بإقالة المدير».",
            ["سمير الحداد"] * 2,
        ),
    ],
)
def test_who_goes_on_speaking(text: str, speakers: list[str]) -> None:
    found = khabar.read(text, date="2024-10-12").statements
    assert [words(s.speaker.name) for s in found] == [words(name) for name in speakers]


def test_a_report_within_a_report_has_a_parent() -> None:
    record = khabar.read("قالت الشرطة إن السائق أكد أن الطريق كان مغلقا.")
    outer, inner = record.statements
    assert outer.parent is None
    assert inner.parent == outer.id
    assert inner.act == "assert"


def test_a_headline_that_speaks() -> None:
    record = khabar.read("وزير النقل: الخط الجديد جاهز\n\nافتتح الخط اليوم بعد سنوات من العمل.")
    assert words(record.statements[0].speaker.name) == words("وزير النقل")
    assert record.text[slice(*record.statements[0].cue)] == ":"


def test_a_place_before_a_colon_does_not_speak() -> None:
    record = khabar.read("سوريا: أمطار غزيرة في الشمال\n\nهطلت الأمطار على المدن الشمالية.")
    assert not record.statements


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.replace("«", "“").replace("»", "”"),
        lambda t: t.replace("أ", "ا").replace("إ", "ا"),
        lambda t: t.replace("ة", "ه"),
        lambda t: t.replace(" ", "\n", 3),
    ],
)
def test_spelling_and_layout_do_not_matter(change) -> None:  # type: ignore[no-untyped-def]
    text = "وأكد رئيس اللجنة أن «النتائج ستعلن غدا»، مشيرا إلى أن الفرز انتهى."
    before, after = khabar.read(text), khabar.read(change(text))
    assert len(before.statements) == 2
    assert [words(after.text[slice(*s.content[0])]) for s in after.statements] == [
        words(text[slice(*s.content[0])]) for s in before.statements
    ]


def test_confidence_is_a_probability() -> None:
    for line in LINES:
        for s in khabar.read(re.sub(r"[{}<>\[\]]", "", line)).statements:
            assert 0 < s.confidence <= 1
