"""Through whom: the words that name a medium."""

from __future__ import annotations

from functools import cache

from khabar.lexicon import load_rows
from khabar.statements.phrases import noun_end
from khabar.statements.scene import Scene, lexicon
from khabar.text import fold

#: A name in quotation marks is at most this many words long.
_NAME = 4


def core(scene: Scene, i: int) -> str:
    """A word without its particles, its article and its pronoun."""
    stem, suffix = scene.words.stem[i], scene.words.enclitic[i]
    if suffix and len(stem) > len(suffix) + 2:
        stem = stem.removesuffix(suffix)
    return stem[2:] if stem.startswith(("ال", "لل")) and len(stem) > 4 else stem


def governor(scene: Scene, i: int) -> str:
    """The preposition that word ``i`` is or bears (``للصحفيين``), or ""."""
    if scene.prep[i]:
        return scene.prep[i]
    clitic, stem = scene.words.proclitic[i][-1:], scene.words.stem[i]
    if clitic in ("ب", "ل", "ك"):
        return clitic
    # The word layer leaves whole what it does not know.
    return "ل" if stem.startswith("لل") and len(stem) > 4 else ""


def medium_at(scene: Scene, j: int) -> tuple[int, int] | None:
    """Word range of the medium that word ``j`` (less its preposition) begins, or None."""
    if j >= len(scene.form) or (j and core(scene, j - 1) in lexicon()["belonging"]):
        return None
    known = scene.names.medium_at(j)
    if known:
        if _names_another(scene, j):
            return None
        return j, _with_short(scene, _whole_quoted(scene, j, known[1]))
    stem = scene.words.stem[j]
    if stem in lexicon()["told_media"] and governor(scene, j) == "ل":
        described = scene.pos[j + 1] == "ADJ" and not scene.comma[j + 1]
        return None if described else (j, j + 1)  # not ``للجزيرة العربية``
    if stem.isascii() and scene.words.proclitic[j] and stem in _latin():
        return j, j + 1  # ``لـCNN``
    lex = lexicon()
    head = stem[2:] if stem.startswith("ال") else stem
    if head in lex["media_nouns"]:
        if scene.pos[j] == "ADJ":
            return None  # ``الحياة اليومية``
        end = _kind_end(scene, j)
        if any(core(scene, k) in lex["other_agencies"] for k in range(j + 1, end)):
            return None
        named = end - j > 1 or stem.startswith("ال")
        if named and (head not in lex["media_maybe"] or _is_online(scene, j, end)):
            return j, _with_short(scene, end)
    elif head in lex["media_named"] and j + 1 < len(scene.form):
        return _named(scene, j)
    elif head in lex["some"] and j + 1 < len(scene.form) and not governor(scene, j + 1):
        some = medium_at(scene, j + 1)  # ``إحدى الصحف``
        return (j, some[1]) if some is not None else None
    return None


def _kind_end(scene: Scene, j: int) -> int:
    """End of the phrase that a noun such as newspaper heads, with the name behind it."""
    limit = min(len(scene.form), j + 10)
    if j + 1 < limit and "(" in scene.text.gaps[j + 1]:
        return _behind_brackets(scene, j + 1)
    end = noun_end(scene, j, limit)
    end = next((k for k in range(j + 1, end) if _stop(scene, k)), end)
    if end >= len(scene.form) or _stop(scene, end) or scene.comma[end] or scene.colon[end]:
        return end
    if end in scene.opens:
        name = quoted(scene, end) if end - j == 1 else None
        return name[1] if name is not None else end
    known = scene.names.medium_at(end)
    if known and not governor(scene, end):
        return known[1]  # ``الجريدة الإلكترونية هسبريس``
    if end - j == 1 and scene.pos[end] in ("NOUN", "PROPN"):
        plain = not scene.text.gaps[end].strip() and not governor(scene, end)
        return noun_end(scene, end, min(len(scene.form), j + 6)) if plain else end
    return end


def _names_another(scene: Scene, j: int) -> bool:
    """``جامعة الأناضول``: what bears the same name as a medium."""
    before = scene.info(j - 1) if j and not scene.text.gaps[j].strip() else None
    if before is None or before.body is None or before.body.sector == "MED":
        return False
    return not (governor(scene, j) or core(scene, j - 1) in lexicon()["media_nouns"])


def _named(scene: Scene, j: int) -> tuple[int, int] | None:
    """``برنامج «صدى الأفق»``, ``محطة (أفق إف إم) الإذاعية``: such a word with a name is a medium."""
    k = j + 1
    name = quoted(scene, k)
    if name is not None:
        return j, _with_adjectives(scene, name[1])
    if "(" in scene.text.gaps[k]:
        return j, _behind_brackets(scene, k)
    known = scene.names.medium_at(k)
    return (j, known[1]) if known and not (governor(scene, k) or scene.comma[k]) else None


def _behind_brackets(scene: Scene, k: int) -> int:
    """Word behind a name in brackets that word ``k`` begins, and behind its adjectives."""
    last = min(k + _NAME + 1, len(scene.form))
    end = next((m for m in range(k + 1, last + 1) if ")" in scene.text.gaps[m]), 0)
    return _with_adjectives(scene, end) if end else k


def _whole_quoted(scene: Scene, j: int, end: int) -> int:
    """``صحيفة «بيلد آم زونتاج»``: the name is all that stands in quotation marks."""
    quote = scene.opens.get(j + 1)
    if quote is None or not quote.closed:
        return end
    first, last = scene.quote_range[quote.start]
    return last if first < end <= last <= first + _NAME else end


