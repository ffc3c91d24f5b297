"""Whether an event happened, is planned, is only possible, or is denied."""

from __future__ import annotations

from khabar.events.scene import Scene

_BACK = 5
_FORWARD = 4
#: What an act is that somebody calls for or threatens with, promises, or refuses and denies.
_OPENED = {"REQUEST": "possible", "THREATEN": "possible", "AGREE": "planned", "REJECT": "denied"}


def status_of(scene: Scene, t: int, kind: str, opened_by: str | None) -> str:
    """Status of the event at word ``t``; ``opened_by`` is the type of the event that governs it."""
    words, lexicon = scene.words, scene.lexicon
    first, last = scene.sentence(t)
    before = [words.stem[i] for i in range(max(first, t - _BACK), t)]
    verbal = kind in ("verb", "first", "passive")
    nearest = before[-2:]
    if verbal:
        if any(w in lexicon.denied for w in nearest) or _negated(scene, t, first):
            return "denied"
        if words.proclitic[t].endswith("س") or (nearest and nearest[-1] == "سوف"):
            return "planned"
    elif any(w in lexicon.denied for w in nearest):
        return "denied"
    if opened_by is not None:
        return _OPENED[opened_by]
    if verbal and "قد" in nearest and words.verb_form[t] == "present":
        return "possible"
    if any(w in lexicon.possible and w != "قد" for w in (before if not verbal else before[-3:])):
        return "possible"
    after = [words.stem[i] for i in range(t + 1, min(last, t + 1 + _FORWARD))]
    if any(w in lexicon.future for w in before) or (
        not verbal and any(w in lexicon.future for w in after)
    ):
        return "planned"
    if not verbal and any(words.proclitic[i].endswith("س") and words.pos[i] == "VERB"
                          for i in range(max(first, t - _BACK), t)):  # fmt: skip
        return "planned"
    return "actual"


def _negated(scene: Scene, t: int, first: int) -> bool:
    """``لا`` or ``ما`` right before a present or past verb."""
    return t > first and scene.words.stem[t - 1] == "لا" and scene.words.verb_form[t] == "present"
