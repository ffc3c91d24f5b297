"""Who speaks: the phrase beside the cue, or whoever the words hide."""

from __future__ import annotations

import msgspec

from khabar.statements.beside import hears
from khabar.statements.cues import CueForm, lookup
from khabar.statements.media import core, medium_at, quoted
from khabar.statements.phrases import counts, eventive, noun_end, skip_adverbials, speaker_span
from khabar.statements.reports import Report, agentive
from khabar.statements.scene import Scene, lexicon, titles

_LEFT = 30
#: So many words of a noun that a clause describes are looked at.
_QUALITIES = 4
#: So many words of a sentence, and before a cue, are looked at for who acts there.
_CLAUSES = 60
#: ``نقلت الصحيفة عنه``: who speaks, by gender and number.
_OF_WHOM = {"عنه": ("m", "s"), "عنها": ("f", "s"), "عنهم": ("m", "p")}
_NOMINAL = ("NOUN", "PROPN", "ADJ", "NUM")


class Speaker(msgspec.Struct):
    """A speaker found: its words, its name and how it agrees."""

    span: tuple[int, int] | None
    name: str
    gender: str = ""
    number: str = ""
    actor: int | None = None
    rule: str = "name"
    #: Head noun of the phrase that named it, without article.
    head: str = ""


def find_subject(
    scene: Scene, report: Report, first: int, known: dict[CueForm, tuple[int, int] | None]
) -> None:
    """Fill in the noun phrase beside the cue, after it or before it (from word ``first`` on).

    ``known``: the phrases found before this cue so far, by its readings.
    """
    form = report.form
    if form.cue.relay and _relayed_of_him(scene, report):
        return
    finite = form.finite and not first_person(scene, report)
    finite = finite or _by_saying(scene, report)
    pronoun = report.cue - 1  # ``التي كانت تطالب``
    while pronoun > first and scene.form[pronoun] in lexicon()["auxiliaries"]:
        pronoun -= 1
    who = scene.form[pronoun] if pronoun >= first else ""
    relative = who in lexicon()["relatives"] and who != "حيث"
    after = _subject_after(scene, report, finite)
    if (
        (finite or form.cls == "participle")
        and not relative
        and not (
            after is not None
            and scene.comma[report.cue]
            and scene.text.gaps[report.cue].strip() != ")"
        )
    ):
        if form not in known:
            known[form] = _subject_before(scene, report, first)
        before = known[form]
        if before is not None and _has_source(scene, report, after):
            report.via.append(before)  # ``الصحيفة نقلت عن مصدر``
        elif before is not None:
            report.subject, report.side = before, "before"
            return
    addressed = form.cue.takes_object and report.opener == "prep" and not form.suffix
    if relative and after is not None and addressed:
        described = _antecedent(scene, pronoun, first)
        if described is not None and agrees(scene, form.gender, form.number, described, True):
            after = None  # ``النمسا التي دعت الرباط إلى``: Rabat was called
    # The verb of a relayed source agrees with the medium, not with who speaks.
    if after is not None and (
        report.via
        or form.cue.document
        or agrees(scene, form.gender, form.number, after, before=False)
    ):
        report.subject, report.side = after, "after"
    elif relative and not form.suffix and (finite or form.cls == "participle"):
        before = _antecedent(scene, pronoun, first)
        if before is not None and agrees(scene, form.gender, form.number, before, before=True):
            report.subject, report.side, report.relative = before, "before", True
    elif finite and not relative and not form.suffix:
        before = _described_by(scene, report.cue, first)
        if before is not None and agrees(scene, form.gender, form.number, before, before=True):
            report.subject, report.side, report.relative = before, "before", True


def _described_by(scene: Scene, cue: int, first: int) -> tuple[int, int] | None:
    """``تقارير صحفية تفيد بأن``: a clause without a pronoun describes an indefinite noun that tells."""
    if scene.comma[cue] or scene.bare[cue] != scene.form[cue]:
        return None
    k = cue
    while k > max(first, cue - _QUALITIES) and not scene.comma[k]:
        k -= 1
        if scene.words.definite[k] or scene.timed[k] or scene.person[k]:
            return None
        if scene.pos[k] == "NOUN":
            tells = core(scene, k) in lexicon()["evidence"] or core(scene, k) in lexicon()["texts"]
            return (k, cue) if tells or hears(scene, k) else None
        if scene.pos[k] != "ADJ":
            return None
    return None


