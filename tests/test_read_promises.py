"""Promises of ``khabar.read``: the same bytes, sound offsets, work in proportion to the text."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest

import khabar

SAMPLES = Path(__file__).parent.parent / "samples"
_DIGEST = """
import hashlib, sys
from pathlib import Path
import khabar
digest = hashlib.sha256()
for path in sorted(Path(sys.argv[1]).glob("*.txt")):
    digest.update(khabar.read(path.read_text(encoding="utf-8"), date="2024-10-12").to_json().encode())
print(digest.hexdigest())
"""


def sample_texts() -> list[str]:
    return [p.read_text(encoding="utf-8") for p in sorted(SAMPLES.glob("*.txt"))]


def test_same_bytes_under_any_hash_seed() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", _DIGEST, str(SAMPLES)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(digests) == 1


def test_reading_other_articles_before_changes_nothing() -> None:
    texts = sample_texts()
    forward = [khabar.read(t, date="2024-10-12").to_json() for t in texts]
    backward = [khabar.read(t, date="2024-10-12").to_json() for t in reversed(texts)]
    assert forward == backward[::-1]


# -- offsets -------------------------------------------------------------------------------------


def spans(record: khabar.Record) -> list[tuple[int, int]]:
    parties = [
        p
        for s in record.statements
        for p in (s.speaker, s.addressee, *s.via, *s.via_inherited)
        if p is not None and p.span is not None
    ]
    parties += [
        p
        for e in record.events
        for p in (*e.sources, *e.targets, e.place)
        if p is not None and p.span is not None
    ]
    return [
        *(m.span for m in record.mentions),
        *(t.span for t in record.times),
        *(span for s in record.statements for span in (*s.content, s.cue)),
        *(e.trigger for e in record.events),
        *(p.span for p in parties if p.span is not None),
    ]


def disturb(text: str, rng: random.Random) -> str:
    """The same words as other newsrooms and programs would have written them."""
    marks = ["\u064e", "\u0651", "\u0640", "\u200f", "\u200e", "\u061c"]
    out = []
    for character in text:
        out.append(character)
        if character.isalpha() and rng.random() < 0.1:
            out.append(rng.choice(marks))
        elif character == " " and rng.random() < 0.05:
            out.append(rng.choice(["🙂 ", "\u00a0", "\r\n", "ﷺ "]))
    disturbed = "".join(out)
    return unicodedata.normalize("NFD", disturbed) if rng.random() < 0.3 else disturbed


def test_every_span_is_sound_whatever_the_characters() -> None:
    rng = random.Random(6)
    texts = sample_texts()
    for _ in range(60):
        text = disturb(rng.choice(texts), rng)
        record = khabar.read(text, date="2024-10-12")
        assert record.text == text
        for start, end in spans(record):
            assert 0 <= start < end <= len(text)
            assert unicodedata.combining(text[start]) == 0, text[start - 1 : end]
        for item in (*record.mentions, *record.times):
            assert item.text == text[slice(*item.span)]


# -- linear work ---------------------------------------------------------------------------------

PIECES = {
    "a cue without end": "قال إن ",
    "open quotations": "قال «نعم ",
    "cues and straight marks": 'قال "نعم ',
    "quoted sentences": "«نعم هذا صحيح»، قال الوزير. ",
    "marks": "«",
    "brackets": "(",
    "one letter": "ق",
    "one word": "كلمة ",
    "titles in a row": "الوزير الرئيس ",
    "a long name": "محمد بن ",
    "approximations": "نحو ",
    "months": "يناير ",
    "participles": "مؤكدا أن ",
    "chains": "نقلت رويترز عن مصدر قوله إن ",
    "according to": "وفقا ل",
    "headline colons": "الوزير: ",
    "paragraphs": "قال إن\n\n",
    "sentences": "زار الرئيس الروسي طهران أمس الجمعة. ",
}


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
def test_twice_the_text_is_about_twice_the_work(piece: str) -> None:
    khabar.read(piece * 10, date="2024-10-12")
    count = 12_000 // max(1, len(piece.split())) if " " in piece else 100_000

    def work(times: int) -> float:
        start = time.process_time()
        khabar.read(piece * times, date="2024-10-12")
        return time.process_time() - start

    small = min(work(count // 4) for _ in range(2))
    # Four times the text: 16 times the work where it is quadratic, 4 where it is linear.
    assert work(count) < 8 * small + 0.1


def test_no_number_of_repeated_words_is_too_deep() -> None:
    for word in ("نحو ", "أكثر من ", "الأمير ", "الملك ", "بن ", "قائلا ", "إن ", "رئيس "):
        khabar.read(word * 3_000, date="2024-10-12")
