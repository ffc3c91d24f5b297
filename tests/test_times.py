"""Time expressions: each line of ``cases/times.txt`` is a sentence with its times marked."""

from __future__ import annotations

import datetime
import re
import unicodedata
from pathlib import Path

import pytest

from khabar import times
from khabar.lexicon import load_toml
from khabar.model import Time
from khabar.text import fold, read_text
from khabar.times.finding import STEPS, asked_of
from khabar.times.scan import Scan

PUBLISHED = datetime.date(2024, 10, 12)
CASES = [
    line
    for line in (Path(__file__).parent / "cases" / "times.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
ENTRIES = [
    (group, entry)
    for group, entries in load_toml("times").items()
    if isinstance(entries, list)
    for entry in entries
]
VARIANTS = {
    "without vowel marks": lambda s: re.sub("[\u064b-\u0652]", "", s),
    "without hamzas": lambda s: s.translate(str.maketrans("أإآ", "ااا")),
    "ى for final ي": lambda s: re.sub(r"ي\b", "ى", s),
    "Arabic-Indic digits": lambda s: s.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    "Persian digits": lambda s: s.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")),
    "decomposed": lambda s: unicodedata.normalize("NFD", s),
    "with tatweel": lambda s: re.sub("(?<=[بسصعمه])(?=[دري])", "ـ", s),
    "with no-break spaces": lambda s: s.replace(" ", "\u00a0"),
}


def marked(line: str) -> tuple[str, list[str], list[str]]:
    """The plain sentence, its expressions as written, and their values."""
    sentence, _, values = line.partition("=>")
    spans = re.findall(r"\[(.*?)\]", sentence)
    return re.sub(r"[\[\]]", "", sentence).strip(), spans, values.split()


def found(sentence: str, date: datetime.date | None = PUBLISHED) -> list[Time]:
    return times.find(read_text(sentence), date)


@pytest.mark.parametrize("line", CASES)
def test_case(line: str) -> None:
    sentence, spans, values = marked(line)
    got = found(sentence)
    assert [(t.text, t.value) for t in got] == list(zip(spans, values, strict=True))


def test_every_step_is_asked_of_each_word_for_which_it_has_an_answer() -> None:
    for line in CASES:
        scan = Scan(read_text(marked(line)[0]), PUBLISHED, today=PUBLISHED)
        for i in range(scan.n):
            token = scan.token(i)
            asked = asked_of(token, scan.forms[i]) if token else ()
            for step, _ in STEPS:
                assert step in asked or not step(scan, i), (line, scan.forms[i], step)


@pytest.mark.parametrize("variant", VARIANTS)
def test_same_values_in_another_spelling(variant: str) -> None:
    for line in CASES:
        sentence, _, values = marked(line)
        other = VARIANTS[variant](sentence)
        assert [t.value for t in found(other)] == values, other


def test_a_line_end_inside_an_expression_is_a_space() -> None:
    filler = "قال الوزير في كلمة ألقاها أمام النواب إن الحكومة ماضية في الخطة التي"
    lines = [filler] * 5 + ["أقرتها في السابع عشر من كانون", "الثاني 2022 وهي", filler]
    assert [t.value for t in found("\n".join(lines))] == ["2022-01-17"]


def test_a_paragraph_end_divides() -> None:
    assert [t.value for t in found("التقى الوفد الخميس.\nالمقبل من الأيام صعب.")] == ["2024-10-10"]


@pytest.mark.parametrize(("group", "entry"), ENTRIES, ids=lambda e: e if isinstance(e, str) else "")
def test_lexicon_example(group: str, entry: dict[str, str]) -> None:
    sentence, spans, _ = marked(entry["example"])
    got = [(t.text, t.value) for t in found(sentence)]
    assert got == [(spans[0], entry["reads"])], group
    if "counter" in entry:
        assert found(entry["counter"]) == [], group


def test_lexicon_has_no_name_twice_in_a_group() -> None:
    for group, entries in load_toml("times").items():
        if not isinstance(entries, list):
            continue
        for key in ("names", "alone", "ordinals", "one", "two", "many"):
            names = [
                (n, e.get("calendar")) for e in entries for n in {fold(x) for x in e.get(key, [])}
            ]
            assert len(names) == len(set(names)), (group, key)


def test_lexicon_holds_plain_characters() -> None:
    text = (Path(times.__file__).parents[1] / "lexicon" / "times.toml").read_text("utf-8")
    assert not re.search("[\u200b-\u200f\u202a-\u202e\ufb50-\ufdff\ufe70-\ufefc]", text)


def test_every_list_of_words_is_asked_for() -> None:
    room = Path(times.__file__).parent
    source = "".join(file.read_text("utf-8") for file in sorted(room.glob("*.py")))
    data = load_toml("times")
    for table in ("words", "guard", "tense", "zone"):
        for key in data[table]:
            name = key if table == "words" else f"{table}.{key}"
            assert f'"{name}"' in source, name


def test_without_a_date_only_what_the_words_say() -> None:
    got = found("وقع في 12 مايو 2021 ثم أمس ثم الجمعة الماضي ثم في 3 مارس المقبل", None)
    assert [t.value for t in got] == ["2021-05-12", "XXXX-XX-XX", "XXXX-WXX-5", "XXXX-03-03"]


def test_the_article_says_which_day_today_is() -> None:
    """Crawled dates can be late: «today, Wednesday» was the ninth, so «yesterday» was the eighth."""
    got = found("قال اليوم الأربعاء إن الخطة جاهزة، وكان قد نفى ذلك أمس.")
    assert [t.value for t in got] == ["2024-10-09", "2024-10-08"]


def test_attached_letters_are_left_out() -> None:
    got = found("وصل والسبت غادر بعد أن بقي للعام الماضي وبأمس الجمعة")
    assert [t.text for t in got] == ["السبت", "للعام الماضي", "أمس الجمعة"]