def _has_source(scene: Scene, report: Report, after: tuple[int, int] | None) -> bool:
    """The phrase behind the cue is whom it relays: ``نقلت عن مصدر``."""
    if after is None or report.via or not report.form.cue.relay:
        return False
    return scene.form[after[0] - 1] == "عن"


def _by_saying(scene: Scene, report: Report) -> bool:
    """``رد بالقول``: a verb, though its form may be a noun's."""
    behind = report.cue + 1
    if behind >= report.region_end or scene.words.proclitic[behind] != "ب":
        return False
    return _is_speech_noun(scene, behind)


def first_person(scene: Scene, report: Report) -> bool:
    """``أؤكد``, and ``طالبنا`` in somebody's own words: "we demanded", not "he demanded of us"."""
    form = report.form
    if form.person == "1":
        return True
    ours = form.cls == "past" and form.suffix == "نا" and report.opener != "that"
    return ours and bool(scene.quote_end[report.cue] or scene.colon[report.cue])


def _subject_after(scene: Scene, report: Report, finite: bool) -> tuple[int, int] | None:
    form, cue = report.form, report.cue
    if finite and form.number in ("p", "d"):
        return None  # a verb before its subject stays singular
    if finite:
        source = _relayed(scene, report)
        if source is not None:
            return source
        if form.cue.document and scene.prep[cue + 1] == "في":
            return speaker_span(scene, cue + 2, report.region_end)
        preps = tuple(p for p in form.cue.addressee if p != "object")
        after = speaker_span(scene, cue + 1, report.region_end, stops=preps)
        # Where أن follows at once, the clause is the object: ``أعلنت تشكيلات … أنها``.
        clause = report.opener == "that" and scene.is_that(report.region_end)
        matter = bool(form.cue.noun) and not clause
        if after is not None and (
            _is_speech_noun(scene, after[0]) or (matter and _is_matter(scene, after[0]))
        ):
            return None
        if after is not None and form.cue.takes_object and report.opener in ("prep", "that"):
            after = _subject_not_object(scene, report, after)
        return after
    owned = form.cls == "noun" and not form.suffix and cue + 1 < report.region_end
    if owned and scene.pos[cue + 1] in ("NOUN", "PROPN", "ADJ"):
        return cue + 1, noun_end(scene, cue + 1, report.region_end)
    return None


def _is_speech_noun(scene: Scene, k: int) -> bool:
    """``رد بالقول``, ``اختتم حديثه``: the noun repeats the saying."""
    stem = scene.words.stem[k]
    if stem in lexicon()["occasions"] and scene.owned(k):
        return True
    if stem == "القول" and scene.words.proclitic[k] == "ب":
        return True
    return any(f.cue.completion for f in lookup(scene.form[k]) or lookup(stem))


def _is_matter(scene: Scene, k: int) -> bool:
    """``أكد حرص سموه على``: what is asserted, not who asserts; the subject is hidden."""
    stem = scene.words.stem[k]
    several = stem.endswith("ات") and eventive(stem[:-2])  # ``تحذيرات``
    if stem.startswith("ال") or not (several or eventive(stem)) or agentive(scene, k):
        return False
    info = scene.info(k)
    named = info is not None and (info.roles or info.body)
    return not named and scene.pos[k] == "NOUN" and stem not in lexicon()["texts"]


def _relayed(scene: Scene, report: Report) -> tuple[int, int] | None:
    """``نقلت الوكالة عن المصدر``, ``قالت سانا نقلا عن مصدر``: the source speaks, the rest relays."""
    cue = report.cue
    for j in range(cue + 1, min(report.region_end, cue + 20)):
        mouth = scene.form[j] == "لسان" and bool(scene.prep[j - 1])  # ``نقلت على لسان الوزير``
        if (scene.form[j] != "عن" and not mouth) or scene.person[j]:
            continue
        relays = scene.form[j - 1] == "نقلا"
        if not (relays or report.form.cue.relay):
            continue
        source = speaker_span(scene, j + 1, report.region_end, skip=False)
        if source is None or source[0] != j + 1:
            return None
        source = source[0], _before_own_words(scene, *source)
        medium = speaker_span(scene, cue + 1, j - 1 if relays or mouth else j)
        if medium is not None:
            report.via.append(medium)
        return source
    return None


