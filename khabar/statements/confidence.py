"""How sure a statement is: the probability that its words and its speaker are both right.

The acceptor says whether a cue is a statement; whether the speaker is right depends on how it was
found. A linear model over both has learned from annotated articles how often such statements were
right (``tools/train_confidence.py``); its weights lie in the lexicon.
"""

from __future__ import annotations

import math

from khabar.lexicon import linear
from khabar.model import Party

#: Words of a name beyond which its length counts no more.
_LONG = 9
#: The acceptor's probability is kept away from 0 and 1.
_EDGE = 0.005


def describe(
    accepted: float, opener: str, kind: str, cls: str, speaker: Party, inside: bool
) -> dict[str, float]:
    """What the record knows of a statement, feature by feature.

    ``accepted``: the acceptor's probability; ``opener``: what opens the content; ``cls``: verb,
    participle or noun; ``inside``: another statement contains it.
    """
    p = min(max(accepted, _EDGE), 1 - _EDGE)
    words = len((speaker.name or "").split())
    size = "long" if words > _LONG else "middle" if words > 4 else "short" if words else "none"
    known = "known" if speaker.actor is not None else "new"
    beside = "beside" if speaker.span is not None else "hidden"
    return {
        "logit": math.log(p / (1 - p)),
        f"opener {opener}": 1.0,
        f"kind {kind}": 1.0,
        f"cls {cls}": 1.0,
        f"rule {speaker.resolved_by}": 1.0,
        f"speaker {beside} {known}": 1.0,
        f"name {size} {known}": 1.0,
        "inside" if inside else "outside": 1.0,
    }


def confidence(features: dict[str, float]) -> float:
    """Probability that statement and speaker are right, by :func:`describe`'s features."""
    table = linear.weights("confidence_weights")
    total = table.get("bias", 0.0) + sum(table.get(n, 0.0) * v for n, v in features.items())
    return linear.probability(total)
