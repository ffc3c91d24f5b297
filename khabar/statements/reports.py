"""Cues and what opens their content: the first look at every reporting word of a sentence."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from khabar.statements.cues import CueForm, object_act
from khabar.statements.phrases import counts, eventive, noun_end, skip_adverbials
from khabar.statements.scene import Scene, lexicon
from khabar.statements.senses import hidden_clitic
from khabar.text import Quote

_REACH = 60
#: Prepositions that are tried as the opener of one content, and words behind the last of them.
_GOVERNED = 3
_BEHIND_PREPOSITION = 20
#: Bare objects that are tried, and words behind the cue where one may begin.
_OBJECTS = 3
_NEAR = 24
#: Words behind a verb that looks like a preposition in which what is felt shows what it is.
_FELT = 16


class Report(msgspec.Struct):
    """One cue with its opener; word indices throughout."""

    cue: int
    form: CueForm
    #: that | quote | colon | prep | noun | clause | as
    opener: str
    #: Word at which the region of speaker and adverbials ends.
    region_end: int
    #: First word of the content.
    start: int
    act: str
    quote: Quote | None = None
    #: The pronoun of أنه/أنها, or "".
    pronoun: str = ""
    subject: tuple[int, int] | None = None
    #: after | before | ""
    side: str = ""
    #: Words before the cue that are a first piece of the content: ``"…"، قال، "…"``.
    before: tuple[int, int] | None = None
    via: list[tuple[int, int]] = []
    #: The acceptor's probability that this is a statement.
    confidence: float = 1.0
    #: Gender and number of the pronoun that means who speaks: ``نقلت الصحيفة عنه قوله``.
    source: tuple[str, str] | None = None
    #: The subject is what a relative clause describes.
    relative: bool = False
    #: The clearest opener of another reading of the same cue, or "".
    rival: str = ""
    #: Whom the words beside the cue name as told, and the media they name; see beside.py.
    addressee: tuple[int, int] | None = None
    media: list[tuple[int, int]] = []
    #: Readings of the same kind that begin before it.
    rank: int = 0
    #: The act of the noun of speech between a light verb and its content (``وجّه دعوة إلى``), or "".
    carried: str = ""


def parse(scene: Scene, i: int, limit: int) -> list[Report]:
    """The reports that the cue at word ``i`` can make, each with another reading or opener."""
    found: list[Report] = []
    forms = scene.cues[i]
    if _own_belief(scene, i, forms):
        return found
    for form in forms:
        if not _plausible(scene, i, form):
            continue
        reports = list(_scan(scene, i, form, limit))
        # A clause, a quotation or a colon ends the region in which a bare object can begin.
        end = reports[-1].region_end if reports and reports[-1].opener != "prep" else limit
        reports += _bare_objects(scene, i, form, end)
        if form.cue.carriers:
            reports += _carried(scene, i, form, end)
        if len(reports) > 1:
            _compare(reports)
        found += reports
    return found


def _compare(reports: list[Report]) -> None:
    """What other readings of the same cue there are beside each."""
    for n, report in enumerate(reports):
        report.rank = sum(other.opener == report.opener for other in reports[:n])
        others = [other.opener for other in reports if other is not report]
        report.rival = min(others, key=_CLEAREST.index)


#: Openers, the clearest sign of a content first.
_CLEAREST = ("that", "quote", "colon", "clause", "prep", "noun")


def _own_belief(scene: Scene, i: int, forms: tuple[CueForm, ...]) -> bool:
    """``أعتقد أن`` within somebody's words belongs to them."""
    if not scene.quote_end[i]:
        return False  # ``اعتقد`` is "he believed" there
    return any(form.person == "1" and form.cue.act == "opinion" for form in forms)


def _plausible(scene: Scene, i: int, form: CueForm) -> bool:
    """Whether the word can be a verb, participle or noun of saying in its place."""
    tag = scene.pos[i]
    if form.cue.document and (i + 1 >= len(scene.form) or scene.prep[i + 1] != "في"):
        return False  # ``جاء في البيان``, not ``جاء اللقاء``
    if form.cls == "participle" and i and scene.bare[i - 1] == "غير":
        return False  # ``غير متوقع``, ``غير معلن``
    if form.finite:
        if i and not scene.comma[i] and scene.prep[i - 1] and not scene.text.gaps[i].strip():
            # ``من سمّاهم إرهابيين``: whom, and no preposition
            return bool(form.suffix and form.cue.predicate and scene.bare[i - 1] == "من")
        if tag != "VERB" and scene.form[i].startswith(("ال", "وال", "بال", "لل")):
            return False
        if _is_owned_deed(scene, i, form):
            return False
        if tag == "VERB" or form.cue.strong or _opens_clause(scene, i):
            return True
        return form.cue.light and _tells_feeling(scene, i, form)
    return form.cls == "noun" or not scene.person[i]


