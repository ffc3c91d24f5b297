"""The cue lexicon: every entry is sound, and what is built from it is in step."""

import re
import unicodedata

import pytest

from khabar.lexicon import load_rows
from khabar.statements import cue_build
from khabar.statements.cues import book, lookup, object_act
from khabar.text import fold, read_text

TABLES = cue_build.load_entries()
CUES = TABLES["cue"]
ACTS = {
    "say",
    "assert",
    "announce",
    "deny",
    "accuse",
    "condemn",
    "warn",
    "call",
    "promise",
    "hope",
    "opinion",
    "praise",
    "ask",
}
WITH_PREP = {"prep_that", "prep_noun", "prep_speech", "object_then"}
KINDS = WITH_PREP | {"that", "quote", "clause", "noun", "predicate", "speech"}
PREPOSITIONS = {"ب", "ل", "من", "إلى", "على", "عن", "في", "بين", "مع"}
ENTRIES = [e for table in ("cue", "noun", "completion") for e in TABLES[table]]
ids = [f"{e['act']}-{e['lemma']}" for e in ENTRIES]


@pytest.mark.parametrize("entry", ENTRIES, ids=ids)
def test_values(entry):
    assert entry["act"] in ACTS
    frames = [(f["kind"], f.get("prep", "")) for f in entry.get("frame", ())]
    assert frames, "a cue without a frame reports nothing"
    assert len(frames) == len(set(frames))
    for frame in entry["frame"]:
        assert frame["kind"] in KINDS
        assert (frame["kind"] in WITH_PREP) == ("prep" in frame)
        assert frame.get("prep", "ب") in PREPOSITIONS
        assert frame.get("nominal", "rare") in {"always", "often", "rare"}
        assert frame.get("act", "say") in ACTS
        assert "example" in frame


def test_no_lemma_stands_twice():
    seen = [(fold(e["lemma"]), cue_build.SHADDA in e["lemma"]) for e in CUES]
    assert len(seen) == len(set(seen))


def test_files_are_sorted_and_hold_one_act():
    for path in cue_build.HOME.glob("cues_*.toml"):
        own = [e for e in CUES if e["file"] == path.name]
        keys = [(fold(e["lemma"]), e["lemma"]) for e in own]
        assert keys == sorted(keys), path.name
        assert {e["act"] for e in own} == {path.stem.removeprefix("cues_")}


def test_no_odd_characters():
    for path in cue_build.HOME.glob("cues*.toml"):
        for char in set(path.read_text(encoding="utf-8")):
            assert unicodedata.category(char) not in {"Cf", "Co", "Cs"}, (path.name, char)
            assert not "\ufb50" <= char <= "\ufefc", (path.name, char)


EXAMPLES = [
    (entry, example)
    for entry in ENTRIES
    for example in (f.get("example") for f in entry["frame"])
    if example
]


@pytest.mark.parametrize(("entry", "example"), EXAMPLES, ids=[x for _, x in EXAMPLES])
def test_example(entry, example):
    """Speaker in braces, content in square brackets, and a form of the cue outside both."""
    assert example.count("[") == example.count("]") >= 1
    assert example.count("{") == example.count("}") <= 1
    outside = re.sub(r"\[.*?\]", " . ", example)
    words = read_text(re.sub(r"\{.*?\}", " ", outside)).forms
    forms = {form for form, _ in [*cue_build.cue_inflections(entry), *_completion(entry)]}
    assert any(clean in forms for word in words for clean in _without_particles(word))


def _completion(entry):
    return cue_build.completion_inflections(entry)


def _without_particles(word):
    yield word
    for size in (1, 2):
        if len(word) > size + 1 and set(word[:size]) <= set("وفسبلك"):
            yield word[size:]


def test_counters_hold_the_word_without_a_report():
    for entry in CUES:
        for counter in entry.get("counter", ()):
            assert "[" not in counter and "{" not in counter


def test_compiled_rows_are_in_step():
    fresh = [line.split("\t") for line in cue_build.compile_rows()]
    assert load_rows("cues") == fresh, "run python -m khabar.statements.cue_build"


@pytest.mark.parametrize(
    ("word", "lemma", "cls", "gender", "number", "suffix"),
    [
        ("قالت", "قال", "past", "f", "s", ""),
        ("مؤكدين", "أكد", "participle", "m", "dp", ""),
        ("اتهموه", "اتهم", "past", "m", "p", "ه"),
        ("وصفها", "وصف", "past", "m", "s", "ها"),
        ("يدعون", "دعا", "present", "m", "p", ""),
        ("داعيا", "دعا", "participle", "m", "s", ""),
        ("قوله", "قول", "noun", "m", "s", "ه"),
        ("تصريحات", "تصريح", "noun", "f", "p", ""),
    ],
)
def test_lookup(word, lemma, cls, gender, number, suffix):
    form = lookup(fold(word))[0]
    got = (form.cue.lemma, form.cls, form.gender, form.number, form.suffix)
    assert got == (lemma, cls, gender, number, suffix)


def test_unknown_words_have_no_reading():
    assert lookup("كرسي") == ()


def test_frames_tell_the_act():
    assert lookup("اتهم")[0].prep_act("ب") == "accuse"
    assert lookup("دعا")[0].act("that") == "hope"
    assert lookup("دعا")[0].prep_act("الي") == "call"
    assert not lookup("قال")[0].cue.governs("الي")
    assert lookup("نفي")[0].noun_always()
    assert lookup("جاء")[0].cue.document


def test_the_noun_gives_a_light_verb_its_act():
    assert object_act(fold("أمله")) == "hope"
    assert object_act(fold("قلقها")) == "opinion"
    assert object_act(fold("استنكارهم")) == "condemn"
    assert object_act(fold("دعوته")) == "call"
    assert object_act("كرسي") is None
    assert lookup("اعرب")[0].prep_act("عن", fold("قلقه")) == "opinion"


def test_according_phrases_begin_with_their_key():
    for key, phrases in book().according.items():
        assert all(words[0] == key for words, _, _ in phrases)


def test_misread_words_are_sorted_forms_of_a_cue_and_have_no_reading():
    words = [fold(w) for entry in TABLES["misread"] for w in entry["words"]]
    assert words == sorted(set(words))
    forms = {f for e in CUES for f, _ in cue_build.cue_inflections(e)}
    forms |= {f for e in CUES for f, _ in cue_build.noun_inflections(e)}
    assert set(words) <= forms
    assert not any(lookup(w) for w in words)
