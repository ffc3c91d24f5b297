"""``وفق``, ``بحسب``, ``نقلا عن``, ``برأي``: whose word a clause is, said before or after it.

The phrases stand in ``lexicon/cues.toml`` (``[[according]]``) with what comes between each and the
source.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from khabar.statements.beside import hears, opens_occasion, spoken_through
from khabar.statements.cues import book
from khabar.statements.media import core, governor, medium_at, quoted, relayed_in
from khabar.statements.phrases import speaker_span
from khabar.statements.scene import Scene, lexicon

#: A phrase is looked at over so many words, a clause that describes its source over fewer.
_REACH, _CLAUSE = 30, 9


@dataclass(slots=True)
class According:
    """One according-to phrase; word indices."""

    head: int
    #: Word that counts as the cue: the head, or the verb of ``حسب ما أعلن``.
    cue: int
    #: Who is named, or None where the phrase only repeats (``على حد قوله``).
    span: tuple[int, int] | None
    #: First word behind the phrase.
    end: int
    act: str = "say"
    repeats: bool = False
    #: The source issued a document (``وفقا لبيان للوزارة``): the way the words came.
    issued: bool = False
    #: ``كما يقول فلان``: a verb of its own.
    as_said: bool = False
    #: The source is whom a medium hands on (``وفق ما نقلت الوكالة عن الوزير``).
    relayed: bool = False
    #: Media that the phrase names on the way.
    media: list[tuple[int, int]] = field(default_factory=list)


def find_according(scene: Scene, first: int, last: int) -> list[According]:
    """The according-to phrases of a sentence, in order."""
    heads, bare, form = _heads(), scene.bare, scene.form
    found = []
    done = first
    for i in [i for i in range(first, last) if bare[i] in heads]:
        seconds = heads[bare[i]]
        if i < done or (seconds and (i + 1 == last or form[i + 1] not in seconds)):
            continue
        phrase = _at(scene, i, last)
        if phrase is None or (phrase.as_said and _begins(scene, phrase, first, last)):
            continue  # ``كما طالب``: a conjunction
        found.append(phrase)
        done = phrase.end
    return found


def _begins(scene: Scene, phrase: According, first: int, last: int) -> bool:
    """The phrase begins a sentence and has more behind it; ``كما نقلت رويترز.`` is all of one."""
    if phrase.head in scene.text.inner_starts:
        return True
    return phrase.head == first and not (
        phrase.end == last and phrase.span is not None and medium_at(scene, phrase.span[0])
    )


@cache
def _heads() -> dict[str, frozenset[str]]:
    """First words of the phrases with the second words; none where the first is a whole phrase."""
    return {
        first: frozenset(words[1] for words, _, _ in group if len(words) > 1)
        if all(len(words) > 1 for words, _, _ in group)
        else frozenset()
        for first, group in book().according.items()
    }


def _at(scene: Scene, i: int, last: int) -> According | None:
    """The phrase that begins at word ``i``; the longest one that fits."""
    for words, before, act in sorted(book().according[scene.bare[i]], key=lambda p: -len(p[0])):
        j = i + len(words)
        if j >= last or tuple(scene.form[i + 1 : j]) != words[1:]:
            continue
        if before == "as":
            return _as_said(scene, i, last)
        if before == "clause":
            return _verbal(scene, i, j, last)
        if before == "aside":  # ``شدد على ما قاله`` is no such phrase
            told = scene.comma[i] and any(f.cue.strong and not f.suffix for f in scene.cues[j])
            return _verbal(scene, i, j, last) if told else None
        if before == "content":
            return None
        if before == "ل":
            if not (scene.form[j].startswith("ل") or scene.prep[j] == "ل"):
                continue
            j += scene.form[j] == "ل"
        elif before:
            if scene.form[j] != before:
                continue
            j += 1
        return _nominal(scene, i, j, last, act) if j < last else None
    return None


def _nominal(scene: Scene, i: int, j: int, last: int, act: str) -> According | None:
    """``وفقا لتقرير الوزارة``: a source without a verb that begins at word ``j``."""
    lex = lexicon()
    head = core(scene, j)
    if head in lex["manners"] and scene.words.enclitic[j]:
        return According(i, i, None, j + 1, act, repeats=True)
    if head in lex["manners"] and j + 1 < last and _is_described(scene, j):
        j += 1  # ``بحسب وصف فلان``: whose words they are comes next
    elif head in lex["repeats"] or scene.form[j] in lex["repeats"]:
        return According(i, i, None, j + 1, act, repeats=True)
    if not speaks(scene, j, last):
        return None
    end = _phrase_limit(scene, j, last)
    issuer = _issuer(scene, j, end)
    if issuer is not None:
        end = _closed_by_comma(scene, issuer[1], last)
        media = relayed_in(scene, issuer[1], end)
        return According(i, i, issuer, end, act, issued=True, media=media)
    span = speaker_span(scene, j, end, skip=False)
    if span is None or span[0] != j:
        span = (j, max(j + 1, min(end, j + 1)))
    span = _named_alone(scene, span)
    for k in range(j + 1, span[1]):
        if core(scene, k) in lex["relays"] and scene.form[k - 1] not in lex["relatives"]:
            span = j, k  # ``وفق أرقام حصلت عليها الصحيفة``
            break
    end = _closed_by_comma(scene, span[1], last)
    media = relayed_in(scene, span[1], end)
    media, end = _occasion(scene, end, last, media)
    return According(i, i, span, end, act, media=media)


def _occasion(
    scene: Scene, end: int, last: int, media: list[tuple[int, int]]
) -> tuple[list[tuple[int, int]], int]:
    """``بحسب الوزير، في صفحته على فيسبوك``: the medium belongs to the phrase."""
    k = end
    while k < last and scene.timed[k]:
        k += 1
    if media or k >= last or not opens_occasion(scene, k):
        return media, end
    found = spoken_through(scene, k, min(last, k + _CLAUSE))
    return found, found[-1][1] if found else end


def _is_described(scene: Scene, j: int) -> bool:
    """``بحسب وصف فلان``, and not ``بحسب تقدير سابق``."""
    return not scene.comma[j + 1] and (
        scene.pos[j + 1] != "ADJ" or bool(scene.words.definite[j + 1])
    )


def speaks(scene: Scene, j: int, last: int) -> bool:
    """Whether a source can say anything: ``وفق الخطة`` and ``حسب الحاجة`` attribute nothing."""
    lex = lexicon()
    k = j
    while k < min(j + 2, last - 1) and core(scene, k) in lex["some"]:
        k += 1
    if scene.pos[k] not in ("NOUN", "PROPN", "ADJ", "NUM", "OTHER") and not medium_at(scene, k):
        return False
    if core(scene, k) in lex["evidence"] or medium_at(scene, k) or quoted(scene, k):
        return True
    if core(scene, k) in lex["deity"]:
        return False
    name = scene.pos[k] == "PROPN" and not scene.words.stem[k].startswith(("ال", "لل"))
    return name or hears(scene, k)


def _named_alone(scene: Scene, span: tuple[int, int]) -> tuple[int, int]:
    """``بحسب رويترز، الأمر الذي``: a medium has no apposition."""
    if medium_at(scene, span[0]) is None:
        return span
    gaps = scene.text.gaps
    marks = (k for k in range(span[0] + 1, span[1]) if "،" in gaps[k] or "," in gaps[k])
    return span[0], next(marks, span[1])


def _closed_by_comma(scene: Scene, end: int, last: int) -> int:
    """``وفقا لتقرير أصدرته المنظمة، …``: what describes the source belongs to the phrase."""
    told = end < last and core(scene, end) in lexicon()["relays"]
    if end < last and (told or not scene.comma[end]) and scene.pos[end] == "VERB":
        limit = min(end + _CLAUSE, last)
        closed = last if limit == last else end
        return next((k for k in range(end + 1, limit) if scene.comma[k]), closed)
    return end


def _as_said(scene: Scene, i: int, last: int) -> According | None:
    """``…، كما يؤكد فلان``: a cue without a content of its own, closed by a mark."""
    k = i + 1
    if k >= last:
        return None
    forms = [f for f in scene.cues[k] if f.finite and f.person == "3"]
    relays = core(scene, k) in lexicon()["relays"] and medium_at(scene, k + 1) is not None
    if not (relays or any(f.cue.strong and f.cue.takes_that() for f in forms)):
        return None
    phrase = _clause(scene, i, k, last)
    phrase.as_said = True
    if phrase.span is None or phrase.span[0] != k + 1 or phrase.end - k > 14:
        return None
    if "ما" in scene.form[slice(*phrase.span)]:
        return None  # ``كما انتقدت الوزيرة ما جاء في التقرير``: a content of its own
    if not speaks(scene, k + 1, last):
        return None  # ``كما انتقدت تأخر الحكومة``: what was criticised
    while phrase.end < last and scene.timed[phrase.end]:
        phrase.end += 1
    if phrase.end < last and not (scene.comma[phrase.end] or scene.colon[phrase.end]):
        return None
    if phrase.end < last and scene.that(phrase.end):
        return None
    return phrase


def _verbal(scene: Scene, i: int, j: int, last: int) -> According | None:
    """``حسب ما أعلن فلان``: the phrase's verb stands within two words from ``j``."""
    for k in range(j, min(j + 2, last)):
        cues = scene.cues[k]
        if any(f.finite for f in cues) or scene.pos[k] == "VERB":
            return _clause(scene, i, k, last)
    return None