def _is_owned_deed(scene: Scene, i: int, form: CueForm) -> bool:
    """``عقب رفض مالكه الدفع``, ``مزاعم رفض النادي``: a noun that is written like its verb."""
    if form.cls != "past" or not i or scene.comma[i] or scene.bare[i] != scene.form[i]:
        return False
    if not any(other.cls == "noun" for other in scene.cues[i]):
        return False
    before = scene.form[i - 1]
    governed = before in lexicon()["prepositions"] and not scene.person[i - 1]
    bare = scene.pos[i - 1] == "NOUN" and not scene.words.definite[i - 1]
    return governed or (bare and before in lexicon()["eventive"])


def _tells_feeling(scene: Scene, i: int, form: CueForm) -> bool:
    """``عبر عدد من النواب عن اعتراضهم``: what is felt shows that ``عبر`` is no preposition."""
    for k in range(i + 1, min(i + _FELT, len(scene.form) - 1)):
        if scene.prep[k] in form.cue.preps and object_act(scene.words.stem[k + 1]):
            return True
    return False


def _opens_clause(scene: Scene, i: int) -> bool:
    """A verb can be expected at word ``i``: a clause begins there."""
    if scene.person[i]:
        return False
    before = scene.form[i - 1] if i else ""
    lex = lexicon()
    return (
        i == 0
        or scene.sentence[i] != scene.sentence[i - 1]
        or scene.bare[i] != scene.form[i]
        or bool(scene.comma[i])
        or bool(scene.colon[i])
        or i in scene.opens
        or i in scene.text.inner_starts
        or before in lex["frequent"]
        or before in lex["relatives"]
        or before in lex["lead_ins"]
    )


def _scan(scene: Scene, i: int, form: CueForm, limit: int) -> Iterator[Report]:
    """Walk to the first clear opener that the cue's frames allow.

    A preposition on the way may open the content or belong to the subject (``مصادر بالشرطة``), so
    the walk goes on for a while behind it.
    """
    cue = form.cue
    governs = bool(cue.preps or cue.targets)
    stop = min(limit, i + _REACH)
    relative = claimed = False  # a relative clause, and a cue inside it
    aside = False  # an according-to phrase on the way
    governed = 0
    lex = lexicon()
    j = i
    while True:
        j = scene.turns.find(1, j + 1, stop)
        if j < 0:
            return
        if scene.comma[j] or scene.colon[j]:
            relative = claimed = aside = False
        if scene.bare[j] in lex["according"]:
            aside = True
        if scene.colon[j] and cue.takes_quote and j - i < 25:
            quote = scene.opens.get(j)
            if scene.is_that(j) and not quote:
                yield Report(i, form, "that", j, j + 1, form.act("that"))
                return
            opener = "quote" if quote else "colon"
            yield Report(i, form, opener, j, j, form.act("quote"), quote)
            return
        quote = scene.opens.get(j)
        if quote is not None and governed and cue.governs(scene.prep[j - 1]):
            return  # ``وصفه بـ«…»``: the preposition opens the content
        if quote is not None and not (scene.quote_end[i] and scene.quote_end[i] > j):
            if cue.takes_quote and _is_speech(scene, quote, j, i):
                yield Report(i, form, "quote", j, j, form.act("quote"), quote)
                return
            _first, last = scene.quote_range[quote.start]
            inner = _prep_object(scene, form, i, j, limit) if scene.that(j) is None else None
            if inner is not None and not scene.prep[j]:
                yield inner  # ``واصفا إياها "بالهراء"``
                return
            if scene.that(j) is None:
                j = max(j, last - 1)
                continue
        that = scene.thats[j]
        if that is not None and not claimed:
            clitic, word = that
            if clitic in ("و", "ف") or conditional(scene, j) or _others(scene, i, j, relative):
                return
            prep = "ب" if clitic == "ب" else scene.prep[j - 1]
            if not cue.takes_that(prep):
                return
            region_end = j - 1 if prep and prep != "ب" else j
            report = Report(i, form, "that", region_end, j + 1, form.act("that", prep))
            report.pronoun = word[2:] if len(word) > 2 else ""
            report.quote = scene.opens.get(j + 1)
            yield report
            return
        if scene.form[j] in lex["questions"] and cue.takes_clause:
            yield Report(i, form, "clause", j, j, form.act("clause"))
            return
        prepositional = _prep_object(scene, form, i, j, limit) if governs else None
        if prepositional is not None:
            yield prepositional
            stop = min(stop, j + _BEHIND_PREPOSITION)
            governed += 1
            governs = governed < _GOVERNED
            if prepositional.opener != "prep":
                return
        if (j > i + 1 or form.cls == "noun") and not aside:
            for other in scene.cues[j]:
                if other.cue.completion:
                    break
                if relative and other.finite:
                    claimed |= other.cue.takes_that() and not other.suffix
                    break
                if other.finite and _is_barrier(scene, other, j):
                    return
                if (
                    other.cls == "participle"
                    and scene.form[j].endswith(("ا", "ه", "ين"))
                    and scene.comma[j]
                ):
                    return
        if scene.form[j] in lex["relatives"]:
            relative = True


