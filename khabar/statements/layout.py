"""How an article is laid out for the statement rules: the columns of its :class:`Scene`."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from khabar.model import Time
from khabar.names import Names
from khabar.statements.cues import lookup
from khabar.statements.scene import Scene, lexicon
from khabar.statements.senses import ARTICLE, CUE, TURNS, senses
from khabar.text import Quote, Text
from khabar.words import Words

_COMMA = frozenset("،,؛;–—()[]؟!…")
_SMALL = frozenset({"VERB", "ADP", "CONJ", "PART", "ADV"})


def build(text: Text, words: Words, names: Names, times: list[Time]) -> Scene:
    """Lay out the columns. Linear in the number of words."""
    n, known = len(text), senses(words.known)
    numbers = words.known.numbers
    flags = known.flags[numbers]
    turns = bytearray((flags & TURNS).tobytes() + b"\0")
    comma, colon, timed = bytearray(n + 1), bytearray(n + 1), bytearray(n + 1)
    for i in [i for i, gap in enumerate(text.gaps) if gap != " "]:
        turns[i] = 1
        comma[i], colon[i] = _marks(text.gaps[i])
    for time in times:
        first, last = text.words_in(*time.span)
        begun = first < n and text.starts[first] > time.span[0]
        first = max(0, first - begun)
        timed[first:last] = b"\1" * (last - first)
    sentence = [0] * (n + 1)
    for number, (first, last) in enumerate(text.sentences):
        sentence[first:last] = [number] * (last - first)
    opens, ranges, quote_end = _quotations(text)
    scene = Scene(
        text,
        words,
        names,
        text.forms,
        known.bare[numbers].tolist(),
        comma,
        colon,
        words.pos.copy(),
        [*known.prep[numbers].tolist(), ""],
        bytearray(n + 1),
        bytearray(n + 1),
        bytearray(n + 1),
        bytearray(n + 1),
        bytearray(n + 1),
        [0] * (n + 1),
        _entitled(text, names),
        timed,
        opens,
        quote_end,
        ranges,
        sentence,
        [*known.that[numbers].tolist(), None],
        [()] * n,
        [],
        list(opens),
        turns,
        names.dateline[1] if names.dateline else 0,
    )
    _correct_tags(scene, np.flatnonzero(flags & ARTICLE).tolist())
    _lay_mentions(scene, names)
    for i in np.flatnonzero(flags & CUE).tolist():
        table = known.verbs if scene.pos[i] == "VERB" else known.others
        forms, bare = table[numbers[i]]
        if forms:
            scene.cues[i], scene.bare[i], turns[i] = forms, bare, 1
            scene.cue_words.append(i)
    return scene


@lru_cache(maxsize=1 << 12)
def _marks(gap: str) -> tuple[bool, bool]:
    """Whether a comma, semicolon, dash or bracket, and whether a colon stands in a gap."""
    comma = not _COMMA.isdisjoint(gap) or " - " in gap or " -" in gap or "- " in gap
    return comma, ":" in gap


def _quotations(text: Text) -> tuple[dict[int, Quote], dict[int, tuple[int, int]], list[int]]:
    """The columns ``opens``, ``quote_range`` and ``quote_end``."""
    opens: dict[int, Quote] = {}
    ranges: dict[int, tuple[int, int]] = {}
    quote_end = [0] * (len(text) + 1)
    reach = 0
    for quote in text.quotes:
        first, last = text.words_in(quote.start, quote.end)
        if first >= last:
            continue
        ranges[quote.start] = (first, last)
        if quote.depth == 0 or first >= reach:
            opens.setdefault(first, quote)
            if quote.closed and first >= reach:
                quote_end[first:last] = [last] * (last - first)
                reach = last
    return opens, ranges, quote_end


def _entitled(text: Text, names: Names) -> dict[int, int]:
    if names.resolver is None:
        return {}
    deity = lexicon()["deity"]
    return {
        title: last
        for (first, last), title in names.resolver.title_at.items()
        if title < first and deity.isdisjoint(text.forms[title:last])
    }


def _correct_tags(scene: Scene, words: list[int]) -> None:
    """A word with the article is neither verb nor particle, but for ``ألمحت``."""
    for i in words:
        tag = scene.pos[i]
        if tag in _SMALL and not (
            tag == "VERB" and any(f.cls == "past" for f in lookup(scene.form[i]))
        ):
            scene.pos[i] = "NOUN"


def _lay_mentions(scene: Scene, names: Names) -> None:
    """The columns that say what the names are."""
    pos = scene.pos
    for mention, (first, last) in zip(names.mentions, names.ranges, strict=True):
        kind = mention.kind
        if pos[first] in _SMALL:
            pos[first] = "PROPN" if kind in ("state", "place") else "NOUN"
        scene.ended[last] = 1
        scene.within[first + 1 : last] = b"\1" * (last - first - 1)
        if kind in ("state", "place", "organization", "group"):
            scene.begun[first] = 1
        if kind in ("role", "organization", "group"):
            scene.titled[first] = 1
        if kind != "place":
            scene.agent[first] = 1
        if kind == "organization":
            scene.thats[first:last] = [None] * (last - first)  # ``سي إن إن``
        if kind == "person":
            size = last - first
            scene.person[first:last] = [last] * size
            pos[first:last] = ["PROPN"] * size
            scene.prep[first:last] = [""] * size
            scene.thats[first:last] = [None] * size