def _relayed_of_him(scene: Scene, report: Report) -> bool:
    """``نقلت الصحيفة عنه``, ``نقلت عنه الصحيفة``: the medium relays, who spoke is a pronoun."""
    cue = report.cue
    if not report.form.finite or report.form.passive:
        return False
    end = min(report.region_end, cue + 12)
    at = next((k for k in range(cue + 1, end) if scene.form[k] in _OF_WHOM), end)
    if at == end or any(scene.comma[cue + 1 : at]) or scene.is_that(at - 1):
        return False
    report.source = _OF_WHOM[scene.form[at]]
    medium = speaker_span(scene, cue + 1, at) if at > cue + 1 else None
    medium = medium or speaker_span(scene, at + 1, report.region_end)
    if medium is not None:
        report.via.append((medium[0], _before_own_words(scene, *medium)))
    return True


def _before_own_words(scene: Scene, start: int, end: int) -> int:
    """``عن مصدر أمني قوله إن``: the source ends where its saying is named."""
    for k in range(start + 1, end):
        if scene.owned(k) and scene.form[k] in lexicon()["repeats"]:
            return k
    return end


def _whole_phrase(scene: Scene, start: int, end: int) -> int:
    """End of the first noun phrase: with ``للأمم المتحدة`` behind a title, ``والزراعة`` in a name."""
    first = start
    if start + 2 < end and counts(scene, start) and scene.prep[start + 1] == "من":
        first = start + 2  # ``عدد من اللاعبين``
    k = min(end, max(noun_end(scene, first, end), scene.entitled.get(start, 0)))
    while k < end and not scene.comma[k]:
        if scene.within[k]:
            k += 1
        elif (scene.words.proclitic[k] == "ل" or scene.form[k].startswith("لل")) and medium_at(
            scene, k
        ) is None:
            k = noun_end(scene, k, end)
        else:
            break
    return k


def _subject_not_object(
    scene: Scene, report: Report, after: tuple[int, int]
) -> tuple[int, int] | None:
    """``طالب الوزير الحكومة بـ``: the first of two phrases speaks; a lone one may be addressed."""
    start, end = after
    if report.cue and scene.bare[report.cue - 1] in lexicon()["pronouns"]:
        return None  # ``كما أنها اتهمت أحدهما``: the pronoun is the subject
    medium = medium_at(scene, start) or quoted(scene, start)
    behind = medium[1] if medium is not None else start
    if start < behind < report.region_end and not scene.comma[behind] and scene.is_role(behind):
        return speaker_span(scene, behind, report.region_end, skip=False)  # ``أبلغ «الأفق» مدير``
    first_end = _whole_phrase(scene, start, end)
    while first_end < end and scene.comma[first_end] and scene.person[first_end]:
        first_end = min(end, scene.person[first_end])  # ``رئيس الوزراء، فلان،``
    joined = first_end < end and scene.form[first_end].startswith("و")
    if first_end < end and not joined and scene.pos[first_end] in ("NOUN", "PROPN"):
        return start, first_end
    form = scene.form[start]
    if _own(scene, report, start):
        return None
    if first_end >= end and _needs_object(scene, report, end):
        split = _object_within(scene, start, end)
        return (start, split) if split else None
    each = form in lexicon()["each"] and bool(scene.prep[start + 1])
    if (form in lexicon()["everyone"] and not each) or (
        form.endswith("ين") and scene.words.number[start] == "p"
    ):
        return None
    return after


def _needs_object(scene: Scene, report: Report, end: int) -> bool:
    """``ووصف القرار بأنه``, ``وأخبر الشرطة أن``: a lone phrase, up to word ``end``, is the object."""
    form, kinds = report.form, {frame.kind for frame in report.form.cue.frames}
    if form.suffix or form.passive or report.opener not in ("prep", "that"):
        return False
    if "object_then" not in kinds or not kinds.isdisjoint(("noun", "prep_noun")):
        return False  # ``دعا الوزير إلى``
    return _only_adverbials(scene, end, report.region_end)


