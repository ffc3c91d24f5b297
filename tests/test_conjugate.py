"""Inflected forms: paradigms checked by hand, and what holds for every verb."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.text import fold
from khabar.words.conjugate import noun_forms, participle_forms, participle_of, verb_forms

# past, present: he, she, they (m), they (f), I or you, we | he, she, they (m), cut short | participle
PARADIGMS = [
    ("قال", "يقول", "قال قالت قالوا قلن قلت قلنا", "يقول تقول يقولون يقل", "قائل"),
    ("أفاد", "يفيد", "أفاد أفادت أفادوا أفدن أفدت أفدنا", "يفيد تفيد يفيدون يفد", "مفيد"),
    ("أشار", "يشير", "أشار أشارت أشاروا أشرن أشرت أشرنا", "يشير تشير يشيرون يشر", "مشير"),
    ("استعاد", "يستعيد", "استعاد استعادت استعادوا استعدن استعدت استعدنا", "يستعيد تستعيد يستعيدون يستعد", "مستعيد"),
    ("اختار", "يختار", "اختار اختارت اختاروا اخترن اخترت اخترنا", "يختار تختار يختارون يختر", "مختار"),
    ("دعا", "يدعو", "دعا دعت دعوا دعون دعوت دعونا", "يدعو تدعو يدعون يدع", "داع"),
    ("نفى", "ينفي", "نفى نفت نفوا نفين نفيت نفينا", "ينفي تنفي ينفون ينف", "ناف"),
    ("رأى", "يرى", "رأى رأت رأوا رأين رأيت رأينا", "يرى ترى يرون ير", None),
    ("نسي", "ينسى", "نسي نسيت نسوا نسين نسيت نسينا", "ينسى تنسى ينسون ينس", "ناس"),
    ("تمنى", "يتمنى", "تمنى تمنت تمنوا تمنين تمنيت تمنينا", "يتمنى تتمنى يتمنون يتمن", "متمن"),
    ("نادى", "ينادي", "نادى نادت نادوا نادين ناديت نادينا", "ينادي تنادي ينادون يناد", "مناد"),
    ("ادعى", "يدعي", "ادعى ادعت ادعوا ادعين ادعيت ادعينا", "يدعي تدعي يدعون يدع", "مدع"),
    ("حيّا", "يحيّي", "حيا حيت حيوا حيين حييت حيينا", "يحيي تحيي يحيون يحي", "محي"),
    ("حثّ", "يحثّ", "حث حثت حثوا حثثن حثثت حثثنا", "يحث تحث يحثون يحث", "حاث"),
    ("أصرّ", "يصرّ", "أصر أصرت أصروا أصررن أصررت أصررنا", "يصر تصر يصرون يصر", "مصر"),
    ("استحثّ", "يستحثّ", "استحث استحثت استحثوا استحثثن استحثثت استحثثنا", "يستحث تستحث يستحثون يستحث", "مستحث"),
    ("حذّر", "يحذّر", "حذر حذرت حذروا حذرن حذرت حذرنا", "يحذر تحذر يحذرون يحذر", "محذر"),
    ("طالب", "يطالب", "طالب طالبت طالبوا طالبن طالبت طالبنا", "يطالب تطالب يطالبون يطالب", "مطالب"),
    ("أعلن", "يعلن", "أعلن أعلنت أعلنوا أعلن أعلنت أعلنا", "يعلن تعلن يعلنون يعلن", "معلن"),
    ("لفت", "يلفت", "لفت لفتت لفتوا لفتن لفت لفتنا", "يلفت تلفت يلفتون يلفت", "لافت"),
    ("أكّد", "يؤكّد", "أكد أكدت أكدوا أكدن أكدت أكدنا", "يؤكد تؤكد يؤكدون يؤكد", "مؤكد"),
    ("أمر", "يأمر", "أمر أمرت أمروا أمرن أمرت أمرنا", "يأمر تأمر يأمرون يأمر", "آمر"),
    ("سأل", "يسأل", "سأل سألت سألوا سألن سألت سألنا", "يسأل تسأل يسألون يسأل", "سائل"),
    ("أنبأ", "ينبئ", "أنبأ أنبأت أنبأوا أنبأن أنبأت أنبأنا", "ينبئ تنبئ ينبئون ينبئ", "منبئ"),
    ("تنبأ", "يتنبأ", "تنبأ تنبأت تنبأوا تنبأن تنبأت تنبأنا", "يتنبأ تتنبأ يتنبأون يتنبأ", None),
    ("وصف", "يصف", "وصف وصفت وصفوا وصفن وصفت وصفنا", "يصف تصف يصفون يصف", "واصف"),
    ("أوضح", "يوضح", "أوضح أوضحت أوضحوا أوضحن أوضحت أوضحنا", "يوضح توضح يوضحون يوضح", "موضح"),
    ("توقع", "يتوقع", "توقع توقعت توقعوا توقعن توقعت توقعنا", "يتوقع تتوقع يتوقعون يتوقع", "متوقع"),
    ("اتهم", "يتهم", "اتهم اتهمت اتهموا اتهمن اتهمت اتهمنا", "يتهم تتهم يتهمون يتهم", "متهم"),
    ("استنكر", "يستنكر", "استنكر استنكرت استنكروا استنكرن استنكرت استنكرنا", "يستنكر تستنكر يستنكرون يستنكر", "مستنكر"),
    ("طمأن", "يطمئن", "طمأن طمأنت طمأنوا طمأن طمأنت طمأنا", "يطمئن تطمئن يطمئنون يطمئن", "مطمئن"),
]  # fmt: skip


@pytest.mark.parametrize(("past", "present", "pasts", "presents", "participle"), PARADIGMS)
def test_paradigm(past, present, pasts, presents, participle):
    bare = [(f, s) for f, s in verb_forms(past, present) if not s.suffix]
    assert {fold(f) for f in pasts.split()} <= {f for f, s in bare if s.cls == "past"}
    assert {fold(f) for f in presents.split()} <= {f for f, s in bare if s.cls == "present"}
    if participle:
        assert participle_of(past, present).rstrip("~") in (fold(participle), participle)


# verb, attached pronouns: a last yeh turns to alif, the silent alif of the plural goes
SUFFIXED = [
    ("اتهم", "يتهم", "اتهمه اتهمتها اتهموهم يتهمه تتهمها يتهمونه"),
    ("دعا", "يدعو", "دعاه دعته دعوه يدعوها"),
    ("نفى", "ينفي", "نفاه نفته نفوه ينفيه"),
    ("رأى", "يرى", "رآه رأته رأوه يراه"),
    ("حثّ", "يحثّ", "حثهم حثته يحثهم"),
    ("ذكر", "يذكر", "ذكره ذكرته ذكروه ذكرناه"),
    ("أعلن", "يعلن", "أعلنه أعلنته أعلنها"),
]


@pytest.mark.parametrize(("past", "present", "forms"), SUFFIXED)
def test_attached_pronouns(past, present, forms):
    known = {f: s for f, s in verb_forms(past, present) if s.suffix}
    for form in forms.split():
        assert known[fold(form)].suffix and fold(form).endswith(known[fold(form)].suffix)


@pytest.mark.parametrize(
    ("past", "present", "forms"),
    [
        ("قال", "يقول", "قيل يقال"),
        ("أفاد", "يفيد", "يفاد"),
        ("دعا", "يدعو", "دعي دعيت"),
        ("وصف", "يصف", "يوصف"),
    ],
)
def test_forms_that_only_the_passive_has(past, present, forms):
    passive = {f for f, s in verb_forms(past, present) if s.passive}
    assert set(forms.split()) <= passive


def test_participles_show_gender_number_and_case():
    shapes = {f: (s.gender, s.number) for f, s in participle_forms("مؤكد")}
    assert shapes[fold("مؤكدا")] == ("m", "s")
    assert shapes[fold("مؤكدة")] == ("f", "s")
    assert shapes[fold("مؤكدين")] == ("m", "dp")
    assert shapes[fold("مؤكدتين")] == ("f", "d")
    assert shapes[fold("مؤكدات")] == ("f", "p")
    weak = {f for f, _ in participle_forms("داع~")}
    assert {"داع", "داعيا", "داعيه", "داعين"} <= weak


def test_verbal_nouns_with_article_and_pronouns():
    assert {"تاكيد", "التاكيد", "تاكيدا", "تاكيده", "تاكيدها", "تاكيدهم"} <= _forms("تأكيد")
    assert {"دعوه", "الدعوه", "دعوته", "دعوتهم"} <= _forms("دعوة")
    assert {"شكوي", "شكواه"} <= _forms("شكوى")
    assert {fold(f) for f in ("ادعاء", "ادعاءه", "ادعاؤه", "ادعائهم")} <= _forms("ادعاء")
    assert {s.number for _, s in noun_forms("تصريحات")} == {"p"}


def _forms(noun):
    return {f for f, _ in noun_forms(noun)}


_LETTERS = st.sampled_from("بتثجحخدذرزسشصضطظعغفقكلمنهوياأىئء\u0651")


@given(st.text(_LETTERS, min_size=3, max_size=7), st.text(_LETTERS, min_size=3, max_size=7))
def test_any_letters_give_folded_forms_once(past, present):
    if len(fold(past)) < 2 or len(fold(present)) < 3:
        return
    forms = verb_forms(past, present)
    assert all(fold(f) == f for f, _ in forms)
    keys = [(f, s.cls, s.suffix) for f, s in forms]
    assert len(keys) == len(set(keys))
