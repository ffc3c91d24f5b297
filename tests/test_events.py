"""Who did what to whom: cases by phenomenon, retelling, victims, hostile input."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import khabar
from khabar.cli.event_commands import daily, plover_rows
from khabar.model import Event, Party

CASES = [
    line.split(" | ", 1)
    for line in (Path(__file__).parent / "cases" / "events.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
RAID = (
    "غارة إسرائيلية على غزة\n\nقتل 12 فلسطينيا وأصيب خمسة وعشرون آخرون بجروح في غارة إسرائيلية "
    "استهدفت مدينة رفح جنوب قطاع غزة أمس، بحسب وزارة الصحة."
)


def marks(sentence: str) -> tuple[str, dict[str, tuple[int, int]]]:
    text, spans, start = "", {}, 0
    for piece in re.split(r"([{}\[\]<>])", sentence):
        if piece in ("{", "[", "<"):
            start = len(text)
        elif piece in ("}", "]", ">"):
            spans[piece] = (start, len(text))
        else:
            text += piece
    return text, spans


def met(parties: tuple[Party, ...], span: tuple[int, int], text: str) -> bool:
    """A party in the span, or a hidden one of that name."""
    return any(
        (p.span[0] < span[1] and p.span[1] > span[0]) if p.span else p.name == text[slice(*span)]
        for p in parties
    )


@pytest.mark.parametrize(("what", "sentence"), CASES, ids=[c[1][:40] for c in CASES])
def test_case(what: str, sentence: str) -> None:
    text, spans = marks(sentence)
    events = khabar.read(text, date="2024-05-02").events
    if what == "none":
        assert not events
        return
    kind, status = what.split()
    trigger = spans[">"]
    event = next(
        (e for e in events if e.trigger[0] < trigger[1] and e.trigger[1] > trigger[0]), None
    )
    assert event is not None, [(e.type, text[slice(*e.trigger)]) for e in events]
    assert (event.type, event.status) == (kind, status)
    for mark, parties in (("}", event.sources), ("]", event.targets)):
        assert mark not in spans or met(parties, spans[mark], text), parties


def test_one_event_told_four_times_is_one_entry() -> None:
    record = khabar.read(RAID, date="2024-05-02")
    assault = [e for e in record.events if e.type == "ASSAULT"]
    assert len(assault) == 1
    assert len(assault[0].mentions) >= 3
    assert assault[0].victims == {"killed": 12, "wounded": 25}


def test_statement_that_holds_the_trigger() -> None:
    text = (
        "قال الجيش الإسرائيلي إن قواته قتلت 20 مسلحا في جنين، بينما اعتقلت الشرطة متظاهرين في حيفا."
    )
    record = khabar.read(text, date="2024-05-02")
    told = [e for e in record.events if e.statement is not None]
    for event in told:
        statement = record.statements[event.statement or 0]
        assert any(s <= event.trigger[0] < e for s, e in statement.content)


def test_spelling_does_not_matter() -> None:
    plain = khabar.read(RAID, date="2024-05-02").events
    other = RAID.replace("إ", "ا").replace("أ", "ا").replace("ة", "ه")
    assert [(e.type, e.trigger) for e in plain] == [
        (e.type, e.trigger) for e in khabar.read(other, date="2024-05-02").events
    ]


def test_daily_table_and_rows() -> None:
    record = khabar.read(RAID, date="2024-05-02")
    rows = list(daily([record]))
    assert rows and rows[0]["event_type"] == "ASSAULT" and rows[0]["source_country"] == "ISR"
    row = next(iter(plover_rows(record)))
    assert row["Killed"] == 12 and row["Event Type"] == "ASSAULT"


def check(event: Event, text: str) -> None:
    spans = [event.trigger, *event.mentions]
    spans += [p.span for p in (*event.sources, *event.targets) if p.span]
    assert all(0 <= s < e <= len(text) for s, e in spans)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "قتل",
                "قصف",
                "على",
                "إسرائيل",
                "،",
                ".",
                "الذي",
                "و",
                "دعا",
                "إلى",
                "12",
                "بين",
                "مع",
                "في",
                "«",
                "»",
                "غارة\n",
            ]
        )
    )
)
def test_any_words_keep_their_spans(words: list[str]) -> None:
    text = " ".join(words)
    for event in khabar.read(text).events:
        check(event, text)


def test_work_is_linear() -> None:
    def seconds(times: int) -> float:
        text = "قصف الجيش الإسرائيلي غزة وقتل بين مع الذي " * times
        start = time.process_time()
        khabar.read(text)
        return time.process_time() - start

    seconds(50)
    assert seconds(2000) < 4 * seconds(1000) + 0.2


def test_the_object_that_completes_a_trigger_is_no_second_event() -> None:
    text = "أعلن التحالف العربي بقيادة السعودية وقف إطلاق النار في مدينة الحديدة اليمنية."
    assert [e.type for e in khabar.read(text, date="2018-05-02").events] == ["RETREAT"]


def test_two_calls_told_by_two_verbs_are_two_events() -> None:
    text = (
        "بيان للأمم المتحدة حول اليمن\n\nدعت الأمم المتحدة الحوثيين إلى الانسحاب من الحديدة.\n"
        "كما دعت الأمم المتحدة الحكومة اليمنية إلى فتح مطار صنعاء."
    )
    calls = [e for e in khabar.read(text, date="2018-05-02").events if e.type == "REQUEST"]
    assert len(calls) == 2


def test_the_name_of_an_office_tells_no_event() -> None:
    text = "استقبل وزير الشؤون الخارجية والتعاون المغربي ناصر بوريطة سفير ألمانيا في الرباط."
    assert [e.type for e in khabar.read(text, date="2022-05-02").events] == ["CONSULT"]


def test_a_name_that_is_written_like_a_trigger_with_a_pronoun_tells_no_event() -> None:
    # فينة, the town, could be an event noun and its pronoun; no preposition shows that it is
    assert not khabar.read("يتوجه الفلاح إلى حقله بين فينة وأخرى للعمل.").events