def conditional(scene: Scene, j: int) -> bool:
    """``إن كان``, ``إن لم``, ``دون أن``, ``بعد أن``: no content begins there."""
    lex = lexicon()
    if scene.bare[j] == scene.form[j] and scene.form[j - 1] in lex["own_clause"]:
        return True
    return scene.bare[j] == "ان" and scene.form[min(j + 1, len(scene.form) - 1)] in lex["whether"]


def _others(scene: Scene, i: int, j: int, relative: bool) -> bool:
    """``وتحاول أن``, ``يجب أن``: the complementizer at ``j`` belongs to the verb before it."""
    k = j - 1
    if k == i or scene.pos[k] != "VERB" or scene.words.verb_form[k] != "present":
        return False
    return not relative or scene.bare[k] != scene.form[k]


def _is_barrier(scene: Scene, other: CueForm, j: int) -> bool:
    """A finite cue on the way takes the opener behind it, unless it only describes a noun."""
    if scene.pos[j] != "VERB" or not (other.cue.takes_that() or other.cue.takes_quote):
        return False
    # Without a conjunction or a mark a second verb only describes a noun (``ورقة قدمتها``), or is
    # a name that looks like one (``يزيد``).
    described = (
        not scene.comma[j]
        and scene.bare[j] == scene.form[j]
        and scene.pos[j - 1] in ("NOUN", "ADJ", "PROPN")
    )
    return not described


def _is_speech(scene: Scene, quote: Quote, j: int, i: int) -> bool:
    """Whether the quotation at ``j`` is somebody's words and not a name in quotation marks."""
    first, last = scene.quote_range[quote.start]
    size = last - first
    if size >= 8 or not quote.closed:
        return True
    if (
        scene.form[first - 1] in lexicon()["media_nouns"]
        or scene.words.stem[first - 1] in lexicon()["media_nouns"]
    ):
        return False
    if scene.colon[j]:
        return True
    # A complementizer soon behind a short quotation: the quotation was a name on the way to it.
    for k in range(last, min(last + 10, len(scene.form))):
        if scene.is_that(k):
            return False
        if scene.cues[k] or _closes_clause(scene, k):
            break
    return size >= (2 if j == i + 1 else 3)


def _closes_clause(scene: Scene, k: int) -> bool:
    return any(mark in scene.text.gaps[k] for mark in ".؛;!؟:")