def _only_adverbials(scene: Scene, k: int, limit: int) -> bool:
    """Whether no noun phrase stands between two words but what prepositions govern."""
    while k < limit:
        clitic = scene.words.proclitic[k]
        prep = bool(scene.prep[k]) or scene.form[k] in lexicon()["prepositions"]
        if prep or (clitic and clitic[-1] in "بل"):
            k += prep
            speech = k < limit and core(scene, k) in lexicon()["speeches"]
            closed = speech or (k < limit and scene.words.stem[k].startswith("ال"))
            k += 1
            while k < limit and scene.words.definite[k] and not scene.begun[k]:
                if closed and scene.pos[k] != "ADJ":
                    break
                closed = closed or scene.words.stem[k].startswith("ال")
                k += 1
        elif scene.timed[k] or scene.form[k] in lexicon()["adjuncts"]:
            k += 1
        else:
            return False
    return True


def _object_within(scene: Scene, start: int, end: int) -> int:
    """``ترامب الملكة``, ``أحد الرجال الوضع``: where a second noun begins behind a complete phrase."""
    for k in range(end - 1, start, -1):
        whole = scene.words.stem[k - 1].startswith("ال") or scene.person[k - 1] == k
        noun = scene.pos[k] == "NOUN" and scene.words.stem[k].startswith("ال")
        people = scene.form[k].endswith("ين") and scene.words.number[k - 1] == "s"
        noun = noun or (people and scene.words.number[k] == "p")
        name = scene.person[k] > k and scene.person[k - 1] != scene.person[k]
        noun = noun or (name and not any(map(scene.is_role, range(start, k))))
        state = bool(scene.begun[k]) and scene.pos[k] != "ADJ"  # ``الوزير إيران``
        if whole and not scene.comma[k] and (state or (noun and not scene.within[k])):
            return k
    return 0


def _no_noun_before(scene: Scene, k: int) -> bool:
    """``في حين تشير``, ``ما وصفه``, ``لكنه أكد``: no noun before the verb is its subject."""
    lex = lexicon()
    return (
        scene.bare[k] in lex["meanwhile"]
        or scene.bare[k] in lex["pronouns"]
        or scene.form[k] == "ما"
    )


def _own(scene: Scene, report: Report, start: int) -> bool:
    """``دعت عناصرها إلى``: her men; the pronoun means the subject, which is hidden."""
    pronoun = {"m": "ه", "f": "ها"}.get(report.form.gender)
    return pronoun is not None and scene.owned(start) == pronoun


def _subject_before(scene: Scene, report: Report, first: int) -> tuple[int, int] | None:
    """``الوزير أكد أن``, ``وكان الوزير قد قال إن``, ``المتحدث الذي أوضح أن``."""
    i = report.cue
    if report.form.cls == "participle" and circumstantial(scene, i):
        return None
    if scene.bare[i] != scene.form[i]:
        return _topic(scene, report, first)
    if i > first and _no_noun_before(scene, i - 1):
        return None
    j = i
    while j > first and scene.form[j - 1] in lexicon()["auxiliaries"] and not scene.comma[j]:
        j -= 1
    end = _before_bracket(scene, j, first)
    if (end == j and _hard_break(scene, i)) or scene.colon[i]:
        return None
    for _ in range(3):  # the clause of the cue, or the one before an aside between commas
        start = _segment_start(
            scene, end, max(first, i - _LEFT, scene.dateline if scene.dateline < i else 0)
        )
        at = _skip_lead_in(scene, start, end)
        if at < end:
            found = _last_joined(scene, report, at, end) or _checked(scene, report, at, end)
            return found and _with_name_before(scene, found, first)
        if any(scene.bare[k] in lexicon()["openers"] for k in range(start, end)):
            return None
        if start <= first or _hard_break(scene, start) or not scene.comma[start]:
            return None
        end = start
    return None


def _before_bracket(scene: Scene, i: int, first: int) -> int:
    """``محمد بن سلمان (32 عاما) صرح``: the words before the bracket; ``i`` where there is none."""
    if ")" not in scene.text.gaps[i]:
        return i
    for k in range(i - 1, max(first, i - 8), -1):
        if "(" in scene.text.gaps[k]:
            return k
    return i


def _topic(scene: Scene, report: Report, first: int) -> tuple[int, int] | None:
    """``أما البحرين، فعبرت عن``: the topic is the subject."""
    i = report.cue
    if not scene.form[i].startswith("ف"):
        return None
    for k in range(i - 1, max(first - 1, i - _LEFT), -1):
        if scene.bare[k] == "اما":
            end = next((c for c in range(k + 1, i + 1) if scene.comma[c]), i)
            return _checked(scene, report, k + 1, end) if k + 1 < end else None
    return None


