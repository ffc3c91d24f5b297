"""How many were killed, wounded or arrested, from numbers in digits and words."""

from __future__ import annotations

from khabar.events.scene import Scene
from khabar.events.triggers import load
from khabar.lexicon import load_rows
from khabar.text import fold

_TYPES = frozenset({"ASSAULT", "COERCE"})
_AHEAD = 30
_BACK = 6
_BETWEEN = 4
_numbers: dict[str, int] = {}


def numbers() -> dict[str, int]:
    """Number words by folded form."""
    if not _numbers:
        _numbers.update((fold(word), int(value)) for word, value in load_rows("events_numbers"))
    return _numbers


def victims_of(scene: Scene, word: int, kind: str, status: str) -> dict[str, int]:
    """Counts by kind, from the words around the trigger in its sentence."""
    if kind not in _TYPES or status == "denied":
        return {}
    first, last = scene.sentence(word)
    counts: dict[str, int] = {}
    begin, end = max(first, word - _BACK), min(last, word + _AHEAD)
    if load().victims.keys().isdisjoint(scene.words.stem[begin:end]):
        return counts
    i = begin
    while i < end:
        value, after = _number(scene, i, end)
        if value is None:
            i += 1
            continue
        what = _kind(scene, i, after, begin, end)
        if what and what not in counts:
            counts[what] = value
        i = after
    return counts


def _number(scene: Scene, i: int, end: int) -> tuple[int | None, int]:
    """The number that begins at word ``i``: its value, and the word after it."""
    form, known = scene.words.stem[i], numbers()
    if form.isdigit() and len(form) < 7:
        value = int(form)
        i += 1
    elif form in known and (scene.words.pos[i] == "NUM" or known[form] > 10):
        value = known[form]
        i += 1
        while i < end and scene.words.proclitic[i] == "و" and scene.words.stem[i] in known:
            value += known[scene.words.stem[i]]
            i += 1
    else:
        return None, i
    if i < end and scene.words.stem[i] in ("الف", "الاف"):
        value, i = value * 1000, i + 1
    return value, i


def _kind(scene: Scene, i: int, after: int, begin: int, end: int) -> str | None:
    """Killed, wounded or arrested: a word of victims behind the number, else before it."""
    stems, words = scene.words.stem, load().victims
    for j in range(after, min(end, after + 2)):
        if stems[j] in words and not scene.words.proclitic[j]:
            return words[stems[j]]
    at = after + 1 if after < end and stems[after] == "من" else after
    if at >= end or not (scene.is_people(at) or scene.bare(at) in scene.know.demonyms):
        return None
    for j in range(i - 1, max(begin, i - _BETWEEN) - 1, -1):
        if stems[j] in words:
            return words[stems[j]]
    return None
