"""Work in proportion to the text, for texts that repeat themselves; nothing recurses with them."""

from __future__ import annotations

import time

import pytest

import khabar

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
    "sources": "زار، بحسب مصدر، ",
    "sources in one quotation": "بحسب مصدر. ",
    "told": "قال للصحفيين ",
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
    large = min(work(count) for _ in range(3))  # a pause of the collector is no work
    assert large < 8 * small + 0.1


def test_no_number_of_repeated_words_is_too_deep() -> None:
    for word in ("نحو ", "أكثر من ", "الأمير ", "الملك ", "بن ", "قائلا ", "إن ", "رئيس "):
        khabar.read(word * 3_000, date="2024-10-12")
