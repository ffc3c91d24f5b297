"""Spans that overlap and nest, cut into pieces that do not."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(slots=True, frozen=True)
class Layer:
    """Something shown on a stretch of text."""

    span: tuple[int, int]
    #: CSS classes.
    style: str
    #: s (statement key) | a (actor key) | title
    kind: str
    value: str


def segments(text: str, layers: Sequence[Layer]) -> Iterator[tuple[str, list[Layer]]]:
    """The text in order, cut at every boundary of a layer, each piece with the layers over it.

    The pieces joined give the text again. Sorting apart, work grows with the pieces and the layers
    that are open at each.
    """
    opening = sorted(range(len(layers)), key=lambda k: layers[k].span)
    bounds = sorted({0, len(text), *(b for layer in layers for b in layer.span)})
    open_now: list[int] = []
    at = 0
    for start, end in itertools.pairwise(bounds):
        open_now = [k for k in open_now if layers[k].span[1] > start]
        while at < len(opening) and layers[opening[at]].span[0] <= start:
            if layers[opening[at]].span[1] > start:
                open_now.append(opening[at])
            at += 1
        yield text[start:end], [layers[k] for k in sorted(open_now)]
