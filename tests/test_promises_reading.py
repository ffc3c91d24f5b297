"""Promises of ``khabar.read`` on generated texts: processes, offsets, odd strings, linear work.

``KHABAR_SOAK`` runs the counts that take long.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest

import khabar
from khabar import sources
from khabar.errors import KhabarError

SAMPLES = Path(__file__).parent.parent / "samples"
SOAK = bool(os.environ.get("KHABAR_SOAK"))

SENTENCES = [
    "قال وزير الخارجية سامر الحلبي أمس الجمعة إن الاتفاق «خطوة أولى».",
    "وأكدت المتحدثة باسم الحكومة أن المفاوضات ستستمر حتى ٢٥ تشرين الأول/أكتوبر 2024.",
    'وأضاف: "لن نقبل بأقل من ذلك"، مشيرا إلى أن الوفد يصل غدا.',
    "ونقلت رويترز عن مصدر دبلوماسي قوله إن اللقاء تأجل إلى الأسبوع المقبل.",
    "وبحسب وكالة الأنباء الرسمية، أدان الرئيس الهجوم على المستشفى في ٣ رمضان ١٤٤٥.",
    "الحلبي: نرحب بالمبادرة الأردنية",
    "والتقى رئيس الوزراء الأردني نظيره العراقي في بغداد عند الساعة العاشرة صباحا.",
]
#: Put behind a character at random; some begin with a mark that joins what stands before.
ODD = (
    *("🙂", "👨‍👩‍👧", "\u0654", "\u0655", "\u0640", "\u064b", "\u064e", "\u0651\u064e"),
    *("\r\n", "\r", "\n\n", "\u2028", "\u00a0", "\u200b", "\u200c", "\u200f", "\u202e", "\u2067"),
    *("\ufefb", "ﷺ", "\ufeff", "\ufe8d\ufedf", "\U0001d11e", "\u0301", "'", "»", "<<"),
)


def generated(count: int, seed: int = 6) -> Iterator[str]:
    rng = random.Random(seed)
    for _ in range(count):
        text = rng.choice((" ", "\n", "\r\n\r\n")).join(rng.choices(SENTENCES, k=rng.randint(1, 6)))
        if rng.random() < 0.3:  # hamza apart from its letter
            text = unicodedata.normalize("NFD", text)
        pieces = list(text)
        for _ in range(rng.randint(0, len(pieces) // 8)):
            pieces.insert(rng.randrange(len(pieces) + 1), rng.choice(ODD))
        yield "".join(pieces)


# -- the same bytes ------------------------------------------------------------------------------

_IN_PROCESSES = """
import hashlib, json, multiprocessing, sys
import khabar

def one(text):
    return khabar.read(text, date="2024-10-12").to_json()

if __name__ == "__main__":
    texts = json.loads(sys.stdin.buffer.read())
    processes = int(sys.argv[1])
    if processes == 1:
        lines = [one(text) for text in texts]
    else:
        with multiprocessing.Pool(processes) as pool:
            lines = pool.map(one, texts, chunksize=7)
    print(hashlib.sha256("".join(lines).encode()).hexdigest())