def _last_joined(scene: Scene, report: Report, start: int, end: int) -> tuple[int, int] | None:
    """``أطفال في أقفاص وترامب يتهم``: only the last of what ``و`` joins is the verb's subject."""
    if report.form.number != "s":
        return None
    for k in range(end - 1, start, -1):
        if scene.form[k].startswith("و") and (scene.begun[k] or scene.person[k] > k):
            clause = any(scene.pos[v] == "VERB" for v in range(start, k)) or scene.prep[start]
            if clause or _checked(scene, report, start, end) is None:
                return _checked(scene, report, k, end)
    return None


def _with_name_before(scene: Scene, found: tuple[int, int], first: int) -> tuple[int, int]:
    """``علي بوطوالة، الكاتب العام للحزب، قال``: the name stands before its title."""
    start, end = found
    if start - 1 < first or not scene.comma[start] or scene.person[start]:
        return found
    if scene.person[start - 1] == start and scene.is_role(start):
        return _person_before(scene, start, first)[0], end
    name = start - 1
    while name > max(first, start - 6) and not scene.comma[name] and scene.could_be_name(name - 1):
        name -= 1
    alone = name == first or scene.comma[name] or name in scene.text.inner_starts
    known = scene.is_role(start) or start - name > 1
    return (name, end) if alone and known and scene.could_be_name(name) else found


def _segment_start(scene: Scene, end: int, first: int) -> int:
    """First word behind the nearest comma, أن or لكن before word ``end``."""
    k = end
    while k > first:
        if k < end and scene.comma[k]:
            return k
        if k < end and (
            scene.colon[k]
            or _full_stop(scene, k)
            or _rubric(scene, k)
            or scene.is_that(k - 1)
            or scene.bare[k - 1] in ("لكن", "ولكن")
        ):
            return k
        k -= 1
    return first


def _rubric(scene: Scene, k: int) -> bool:
    """``سياسي / الأمين العام``: the agency's rubric opens the headline; a title is none."""
    if k != 1 or "/" not in scene.text.gaps[k] or scene.words.stem[0].startswith("ال"):
        return False
    info = scene.info(0)
    return info is None or not info.honorific


def _full_stop(scene: Scene, k: int) -> bool:
    """A sentence within a quotation ends before word ``k``; ``د. فلان`` is one phrase."""
    gap = scene.text.gaps[k]
    return gap != " " and any(m in gap for m in ".؟!؛…") and len(scene.form[k - 1]) > 1


def _hard_break(scene: Scene, k: int) -> bool:
    gap = scene.text.gaps[k]
    return any(mark in gap for mark in ("--", "–", "—", "؛", ")", " - "))


def _skip_lead_in(scene: Scene, start: int, end: int) -> int:
    """First word of a clause that can be its subject: no adverbial, no ``من جهته``, no particle."""
    lex = lexicon()
    while start < end:
        if scene.person[start]:
            break
        if scene.prep[start] or (
            scene.bare[start] in lex["prepositions"] and scene.pos[start] != "VERB"
        ):
            start = noun_end(scene, start + 1, end) if start + 1 < end else end
        elif (
            scene.bare[start] in lex["lead_ins"]
            or scene.timed[start]
            or scene.bare[start] in lex["adjuncts"]
        ):
            start += 1
        else:
            break
    return start


def _checked(scene: Scene, report: Report, start: int, end: int) -> tuple[int, int] | None:
    lex = lexicon()
    if (
        scene.pos[start] not in ("NOUN", "PROPN", "ADJ", "NUM")
        or scene.bare[start] in lex["returns"]
    ):
        return None
    if end - start == 1 and scene.form[start].isdigit():
        return None  # ``5- أفادت الوزارة``
    if scene.particle(start)[-1:] in ("ب", "ل") and start not in scene.opens:
        return None  # ``وللضغط على الحكومة طلب``
    relative = any(scene.form[k] in lex["relatives"] for k in range(start, end))
    verbs = [k for k in range(start, end) if scene.pos[k] == "VERB"]
    described = len(verbs) == 1 and not scene.words.definite[start]  # ``مصادر تدعم …``
    if verbs and not relative and not described:
        return None
    found = speaker_span(scene, start, end, skip=False)
    if found is None or (found[1] < end and not _aside(scene, found[1])):
        return None
    if not agrees(scene, report.form.gender, report.form.number, found, before=True):
        return None
    return found