def _stop(scene: Scene, k: int) -> bool:
    """A sentence ends before word ``k``; ``سي.إن.إن`` is one name."""
    gap = scene.text.gaps[k]
    return "." in gap and gap != "."


def _with_short(scene: Scene, end: int) -> int:
    """``وكالة الأنباء السورية (سانا)``: the short name in brackets belongs to the name."""
    if end >= len(scene.form) or "(" not in scene.text.gaps[end]:
        return end
    short = scene.names.medium_at(end)
    return short[1] if short and ")" in scene.text.gaps[short[1]] else end


def _with_adjectives(scene: Scene, end: int) -> int:
    while end < len(scene.form) and scene.pos[end] == "ADJ" and scene.words.definite[end]:
        if scene.words.proclitic[end] or not set(scene.text.gaps[end]) <= _CLOSING:
            break
        end += 1
    return end


#: What may stand between a name in quotation marks or brackets and its adjective.
_CLOSING = frozenset(' )»”"')


def _is_online(scene: Scene, first: int, last: int) -> bool:
    """``موقع تويتر``, ``الموقع الإلكتروني``, not ``موقع الضربة``."""
    return any(
        k in scene.opens
        or scene.form[k].isascii()
        or scene.names.medium_at(k)
        or core(scene, k) in lexicon()["online"]
        or (k > first and scene.pos[k] == "PROPN" and not scene.begun[k])
        for k in range(first, last)
    )


@cache
def _latin() -> frozenset[str]:
    """Media known by one word in Latin letters."""
    names = (n for row in load_rows("media") for n in (row[0], *row[1].split("|")))
    return frozenset(f for f in map(fold, names) if f.isascii() and f.isalnum())


def quoted(scene: Scene, j: int) -> tuple[int, int] | None:
    """A name in quotation marks (``لـ«الأفق»``), which behind ل and a cue is a medium's."""
    quote = scene.opens.get(j)
    if quote is None or not quote.closed:
        return None
    first, last = scene.quote_range[quote.start]
    if last - first > _NAME or any(scene.pos[k] == "VERB" for k in range(first, last)):
        return None
    return first, last


def marked(scene: Scene, j: int) -> tuple[int, int] | None:
    """A name in quotation marks or brackets: ``لـ«الأفق»``, ``لـ(الأفق)``."""
    if j < len(scene.form) and "(" in scene.text.gaps[j]:
        last = min(j + _NAME + 1, len(scene.form))
        end = next((k for k in range(j + 1, last + 1) if ")" in scene.text.gaps[k]), j)
        plain = not any(scene.pos[k] == "VERB" or scene.timed[k] for k in range(j, end))
        return (j, end) if j < end and plain and not scene.person[j] else None
    return quoted(scene, j)


@cache
def _unsure() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Media whose name is mostly another word: first word → (further words, type)."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, others, _, kind, bare in load_rows("media"):
        for shown in (name, *others.split("|")) if bare == "no" else ():
            first, *rest = fold(shown).split() or [""]
            found.setdefault(first, []).append((tuple(rest), kind))
    return found


def unsure_medium(scene: Scene, j: int, platform: bool = False) -> tuple[int, int] | None:
    """A medium where only a medium fits: ``في حديث للوطن``, ``كتب على إكس``."""
    if j >= len(scene.form) or scene.timed[j] or scene.begun[j] or scene.person[j]:
        return None
    best = j
    for rest, kind in _unsure().get(scene.words.stem[j], ()):
        end = j + 1 + len(rest)
        if tuple(scene.form[j + 1 : end]) == rest and platform == (kind == "platform"):
            best = max(best, end)
    return (j, best) if best > j else None


def relayed_in(scene: Scene, first: int, last: int) -> list[tuple[int, int]]:
    """``حكم المحكمة الذي اطلعت عليه CNN``: media that hand on what a phrase names."""
    found = []
    for i in range(first, last):
        if core(scene, i) not in lexicon()["relays"] and scene.form[i] not in lexicon()["talking"]:
            continue
        for k in range(i + 1, min(i + 4, last)):
            medium = medium_at(scene, k) or quoted(scene, k)
            if medium is not None:
                found.append(medium)
                break
    return found


def mouth(scene: Scene, k: int) -> tuple[int, int] | None:
    """``على لسان وزير خارجيتها فلان``: who spoke for a body, where word ``k`` is ``لسان``."""
    if scene.form[k] != "لسان" or not (k and scene.prep[k - 1]) or k + 1 >= len(scene.form):
        return None
    if scene.pos[k + 1] not in ("NOUN", "PROPN"):
        return None
    end = max(noun_end(scene, k + 1, len(scene.form)), scene.entitled.get(k + 1, 0))
    if end + 1 < len(scene.form) and scene.form[end] == "في" and scene.form[end - 1] != "في":
        end = noun_end(scene, end + 1, len(scene.form))  # ``مندوبها في المجلس``
    while end < len(scene.form) and scene.person[end] and scene.comma[end]:
        end = scene.person[end]
    return k + 1, end


def add_medium(scene: Scene, media: list[tuple[int, int]], medium: tuple[int, int]) -> None:
    """Add a medium to a list, unless it only names the last one again."""
    last = media[-1] if media else None
    if last is None or last[1] != medium[0] or scene.form[medium[0]].startswith("و"):
        media.append(medium)
    elif not any(k in scene.opens or scene.names.medium_at(k) for k in range(*last)):
        media[-1] = medium  # ``موقع التواصل الاجتماعي، تويتر``
