"""Where a content ends: at its closing mark, at the next report, or where the article's voice returns."""

from __future__ import annotations

from bisect import bisect_right

from khabar.statements.beside import opens_occasion
from khabar.statements.cues import CueForm
from khabar.statements.media import core
from khabar.statements.reports import Report, agentive, conditional
from khabar.statements.scene import PREP, Scene, lexicon


def content_end(
    scene: Scene, report: Report, limit: int, reports: dict[int, Report], according: set[int]
) -> int:
    """Word after the last one of the content that ``report`` opens."""
    start = report.start
    if report.quote is not None and report.opener in ("quote", "colon"):
        last = scene.quote_range[report.quote.start][1]
        if report.quote.closed:
            return _after_quote(scene, report, last, limit)
        limit = min(limit, max(last, start + 1))
    j = start
    around = scene.quote_end[report.cue]
    while 0 <= j < limit:
        if j > start and _stops(scene, report, j, limit, reports, according):
            return j
        inside = scene.quote_end[j]
        if inside and not (around and around >= inside):
            j = inside
            if (
                report.quote is not None
                and report.start in scene.opens
                and inside == scene.quote_range[report.quote.start][1]
            ):
                k = _after_quote(scene, report, j, limit)
                if k == j and (_quote_closes(scene, j) or _so_called(scene, report, j)):
                    return j
        else:
            j = scene.turns.find(1, j + 1, limit)
    return limit


def speech_end(scene: Scene, report: Report, end: int) -> int:
    """End of a speech that no mark closes and that runs over its sentence, which ends at ``end``.

    Behind a colon the speaker goes on as long as somebody says ``I`` or ``we`` further on in the
    paragraph; behind an opening mark that is never closed, to the next report.
    """
    unclosed = report.quote is not None and not report.quote.closed
    colon = report.quote is None and bool(
        scene.colon[report.start] or scene.colon[report.start - 1]
    )
    if not (unclosed or colon) or end >= len(scene.form):
        return end
    text = scene.text
    number = scene.sentence[end]
    at = bisect_right(text.paragraphs, (end, len(text))) - 1
    paragraph = text.paragraphs[at][1] if at >= 0 and text.paragraphs[at][0] < end else end
    reached = end
    for first, last in text.sentences[number : number + _SENTENCES]:
        if first >= paragraph or any(f.finite for f in _heads(scene, first)):
            break
        if unclosed or any(_first_person(scene, k) for k in range(first, last)):
            reached = last
    return reached


#: Sentences over which a speech is followed.
_SENTENCES = 8


def _first_person(scene: Scene, k: int) -> bool:
    bare = scene.bare[k]
    if bare in lexicon()["first_person"] or scene.words.enclitic[k] in ("نا", "ني"):
        return True
    if scene.pos[k] != "VERB":
        return False
    ours = scene.words.verb_form[k] == "present" and bare.removeprefix("س").startswith("ن")
    return ours or scene.words.person[k] == "1"


def _heads(scene: Scene, first: int) -> list[CueForm]:
    """Third-person readings as a cue of the word that begins a sentence."""
    if scene.pos[first] != "VERB":
        return []
    forms = scene.cues[first]
    if scene.bare[first] == scene.form[first] and any(f.person == "1" for f in forms):
        return []  # ``أعتقد`` goes on, ``وأعلن`` does not
    return [f for f in forms if f.person == "3"]


def _quote_closes(scene: Scene, j: int) -> bool:
    """A comma or stop stands right behind the quotation that ends before word ``j``."""
    gap = scene.text.gaps[j] if j < len(scene.text.gaps) else ""
    return any(c in gap for c in "،,.؛;")


def _so_called(scene: Scene, report: Report, j: int) -> bool:
    """``ما وصفه بـ«الانتهاك» لاتفاق الهدنة``: only the quotation is the speaker's name for it."""
    lex = lexicon()
    called = report.opener == "prep" and report.form.suffix and scene.form[report.cue - 1] == "ما"
    return bool(called) and j < len(scene.form) and scene.form[j] not in lex["relatives"]


def _after_quote(scene: Scene, report: Report, last: int, limit: int) -> int:
    """A quotation that goes on at once (``"…" و"…"``) is one content."""
    while last < limit and last in scene.opens and not scene.comma[last] and not scene.colon[last]:
        quote = scene.opens[last]
        if not quote.closed:
            break
        last = scene.quote_range[quote.start][1]
    return min(last, limit)