def _aside(scene: Scene, k: int) -> bool:
    """When, where or how: no part of the subject and yet before its verb."""
    how = scene.pos[k] == "ADJ" and not scene.words.definite[k]  # ``القوات ممثلة بالحلف رحبت``
    return bool(scene.timed[k] or scene.prep[k]) or how


def circumstantial(scene: Scene, i: int) -> bool:
    """A participle in the accusative or feminine (``مؤكدا``, ``مشيرة``) takes its clause's subject."""
    form = scene.form[i]
    return not form.startswith("ال") and form.endswith(("ا", "ه", "ين", "ات"))


def _antecedent(scene: Scene, relative: int, first: int) -> tuple[int, int] | None:
    """The noun phrase that ends right before a relative pronoun and agrees with it."""
    end = relative
    while end > first + 1 and scene.timed[end - 1]:
        end -= 1  # ``الصادرة الأحد، التي``
    if scene.comma[relative]:
        aside = next(
            (k for k in range(relative - 1, max(first, relative - 16), -1) if scene.comma[k]), 0
        )
        if aside and _with_name_before(scene, (aside, relative), first) != (aside, relative):
            return _with_name_before(scene, (aside, relative), first)
    if scene.comma[relative] and scene.person[end - 1] == end:
        return _person_before(scene, end, first)
    starts: list[int] = []
    inner: list[int] = []  # nouns that only possess the one before them
    k = end
    while k > max(first, relative - 12):
        k -= 1
        particle = scene.words.proclitic[k]
        if scene.prep[k] or scene.timed[k] or scene.pos[k] not in _NOMINAL:
            starts += [k + 1, *inner]
            inner = []
            if not scene.prep[k]:
                k = end
                break
        elif particle and particle[-1] in "بلك":
            starts += [k, *inner]
            inner = []
        elif scene.pos[k] == "NOUN" and scene.words.stem[k].startswith("ال"):
            inner.insert(0, k)
        if scene.comma[k]:
            break
    starts += [k, *inner]
    spans = [(start, end) for start in starts if start < end]
    spans = [s for s in spans if _described(scene, s, scene.form[relative])]
    spans = [s for s in spans if not scene.prep[s[0]]] or spans
    somebody = next((s for s in spans if acts(scene, s)), None)  # ``رجل من الطراز الأول الذي``
    nouns = (s for s in spans if not _is_matter(scene, s[0]))
    return somebody or next(nouns, spans[0] if spans else None)


def _person_before(scene: Scene, end: int, first: int) -> tuple[int, int]:
    """The person's name that ends at word ``end``, with the title before it."""
    start = end - 1
    while start > first and scene.person[start - 1] == end:
        start -= 1
    title = next(
        (k for k in range(max(first, start - 16), start) if scene.entitled.get(k) == end), start
    )
    return title, end


def _described(scene: Scene, span: tuple[int, int], relative: str) -> bool:
    """Whether a relative pronoun can mean the phrase; ``التي`` means many things, too."""
    gender, number = agreement(scene, span)
    if relative == "الذي":
        return gender in ("", "m") and number != "p"
    if relative == "التي":
        return gender in ("", "f") or number == "p"
    return relative != "الذين" or number == "p"


def agrees(scene: Scene, gender: str, number: str, span: tuple[int, int], before: bool) -> bool:
    """Whether a verb form can have this noun phrase for its subject."""
    have_gender, have_number = agreement(scene, span)
    if not before and gender == "f" and have_gender == "m":
        woman = scene.is_role(span[0]) and any(
            map(scene.could_be_name, range(span[0] + 1, span[1]))
        )
        if woman or _may_be_name(scene, span[0]):
            return True
    if gender and have_gender and gender != have_gender and have_number != "p":
        return False
    if have_number == "p" and gender == "m" and number == "s" and (before or have_gender == "f"):
        return False  # ``عناصر … قال``, ``اتهم الدول``
    if before and gender == "f" and scene.form[span[0]].endswith("ون") and have_number == "p":
        return False  # ``المهتمون … قالت``
    return not (before and "p" in number and have_number == "s")


def _may_be_name(scene: Scene, head: int) -> bool:
    """A word that no list knows may be a woman's name; a noun with the article is none."""
    stem = scene.words.stem[head]
    if stem.startswith("ال") or scene.titled[head] or eventive(stem):
        return False
    return scene.words.number[head] != "p" and head not in scene.opens