def _prep_object(scene: Scene, form: CueForm, i: int, j: int, limit: int) -> Report | None:
    """A nominal content behind the preposition that the cue governs."""
    prep = scene.prep[j] or scene.words.proclitic[j] or hidden_clitic(scene.form[j])
    if not form.cue.governs(prep):
        return None
    if scene.within[j] or (scene.words.proclitic[j] == "ل" and scene.titled[j]):
        return None
    if scene.form[j] == "باسم":
        return None  # ``صرح المتحدث باسم الجيش``: part of a title
    start = j + 1 if scene.prep[j] else j
    if start >= limit or (scene.that(start) is not None and scene.prep[j]):
        return None
    lex = lexicon()
    occasion = prep in ("في", "علي") and scene.form[start] in lex["occasions"]
    if scene.timed[start] or occasion or scene.form[j] in lex["adjuncts"]:
        return None
    if scene.colon[start]:
        return None
    opens = scene.words.stem[start] in lexicon()["objects"]
    if scene.pos[start] in ("VERB", "PRON", "PART") and not opens:
        return None
    act = form.prep_act(prep, scene.words.stem[start])
    felt = _felt_clause(scene, form, start, limit)
    if felt is not None:
        return Report(i, form, "that", j, felt, act, scene.opens.get(felt))
    return Report(i, form, "prep", j, start, act, scene.opens.get(start))


def _felt_clause(scene: Scene, form: CueForm, start: int, limit: int) -> int | None:
    """``أعرب عن أمله في أن``: the content is the clause, not the feeling."""
    if not form.cue.light:
        return None
    for k in (start + 1, start + 2):
        if k < limit and not scene.comma[k] and scene.that(k) is not None:
            return k + 1 if k + 1 < limit else None
    return None


def _bare_objects(scene: Scene, i: int, form: CueForm, limit: int) -> list[Report]:
    """Nominal contents without an opener: right behind the cue, or behind its subject."""
    cue = form.cue
    frame = cue.noun or cue.predicate
    j = i + 1
    limit = min(limit, i + _REACH)
    owned = form.cls == "noun" and cue.noun is not None  # ``رفضه التفاوض``
    if frame is None or j >= limit or (form.suffix and cue.predicate is None and not owned):
        return []
    first = skip_adverbials(scene, j, limit)
    behind = noun_end(scene, first, limit) if first < limit else limit
    starts: list[int] = []
    # ``رفض طلب الإفراج``: nobody is named who refuses; ``يعتبر الجسر أطول جسور البلاد``: is considered
    impersonal = cue.noun is None and cue.impersonal and form.cls == "present"
    impersonal = impersonal and not _behind_agent(scene, i)  # ``دمشق تعتبر العقوبات ظالمة``
    nobodys = (form.cls == "noun" or impersonal) and not form.suffix
    head = min(first, limit - 1)
    nobodys = nobodys and not (agentive(scene, head) or counts(scene, head))
    if nobodys and form.cls != "noun":
        return []
    for k in range(j, _clause_end(scene, j, limit)):
        if nobodys and not scene.owned(k):
            continue  # ``إعلان السويسري نيته الاستقالة``
        if cue.noun is None:
            fits = _is_predicate(scene, k, j, form)
        else:
            fits = _is_object(scene, i, form, k, first, behind)
        if fits:
            starts.append(k)
    if len(starts) > 1 and starts[0] == first and scene.begun[first]:
        del starts[0]  # ``أعلن تنظيم القاعدة مسؤوليته``: who speaks
    reports = []
    for k in starts[:_OBJECTS]:
        start = _said_again(scene, form, k)
        if scene.that(start) is not None:
            continue  # ``جدد التأكيد على أن``: the clause is the content
        opener = "noun" if start == k else "prep"
        reports.append(Report(i, form, opener, k, start, frame.act, scene.opens.get(start)))
    return reports


def _said_again(scene: Scene, form: CueForm, k: int) -> int:
    """``جدد التأكيد على وقف الحرب``: verb and object are one act, and what it governs is said."""
    if not form.cue.light or k + 2 >= len(scene.form) or not scene.prep[k + 1]:
        return k
    if scene.sentence[k + 2] != scene.sentence[k]:
        return k
    for noun in scene.cues[k]:
        if noun.cls == "noun" and noun.cue.act == form.cue.act:
            return k + 2 if noun.cue.governs(scene.prep[k + 1]) else k
    return k