def _clause(scene: Scene, i: int, k: int, last: int) -> According:
    """``حسب ما أعلن فلان``, ``حسب ما عُلم من مصدر``, ``وفق ما نقلت عنه الوكالة``."""
    end = _phrase_limit(scene, k + 1, last)
    start = k + 1
    if (start + 1 < end and scene.prep[start] in ("من", "عن")) or (
        start < end and scene.form[start] in ("عنه", "عنها", "عنهم", "عليه", "به")
    ):
        start += 1
    span = speaker_span(scene, start, end)
    if span is not None and span[0] > start and scene.pos[span[0]] == "ADJ":
        span = None  # ``قاله في مؤتمر صحفي``
    span = _named_alone(scene, span) if span is not None else None
    media: list[tuple[int, int]] = []
    behind = span[1] if span else k + 1
    for m in range(k + 1, end):
        if m > behind and scene.comma[m] and not opens_occasion(scene, m):
            break
        medium = medium_at(scene, m)
        told = core(scene, m - 1) in lexicon()["evidence"] and not governor(scene, m)
        if told or medium is None:
            continue  # ``ذكرت تقارير وسائل الإعلام``: whose reports they are
        if not (media and m < media[-1][1]):
            media.append(medium)
    media, behind = _occasion(scene, behind, last, media)
    if media and media[-1][0] == behind:
        behind = media[-1][1]  # ``حسبما قال فلان لرويترز``
    relayed = False
    if span is not None and any(f.cue.relay for f in scene.cues[k]):
        source = _relayed(scene, span, last)
        if source is not None:  # ``حسبما نقلت الوكالة عن الوزير``
            medium = medium_at(scene, span[0])
            media = [medium or (span[0], source[0] - 1)]
            span, behind, relayed = source, source[1], True
    return According(i, k, span, max(behind, k + 1), media=media, relayed=relayed)