def agreement(scene: Scene, span: tuple[int, int]) -> tuple[str, str]:
    """Gender and number of a noun phrase by its head and its coordination."""
    head = span[0]
    if scene.form[head] in lexicon()["each"] and span[1] - head > 2 and scene.prep[head + 1]:
        return agreement(scene, (head + 2, span[1]))[0], "p"
    if scene.form[head] in lexicon()["quantities"]:
        return "", ""  # ``العديد من الناس``: the verb may agree with either
    if scene.begun[head] and not scene.titled[head] and scene.governs(head):
        return _place_gender(scene, head), "s"
    if scene.titled[head] and not scene.is_role(head) and scene.words.stem[head].endswith("ه"):
        return "f", "s"  # a body by its proper name: ``وكالة الأنباء``
    if scene.person[head] or scene.pos[head] == "PROPN":
        return "", "s"  # names do not show their gender
    if _owned(scene, span):
        return "", "s"
    if scene.form[head].endswith("و") and scene.form[head] + "ن" in titles():
        return "m", "p"  # ``مسؤولو الوزارة``
    return scene.words.gender[head], scene.words.number[head]


def _place_gender(scene: Scene, head: int) -> str:
    """States and their capitals are feminine but for some states (``العراق``)."""
    return "" if scene.words.stem[head] in lexicon()["masculine_states"] else "f"


def _owned(scene: Scene, span: tuple[int, int]) -> bool:
    """``نظيره التركي``: the last letter is a pronoun, as the masculine adjective shows."""
    head, following = span[0], span[0] + 1
    return (
        scene.form[head].endswith("ه")
        and not scene.words.stem[head].startswith("ال")
        and following < span[1]
        and scene.words.stem[following].startswith("ال")
        and scene.pos[following] == "ADJ"
        and not scene.form[following].endswith(("ه", "ات"))
    )


def acts(scene: Scene, span: tuple[int, int]) -> bool:
    """Whether a noun phrase names people or a body: whoever acts can speak."""
    head = span[0]
    if agentive(scene, head) or scene.could_be_name(head) or scene.is_role(head):
        return True
    if head in scene.entitled:
        return True
    if core(scene, head) in lexicon()["quantities"]:  # ``المئات من المتظاهرين``
        head += 1 + (scene.prep[head + 1] == "من")
        if head >= span[1] or hears(scene, head):
            return True
        head = span[0]
    named = any(scene.comma[k] and scene.person[k] for k in range(head + 1, span[1]))
    return named or (hears(scene, head) and not scene.begun[head])


def is_somebody(scene: Scene, span: tuple[int, int]) -> bool:
    """Whether a noun phrase is known to be a person, by name or title, or a body."""
    head = span[0]
    if head in scene.entitled or scene.person[head]:
        return True
    kinds = [m.kind for m, (first, _) in scene.mentions_in(head, head + 1) if first == head]
    if "organization" in kinds or "group" in kinds or "state" in kinds:
        return True
    title = "role" in kinds or scene.is_role(head)
    return title and bool(scene.words.definite[head])


def source_before(scene: Scene, cue: int, first: int) -> tuple[int, int] | None:
    """``نقلت الوكالة عن مصادر لم تسمها قولها إن``: whose saying it is."""
    if scene.form[cue] not in lexicon()["repeats"]:
        return None
    for k in range(cue - 1, max(first, cue - 20), -1):
        if scene.form[k] == "عن" and not scene.person[k]:
            found = speaker_span(scene, k + 1, cue, skip=False)
            return found if found is not None and found[0] == k + 1 else None
    return None


