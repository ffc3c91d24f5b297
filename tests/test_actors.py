"""Actors: one entry for each participant, and who a phrase means."""

from __future__ import annotations

import datetime

import pytest

from khabar import names, words
from khabar.model import Actor
from khabar.names import Names
from khabar.names.spelling import name_key, skeleton, within
from khabar.text import Text, fold, read_text


def find(raw: str, day: str | None = None) -> tuple[Text, Names]:
    text = read_text(raw)
    published = datetime.date.fromisoformat(day) if day else None
    return text, names.find(text, words.analyse(text), [], published)


def actor(found: Names, name: str) -> Actor:
    return next(a for a in found.actors if fold(a.name) == fold(name))


def who(raw: str, phrase: str, day: str | None = None) -> str | None:
    """Name of the actor that the last occurrence of a phrase means."""
    text, found = find(raw, day)
    start = raw.rindex(phrase)
    first, last = text.words_in(start, start + len(phrase))
    assert found.resolver is not None
    meant = found.resolver.actor_of(first, last)
    return None if meant is None else found.resolver.all[meant.actor].name


@pytest.mark.parametrize(
    ("raw", "phrase", "name"),
    [
        # a surname alone
        ("قال سليم الجبوري إن المجلس سيجتمع. وشدد الجبوري على ذلك.", "الجبوري", "سليم الجبوري"),
        # a surname of two words
        ("قال بان كي مون إن الأمم المتحدة قلقة. وأضاف كي مون", "كي مون", "بان كي مون"),
        # the middle of the name left out
        ("أكد خالد بن صالح المديفر ذلك. وقال خالد المديفر إن", "خالد المديفر", "خالد بن صالح المديفر"),
        # a title with its name
        ("قال وزير العدل أشرف ريفي إن القضاء مستقل", "وزير العدل أشرف ريفي", "أشرف ريفي"),
        # the title alone, later
        ("قال وزير العدل أشرف ريفي ذلك. وأضاف وزير العدل أن", "وزير العدل", "أشرف ريفي"),
        ("قال الرئيس الإيراني مسعود بزشكيان ذلك. وأكد الرئيس الإيراني أن", "الرئيس الإيراني", "مسعود بزشكيان"),
        # the title alone, before the name comes
        ("رئيس البرلمان العراقي يحذر. وقال رئيس مجلس النواب العراقي سليم الجبوري إن", "رئيس البرلمان العراقي", "سليم الجبوري"),
        # title behind the name
        ("قال سهيل المزروعي، وزير الطاقة الإماراتي، إن. وأضاف وزير الطاقة الإماراتي", "وزير الطاقة الإماراتي", "سهيل المزروعي"),
        # spelling of foreign names
        ("قال دونالد ترامب ذلك. ورد ترمب على السؤال", "ترمب", "دونالد ترامب"),
        # a body by its head noun
        ("أعلنت وزارة العمل ذلك. وقالت الوزارة إن", "الوزارة", "وزارة العمل"),
        ("قال المرصد السوري لحقوق الإنسان إن. وذكر المرصد أن", "المرصد", "المرصد السوري لحقوق الإنسان"),
        # an acronym in brackets
        ("حذرت منظمة الصحة العالمية (WHO) من الوباء", "WHO", "منظمة الصحة العالمية"),
        # two on one level mean neither alone
        ("دعت روسيا وسوريا إلى اجتماع", "روسيا وسوريا", None),
        # somebody else in the complement is not the head
        ("قالت مصادر موالية لحسن نصر الله إن", "مصادر موالية لحسن نصر الله", None),
        # the lawyer is not his client
        ("قال المحامي تييري هيرزوغ ذلك. وأضاف محامي الرئيس الفرنسي السابق نيكولا ساركوزي", "المحامي تييري هيرزوغ", "تييري هيرزوغ"),
    ],
)  # fmt: skip
def test_who_a_phrase_means(raw: str, phrase: str, name: str | None) -> None:
    found = who(raw, phrase)
    assert (fold(found) if found else None) == (fold(name) if name else None)


def test_two_people_with_one_surname_stay_two() -> None:
    raw = "قال إبراهيم العساف ذلك. ورد خالد العساف عليه. وأضاف العساف أن"
    _, found = find(raw)
    assert len([a for a in found.actors if a.kind == "person"]) == 2
    assert found.mentions[-1].actor is None


