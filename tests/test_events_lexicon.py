"""Every entry of the trigger lexicon is shown by its own example."""

from __future__ import annotations

import re
from typing import Any

import pytest

import khabar
from khabar.lexicon import load_rows, load_toml
from khabar.text import fold

ENTRIES: list[dict[str, Any]] = load_toml("events")["trigger"]
TYPES = {
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}


def name(entry: dict[str, Any]) -> str:
    return f"{entry['type']}-{entry.get('past') or entry['nouns'][0]}"


def marked(example: str) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
    """The example without its marks, the spans of its sources and of its targets."""
    text, spans = "", {"{": [], "[": []}  # type: ignore[var-annotated]
    start = 0
    for piece in re.split(r"([{}\[\]])", example):
        if piece in "{[" and piece:
            start = len(text)
            kind = piece
        elif piece in "}]" and piece:
            spans[kind].append((start, len(text)))
        else:
            text += piece
    return text, spans["{"], spans["["]


@pytest.mark.parametrize("entry", ENTRIES, ids=name)
def test_entry_is_well_formed(entry: dict[str, Any]) -> None:
    assert entry["type"] in TYPES
    assert "past" in entry or "nouns" in entry
    assert ("past" in entry) == ("present" in entry)
    _, sources, targets = marked(entry["example"])
    assert sources or targets
    assert not re.search("[\u200b-\u200f\u202a-\u202e\ufb50-\ufdff\ufe70-\ufefc]", entry["example"])


def test_generated_forms_are_up_to_date() -> None:
    """`python tools/build_events.py` was run after the last change of events.toml."""
    rows = load_rows("events_forms")
    triggers = [row for row in rows if row[0] == "T"]
    assert [row[1] for row in triggers] == [entry["type"] for entry in ENTRIES]
    lemmas = [fold(entry.get("past") or entry["nouns"][0]) for entry in ENTRIES]
    assert [row[3] for row in triggers] == lemmas


def test_examples_are_read() -> None:
    """The trigger is spotted with its type, and the parties are those marked in the example."""
    from khabar import names, statements, times, words
    from khabar.events.finding import drafts, prepare
    from khabar.text import read_text

    spotted = source_right = source_all = target_right = target_all = 0
    for entry in ENTRIES:
        example, sources, targets = marked(entry["example"])
        text = read_text(example)
        analysis = words.analyse(text)
        when = times.find(text, None)
        said = statements.find(text, analysis, names.find(text, analysis, when), when)
        made = drafts(prepare(text, analysis, said.names, said.statements))
        draft = next((d for d in made if d.type == entry["type"]), None)
        spotted += draft is not None
        if draft is None:
            continue
        if sources:
            source_all += 1
            source_right += any(meets(p.span, sources) for p in draft.sources)
        if targets:
            target_all += 1
            target_right += any(meets(p.span, targets) for p in draft.targets)
    assert spotted >= 0.92 * len(ENTRIES)
    assert source_right >= 0.93 * source_all
    assert target_right >= 0.86 * target_all


def meets(span: tuple[int, int] | None, others: list[tuple[int, int]]) -> bool:
    return span is not None and any(span[0] < end and span[1] > start for start, end in others)


def test_reading_shows_events() -> None:
    record = khabar.read("التقى الرئيس التونسي وزير الخارجية الإيطالي في قصر قرطاج.")
    assert [event.type for event in record.events] == ["CONSULT"]