"""


def test_seeds_and_processes_give_the_same_bytes(tmp_path: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    texts += generated(1_000 if SOAK else 60)
    script = tmp_path / "digest.py"
    script.write_text(_IN_PROCESSES, encoding="utf-8")
    digests = {
        subprocess.run(
            [sys.executable, str(script), processes],
            env={**os.environ, "PYTHONHASHSEED": seed},
            input=msgspec.json.encode(texts),
            capture_output=True,
            check=True,
        ).stdout.decode()
        for seed, processes in (("0", "1"), ("1", "1"), ("2", "4"))
    }
    here = "".join(khabar.read(text, date="2024-10-12").to_json() for text in texts)
    assert digests == {hashlib.sha256(here.encode()).hexdigest() + "\n"}


# -- offsets -------------------------------------------------------------------------------------


def spans(part: Any) -> Iterator[tuple[int, int]]:
    """Every span of a record, wherever it stands; fields to come are found too."""
    if isinstance(part, msgspec.Struct):
        for name in part.__struct_fields__:
            yield from spans(getattr(part, name))
    elif isinstance(part, tuple):
        if len(part) == 2 and all(type(end) is int for end in part):
            yield part
        else:
            for inner in part:
                yield from spans(inner)


def check_offsets(text: str) -> int:
    record = khabar.read(text, date="2024-10-12")
    assert record.text == text
    found = list(spans(record))
    for start, end in found:
        assert 0 <= start < end <= len(text)
        assert not unicodedata.combining(text[start]), ascii(text[max(0, start - 9) : end])
    for item in (*record.mentions, *record.times):
        assert item.text == text[slice(*item.span)]
    assert khabar.from_json(record.to_json()) == record
    return len(found)


def test_offsets_of_generated_texts() -> None:
    count = 2_000 if SOAK else 300
    assert sum(check_offsets(text) for text in generated(count)) > 5 * count


# -- odd strings ---------------------------------------------------------------------------------


def test_any_string_is_read_or_refused_by_our_own_error() -> None:
    rng = random.Random(8)
    characters = "".join(
        {*"".join(SENTENCES), *"".join(ODD), *"\0\x1b\ud800\udfff\U0010ffff٪/:.-("}
    )
    characters = "".join(sorted(characters))
    refused = 0
    for base in generated(20_000 if SOAK else 300, seed=9):
        text = list(base)
        for _ in range(rng.randint(1, 30)):
            at = rng.randrange(len(text) + 1)
            text[at : at + rng.choice((0, 0, 1, 5))] = rng.choices(
                characters, k=rng.choice((0, 1, 3))
            )
        try:
            khabar.read(
                "".join(text), date=rng.choice((None, "2024-02-29", "0001-01-01", "9999-12-31"))
            )
        except KhabarError:
            refused += 1
    assert refused  # lone surrogates were among them


def test_any_bytes_on_standard_input_are_articles_or_failures() -> None:
    rng = random.Random(10)
    rows = "\n".join(json.dumps({"text": s, "date": "2024-10-12"}) for s in SENTENCES)
    page = f"<html><title>خبر</title><body><p>{'</p><p>'.join(SENTENCES)}</p></body></html>"
    plain = "\n".join(SENTENCES)
    bases = [rows.encode(), f"[{rows}]".replace("\n", ",").encode(), page.encode(), plain.encode()]
    bases += [plain.encode("utf-16"), "\n".join(SENTENCES[:1]).encode("cp1256"), b""]
    weights = [6, 6, 1, 6, 6, 6, 1]  # pages cost most
    kinds = set()
    for _ in range(10_000 if SOAK else 400):
        data = bytearray(rng.choices(bases, weights)[0])
        for _ in range(rng.randint(1, 6)):
            at = rng.randrange(len(data) + 1)
            piece = rng.choice(
                (b"", b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"{[", b'"', b"\n", b"<b>")
            )
            data[at : at + rng.choice((0, 1, 20))] = piece
        kinds |= {type(item) for item in sources.read_stream(BytesIO(bytes(data)), "input")}
    assert kinds == {sources.Article, sources.Failure}


# -- linear work ---------------------------------------------------------------------------------

#: Pieces that invite a search to the end of the text, and how often each stands at first.
HOSTILE = {
    "brackets in brackets": lambda n: "(" * n + ")" * n,
    "quotations in quotations": lambda n: "«نعم " * n + "»" * n,
    "speech without end": lambda n: 'وقال: "' * n,
    "sources without a name": lambda n: "بحسب " * n,
    "commas": lambda n: "قال، " * n,
    "no spaces": lambda n: "قالإنالوزير" * n,
    "marks of one letter": lambda n: "ق" + "\u064e" * n,
    "tatweel": lambda n: "ق" + "\u0640" * n,
    "straight quotes": lambda n: '"' * n,
    "apostrophes": lambda n: "'" * n,
    "colons": lambda n: "قال: " * n,
    "digits": lambda n: "1" * n,
    "digits and slashes": lambda n: "1/" * n,
    "number words": lambda n: "مليون و" * n,
    "dots": lambda n: ". " * n,
    "line ends": lambda n: "قال\n" * n,
    "pronouns without a name": lambda n: "وأضاف أنه " * n,
    "one speaker": lambda n: "قال محمد علي إن. " * n,
    "events": lambda n: "قصف الجيش السوري مدينة حلب و" * n,
    "coordinated names": lambda n: "محمد علي وأحمد حسن و" * n,
}


def work(text: str) -> float:
    before = time.process_time()
    khabar.read(text, date="2024-10-12")
    return time.process_time() - before


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_twice_the_input_is_at_most_thrice_the_work(make: Any) -> None:
    count = 500
    while (once := work(make(count))) < 0.05 and count < 500_000:
        count *= 2
    twice = min(work(make(2 * count)) for _ in range(3))
    once = min(once, *(work(make(count)) for _ in range(2)))
    assert twice < 3 * once + 0.02


def test_a_ligature_of_many_letters_before_a_date() -> None:
    for text in ("في ﷺ٣ رمضان ١٤٤٥", "ﷺ٣ رمضان", "ﷺيوم الجمعة", "ﷲ الجمعة", "وﷺ أمس الجمعة"):
        check_offsets(text)
        check_offsets(f"{text} {SENTENCES[0]}")
