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
    if j >= len(scene.form):
        return None
    known = scene.names.medium_at(j)
    if known:
        return known
    stem = scene.words.stem[j]
    if stem.isascii() and scene.words.proclitic[j] and stem in _latin():
        return j, j + 1  # ``لـCNN``
    head = stem[2:] if stem.startswith("ال") else stem
    if head in lexicon()["media_nouns"]:
        end = noun_end(scene, j, min(len(scene.form), j + 10))
        if end - j == 1 and end in scene.opens:
            end = scene.quote_range[scene.opens[end].start][1]
        elif end - j == 1 and end < len(scene.form) and scene.pos[end] in ("NOUN", "PROPN"):
            plain = not scene.text.gaps[end].strip() and not governor(scene, end)
            end = noun_end(scene, end, min(len(scene.form), j + 6)) if plain else end
        named = end - j > 1 or stem.startswith("ال")
        if named and (head not in lexicon()["media_maybe"] or _is_online(scene, j, end)):
            return j, end
    return None


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


def relayed_in(scene: Scene, first: int, last: int) -> list[tuple[int, int]]:
    """``حكم المحكمة الذي اطلعت عليه CNN``: media that hand on what a phrase names."""
    found = []
    for i in range(first, last):
        if core(scene, i) not in lexicon()["relays"]:
            continue
        for k in range(i + 1, min(i + 4, last)):
            medium = medium_at(scene, k) or quoted(scene, k)
            if medium is not None:
                found.append(medium)
                break
    return found


def add_medium(scene: Scene, media: list[tuple[int, int]], medium: tuple[int, int]) -> None:
    """Add a medium to a list, unless it only names the last one again."""
    last = media[-1] if media else None
    if last is None or last[1] != medium[0] or scene.form[medium[0]].startswith("و"):
        media.append(medium)
    elif not any(k in scene.opens or scene.names.medium_at(k) for k in range(*last)):
        media[-1] = medium  # ``موقع التواصل الاجتماعي، تويتر``
