"""How sure a statement is: the probability that its words and its speaker are both right.

The acceptor says whether a cue is a statement; whether the speaker is right depends on how it was
found. A linear model over both has learned from annotated articles how often such statements were
right (``tools/train_confidence.py``); its weights lie in the lexicon.
"""

from __future__ import annotations

import math
from functools import cache

from khabar.lexicon import linear
from khabar.model import Party

#: Words of a name beyond which its length counts no more.
_LONG = 9
_SHORT = 4
#: The acceptor's probability is kept away from 0 and 1.
_EDGE = 0.005


def describe(
    accepted: float, opener: str, kind: str, cls: str, speaker: Party, inside: bool
) -> dict[str, float]:
    """What the record knows of a statement, feature by feature.

    ``accepted``: the acceptor's probability; ``opener``: what opens the content; ``cls``: verb,
    participle or noun; ``inside``: another statement contains it.
    """
    facts = _facts(opener, kind, cls, speaker, inside)
    return {_LOGIT: _logit(accepted), **dict.fromkeys(_features(facts), 1.0)}


def confidence(
    accepted: float, opener: str, kind: str, cls: str, speaker: Party, inside: bool
) -> float:
    """Probability that statement and speaker are right, by :func:`describe`'s features."""
    table = linear.weights(_WEIGHTS)
    total = table.get("bias", 0.0) + table.get(_LOGIT, 0.0) * _logit(accepted)
    return linear.probability(total + _sum(_facts(opener, kind, cls, speaker, inside)))


_WEIGHTS, _LOGIT = "confidence_weights", "logit"


def _logit(accepted: float) -> float:
    p = min(max(accepted, _EDGE), 1 - _EDGE)
    return math.log(p / (1 - p))


_Facts = tuple[str, str, str, str | None, int, bool, bool, bool]


def _facts(opener: str, kind: str, cls: str, speaker: Party, inside: bool) -> _Facts:
    """``speaker`` by rule, number of words, whether it is known, and whether it stands there."""
    words = min(len(speaker.name.split()), _LONG + 1) if speaker.name else 0
    known, beside = speaker.actor is not None, speaker.span is not None
    return opener, kind, cls, speaker.resolved_by, words, known, beside, inside


@cache
def _sum(facts: _Facts) -> float:
    table = linear.weights(_WEIGHTS)
    return sum(table.get(feature, 0.0) for feature in _features(facts))


def _features(facts: _Facts) -> list[str]:
    opener, kind, cls, rule, words, is_known, is_beside, inside = facts
    known, beside = "known" if is_known else "new", "beside" if is_beside else "hidden"
    size = (
        "none"
        if not words
        else "short"
        if words <= _SHORT
        else "middle"
        if words <= _LONG
        else "long"
    )
    return [
        f"opener {opener}",
        f"kind {kind}",
        f"cls {cls}",
        f"rule {rule}",
        f"speaker {beside} {known}",
        f"name {size} {known}",
        "inside" if inside else "outside",
    ]