def _stops(
    scene: Scene,
    report: Report,
    j: int,
    limit: int,
    reports: dict[int, Report],
    according: set[int],
) -> bool:
    """Whether the content is over before word ``j``."""
    lex = lexicon()
    if j < scene.text.headline and ".." in scene.text.gaps[j]:
        return True
    comma = bool(scene.comma[j])
    form = scene.form[j]
    if j in according:
        return comma or _names_source(scene, j, limit)
    that = scene.that(j)
    another = that and that[0] in ("و", "وب") and not conditional(scene, j)
    if another and report.opener in ("that", "prep", "noun"):
        return not any(start < j for start in _open_inside(report, j, reports))
    if (comma or scene.bare[j] != form) and _introduces(scene, report, j, limit, reports):
        return True
    if form in lex["contrasts"] and j + 1 in reports:
        return _same_voice(report, reports[j + 1])
    if report.opener in ("prep", "noun") and _goes_on_with_verb(scene, report, j, comma):
        return True
    if scene.cues[j] and _says_it(scene, j):
        return True
    if scene.colon[j] and report.opener in ("prep", "noun") and not scene.quote_end[j - 1]:
        return True  # ``تكشف تفاصيل الضربة: ستون صاروخا``
    other = reports.get(j)
    if other is not None and comma and other.form.finite and report.form.cls == "noun":
        return True  # ``وردا على مزاعم رفض النادي اللعب، قال الوزير``: the clause itself
    lead = 0
    if other is None and comma and form in lex["joins"] and j + 1 in reports:
        other, lead = reports[j + 1], 1
    if other is not None and other.cue > report.start:
        return _breaks(scene, report, other, j, comma, bool(lead))
    if comma and form in lex["returns"]:
        return True
    if form in ("دون", "من") and _unsaid(scene, j, limit):
        return True
    if report.opener in ("prep", "noun") and (
        _leaves_noun(scene, j, comma) or _meanwhile(scene, report, j, limit, comma)
    ):
        return True
    if comma and j + 1 < limit and opens_occasion(scene, j):
        return True
    if form == "وذلك":
        return report.opener != "quote" and _on_occasion(scene, j + 1, limit)
    return comma and form in ("وجاء", "جاء") and report.opener != "quote"


def _on_occasion(scene: Scene, k: int, limit: int) -> bool:
    """``وذلك ردا على سؤال``, ``وذلك في بيان``: when it was said; ``وذلك بسبب`` belongs to it."""
    lex = lexicon()
    if k + 1 >= limit:
        return False
    if scene.form[k] in lex["occasioned"]:
        return True
    return scene.prep[k] in ("في", "خلال") and scene.form[k + 1] in lex["occasions"]


def _willed(scene: Scene, report: Report, j: int) -> bool:
    """``تعهد بالرد بعد هجوم``: it is wanted now, not then."""
    if report.act not in _WILLS or scene.pos[j + 1] != "NOUN" or scene.timed[j + 1]:
        return False
    return not any(scene.pos[k] == "VERB" for k in range(report.start, j))


#: Acts whose content is still to happen.
_WILLS = frozenset({"call", "promise", "warn"})


def _meanwhile(scene: Scene, report: Report, j: int, limit: int, comma: bool) -> bool:
    """``تعهد بالرد بعد أن قصفت``, ``إثر الغارات``, ``، في وقت``: when or why it was said."""
    lex = lexicon()
    if j + 1 >= limit:
        return False
    form = scene.form[j]
    if form in lex["upon"]:
        return True
    if form in ("بعد", "عقب") and not scene.prep[j - 1]:
        return scene.that(j + 1) is not None or _willed(scene, report, j)
    return comma and form == "في" and scene.form[j + 1] in lex["amid"]


def _names_source(scene: Scene, j: int, limit: int) -> bool:
    """``بحسب الوزير``, ``وفق ما ذكر`` name a source, ``وفق الخطة`` says how something is done."""
    if j + 1 >= limit:
        return False
    after = scene.bare[j + 1]
    opens = (
        after in ("ما", "لما") or scene.pos[j + 1] == "VERB" or scene.opens.get(j + 1) is not None
    )
    opens = opens or core(scene, j + 1) in lexicon()["papers"]
    return opens or agentive(scene, j + 1)


def _says_it(scene: Scene, j: int) -> bool:
    """``قائلا``, ``بقوله``: another content of the same speaker begins."""
    if scene.bare[j] in lexicon()["by_saying"]:
        return True
    return any(form.cue.completion for form in scene.cues[j])