def test_codes_of_an_actor() -> None:
    _, found = find("قال وزير الدفاع الروسي سيرغي شويغو إن القوات انسحبت")
    minister = actor(found, "سيرغي شويغو")
    assert (minister.kind, minister.country, minister.role, minister.gender) == (
        "person",
        "RUS",
        "GOV",
        "m",
    )
    assert minister.title == "وزير الدفاع الروسي"


def test_names_that_share_a_title_each_have_their_own_state() -> None:
    _, found = find("التقى الرئيسان الروسي فلاديمير بوتين والإيراني مسعود بزشكيان")
    assert actor(found, "فلاديمير بوتين").country == "RUS"
    assert actor(found, "مسعود بزشكيان").country == "IRN"
    assert actor(found, "مسعود بزشكيان").title == "الرئيس الإيراني"


def test_an_office_is_held_on_a_day() -> None:
    raw = "قال الرئيس الأمريكي إن الاتفاق جيد"
    _, found = find(raw, "2015-08-01")
    assert actor(found, "الرئيس الأمريكي").known_as == "باراك أوباما"
    _, found = find(raw, "2018-05-01")
    assert actor(found, "الرئيس الأمريكي").known_as == "دونالد ترامب"
    _, found = find(raw)
    assert actor(found, "الرئيس الأمريكي").known_as is None


def test_the_table_of_offices_joins_title_and_name() -> None:
    raw = "أعلن دونالد ترامب قراره. وقال الرئيس الأمريكي إن"
    assert who(raw, "الرئيس الأمريكي", "2018-05-01") == "دونالد ترامب"


def test_a_former_holder_is_not_meant() -> None:
    raw = "قال الرئيس الفرنسي السابق نيكولا ساركوزي ذلك. ورد الرئيس الفرنسي عليه"
    assert who(raw, "الرئيس الفرنسي") == "الرئيس الفرنسي"


def test_described_speakers() -> None:
    raw = "قال مصدر أمني إن الطريق مغلق. وأضاف المصدر أن الوضع هادئ"
    text, found = find(raw)
    actors = found.resolver
    assert actors is not None
    first = text.forms.index("مصدر")
    one = actors.describe(first, first + 2, "m", "s")
    later = text.forms.index("المصدر")
    meant = actors.actor_of(later, later + 1)
    assert meant is not None and meant.actor == one
    assert actors.describe(first, first + 2) == one
    assert actors.agreement(one) == ("m", "s")


def test_places_have_coordinates() -> None:
    _, found = find("وصل الوفد إلى جدة قادما من العاصمة الروسية موسكو")
    jeddah = actor(found, "جدة")
    assert jeddah.coordinates is not None
    assert jeddah.coordinates == pytest.approx((21.5, 39.2), abs=0.2)
    assert actor(found, "موسكو").country == "RUS"


def test_one_name_two_places() -> None:
    _, found = find("قال الأردن إن العاصمة عمان آمنة، بحسب الحكومة الأردنية")
    assert actor(found, "عمان").country == "JOR"
    _, found = find("أعلنت سلطنة عمان مبادرة من مسقط، وقالت عمان إن")
    assert all(a.country == "OMN" for a in found.actors)


def test_names_compared() -> None:
    assert name_key(["محمد", "بن", "عبد", "الله", "ال", "سعود"], "") == (
        "محمد",
        "عبدالله",
        "السعود",
    )
    assert within(("خالد", "المديفر"), ("خالد", "صالح", "المديفر"))
    assert not within(("صالح", "المديفر"), ("خالد", "صالح", "المديفر"))
    assert skeleton(("نتنياهو",)) == skeleton(("نتانياهو",))
    assert skeleton(("غوتيريش",)) == skeleton(("جوتيريش",))
    assert skeleton(("هادي",)) != skeleton(("هدى",))


def test_a_capital_that_acts_is_its_state() -> None:
    assert who("قالت روسيا إن الاتفاق جيد. ورفضت موسكو التعليق", "موسكو") == "روسيا"
    _, found = find("ورفضت موسكو التعليق")
    assert found.resolver is not None
    meant = found.resolver.actor_of(1, 2)
    assert meant is not None and meant.rule == "capital"
    acting = found.resolver.all[meant.actor]
    assert (acting.kind, acting.country) == ("state", "RUS")
    assert found.mentions[0].kind == "place"