def _carried(scene: Scene, i: int, form: CueForm, limit: int) -> list[Report]:
    """``وجّه الوزير دعوة إلى …``: a light verb, and the noun of speech that has the content.

    What one feels or offers is the content itself: ``قدّم شكره للمتطوعين``.
    """
    first = skip_adverbials(scene, i + 1, limit)
    for k in range(first, _clause_end(scene, i + 1, limit)):
        if scene.pos[k] == "VERB":
            break
        act = object_act(scene.words.stem[k])
        if act is None or scene.words.proclitic[k] not in form.cue.carriers:
            continue
        if k > first and (scene.prep[k - 1] or not _complete(scene, k)):
            continue
        nouns = [f for f in scene.cues[k] if f.cls == "noun"]
        inner = [r for f in nouns for r in _scan(scene, k, f, limit)]
        if not inner or act in _OWN_WORDS or any(f.cue.act in _OWN_WORDS for f in nouns):
            opener = "prep" if scene.words.proclitic[k] else "noun"
            found = [Report(i, form, opener, k, k, act, scene.opens.get(k))]
        else:
            found = [Report(i, form, r.opener, k, r.start, r.act, r.quote) for r in inner]
        for report in found:
            report.carried = act
        return found[:_OBJECTS]
    return []


#: Acts whose nouns are themselves the content behind a light verb.
_OWN_WORDS = frozenset({"hope", "opinion", "praise"})


def _clause_end(scene: Scene, j: int, limit: int) -> int:
    """Where the clause that goes on with word ``j`` ends, as far as it is near."""
    limit = min(j + _NEAR, limit)
    k = scene.turns.find(1, j + 1, limit)
    while k >= 0 and not _clause_begins(scene, k):
        k = scene.turns.find(1, k + 1, limit)
    return limit if k < 0 else k


def _clause_begins(scene: Scene, k: int) -> bool:
    """What follows is no part of the cue's own clause."""
    if scene.that(k) is not None or scene.colon[k]:
        return True
    joined = scene.bare[k] != scene.form[k]
    return bool(scene.comma[k]) and (joined or scene.pos[k] in ("VERB", "CONJ", "PART"))


def _is_predicate(scene: Scene, k: int, first: int, form: CueForm) -> bool:
    """What something is called: ``تعتبرها منظمة إرهابية``, ``اعتبر الحدث "طريقة منحرفة"``."""
    if scene.timed[k] or scene.person[k] or scene.words.definite[k] or scene.words.proclitic[k]:
        return False
    if k == first and not form.suffix:
        return False
    if k > first and not _complete(scene, k) and k not in scene.opens:
        return False
    if scene.form[k] == "غير":
        return True
    return scene.pos[k] in ("NOUN", "ADJ") or k in scene.opens or _accusative(scene, k)


def _accusative(scene: Scene, k: int) -> bool:
    """``نوعا``: an indefinite noun in the accusative, which looks like an adverb."""
    return scene.pos[k] == "ADV" and scene.form[k].endswith("ا") and len(scene.form[k]) > 3


def _nominative(scene: Scene, k: int) -> bool:
    """``مصريون``: never an object."""
    return scene.form[k].endswith("ون") and scene.words.number[k] == "p"


def _complete(scene: Scene, k: int) -> bool:
    """The noun phrase before word ``k`` may be over, so that another can begin there."""
    lex, before = lexicon(), scene.form[k - 1]
    return bool(
        scene.words.definite[k - 1]
        or scene.pos[k - 1] in ("ADJ", "PROPN", "ADV")
        or _nominative(scene, k - 1)
        or scene.comma[k]
        or scene.timed[k - 1]
        or (before in lex["adjuncts"] and before not in lex["prepositions"])
    )


def _is_object(scene: Scene, i: int, form: CueForm, k: int, first: int, behind: int) -> bool:
    """Whether word ``k`` begins the thing said; a subject may stand between ``first`` and ``behind``."""
    if scene.colon[k] or scene.timed[k] or scene.person[k]:
        return False
    clitic = scene.words.proclitic[k]
    if clitic and clitic[-1] in "وفبلك":
        return False
    noun = form.cls == "noun"
    always = form.noun_always() and (not noun or bool(form.suffix))
    tags = ("NOUN", "ADJ", "PROPN") if always else ("NOUN", "ADJ")
    if form.cls == "participle" or (k > first and _no_verb(scene, k)):
        tags = (*tags, "VERB")
    if scene.pos[k] not in tags and scene.form[k] not in lexicon()["objects"]:
        return False
    made = is_made(scene.words.stem[k])
    if k != first:
        return _is_second(scene, k, behind, made, always)
    before = not noun and _behind_subject(scene, i)
    if scene.begun[k] or _nominative(scene, k):
        return always and before
    if always or (made and (not noun or bool(form.suffix))) or _indefinite(scene, k):
        return True
    if noun or scene.pos[k] != "NOUN":
        return False
    return (before and not agentive(scene, k)) or _no_subject(scene, form, k)


