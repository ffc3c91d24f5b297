"""Linear models: feature → weight in a list of the lexicon, and what their sums mean."""

from __future__ import annotations

import math
from functools import cache

from khabar.lexicon import load_rows


@cache
def weights(name: str) -> dict[str, float]:
    """The weights of ``lexicon/NAME.tsv``, by feature."""
    return {feature: float(value) for feature, value in load_rows(name)}


def probability(total: float) -> float:
    """The probability that a sum of weights stands for."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
