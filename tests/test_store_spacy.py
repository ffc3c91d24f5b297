"""The spaCy component lays statements and names on a Doc."""

import warnings

import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    spacy = pytest.importorskip("spacy")
    import khabar.spacy  # registers the factory where the package is not installed

import khabar

TEXT = "قال وزير الصحة سامر الحلبي إن «المستشفيات ستفتح أبوابها غدا». وأضاف أن العمل يجري في بغداد."


@pytest.fixture
def nlp():
    made = spacy.blank("ar")
    made.add_pipe("khabar", config={"date": "2024-05-06"})
    return made


def test_statements_and_entities_stand_on_the_doc(nlp):
    doc = nlp(TEXT)
    record = khabar.read(TEXT, date="2024-05-06")
    assert doc._.khabar == record
    assert len(doc._.statements) == len(record.statements) > 0
    for found, s in zip(doc._.statements, record.statements, strict=True):
        assert TEXT[slice(*s.cue)] in found.cue.text
        assert all(TEXT[a:b] in c.text for (a, b), c in zip(s.content, found.content, strict=True))
    assert {e.label_ for e in doc.ents} <= set(khabar.spacy.LABELS.values())
    assert [e.text for e in doc.ents if e.label_ == "PERSON"]
    assert len(doc.spans["content"]) == sum(len(s.content) for s in record.statements)


def test_a_doc_with_a_record_serialises(nlp):
    doc = nlp(TEXT)
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.khabar == doc._.khabar
    assert [s.text for s in again.spans["cue"]] == [s.text for s in doc.spans["cue"]]


def test_each_doc_may_have_its_date(nlp):
    doc = nlp.make_doc("قال الوزير أمس إن الطريق مفتوح.")
    doc.user_data["date"] = "2020-02-03"
    assert nlp(doc)._.khabar.date == "2020-02-03"


def test_texts_that_are_odd_do_no_harm(nlp):
    for text in ("", " \n ", "🛰️😀", "a" * 1000):
        assert nlp(text)._.khabar.text == text