def _no_verb(scene: Scene, k: int) -> bool:
    """No verb follows a cue and its subject: ``رفض`` and ``تشبثها`` are nouns there."""
    if scene.form[k] in lexicon()["eventive"]:
        return True
    return scene.form[k][0] == "ت" and bool(scene.owned(k)) and bool(scene.words.definite[k - 1])


def _no_subject(scene: Scene, form: CueForm, k: int) -> bool:
    """``خبراء يوضحون مواصفات السلاح``: a verb that agrees with the noun before it has its subject."""
    if not form.finite:
        return False
    number, gender = scene.words.number[k], scene.words.gender[k]
    if form.number not in ("", "s"):
        return True
    return (form.gender == "m" and gender == "f") or (
        form.gender == "f" and gender == "m" and number == "s"
    )


def _behind_subject(scene: Scene, i: int) -> bool:
    """``تقرير انتقد المغرب``: behind a noun that speaks, what follows the cue is no subject."""
    if i < 1 or scene.comma[i] or scene.bare[i] != scene.form[i]:
        return False
    before = scene.form[i - 1] in lexicon()["relatives"] or bool(scene.person[i - 1])
    return before or scene.pos[i - 1] in ("NOUN", "PROPN")


def _behind_agent(scene: Scene, i: int) -> bool:
    """``دمشق تعتبر``: a name that can speak stands right before the cue."""
    if i < 1 or scene.comma[i] or scene.bare[i] != scene.form[i]:
        return False
    return bool(scene.person[i - 1]) or agentive(scene, i - 1)


def _indefinite(scene: Scene, k: int) -> bool:
    """``أعلن خططا``: an object by its ending."""
    form = scene.form[k]
    if not form.endswith("ا") or len(form) < 4 or scene.words.definite[k] or scene.owned(k):
        return False
    how = form.startswith("م") or form.endswith("يا")  # ``معلنا``, ``رسميا``
    return scene.pos[k] in ("NOUN", "ADV") or (scene.pos[k] == "ADJ" and not how)


def _is_second(scene: Scene, k: int, behind: int, made: bool, always: bool) -> bool:
    """Whether word ``k`` begins an object behind the subject, which ends at ``behind`` or later."""
    stem, before = scene.words.stem[k], scene.words.stem[k - 1]
    if scene.prep[k - 1] or scene.pos[k - 1] == "PART" or before in lexicon()["negations"]:
        return False  # ``تغييرا في السياسات لا الوجوه``
    if not (k == behind or _complete(scene, k)):
        return False
    if scene.person[k - 1] == k and not scene.comma[k] and agentive(scene, k):
        return False  # ``نفى فلان رئيس الاتحاد التكهنات``: the name's title
    if stem.startswith("ال"):
        if scene.pos[k] == "ADJ" and scene.words.definite[k - 1] and not scene.comma[k]:
            return False  # ``الأمانة العامة``
        if not eventive(stem):
            adverb = scene.form[k - 1] in lexicon()["adjuncts"]  # ``أدانت دمشق بشدة العقوبات``
            return (made or (always and (adverb or k == behind))) and before != "غير"
    return made or always or bool(scene.owned(k)) or _indefinite(scene, k)


def is_made(stem: str) -> bool:
    """:func:`eventive`, with or without the article (``التماس`` has none)."""
    return eventive(stem.removeprefix("ال")) or (stem.startswith("ال") and eventive(stem))


def addressed(scene: Scene, report: Report) -> bool:
    """``حث أصحاب المركبات على …``: all that stands behind the verb is whom it is said to."""
    form, subject = report.form, report.subject
    if subject is None or report.side != "after" or form.suffix or report.opener != "prep":
        return False
    if not form.finite or subject[1] < report.region_end:
        return False
    prep = scene.prep[report.start - 1] or scene.words.proclitic[report.start][-1:]
    obliged = prep in form.cue.targets and prep not in form.cue.preps
    return obliged and not agentive(scene, subject[0])


def agentive(scene: Scene, k: int) -> bool:
    """Whether a noun names somebody who can speak."""
    if scene.agent[k]:
        return True
    return scene.words.stem[k].removeprefix("ال") in lexicon()["speaking_nouns"]