def _unsaid(scene: Scene, j: int, limit: int) -> bool:
    """``دون ذكر مزيد من التفاصيل``, ``من دون تحديد موعد``, ``، دون أن يسميه``."""
    k = j if scene.form[j] == "دون" else j + 1
    if k + 1 >= limit or scene.form[k] != "دون":
        return False
    return scene.form[k + 1] in lexicon()["unsaid"] or bool(scene.comma[j] and scene.that(k + 1))


def _leaves_noun(scene: Scene, j: int, comma: bool) -> bool:
    """``أعلن فتح المعبر، لكن …``, ``ولكنها أصدرت``: no noun phrase goes on like this."""
    lex = lexicon()
    form, k = scene.form[j], min(j + 1, len(scene.form) - 1)
    verb = scene.pos[k] == "VERB"
    told = verb and scene.form[k] not in lex["concerning"]
    if form in lex["contrasts"] or (form == "كما" and told):
        return True
    if not comma:
        return False
    if form in lex["clause_heads"] or (form in lex["adding"] and told):
        return True
    if form in lex["how"]:
        return True
    circumstance = form.startswith("م") and form.endswith(("ا", "ه")) and len(form) > 4
    return circumstance and scene.form[k] == "بذلك"


def _goes_on_with_verb(scene: Scene, report: Report, j: int, comma: bool) -> bool:
    """``أعلن تسريع العمل، ووجّه نداء``: a noun phrase does not go on with a past verb."""
    if scene.pos[j] != "VERB" or not scene.form[j].startswith("و"):
        return False
    if scene.bare[j] == scene.form[j]:
        # ``التصريحات وعدّتها مسيئة``: a و that the word layer has left on the verb
        return bool(scene.owned(j)) and bool(scene.words.definite[j - 1])
    lex = lexicon()
    if not comma and scene.bare[j] in lex["eventive"]:
        return False  # ``مقتل جنديين وجرح ثالث``
    inside = range(report.start, j)
    if scene.words.verb_form[j] != "past":  # ``خطة تهدف إلى …، وتضمن …`` goes on
        return not any(
            scene.pos[k] == "VERB" or scene.form[k] in lex["relatives"] or scene.that(k)
            for k in inside
        )
    return comma or not any(scene.form[k] in lex["relatives"] or scene.that(k) for k in inside)


def _introduces(
    scene: Scene, report: Report, j: int, limit: int, reports: dict[int, Report]
) -> bool:
    """``، وفي هذا الإطار دعا``: an adverbial and then the next report."""
    if not (
        scene.prep[j]
        or scene.timed[j]
        or scene.bare[j] in PREP
        or scene.bare[j] in lexicon()["lead_ins"]
    ):
        return False
    for k in range(j + 1, min(j + 6, limit)):
        other = reports.get(k)
        if other is not None:
            finite = other.form.cls == "past" and other.start > k
            return finite and not scene.comma[k - 1] and _same_voice(report, other)
        if scene.pos[k] == "VERB":
            return False
    return False


def _open_inside(report: Report, j: int, reports: dict[int, Report]) -> list[int]:
    """Cues inside the content whose own أن is still open at ``j``."""
    return [
        k
        for k in range(max(report.start, j - 25), j)
        if k in reports and reports[k].opener == "that" and k > report.cue
    ]


def _breaks(scene: Scene, report: Report, other: Report, j: int, comma: bool, joined: bool) -> bool:
    """Whether another cue at ``j`` stands beside this report and not inside its content."""
    form = scene.form[j]
    cls = other.form.cls
    if cls == "noun":
        return False
    previous = scene.form[j - 1]
    if cls == "participle":
        if form.startswith("ال"):
            return False
        accusative = form.endswith(("ا", "ين", "ه", "ات", "ان"))
        return accusative and (comma or other.opener in ("that", "prep", "quote"))
    conjunct = scene.bare[j] != form or joined
    if not (comma or conjunct):
        return False
    if previous in lexicon()["subordinators"] and not comma:
        return False
    if joined or conjunct:
        return _same_voice(report, other)
    return (
        comma and other.form.cls == "past" and other.subject is not None and other.side == "after"
    )


def _same_voice(report: Report, other: Report) -> bool:
    """``وأضاف`` goes on with the speaker of the report if it agrees or names its own."""
    if other.form.person == "1":
        return False
    if other.subject is not None and other.side == "after":
        return True
    if not report.form.gender or not other.form.gender:
        return True
    return report.form.gender == other.form.gender
