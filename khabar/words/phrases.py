"""Maximal noun phrases from the tagger's labels."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

OUTSIDE, BEGIN, INSIDE = 0, 1, 2
_NOUN, _PROPN = 1, 3


def find_phrases(
    labels: npt.NDArray[np.int64],
    pos: npt.NDArray[np.int64],
    light: npt.NDArray[np.bool_],
    cut: npt.NDArray[np.bool_],
) -> tuple[list[tuple[int, int, int]], list[int]]:
    """Phrases (first, last exclusive, head), and for every word its phrase or -1.

    ``cut[i]`` says that the gap before word ``i`` ends a phrase. The head is the first noun or name
    that is no quantifier or numeral, or else the first word.
    """
    n = len(labels)
    inside = labels != OUTSIDE
    before = np.append(False, inside[:-1])
    starts = inside & ((labels == BEGIN) | ~before | cut[:n])
    first = np.flatnonzero(starts)
    number = np.where(inside, np.cumsum(starts) - 1, -1)
    after = np.append(starts[1:] | ~inside[1:], True)
    last = np.flatnonzero(inside & after) + 1
    heavy = ((pos == _NOUN) | (pos == _PROPN)) & ~light
    nearest = np.where(heavy, np.arange(n), n)
    nearest = np.minimum.accumulate(nearest[::-1])[::-1]
    head = nearest[first]
    head = np.where(head < last, head, first)
    return list(zip(first.tolist(), last.tolist(), head.tolist(), strict=True)), number.tolist()
