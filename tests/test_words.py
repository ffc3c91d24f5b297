"""The word layer: clitics, parts of speech, agreement and noun phrases."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.text import read_text
from khabar.words import Words, analyse
from khabar.words import model as tagger

DATA = Path(os.environ.get("KHABAR_DATA", Path(__file__).parent.parent / "../shared/data"))
TREEBANK = DATA / "ud_arabic_pud.conllu"


def words_of(sentence: str) -> Words:
    return analyse(read_text(sentence))


def tags(sentence: str) -> str:
    return " ".join(words_of(sentence).pos)


def phrase(sentence: str, start: str) -> str:
    """The noun phrase that holds the first occurrence of the word ``start``."""
    text = read_text(sentence)
    words = analyse(text)
    at = [text.slice(i, i + 1) for i in range(len(text))].index(start)
    found = words.phrase_at(at)
    return text.slice(found[0], found[1]) if found else ""


@pytest.mark.parametrize(
    ("word", "proclitic", "stem", "enclitic"),
    [
        ("وقالت", "و", "قالت", ""),
        ("وزير", "", "وزير", ""),
        ("وكالة", "", "وكاله", ""),
        ("للحكومة", "ل", "الحكومه", ""),
        ("وبالتعاون", "وب", "التعاون", ""),
        ("سيعلن", "س", "يعلن", ""),
        ("وسيجتمع", "وس", "يجتمع", ""),
        ("بيان", "", "بيان", ""),
        ("بشأن", "ب", "شان", ""),
        ("كبير", "", "كبير", ""),
        ("فعل", "", "فعل", ""),
        ("وزارته", "", "وزارته", "ه"),
        ("لقائهما", "", "لقايهما", "هما"),
        ("بلادها", "", "بلادها", "ها"),
        ("إليهم", "", "اليهم", "هم"),
        ("له", "", "له", "ه"),
        ("هذه", "", "هذه", ""),
        ("مدرسة", "", "مدرسه", ""),
        ("بأنه", "ب", "انه", "ه"),
    ],
)
def test_clitics(word: str, proclitic: str, stem: str, enclitic: str) -> None:
    words = words_of(word)
    assert (words.proclitic[0], words.stem[0], words.enclitic[0]) == (proclitic, stem, enclitic)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("أعلنت الحكومة أن المدارس ستفتح قريبا", "VERB NOUN CONJ NOUN VERB ADV"),
        ("لم يحضر الوزير الاجتماع", "PART VERB NOUN NOUN"),
        ("هذا القرار جديد", "PRON NOUN ADJ"),
        ("سافر محمد إلى القاهرة", "VERB PROPN ADP PROPN"),
    ],
)
def test_part_of_speech(sentence: str, expected: str) -> None:
    assert tags(sentence) == expected


def test_a_word_is_verb_or_noun_by_its_neighbours() -> None:
    assert words_of("وقد وضع الوزير حجر الأساس للمستشفى").pos[1] == "VERB"
    assert words_of("تحدث المدير عن وضع المستشفى الجديد").pos[3] == "NOUN"


def test_verbs_show_person_gender_number_and_form() -> None:
    words = words_of("وأضافت الوزيرة أن المزارعين يطالبون بالدعم")
    assert (words.gender[0], words.number[0], words.person[0], words.verb_form[0]) == (
        "f",
        "s",
        "3",
        "past",
    )
    assert (words.gender[4], words.number[4], words.verb_form[4]) == ("m", "p", "present")


def test_definite_by_article_pronoun_or_name() -> None:
    words = words_of("زار الرئيس بلاده مع وزير ومحمد في مدينة")
    assert [words.definite[i] for i in (1, 2, 4, 5, 7)] == [True, True, False, True, False]


@pytest.mark.parametrize(
    ("sentence", "start", "expected"),
    [
        (
            "قال وزير الخارجية السعودي عادل الجبير إن بلاده تدعم الحوار",
            "وزير",
            "وزير الخارجية السعودي عادل الجبير",
        ),
        ("أكدت وزارة التربية والتعليم أن الامتحان في موعده", "وزارة", "وزارة التربية والتعليم"),
        ("ذكرت وكالة «رويترز» أن السفينة غادرت الميناء", "وكالة", "وكالة «رويترز"),
        ("أوضح مدير عام الشركة أن الأسعار ثابتة", "مدير", "مدير عام الشركة"),
        ("التقى رئيس الوزراء في مكتبه وفدا برلمانيا", "رئيس", "رئيس الوزراء"),
        ("التقى رئيس الوزراء في مكتبه وفدا برلمانيا", "وفدا", "وفدا برلمانيا"),
    ],
)
def test_noun_phrases(sentence: str, start: str, expected: str) -> None:
    assert phrase(sentence, start) == expected


def test_an_attached_preposition_begins_a_phrase() -> None:
    words = words_of("منحت البلدية تراخيص جديدة لسكان المدينة")
    assert [p[:2] for p in words.phrases] == [(1, 2), (2, 4), (4, 6)]


def test_the_head_of_a_phrase_is_its_first_noun() -> None:
    words = words_of("وصلت ثلاث سفن كبيرة إلى الميناء")
    assert words.phrase_at(1) == (1, 4, 2)
    assert words.phrase_at(0) is None


def test_punctuation_ends_a_phrase() -> None:
    words = words_of("قال مدير المدرسة، أحمد سالم، إن الدوام تأجل")
    assert words.phrases[0][:2] == (1, 3)
    assert words.phrases[1][:2] == (3, 5)


def test_spelling_does_not_matter() -> None:
    plain = words_of("أعلنت الإدارة أنّ اللقاء سيُعقد في مدرسة البلدة إلى الأبد")
    other = words_of("اعلنت الادارة ان اللقاء سيعقد فى مدرسه البلده الى الابد")
    assert plain == other


def test_nothing_gives_nothing() -> None:
    assert words_of("").phrases == []
    assert words_of(" ، . ").pos == []


@given(st.text(alphabet=st.sampled_from("ابتولفسكهينم ةى،.«»()1a\u064b\n🙂"), max_size=200))
@settings(max_examples=200, deadline=None)
def test_every_column_has_an_entry_for_every_word(raw: str) -> None:
    text = read_text(raw)
    words = analyse(text)
    for name in Words.__slots__:
        if name not in {"phrases", "known"}:
            assert len(getattr(words, name)) == len(text)
    assert [words.known.cache.forms[n] for n in words.known.numbers] == text.forms
    at = 0
    for k, (first, last, head) in enumerate(words.phrases):
        assert at <= first <= head < last <= len(text)
        assert all(words.phrase_of[i] == k for i in range(first, last))
        at = last
    assert sum(k >= 0 for k in words.phrase_of) == sum(
        last - first for first, last, _ in words.phrases
    )


def test_full_memory_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = read_text(
        "أعلنت الحكومة الجديدة في العاصمة موعد الانتخابات المقبلة وقال الوزير إنها ستجرى في الربيع"
    )
    before = analyse(text)
    monkeypatch.setattr(tagger, "MAX_CACHED_WORDS", 5)
    fresh = tagger.Model((Path(tagger.__file__).parent / "model.npz").read_bytes())
    monkeypatch.setattr(tagger, "_loaded", [fresh])
    for word in text.forms:
        analyse(read_text(word))
    assert analyse(text) == before


def test_the_model_is_small() -> None:
    assert (Path(tagger.__file__).parent / "model.npz").stat().st_size <= 4_000_000


@pytest.mark.skipif(
    not TREEBANK.exists(), reason="set KHABAR_DATA to a folder with ud_arabic_pud.conllu"
)
def test_scores_on_the_treebank_do_not_fall() -> None:
    tool = Path(__file__).parent.parent / "tools" / "train_words_score.py"
    run = subprocess.run(
        [sys.executable, tool, "--data", DATA],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    scores = {}
    for part in run.stdout.split(": ", 1)[1].split(", "):
        name, _, value = part.strip().rpartition(" ")
        scores[name.rpartition(" ")[2] if "noun phrases" in name else name] = float(value)
    assert scores["part of speech"] >= 0.93
    assert scores["gender"] >= 0.93
    assert scores["number"] >= 0.93
    assert scores["clitics"] >= 0.97
    assert scores["F"] >= 0.80
