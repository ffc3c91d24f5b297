"""The lists of names: well-formed, sourced, and every entry is found in a sentence."""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files

import pytest

from khabar import lexicon, names, words
from khabar.lexicon import load_rows
from khabar.model import Mention
from khabar.names import holders, knowledge
from khabar.names.inflect import definite, nisba_forms, role_forms
from khabar.text import fold, read_text

COLUMNS = {
    "offices": 3,
    "title_synonyms": 2,
    "bodies": 3,
    "body_heads": 5,
    "cautious": 1,
    "countries": 3,
    "country_words": 6,
    "female_names": 1,
    "holders": 6,
    "honorifics": 3,
    "media": 5,
    "name_words": 2,
    "not_listed": 1,
    "not_names": 1,
    "ordinary_words": 1,
    "peoples": 5,
    "person_names": 4,
    "places": 6,
    "roles": 6,
    "seats": 4,
    "wikidata": 2,
}
HEADS = {"agency": "وكالة", "paper": "صحيفة", "channel": "قناة", "radio": "إذاعة", "site": "موقع",
         "platform": "منصة", "magazine": "مجلة"}  # fmt: skip


def find(raw: str) -> tuple[Mention, ...]:
    text = read_text(raw)
    return names.find(text, words.analyse(text), []).mentions


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_lists_are_well_formed(name: str) -> None:
    content = (files(lexicon) / f"{name}.tsv").read_text(encoding="utf-8")
    comment = "".join(line for line in content.splitlines() if line.startswith("#"))
    assert "Source" in comment or "Chosen" in comment or "ANT corpus" in comment
    assert not re.search(
        "[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufb50-\ufdff\ufe70-\ufefe]", content
    )
    assert content == unicodedata.normalize("NFC", content)
    for row in load_rows(name):
        assert len(row) == COLUMNS[name], row


@pytest.mark.parametrize("name", ["bodies", "seats", "media"])
def test_a_name_is_listed_once(name: str) -> None:
    seen: set[str] = set()
    for row in load_rows(name):
        key = fold(row[0])
        assert key not in seen, row[0]
        seen.add(key)


def test_every_state_is_found() -> None:
    know = knowledge.load()
    missing = []
    for _, listed, _, _, _, _ in load_rows("country_words"):
        for name in listed.split("|"):
            found = find(f"أعلنت {name} موقفها")
            seen = any(m.kind == "state" and fold(m.text) == fold(name) for m in found)
            if not seen and fold(name) not in know.cautious:
                missing.append(name)
    assert missing == []


def test_every_body_is_found() -> None:
    missing = []
    for row in [*load_rows("bodies"), *load_rows("seats")]:
        name = row[0].split("|")[0]
        found = [m for m in find(f"أعلن {name} موقفه") if m.kind == "organization"]
        if not any(m.span[0] == 5 for m in found):
            missing.append(name)
    assert missing == []


def test_every_medium_is_found_behind_its_noun() -> None:
    missing = []
    for name, _, _, kind, _ in load_rows("media"):
        if fold(name).split()[0] in knowledge.load().bodies:
            continue
        text = read_text(f"ذكرت {HEADS[kind]} {name} أمس")
        found = names.find(text, words.analyse(text), [])
        if not any(found.medium_at(i) for i in (1, 2)):
            missing.append(name)
    assert missing == []


def test_every_office_holder_is_found() -> None:
    missing = []
    for holder in holders.load().all:
        found = [m for m in find(f"قال {holder.name} إن") if m.kind == "person"]
        last = fold(holder.name).split()[-1]
        if not any(fold(m.text).endswith(last) for m in found):
            missing.append(holder.name)
    assert missing == []


def test_terms_of_office_run_forward() -> None:
    for holder in holders.load().all:
        assert holder.start < holder.end, holder.name
        assert holder.wikidata is None or re.fullmatch(r"Q\d+", holder.wikidata)
    assert len({h.place for h in holders.load().all if h.place.isascii()}) >= 60


def test_places_lie_on_the_globe() -> None:
    for row in load_rows("places"):
        assert -90 <= float(row[3]) <= 90
        assert -180 <= float(row[4]) <= 180
        assert row[2] == "" or len(row[2]) == 3


def test_every_demonym_form_means_its_state() -> None:
    know = knowledge.load()
    for form, gender, number in (
        ("سعودي", "m", "s"),
        ("سعوديه", "f", "s"),
        ("سعوديون", "m", "p"),
        ("سعوديين", "m", "p"),
        ("سعوديات", "f", "p"),
    ):
        found = know.demonyms[form]
        assert (found.country, found.gender, found.number) == ("SAU", gender, number)
    assert know.demonyms["روس"].country == "RUS"
    assert know.demonyms["اتراك"].country == "TUR"
    assert know.demonyms["كوري جنوبي"].country == "KOR"


def test_generated_forms() -> None:
    assert {f.form for f in nisba_forms("مصري")} >= {"مصري", "مصريه", "مصريون", "مصريين", "مصريات"}
    forms = {
        f.form: (f.gender, f.number) for f in role_forms("محلل", "محلله", "محللون|محللين", "محللات")
    }
    assert forms["محلل"] == ("m", "s")
    assert forms["محلله"] == ("f", "s")
    assert forms["محللو"] == ("m", "p")
    assert definite("امين عام") == "الامين العام"
    assert definite("ولي العهد") == "الولي العهد"
