"""Characters, words, sentences, paragraphs and quotations."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.text import Text, fold, read_text

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640\u0654"
OTHERS = "«»“”\"'<>()[] \n\r\t.،؛:؟!-–0123٤٥٦۷\u200f\u202b\u00a0\ufeff😀ﷲﻻﺍab"
texts = st.text(alphabet=ARABIC + MARKS + OTHERS, max_size=300)


def sentences(raw: str) -> list[str]:
    text = read_text(raw)
    return [text.slice(a, b) for a, b in text.sentences]


def quotations(raw: str) -> list[str]:
    return [raw[q.start : q.end].strip() for q in read_text(raw).quotes]


class TestFolding:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("إسرائيل", "اسرائيل"),
            ("مصطفى", "مصطفي"),
            ("الوزارة", "الوزاره"),
            ("مُؤَكِّدًا", "موكدا"),
            ("الـــرياض", "الرياض"),
            ("ا\u0654حمد", "أحمد"),
            ("ﺍﻟﻌﺮﺍﻕ", "العراق"),
            ("ايران", "ایران"),
            ("٢٠١٥", "2015"),
            ("۲۰۱۵", "2015"),
            ("سؤال", "سوال"),
        ],
    )
    def test_spellings_of_one_word_meet(self, one: str, other: str) -> None:
        assert fold(one) == fold(other)

    @given(texts)
    def test_folding_twice_changes_nothing(self, raw: str) -> None:
        assert fold(fold(raw)) == fold(raw)


class TestWords:
    def test_words_keep_their_place_in_the_original(self) -> None:
        raw = "قالَ\u200f الوزيرُ:"
        text = read_text(raw)
        assert text.forms == ["قال", "الوزير"]
        assert [raw[s:e] for s, e in zip(text.starts, text.ends, strict=True)] == ["قالَ", "الوزيرُ"]

    def test_a_line_of_tatweel_is_no_word(self) -> None:
        assert read_text("ــــــــ").forms == []

    @given(texts)
    def test_every_word_lies_in_the_text_and_begins_on_a_letter(self, raw: str) -> None:
        text = read_text(raw)
        last = 0
        for start, end in zip(text.starts, text.ends, strict=True):
            assert last <= start < end <= len(raw)
            assert unicodedata.combining(raw[start]) == 0
            last = end
        assert (
            "".join(
                gap + raw[s:e] for gap, s, e in zip(text.gaps, text.starts, text.ends, strict=False)
            )
            + text.gaps[-1]
            == raw
        )

    @given(texts)
    def test_composed_and_decomposed_hamza_give_the_same_forms(self, raw: str) -> None:
        assert (
            read_text(unicodedata.normalize("NFD", raw)).forms
            == read_text(unicodedata.normalize("NFC", raw)).forms
        )


class TestSentences:
    @given(texts)
    def test_sentences_and_paragraphs_divide_the_words(self, raw: str) -> None:
        text = read_text(raw)
        for ranges in (text.sentences, text.paragraphs):
            assert [w for a, b in ranges for w in range(a, b)] == list(range(len(text)))

    @pytest.mark.parametrize(
        ("raw", "count"),
        [
            ("وصل الوفد أمس. وغادر اليوم.", 2),
            ("قال د. سامي إن النسبة 1.5 في المئة.", 1),
            ("افتتح م. خالد المعرض. وحضر جمع من الطلاب.", 2),
            ("هل انتهى الأمر؟ لا أحد يعلم!", 2),
            ("انتهى الاجتماع.وغادر الوزراء القاعة.", 2),
            ("عقود من الانتظار.. ثم عاد", 1),
            ("السطر الأول بلا نقطة\nالسطر الثاني بلا نقطة", 2),
            ("تساءل: «لماذا الآن؟»، وأجاب بنفسه.", 1),
        ],
    )
    def test_where_a_sentence_ends(self, raw: str, count: int) -> None:
        assert len(sentences(raw)) == count

    def test_a_quotation_stays_in_one_sentence(self) -> None:
        raw = "قال المدرب: «لعبنا جيدا. لم نوفق في الختام». وغادر الملعب."
        assert len(sentences(raw)) == 2

    def test_hard_wrapped_lines_are_joined(self) -> None:
        raw = (
            "أعلنت وزارة الزراعة أن موسم الحصاد سيبدأ\n"
            "في الأسبوع الأول من الشهر المقبل، وأن\n"
            "الكميات المتوقعة تفوق ما جمع في العام\n"
            "الماضي، وذلك بفضل الأمطار.\n"
            "وأضافت أن المخازن جاهزة لاستقبال\n"
            "المحصول."
        )
        assert len(sentences(raw)) == 2

    def test_the_first_line_before_an_empty_one_is_the_headline(self) -> None:
        text = read_text("افتتاح الجسر\n\nافتتح المحافظ الجسر الجديد.")
        assert text.headline == 2
        assert len(text.paragraphs) == 2


class TestQuotations:
    @pytest.mark.parametrize(
        "marks",
        ["«»", "“”", '""', "”“", "„”", "»«", ("<<", ">>"), ("''", "''"), ("“", '"'), ("«", '"')],
    )
    def test_every_style_of_marks(self, marks: tuple[str, str] | str) -> None:
        opening, closing = marks
        raw = f"قال النائب {opening}هذا قرار خاطئ{closing} وغادر الجلسة."
        assert quotations(raw) == ["هذا قرار خاطئ"]

    def test_nested(self) -> None:
        assert quotations("قال: «رأيت فيلم “الأرض” أمس».") == ["رأيت فيلم “الأرض” أمس", "الأرض"]

    def test_a_space_on_the_wrong_side(self) -> None:
        assert quotations('وصفه بأنه "عبثي "و"استغلال للسلطة" أمس.') == [
            "عبثي",
            "استغلال للسلطة",
        ]

    def test_over_two_paragraphs(self) -> None:
        raw = "قال المدرب: «لعبنا جيدا.\nلم نوفق في الختام».\nوغادر."
        assert quotations(raw) == ["لعبنا جيدا.\nلم نوفق في الختام"]

    def test_a_mark_that_never_closes_spoils_only_its_paragraph(self) -> None:
        raw = "وأضاف «هذا كلام قديم.\nوغادر الوفد.\nوقال «نعم» للصحفيين."
        found = read_text(raw).quotes
        assert [(raw[q.start : q.end], q.closed) for q in found] == [
            ("هذا كلام قديم.", False),
            ("نعم", True),
        ]

    def test_attached_particle_before_the_mark(self) -> None:
        assert quotations("في تصريح لـ«المساء» أمس") == ["المساء"]

    @given(texts)
    def test_quotations_lie_inside_their_marks(self, raw: str) -> None:
        for quote in read_text(raw).quotes:
            assert 0 <= quote.outer_start <= quote.start < quote.end <= quote.outer_end <= len(raw)


def _work(raw: str) -> int:
    """A measure of work that does not depend on the clock: bytecode lines run."""
    import sys

    count = 0

    def tick(*_: object) -> object:
        nonlocal count
        count += 1
        return tick

    sys.settrace(tick)  # type: ignore[arg-type]
    try:
        read_text(raw)
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize(
    "piece",
    ["قال إن ", "«", "»", '"', "(", "ا", "\n", ".", "ا\n", "'", "َ", "\u200f", '"ا" ', "«ا\n"],
)
def test_twice_the_input_is_twice_the_work(piece: str) -> None:
    small, large = _work(piece * 2000), _work(piece * 4000)
    assert large <= 2.2 * small + 500


def test_text_is_a_plain_value() -> None:
    assert isinstance(read_text(""), Text)
    assert read_text("").sentences == []