def main_subject(scene: Scene, first: int, limit: int) -> tuple[int, int] | None:
    """Subject of the clause that begins at ``first``: behind its verb, or at its head."""
    lex = lexicon()
    i = max(first, scene.dateline) if first < scene.dateline < limit else first
    i += first == 0 and limit > 1 and _rubric(scene, 1)
    while i < limit and (
        scene.bare[i] in lex["lead_ins"]
        or scene.timed[i]
        or (scene.pos[i] in ("CONJ", "PART", "ADV") and scene.bare[i] not in lex["subordinators"])
    ):
        i += 1
    if i < limit and scene.bare[i] in lex["according"]:
        i = next((k for k in range(i, limit) if scene.comma[k]), limit)
    limit = min(limit, i + _CLAUSES)
    begin = i
    i = _behind_lead_in(scene, i, limit)
    if i >= limit and begin + 1 < limit and scene.bare[begin] in lex["subordinators"]:
        # ``وعندما سئل المدرب عن المباراة، أجاب``
        found = main_subject(scene, begin + 1, limit) if scene.pos[begin + 1] == "VERB" else None
        return found if found is not None and is_somebody(scene, found) else None
    if i >= limit:
        return None
    verb = i
    if scene.pos[i] == "VERB":
        i = skip_adverbials(scene, i + 1, limit)
    if i >= limit or scene.pos[i] not in ("NOUN", "PROPN", "ADJ", "NUM"):
        return None
    end = max(_whole_phrase(scene, i, limit), scene.entitled.get(i, 0))
    if end < limit and scene.comma[end] and scene.person[end]:
        end = scene.person[end]  # ``المتحدث باسم الخارجية، فلان، …``
    found = i, min(end, limit)
    # ``زارت القرى``: the hidden subject's object
    fits = verb == i or agrees(scene, scene.words.gender[verb], "s", found, before=False)
    return found if fits else None


def acting(scene: Scene, report: Report, first: int) -> tuple[int, int] | None:
    """Who acts in the last clause before a cue, from word ``first`` on, and can be its subject.

    A main clause begins with ``و`` and its verb: ``غادر الوفد، واستقبل الوزير …``. For a participle
    any other clause will do: ``بعد أن انسحب الوزير … متهما``.
    """
    form, limit = report.form, report.cue
    dependent = form.cls == "participle"
    for k in range(limit - 1, max(first, limit - _CLAUSES), -1):
        if scene.pos[k] != "VERB" or scene.quote_end[k] != scene.quote_end[limit - 1]:
            continue
        heads = scene.bare[k] != scene.form[k] or scene.form[k - 1] in lexicon()["main_clauses"]
        if not heads and not (dependent and scene.is_that(k - 1)):
            continue
        if core(scene, k) in lexicon()["relays"] or any(f.cue.takes_object for f in scene.cues[k]):
            continue  # ``وتوصلت به الصحيفة``; ``ودعت الحكومة إلى``: the object
        found = main_subject(scene, k, limit)
        if found is None or not acts(scene, found):
            continue
        gender, number = agreement(scene, found)
        own = number == "p" or gender in ("", scene.words.gender[k])
        if own and agrees(scene, form.gender, form.number, found, before=True):
            return found
    return None


def _behind_lead_in(scene: Scene, i: int, limit: int) -> int:
    """The verb or noun behind the adverbials at the head of a sentence.

    ``وفي لقاء مع الصحافة تحدثت ليلى``; a verb that describes an indefinite noun of theirs, or what
    came before or after, heads no main clause: ``وفي تصريح نقلته الوكالة، قال``.
    """
    dependent = False
    start = i
    while i < limit:
        bare, clitic = scene.bare[i], scene.words.proclitic[i]
        if dependent and not scene.comma[i]:
            i += 1
            continue
        dependent = False
        if scene.pos[i] == "VERB" and i > start and not scene.comma[i]:
            closed = scene.words.definite[i - 1] or scene.could_be_name(i - 1)
            closed = closed and not scene.owned(i)  # ``في بيان نشرته الصحف``
            dependent = not (closed or scene.form[i - 1] in lexicon()["turns"])
            if not dependent:
                return i
            i += 1
        elif bare in lexicon()["subordinators"] and i + 1 < limit:
            dependent = scene.pos[i + 1] == "VERB" or scene.is_that(i + 1)
            i = i + 1 if dependent else _whole_phrase(scene, i + 1, limit)
        elif scene.prep[i] or (bare in lexicon()["prepositions"] and scene.pos[i] != "VERB"):
            i = _whole_phrase(scene, i + 1, limit) if i + 1 < limit else limit
        elif clitic and clitic[-1] in "بل" and not scene.whole_name(i) and scene.pos[i] != "VERB":
            i = _whole_phrase(scene, i, limit)
        elif bare in lexicon()["lead_ins"] or scene.timed[i] or bare in lexicon()["adjuncts"]:
            i += 1
        elif bare in lexicon()["relatives"]:
            i, dependent = i + 1, True
        elif i > start and not scene.comma[i] and scene.pos[i] != "VERB":
            i += 1  # what is left of the adverbial's phrase
        else:
            return i
    return i