def _relayed(scene: Scene, span: tuple[int, int], last: int) -> tuple[int, int] | None:
    """Whom the medium of ``span`` quotes, behind ``عن`` or ``على لسان``."""
    behind = span[1]
    while behind < last and scene.timed[behind]:
        behind += 1  # ``نقلت الوكالة، الثلاثاء، عن الوزير``
    for k in range(span[0] + 1, min(behind + 1, last - 1)):
        if scene.form[k] in ("عن", "لسان") and scene.prep[k if scene.form[k] == "عن" else k - 1]:
            source = speaker_span(scene, k + 1, _phrase_limit(scene, k + 1, last), skip=False)
            return source if source is not None and source[0] == k + 1 else None
    return None


def _issuer(scene: Scene, j: int, end: int) -> tuple[int, int] | None:
    """``بيان لوزارة الدفاع``, ``بيان صادر عن الوزارة``: whose document it is."""
    stem = scene.words.stem[j].removeprefix("ال")
    if stem not in lexicon()["papers"] or j + 1 >= end:
        return None
    k = j + 1
    if scene.form[k] in lexicon()["issued"]:
        k += 1
        if k < end and scene.prep[k] in ("عن", "من"):
            k += 1
    elif scene.words.proclitic[k] != "ل":
        return None
    if k >= end or scene.pos[k] not in ("NOUN", "PROPN"):
        return None
    return speaker_span(scene, k, end, skip=False)


def _phrase_limit(scene: Scene, j: int, last: int) -> int:
    """The phrase ends at the first mark or clause; an apposition behind a comma may still follow."""
    k = j
    while k < last and k < j + _REACH:
        if k > j and (scene.colon[k] or scene.is_that(k) or scene.form[k] == "فقد"):
            break
        if (
            k > j
            and scene.comma[k]
            and not all(scene.timed[j:k])  # ``بحسب ما أعلنت أمس (الخميس) الوزارة``
            and (
                scene.words.proclitic[k]
                or k in scene.opens
                or not (scene.pos[k] == "PROPN" or scene.is_role(k) or scene.entitled.get(k))
            )
        ):
            break
        if k > j and scene.pos[k] == "VERB" and not _in_relative(scene, j, k):
            break
        k += 1
    return k


def _in_relative(scene: Scene, j: int, k: int) -> bool:
    return (
        any(scene.form[m] in lexicon()["relatives"] for m in range(j, k))
        or not scene.words.definite[k - 1]
    )
