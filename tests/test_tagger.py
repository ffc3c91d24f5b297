"""One BIO tag for each token, whatever the tokens are; and persons that no list knows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import khabar
from khabar.names import tag, tagger
from khabar.words.model import load


def test_a_president_in_a_capital() -> None:
    tokens = ["وصل", "الرئيس", "محمد", "حسني", "إلى", "القاهرة", "."]
    tags = tag(tokens)
    assert tags[2:4] == ["B-PERS", "I-PERS"]
    assert tags[5] == "B-LOC"
    assert tags[0] == tags[-1] == "O"


def test_nothing_gives_nothing() -> None:
    assert tag([]) == []
    assert tag(["،", "", "."]) == ["O"] * 3


def test_other_spellings_of_the_same_words() -> None:
    assert tag(["زار", "أحمد", "مدينة", "القاهرة", "."]) == tag(
        ["زار", "احمد", "مدينه", "القاهره", "."]
    )


def test_punctuation_on_a_word_or_beside_it() -> None:
    apart = tag(["(", "برلين", ")", "أعلن", "برند", "جوتشولك", "."])
    joined = tag(["(برلين)", "أعلن", "برند", "جوتشولك."])
    assert [apart[1], *apart[3:6]] == joined
    assert joined[0] == "B-LOC"


def test_words_that_are_asked_for_alone_get_the_tags_they_have_among_all() -> None:
    sentence = "وصل الرئيس محمد حسني الى القاهره امس بعد ان التقي في باريس وزير خارجيه فرنسا"
    words = sentence.split()
    gaps = [" "] * (len(words) + 1)
    known = load().look_up(words)
    every = tagger.load().tags(known, gaps, [0])
    for reach in range(3):
        asked = tagger.widened(np.array([word in {"محمد", "حسني"} for word in words]), reach)
        some = tagger.load().tags(known, gaps, [0], asked=asked)
        assert some == [tag if there else 0 for tag, there in zip(every, asked, strict=True)]
    assert not any(tagger.load().tags(known, gaps, [0], asked=np.zeros(len(words), np.bool_)))


@given(st.lists(st.text(max_size=12), max_size=12))
def test_one_valid_tag_a_token(tokens: list[str]) -> None:
    tags = tag(tokens)
    assert len(tags) == len(tokens)
    for before, after in zip(["O", *tags], tags, strict=False):
        assert after[0] != "I" or before[1:] == after[1:]
    assert tag(tokens) == tags


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وسجل فيليبي ساراندو هدف الفوز في الدقيقة الأخيرة.", "فيليبي ساراندو"),
        ("كان من المقرر أن يلتقي الوفد روبيرتو بيلانو في مكتبه.", "روبيرتو بيلانو"),
        ("وقالت السناتور ريزا كاستيفيروس إن القانون لن يمر.", "ريزا كاستيفيروس"),
    ],
)
def test_a_person_that_no_list_knows(text: str, name: str) -> None:
    record = khabar.read(text)
    assert name in [m.text for m in record.mentions if m.kind == "person"]


def test_a_name_ends_where_the_next_word_is_none() -> None:
    record = khabar.read("وكرر النائب غراهام سترينغر المشكك في الأرقام موقفه أمس.")
    assert [m.text for m in record.mentions if m.kind == "person"] == ["غراهام سترينغر"]
