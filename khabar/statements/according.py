"""``وفق``, ``بحسب``, ``نقلا عن``: whose word a clause is, said before or after it."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.statements.media import medium_at
from khabar.statements.phrases import speaker_span
from khabar.statements.reports import cue_forms
from khabar.statements.scene import Scene, lexicon


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
    repeats: bool
    #: An intermediary named beside the source (``نقلت وكالة عن``).
    via: tuple[int, int] | None = None


def find_according(scene: Scene, first: int, last: int) -> list[According]:
    """The according-to phrases of a sentence, in order."""
    heads = lexicon()["according"]
    found = []
    i = first
    while i < last:
        bare = scene.bare[i]
        if bare in lexicon()["as_said"]:
            phrase = _as_said(scene, i, last)
            if phrase is not None:
                found.append(phrase)
                i = max(i + 1, phrase.end)
                continue
        if bare in heads and not (
            scene.quote_end[i]
            and scene.quote_end[i] < last
            and scene.quote_end[first] != scene.quote_end[i]
        ):
            phrase = _read(scene, i, last)
            if phrase is not None:
                found.append(phrase)
                i = max(i + 1, phrase.end)
                continue
        i += 1
    return found


def _read(scene: Scene, i: int, last: int) -> According | None:
    lex = lexicon()
    j = i + 1
    if j >= last:
        return None
    form = scene.form[j]
    if scene.bare[i] == "نقلا":
        if form not in ("عن",) or j + 1 >= last:
            return None
        j += 1
        form = scene.form[j]
    verb = j
    if form in ("ما", "لما", "بما") or scene.bare[i] in ("حسبما", "وفقما"):
        verb = j + 1 if form in ("ما", "لما", "بما") else j
        for k in range(verb, min(verb + 2, last)):
            if (
                any(f.cls in ("past", "present") for f in cue_forms(scene, k))
                or scene.pos[k] == "VERB"
            ):
                return _clause(scene, i, k, last)
        return None
    if scene.bare[i] in ("وفقا", "طبقا") and not form.startswith("ل"):
        return None
    stem = form[1:] if form.startswith("ل") and scene.bare[i] in ("وفقا", "طبقا") else form
    if stem in lex["manners"] and j + 1 < last and not scene.comma[j + 1]:
        j += 1  # ``بحسب وصف فلان``: whose words they are comes next
        if scene.pos[j] not in ("NOUN", "PROPN", "ADJ"):
            return None
    elif stem in lex["repeats"] or form in lex["repeats"]:
        return According(i, i, None, j + 1, True)
    if scene.pos[j] not in ("NOUN", "PROPN", "ADJ", "NUM", "OTHER") and medium_at(scene, j) is None:
        return None
    end = _phrase_limit(scene, j, last)
    issuer = _issuer(scene, j, end)
    if issuer is not None:
        return According(i, i, issuer, issuer[1], False)
    span = speaker_span(scene, j, end, skip=False)
    if span is None or span[0] != j:
        span = (j, max(j + 1, min(end, j + 1)))
    return According(i, i, span, _closed_by_comma(scene, span[1], last), False)


def _closed_by_comma(scene: Scene, end: int, last: int) -> int:
    """``وفقا لتقرير أصدرته المنظمة، …``: what describes the source belongs to the phrase."""
    if end < last and not scene.comma[end] and scene.pos[end] == "VERB":
        return next((k for k in range(end, min(end + 9, last)) if scene.comma[k]), end)
    return end


def _as_said(scene: Scene, i: int, last: int) -> According | None:
    """``…، كما يؤكد فلان``: a cue without a content of its own, closed by a mark."""
    k = i + 1
    if k >= last or not any(
        f.cls in ("past", "present") and f.person == "3" and f.cue.takes_that()
        for f in cue_forms(scene, k)
    ):
        return None
    phrase = _clause(scene, i, k, last)
    if phrase.span is None or phrase.span[0] != k + 1 or phrase.end - k > 14:
        return None
    if phrase.end < last and not (scene.comma[phrase.end] or scene.colon[phrase.end]):
        return None
    if phrase.end < last and scene.that(phrase.end):
        return None
    return phrase


def _clause(scene: Scene, i: int, k: int, last: int) -> According:
    """``حسب ما أعلن فلان``, ``حسب ما عُلم من مصدر``, ``وفق ما نقلت عنه الوكالة``."""
    end = _phrase_limit(scene, k + 1, last)
    start = k + 1
    if (start + 1 < end and scene.prep[start] in ("من", "عن")) or (
        start < end and scene.form[start] in ("عنه", "عنها", "عنهم", "عليه", "به")
    ):
        start += 1
    span = speaker_span(scene, start, end)
    return According(i, k, span, span[1] if span else k + 1, False)


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
    while k < last and k < j + 30:
        if k > j and (scene.colon[k] or scene.is_that(k)):
            break
        if (
            k > j
            and scene.comma[k]
            and (scene.words.proclitic[k] or scene.pos[k] not in ("NOUN", "PROPN"))
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
