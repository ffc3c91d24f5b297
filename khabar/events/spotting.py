"""Find the words that can head an event: the trigger lexicon with its conditions."""

from __future__ import annotations

from collections.abc import Iterator

from khabar.events.scene import Scene
from khabar.events.triggers import Reading, Trigger

_NEAR = 7
_CLOSE = 3
_BEFORE = 8
_NEEDS = 16
#: A word of such a name tells nothing.
_NAMED = frozenset({"organization", "place", "person", "state"})


def spot(scene: Scene) -> Iterator[tuple[int, Reading]]:
    """Words that can head an event, each with the first reading whose conditions hold."""
    forms, words = scene.lexicon.forms, scene.words
    taken = -1
    for t, known in enumerate(map(forms.get, words.stem)):
        if known is None or t == taken:
            continue
        readings = known
        mention = scene.mention_at[t]
        if mention >= 0 and scene.names.mentions[mention].kind in _NAMED:
            first, last = scene.names.ranges[mention]
            if last - first > 1:
                continue  # وزارة الخارجية والتعاون, لجنة التحقيق
            # القضاء على المسلحين: no court where its preposition follows
            behind = _next(scene, t)
            readings = tuple(r for r in readings if r[0].needs & behind)
        reading = _choose(scene, t, readings) if readings else None
        if reading is not None:
            taken = _completed_by(scene, t, reading[0])
            yield t, reading


def _next(scene: Scene, t: int) -> set[str]:
    """The preposition right behind word ``t``."""
    words = scene.words
    if t + 1 >= len(words.stem):
        return set()
    return {words.stem[t + 1], words.proclitic[t + 1][-1:]}


def _completed_by(scene: Scene, t: int, trigger: Trigger) -> int:
    """``وقف إطلاق النار``, ``رفع العقوبات``: the object that completes a trigger tells no second event."""
    words = scene.words
    if trigger.near:
        for i in range(t + 1, min(t + 3, len(words.stem))):
            if words.pos[i] == "ADP" or words.proclitic[i].strip("ل"):
                break
            if words.stem[i] in trigger.near:
                return i
    return -1


def _choose(scene: Scene, t: int, readings: tuple[Reading, ...]) -> Reading | None:
    pos = scene.words.pos[t]
    counted = t + 1 < len(scene.text) and scene.words.pos[t + 1] == "NUM"
    if pos == "NOUN" and counted and not scene.words.proclitic[t].strip("وف"):
        pos = "VERB" if any(k == "verb" for _, k, _ in readings) else pos  # قتل 12 شخصا
    elif pos in ("NOUN", "PROPN", "ADJ") and scene.words.stem[t].startswith("ي"):
        pos = "VERB"  # no noun among the triggers begins like this
    odd = _only_verb(scene, t, readings)
    after_number = t > 0 and scene.words.pos[t - 1] == "NUM"
    for reading in readings:
        trigger, kind, suffix = reading
        if not _fits(pos, kind, readings, after_number, odd) and not _may_be_verb(
            scene, t, trigger, pos, kind
        ):
            continue
        if "human" in trigger.flags and t + 2 < len(scene.text) and scene.words.pos[t + 2] == "NUM":
            continue  # يصل إلى 980
        if kind == "noun" and _in_title(scene, t):
            return None
        if _holds(scene, t, trigger, kind, suffix):
            return reading
    return None


def _in_title(scene: Scene, t: int) -> bool:
    """``رئيس تحرير``, ``وزير الخارجية والتعاون``: part of what an office or body is called."""
    words, offices = scene.words, scene.lexicon.offices
    if not t:
        return False
    if not words.proclitic[t]:
        return scene.bare(t - 1) in offices and not words.definite[t - 1]
    if words.proclitic[t] != "و" or not words.definite[t]:
        return False
    phrase = words.phrase_at(t)
    return phrase is not None and phrase[0] < t and scene.bare(phrase[0]) in offices


def _fits(pos: str, kind: str, readings: tuple[Reading, ...], counted: bool, odd: bool) -> bool:
    """Whether the part of speech allows this kind of form; what is counted (75 متهما) is no act.

    An ``odd`` noun has the form of a verb only.
    """
    if kind in ("verb", "first", "passive"):
        return pos == "VERB" or (pos in ("NOUN", "PROPN") and odd)
    if kind == "participle":
        return not counted and pos in ("NOUN", "ADJ", "VERB", "ADV")
    if any(k == "noun" for _, k, _ in readings):
        return pos in ("NOUN", "ADJ", "PROPN", "ADV", "OTHER")
    return pos != "VERB"


def _only_verb(scene: Scene, t: int, readings: tuple[Reading, ...]) -> bool:
    """``أيدته``, ``اتفقا``: no noun among the triggers has this form, and its ending is a verb's."""
    own = scene.words.enclitic[t]
    if any(kind in ("noun", "participle", "patient") for _, kind, _ in readings):
        return False
    if scene.words.proclitic[t].strip("وف"):
        return False
    written = scene.text.forms[t]
    return (bool(own) and own == readings[0][2] and not written.endswith("ة")) or written.endswith(
        ("ت", "وا")
    )


def _may_be_verb(scene: Scene, t: int, trigger: Trigger, pos: str, kind: str) -> bool:
    """``فتح مسلح النار``: a verb that looks like a noun, shown by the word that it asks for."""
    return (
        kind == "verb"
        and pos in ("NOUN", "PROPN")
        and bool(trigger.near)
        and not scene.words.proclitic[t].strip("وف")
    )


def _holds(scene: Scene, t: int, trigger: Trigger, kind: str, suffix: str) -> bool:
    words = scene.words
    _, last = scene.sentence(t)
    for i in range(t + 1, min(last, t + 4) if trigger.not_before else t):
        stem = words.stem[i]
        if stem in trigger.not_before and (i == t + 1 or stem.startswith("ال")):
            return False  # دعا الله, دعا الإمام الله
    close = "close" in trigger.flags
    if trigger.near:
        stems = words.stem[t + 1 : min(last, t + 1 + (_CLOSE if close else _NEAR))]
        if not any(stem in trigger.near for stem in stems):
            return False
    if trigger.lights:
        first, _ = scene.sentence(t)
        before = words.stem[max(first, t - _BEFORE) : t]
        if not any(stem in trigger.lights for stem in before):
            return False
    if trigger.needs and kind != "participle":
        return _needs(scene, t, trigger, min(last, t + 1 + (1 if close else _NEEDS)), suffix)
    return True


def _needs(scene: Scene, t: int, trigger: Trigger, end: int, suffix: str) -> bool:
    """A needed preposition opens a phrase (or carries a pronoun) soon after."""
    words, needs = scene.words, trigger.needs
    for i in range(t + 1, end):
        stem = words.stem[i]
        if stem in needs or (words.proclitic[i].lstrip("وف") or "-")[-1] in needs:
            return True
        if words.enclitic[i] and words.pos[i] in ("ADP", "PRON"):
            base = stem[: -len(words.enclitic[i])]
            if base in needs or (base.endswith("ي") and base[:-1] in needs):
                return True
        if stem in ("ان", "انه", "انها", "انهم") and "ان" in needs:
            return True
        if words.pos[i] == "VERB":
            return False
    return False
