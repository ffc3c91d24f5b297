"""Who said what: cases in real newspaper Arabic, and what must hold for any text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import khabar
from khabar.text import fold

CASES = (Path(__file__).parent / "cases" / "statements.txt").read_text(encoding="utf-8")
LINES = [line for line in CASES.splitlines() if line and not line.startswith("#")]
WORD = re.compile(r"[^\W_]+")


def words(text: str | None) -> str:
    return " ".join(WORD.findall(fold(text or "")))


@pytest.mark.parametrize("line", LINES)
def test_case(line: str) -> None:
    text = re.sub(r"[{}<>\[\]]", "", line)
    found = khabar.read(text, date="2024-10-12").statements
    content = re.findall(r"\[(.*?)\]", line)
    if not content:
        assert not found
        return
    assert len(found) == 1
    said = found[0]
    assert words(" ".join(text[slice(*span)] for span in said.content)) == words(" ".join(content))
    speaker = re.search(r"\{(.*?)\}", line)
    assert speaker is not None
    assert words(said.speaker.name) == words(speaker[1])
    media = re.findall(r"<(.*?)>", line)
    assert [words(v.name) for v in said.via] == [words(m) for m in media]


def test_a_hidden_subject_is_the_last_speaker_who_agrees() -> None:
    record = khabar.read(
        "قالت وزيرة الصحة ليلى حداد إن اللقاح متوفر. وأضافت أن المراكز ستعمل يوم الجمعة، "
        "مشيرة إلى أن الأطباء جاهزون."
    )
    assert [words(s.speaker.name) for s in record.statements] == [words("ليلى حداد")] * 3
    assert record.statements[1].speaker.span is None
    assert record.statements[1].speaker.resolved_by


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # nobody has spoken in the sentence, but somebody acts
        (
            "قال الوزير سمير الحداد إن الميناء جاهز. وأصدرت الشرطة بيانا، إذ عبرت عن قلقها من الزحام.",
            ["سمير الحداد", "الشرطة"],
        ),
        # one verb in the plural never means one speaker
        ("قال سمير الحداد إن الطريق مغلق. وأضافوا أن الجسر مفتوح.", ["سمير الحداد", ""]),
        # a medium that only closes a sentence is not the one who goes on
        (
            "قال سمير الحداد إن الطريق مغلق، وفق ما نقلته وكالة الأفق. وتابع أن الجسر مفتوح.",
            ["سمير الحداد", "سمير الحداد"],
        ),
        # called by the noun alone
        (
            "قال مصدر في وزارة النقل إن الطريق مغلق. وأضاف المصدر أن الجسر مفتوح.",
            ["مصدر في وزارة النقل", "مصدر في وزارة النقل"],
        ),
        (
            "قال سمير الحداد إن الطريق مغلق. وأورد المتحدث ذاته أن الجسر مفتوح.",
            ["سمير الحداد", "سمير الحداد"],
        ),
        # a body by its noun alone; a paper without the clause that describes it
        (
            "طالبت لجنة رعاية المسنين بدار جديدة. وأوضحت اللجنة أن المبنى قديم.",
            ["لجنة رعاية المسنين"] * 2,
        ),
        (
            "أعلنت وزارة الزراعة في بيان أن المحصول وفير. وقال البيان الذي نشره موقعها إن "
            "الأسعار ستنخفض.",
            ["وزارة الزراعة", "البيان"],
        ),
        # a medium hands on what somebody said who is only a pronoun here
        (
            "قال سمير الحداد إن الطريق مغلق. ونقلت عنه صحيفة الأفق قوله إن الجسر مفتوح.",
            ["سمير الحداد", "سمير الحداد"],
        ),
        (
            "قال سمير الحداد إن الطريق مغلق. ونقل التلفزيون عنه أن الجسر مفتوح.",
            ["سمير الحداد", "سمير الحداد"],
        ),
        # a plural without its last letter
        (
            "نفى مسؤولو البلدية إغلاق الطريق، مؤكدين أن الجسر مفتوح.",
            ["مسؤولو البلدية", "مسؤولو البلدية"],
        ),
        # "we demanded" in somebody's own words
        (
            "وقال سمير الحداد: «تأخر العمل، لذلك طالبنا رئيس البلدية بإقالة المدير».",
            ["سمير الحداد"] * 2,
        ),
        # somebody has entered since the last speech
        (
            "قال سمير الحداد إن الطريق مغلق. وفي وقت لاحق انسحبت نقابة السائقين من الحوار. وأكدت أن الجسر مفتوح.",
            ["سمير الحداد", "نقابة السائقين"],
        ),
        # the nearest clause has a subject of its own
        (
            "قال سمير الحداد إن الطريق مغلق. وانتهى الاجتماع مساء، وغادر المحافظ القاعة مؤكدا أن الجسر "
            "مفتوح.",
            ["سمير الحداد", "المحافظ"],
        ),
        # what stands after a long adverbial is the subject
        (
            "قال سمير الحداد إن الطريق مغلق. وفي بيان نشرته الصحف، انسحبت نقابة السائقين من الحوار، "
            "معتبرة أن الخطة متأخرة.",
            ["سمير الحداد", "نقابة السائقين"],
        ),
        # a lone phrase behind a verb that needs an object
        (
            "قال سمير الحداد إن القرار خاطئ، ووصف الاتفاق أمام المجلس بأنه ضعيف.",
            ["سمير الحداد"] * 2,
        ),
        # the source of a phrase goes on
        (
            "قال سمير الحداد إن الطريق مغلق. وعادت السفن إلى الميناء، وفق ما ذكر مدير الجمارك، "
            "مضيفا أن القمح متوفر.",
            ["سمير الحداد", "مدير الجمارك", "مدير الجمارك"],
        ),
        # a title that others have borne means the last speaker with ذاته
        (
            "قال سمير الحداد إن الطريق مغلق. وأضاف المتحدث نفسه أن السوق مفتوحة. "
            "وقالت ليلى منصور إن الجسر قديم. وأكدت المتحدثة ذاتها أن الميناء جاهز.",
            ["سمير الحداد", "سمير الحداد", "ليلى منصور", "ليلى منصور"],
        ),
        # a participle within a content tells of people only
        (
            "أشار سمير الحداد إلى أن البرنامج يحمل محاور كثيرة مؤكدا أن التدريب مجاني.",
            ["سمير الحداد"] * 2,
        ),
        # the first letter of a name is no preposition
        (
            "قال سعيد بنيس إن الطريق مغلق. وقالت ليلى منصور إن الجسر قديم. واعتبر بنيس أن الميناء جاهز.",
            ["سعيد بنيس", "ليلى منصور", "سعيد بنيس"],
        ),
    ],
)
def test_who_goes_on_speaking(text: str, speakers: list[str]) -> None:
    found = khabar.read(text, date="2024-10-12").statements
    assert [words(s.speaker.name) for s in found] == [words(name) for name in speakers]


def test_a_report_within_a_report_has_a_parent() -> None:
    record = khabar.read("قالت الشرطة إن السائق أكد أن الطريق كان مغلقا.")
    outer, inner = record.statements
    assert outer.parent is None
    assert inner.parent == outer.id
    assert inner.act == "assert"


def test_a_headline_that_speaks() -> None:
    record = khabar.read("وزير النقل: الخط الجديد جاهز\n\nافتتح الخط اليوم بعد سنوات من العمل.")
    assert words(record.statements[0].speaker.name) == words("وزير النقل")
    assert record.text[slice(*record.statements[0].cue)] == ":"


@pytest.mark.parametrize(
    ("headline", "speaker"),
    [
        ("محللة: نتائج الاقتراع مفاجئة للجميع", "محللة"),
        ("«الصحة»: تطعيم ألف طفل في الشمال", "الصحة"),
        ("إسرائيل: دمرنا نفقا في الجنوب", "إسرائيل"),
        ("الدوسري: البلدية ترصف الطرق الداخلية", "سعد الدوسري"),
        ("الدوسري عن الطرق: الميزانية كافية", "سعد الدوسري"),
        ("محلي / الدوسري : الميزانية كافية", "سعد الدوسري"),
    ],
)
def test_who_speaks_before_a_colon(headline: str, speaker: str) -> None:
    body = "افتتح رئيس البلدية سعد الدوسري الطريق الجديد أمس بحضور السكان."
    record = khabar.read(f"{headline}\n\n{body}")
    assert [words(s.speaker.name) for s in record.statements] == [words(speaker)]


@pytest.mark.parametrize(
    "headline",
    [
        "سوريا: أمطار غزيرة في الشمال",
        "كأس العالم 2018: فوز المضيف بهدفين",
        "فيديو: احتفالات في شوارع العاصمة",
    ],
)
def test_a_place_or_a_label_before_a_colon_does_not_speak(headline: str) -> None:
    record = khabar.read(f"{headline}\n\nهطلت الأمطار على المدن الشمالية.")
    assert not record.statements


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.replace("«", "“").replace("»", "”"),
        lambda t: t.replace("أ", "ا").replace("إ", "ا"),
        lambda t: t.replace("ة", "ه"),
        lambda t: t.replace(" ", "\n", 3),
    ],
)
def test_spelling_and_layout_do_not_matter(change) -> None:  # type: ignore[no-untyped-def]
    text = "وأكد رئيس اللجنة أن «النتائج ستعلن غدا»، مشيرا إلى أن الفرز انتهى."
    before, after = khabar.read(text), khabar.read(change(text))
    assert len(before.statements) == 2
    assert [words(after.text[slice(*s.content[0])]) for s in after.statements] == [
        words(text[slice(*s.content[0])]) for s in before.statements
    ]


def test_confidence_is_a_probability() -> None:
    for line in LINES:
        for s in khabar.read(re.sub(r"[{}<>\[\]]", "", line)).statements:
            assert 0 < s.confidence <= 1


def only(text: str) -> khabar.model.Statement:
    """The one statement of a text."""
    found = khabar.read(text, date="2024-10-12").statements
    assert len(found) == 1, [s.lemma for s in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("قال وزير النقل للصحفيين إن الطريق مفتوح.", "الصحفيين"),
        ("وقالت وزيرة الصحة ليلى حداد للصحافيين: «المراكز ستفتح أبوابها غدا».", "الصحافيين"),
        ("أبلغ الوزير نظيره المصري أن الحدود مفتوحة.", "نظيره المصري"),
        ("وطالب المتحدث الحكومة بالرحيل فورا.", "الحكومة"),
        ("دعا الرئيس كافة الأطراف إلى وقف القتال.", "كافة الأطراف"),
        ("وحذر الدفاع المدني المواطنين من السيول.", "المواطنين"),
        ("اتهم الوزير إيران بدعم المسلحين.", "إيران"),
        ("وقال الوزير مخاطبا قادة الأحزاب إن الحوار مستمر.", "قادة الأحزاب"),
        ("وقال الرئيس في رسالة إلى رئيس الوزراء العراقي إن بلاده ستدعم العراق.", "رئيس الوزراء العراقي"),
        ("وأكد الوزير في اتصال هاتفي مع نظيره المصري أن المعبر سيفتح غدا.", "نظيره المصري"),
        ("طلب المدير من الموظفين أن يبقوا في المكاتب.", "الموظفين"),
        ("قال المدير لرويترز إن المصفاة ستعود إلى العمل.", None),
        ("قال الوزير لـ«الأفق» إن المصفاة ستعود إلى العمل.", None),
        ("قال المدير إن المصفاة ستعود إلى العمل.", None),
        ("وقال سامر حداد، مستشار الرئيس للأمن القومي، إن المفاوضات مستمرة.", None),
        ("حذر سامر حداد، المدير العام لشركة النقل، من نقص الوقود.", None),
        ("وصف الوزير المحتجين بأنهم مخربون.", None),
    ],
)  # fmt: skip
def test_to_whom(text: str, told: str | None) -> None:
    for change in (str, lambda t: t.replace("إ", "ا").replace("أ", "ا")):
        said = only(change(text))
        assert words(said.addressee and said.addressee.name) == words(told)
        if said.addressee is not None:
            assert said.addressee.span is not None and said.addressee.resolved_by
            assert words(told) not in words(said.speaker.name)


@pytest.mark.parametrize(
    ("text", "negated", "future"),
    [
        ("أكد الوزير أن الاتفاق جاهز.", False, False),
        ("لم يؤكد الوزير أن الاتفاق جاهز.", True, False),
        ("ولم يكن الوزير قد أعلن أن الاتفاق جاهز.", False, False),
        ("لن يعلن الرئيس أن الحرب انتهت.", True, True),
        ("سيعلن الوزير أن المطار مغلق.", False, True),
        ("وسوف يعلن الوزير أن المطار مغلق.", False, True),
        ("من المقرر أن يعلن الرئيس أن المفاوضات فشلت.", False, True),
        ("لو قال الوزير إن المطار مغلق لصدقه الناس.", True, False),
        ("نفى الوزير أن يكون المطار مغلقا.", False, False),
        ("وقال الوزير قبل أن يؤكد أن المطار مغلق.", False, False),
    ],
)
def test_whether_it_was_said(text: str, negated: bool, future: bool) -> None:
    said = khabar.read(text, date="2024-10-12").statements[-1]
    assert (said.negated, said.future) == (negated, future)


def test_what_goes_on_with_a_speech_came_the_same_way() -> None:
    first, second, third, fourth = khabar.read(
        "قال وزير الصحة سامر حداد لرويترز إن اللقاح متوفر. وأضاف أن المراكز جاهزة، مشيرا إلى أن "
        "الأطباء عادوا. وقال في بيان إن الخطة مستمرة."
    ).statements
    assert [v.name for v in first.via] == ["رويترز"] and not first.via_inherited
    for said in (second, third):
        assert not said.via and [v.name for v in said.via_inherited] == ["رويترز"]
    assert not fourth.via and not fourth.via_inherited


def test_the_agency_of_a_dateline_is_no_statements_medium() -> None:
    text = "عنوان الخبر اليوم\n\nبيروت (رويترز) - قال الوزير إن المطار مفتوح."
    assert not only(text).via and not only(text).via_inherited


@pytest.mark.parametrize(
    ("text", "media"),
    [
        ("وفي تصريح لوكالة فرانس برس، قال المدير إن المصفاة جاهزة.", ["وكالة فرانس برس"]),
        ("وقال المدير، في مقابلة مع قناة الأفق، إن المصفاة جاهزة.", ["قناة الأفق"]),
        ("كشفت عدة مصادر، في تصريحات لـCNN، أن المصفاة جاهزة.", ["CNN"]),
        ("أعلم الوزير قناة الأفق التلفزيونية بأن المصفاة جاهزة.", ["قناة الأفق التلفزيونية"]),
        ("وقال المدير في تصريح صحافي نقله التلفزيون الرسمي إن المصفاة جاهزة.", ["التلفزيون الرسمي"]),
        ("وقال المدير عبر حسابه على تويتر إن المصفاة جاهزة.", ["تويتر"]),
        ("وأكد المدير لـ«السهل» أن المصفاة جاهزة.", ["السهل"]),
        ("قال المدير إن المصفاة جاهزة، بحسب ما نقلت وكالة الأفق.", ["وكالة الأفق"]),
        ("قال المدير إن المصفاة جاهزة، وذلك حسبما جاء في حسابه على تويتر.", ["تويتر"]),
        ("وقال المدير في بيان حصلت «السهل» على نسخة منه إن المصفاة جاهزة.", ["السهل"]),
        ("وقال المدير في تصريح خص به «السهل» إن المصفاة جاهزة.", ["السهل"]),
        ("وغرد المدير على تويتر قائلا: «المصفاة جاهزة منذ أمس الأول».", ["تويتر"]),
        ("وأفاد مراسل الأفق نقلا عن مصدر أمني بأن المصفاة جاهزة.", ["مراسل الأفق"]),
        ("وقال المدير لبرنامج «صدى الأفق» إن المصفاة جاهزة.", ["برنامج «صدى الأفق»"]),
        ("وصرح المدير لمحطة (أفق إف إم) الإذاعية بأن المصفاة جاهزة.", ["محطة (أفق إف إم) الإذاعية"]),
        ("وقال المدير لإحدى الصحف إن المصفاة جاهزة.", ["إحدى الصحف"]),
        ("وأوضح المدير لـ(السهل) أن المصفاة جاهزة.", ["السهل"]),
        ("وقال المدير في حديث للوطن إن المصفاة جاهزة.", ["الوطن"]),
        ("وكتب المدير في تدوينة على إكس أن المصفاة جاهزة.", ["إكس"]),
        ("وقال مصدر تحدث إلى وكالة رويترز إن المصفاة جاهزة.", ["وكالة رويترز"]),
        ("وردا على أسئلة وكالة فرانس برس، قال المدير إن المصفاة جاهزة.", ["وكالة فرانس برس"]),
        ("لكن بعض الصحف نقلت عن مسؤول كبير قوله إن المصفاة جاهزة.", ["بعض الصحف"]),
        ("وبحسب وكالة رويترز، قال المدير إن المصفاة جاهزة.", ["وكالة رويترز"]),
        ("قال المدير إن المصفاة جاهزة، في تصريح لصحيفة الأفق.", ["صحيفة الأفق"]),
        ("قال المدير إن المصفاة جاهزة، وذلك في تغريدة على تويتر.", ["تويتر"]),
        ("قال المدير إن المصفاة جاهزة. كما نقلت «رويترز».", ["رويترز"]),
        ("قال المدير إن المصفاة جاهزة، وفقا لشبكة «سي إن إن».", ["شبكة «سي إن إن»"]),
        ("قال المدير إن المصفاة جاهزة، بحسب بلاغ للشركة توصلت به هسبريس.", ["هسبريس"]),
        ("أكدت الحكومة على لسان وزيرها سامر حداد أن المصفاة جاهزة.", ["وزيرها سامر حداد"]),
        ("قال المدير لوكالة الأنباء السورية (سانا) إن المصفاة جاهزة.", ["وكالة الأنباء السورية (سانا)"]),
        ("حذر سامر حداد، المدير العام لقناة الأفق، من نقص الوقود.", []),
        ("وقال الطبيب سامر حداد من وكالة الأمن الصحي إن المصفاة جاهزة.", []),
        ("دعا المدير الصحف إلى الحذر من الشائعات.", []),
        ("نشرت صحيفة الأفق الخبر أمس، وقال المدير إن المصفاة جاهزة.", []),
        ("وقال أستاذ في جامعة الأناضول إن المصفاة جاهزة.", []),
        ("وقالت القناة التابعة لشبكة الأفق إن المصفاة جاهزة.", []),
        ("وقال المدير لصحيفة «بيلد آم زونتاج» إن المصفاة جاهزة.", ["صحيفة «بيلد آم زونتاج»"]),
        ("الصحيفة، نقلا عن مصدر أمني، كشفت أن المصفاة جاهزة.", ["الصحيفة"]),
        ("ونقلت الوكالة على لسان وزير النفط أن المصفاة جاهزة.", ["الوكالة"]),
        ("وقال الوزير خلال زيارته لقناة الأفق إن المصفاة جاهزة.", []),
        ("وقال الوزير تعليقا على تقرير نشرته صحيفة الأفق إن المصفاة جاهزة.", []),
        ("ورفع الوزير دعوى على قناة الأفق وقال إن المصفاة جاهزة.", []),
        ("وقال سامر حداد، الكاتب في صحيفة الأفق، إن المصفاة جاهزة.", []),
        ("وقال سامر حداد، مدير المرصد، لوكالة الأفق إن المصفاة جاهزة.", ["وكالة الأفق"]),
        ("قال المدير إن المصفاة جاهزة، وفقا للمدير.", []),
    ],
)  # fmt: skip
def test_through_whom(text: str, media: list[str]) -> None:
    assert [words(v.name) for v in only(text).via] == [words(m) for m in media]


def test_what_closes_joined_statements_is_the_way_they_all_came() -> None:
    text = "أكد المدير أن المصفاة جاهزة، مضيفا أن الطريق مفتوح، حسبما نقلت وكالة الأفق عن مصدر في الوزارة."
    said = khabar.read(text).statements
    assert [[v.name for v in s.via] for s in said] == [["مصدر في الوزارة", "وكالة الأفق"]] * 2


@pytest.mark.parametrize("headline", ["المدير لـ«الأفق»", "مدير المصرف لـCNN", "المدير لـ(الأفق)"])
def test_a_headline_names_whom_it_was_told(headline: str) -> None:
    said = khabar.read(f"{headline}: المصفاة جاهزة\n\nقال المدير إن المصفاة جاهزة.").statements[0]
    assert [v.name for v in said.via] == ["CNN" if "CNN" in headline else "الأفق"]


@pytest.mark.parametrize(
    "text",
    [
        "سار العمل وفق الخطة الموضوعة في الموسم الماضي.",
        "توزع الحصص حسب عدد السكان في كل مدينة.",
        "جرى الاختيار وفقا لأحكام القانون الجديد.",
    ],
)
def test_a_plan_or_a_law_says_nothing(text: str) -> None:
    assert not khabar.read(text).statements


def test_an_according_to_within_a_quotation_stays_within() -> None:
    text = (
        "قال الباحث سامر حداد: «زرنا الموقع مرتين. كان هنا سوق قديم، بحسب بعض المؤرخين. "
        "وسنعود في الربيع»."
    )
    outer, inner = khabar.read(text).statements
    assert inner.parent == outer.id
    assert [text[slice(*span)] for span in inner.content] == ["كان هنا سوق قديم"]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("«سنعمل على حل الأزمة في أقرب وقت». يقول المدير.", ["سنعمل على حل الأزمة في أقرب وقت"]),
        ("«سنعمل على حل الأزمة»، قال المدير، «ولن نتراجع أبدا».", ["سنعمل على حل الأزمة", "ولن نتراجع أبدا"]),
        ("«سنعمل على حل الأزمة» يقول المدير، قبل أن يغادر القاعة.", ["سنعمل على حل الأزمة"]),
        ("«سنعمل على حل الأزمة»، هذا ما قاله المدير أمس.", ["سنعمل على حل الأزمة"]),
    ],
)  # fmt: skip
def test_a_cue_behind_its_quotation(text: str, pieces: list[str]) -> None:
    said = only(text)
    assert [text[slice(*span)] for span in said.content] == pieces
    assert words(said.speaker.name) == words("المدير")


def test_what_is_said_behind_a_quotation_has_the_same_speaker() -> None:
    first, second = khabar.read("«سنعمل غدا أيضا»، قال المدير، وأضاف: «لن نتراجع».").statements
    assert first.speaker.name == second.speaker.name


def test_a_name_in_quotation_marks_is_nobodys_words() -> None:
    text = "تحت شعار «معا نحو المستقبل الأخضر» تشهد المدينة مهرجانا جديدا."
    assert not any(s.kind == "direct" for s in khabar.read(text).statements)


def test_whom_a_speaker_turns_to_is_not_who_speaks() -> None:
    text = "قال الوزير سمير الحداد إن السد آمن. وأضاف مخاطبا فلاديمير بوتين أن الفرص كثيرة."
    second = khabar.read(text).statements[1]
    assert second.speaker.name == "سمير الحداد"
    assert second.addressee is not None and second.addressee.name == "فلاديمير بوتين"
