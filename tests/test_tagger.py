"""One BIO tag for each token, whatever the tokens are."""

from hypothesis import given
from hypothesis import strategies as st

from khabar.names import tag


def test_a_president_in_a_capital() -> None:
    tokens = ["وصل", "الرئيس", "محمد", "حسني", "إلى", "القاهرة", "."]
    tags = tag(tokens)
    assert tags[5] == "B-LOC"
    assert tags[0] == tags[-1] == "O"


def test_nothing_gives_nothing() -> None:
    assert tag([]) == []


def test_other_spellings_of_the_same_words() -> None:
    assert tag(["زار", "أحمد", "مدينة", "القاهرة", "."]) == tag(
        ["زار", "احمد", "مدينه", "القاهره", "."]
    )


@given(st.lists(st.text(max_size=12), max_size=12))
def test_one_valid_tag_a_token(tokens: list[str]) -> None:
    tags = tag(tokens)
    assert len(tags) == len(tokens)
    for before, after in zip(["O", *tags], tags, strict=False):
        assert after[0] != "I" or before[1:] == after[1:]
    assert tag(tokens) == tags
