"""Names in running text: a small network that says of every word which name it begins or goes on.

A word's vector depends on the word alone, so it is computed once and kept. Five neighbouring words
(and the gaps beside each) make a hidden layer, three of those a second one; what the same word was
elsewhere in the text is added, and the best sequence that BIO allows is found.
``tools/train_names.py`` writes the tables.
"""

from __future__ import annotations

import math
import re
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from khabar.text import Text, fold
from khabar.words import Known
from khabar.words import model as words_model
from khabar.words.features import CLOSE, OPEN, STOP, gap_kind
from khabar.words.network import (
    Flags,
    Floats,
    GapKinds,
    Ints,
    Network,
    Vectors,
    gap_pairs,
    read_tables,
    strings,
)
from khabar.words.splitting import Split

TAGS = ("O", *(f"{p}-{k}" for k in ("PERS", "LOC", "ORG", "MISC") for p in "BI"))
_FIRST = {i: tag[2:] for i, tag in enumerate(TAGS) if tag[0] == "B"}
#: Words within which one word remembers another.
MEMORY = 400
#: A tag that scores so much less than another one of its word is not followed.
_MARGIN = 5.0
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_INSIDE = frozenset(range(2, len(TAGS), 2))


class _Cache:
    """Rows of the words asked about so far, under the numbers that the word layer gave them."""

    def __init__(self, words: words_model.Cache, width: int) -> None:
        room = len(words.rows)
        self.words = words
        self.rows: Floats = np.zeros((room, width), np.float32)
        #: Words with the same stem have the same number; 0 for those not asked about yet.
        self.stem: Ints = np.zeros(room, np.int64)
        self.stems: dict[str, int] = {}


class Tagger:
    """The tables and the words they were asked for."""

    def __init__(self, data: bytes) -> None:
        """``data``: the content of ``tagger.npz``."""
        t = read_tables(data)
        self._vectors = Vectors(t, strings(t["stems"]))
        #: Its last output opens the memory.
        self._network = Network(t)
        self._kinds = GapKinds(kind_of)
        self._width = self._network.width
        self._memory = t["memory"]
        moves = t["moves"].astype(np.float32)
        self._moves: list[list[float]] = moves.tolist()
        self._cache: _Cache | None = None
        self._lock = threading.Lock()

    def tags(
        self,
        known: Known,
        gaps: Sequence[str],
        starts: Sequence[int],
        parted: Sequence[int] = (),
        asked: Flags | None = None,
    ) -> list[int]:
        """Index into ``TAGS`` for words between gaps.

        ``starts``: where sentences begin; ``parted``: words that go on with no name;
        ``asked``: the words that may be in a name at all, where not all of them may.
        """
        count = len(known.numbers)
        tags = [0] * count
        if asked is None:
            asked = np.ones(count, np.bool_)
        if not asked.any():
            return tags
        kinds = self._kinds(gaps)
        kinds[list(starts)] = STOP
        places = np.flatnonzero(asked)
        scores = self.scores(known, kinds, asked)
        alone = np.ones(len(places), np.bool_)
        alone[1:] = places[1:] - places[:-1] > 1
        if parted:
            alone |= np.isin(places, parted)
        scores[alone, 2::2] = -np.inf  # no name goes on there
        self._decode(scores, places, tags)
        return tags

    def scores(self, known: Known, kinds: Ints, asked: Flags) -> Floats:
        """A row of tag scores for every word ``asked`` for, between kinds of gaps."""
        near = widened(asked, self._network.second_reach)
        seen = widened(near, self._network.reach)
        words = known.numbers[seen]
        cached = self._cached(known.cache, words)
        pairs = gap_pairs(kinds)[seen]
        out = self._network.outputs(cached.rows[words], pairs, near[seen], asked[near])
        scores: Floats = out[:, :-1]
        stems = cached.stem[words[asked[seen]]]
        scores += self._remembered(scores, stems, np.flatnonzero(asked)) * out[:, -1:]
        return scores

    def _cached(self, known: words_model.Cache, words: Ints) -> _Cache:
        """The cache beside that of the word layer, with rows for ``words``."""
        cached = self._cache
        if cached is None or cached.words is not known:
            cached = self._cache = _Cache(known, self._width)
        new = words[cached.stem[words] == 0]
        if len(new):
            with self._lock:
                self._learn(cached, list(dict.fromkeys(new.tolist())))
        return cached

    def _learn(self, cached: _Cache, new: list[int]) -> None:
        words, stems = cached.words, cached.stems
        splits = [Split(words.proclitic[n], words.stem[n], words.enclitic[n]) for n in new]
        cached.rows[new] = self._vectors.of(splits, {})
        cached.stem[new] = [stems.setdefault(split.stem, len(stems) + 1) for split in splits]

    def _remembered(self, scores: Floats, stems: Ints, places: Ints) -> Floats:
        """What the other occurrences of a word's stem, not far away, make of it."""
        stems = stems + places // MEMORY * (stems.max() + 1)
        order = stems.argsort(kind="stable")
        ordered = stems[order]
        same = ordered[1:] == ordered[:-1]
        result = np.zeros_like(scores)
        if not same.any():
            return result
        again = np.zeros(len(stems), np.bool_)
        again[1:] = same
        first = ~again
        again[:-1] |= same
        first &= again
        order, first = order[again], first[again]
        starts = first.nonzero()[0]
        sizes = np.diff(starts, append=len(order))
        shares = scores[order]
        shares -= shares.max(1, keepdims=True)
        np.exp(shares, out=shares)
        shares /= shares.sum(1, keepdims=True)
        total = np.add.reduceat(shares, starts, axis=0)
        group = first.cumsum() - 1
        others = total[group] - shares
        others /= (sizes - 1).astype(np.float32)[group, None]
        result[order] = others @ self._memory
        return result

    def _decode(self, scores: Floats, words: Ints, tags: list[int]) -> None:
        """Write the best sequence for ``words`` into ``tags``.

        Names begin only where a first word scores not much less than none.
        """
        sure = scores[:, 0] - _MARGIN
        begins = scores[:, 1::2].max(1) > sure
        goes_on = begins | (scores[:, 2::2].max(1) > sure)
        places = np.arange(len(scores))
        last_begin = np.maximum.accumulate(np.where(begins, places, -1))
        last_end = np.maximum.accumulate(np.where(goes_on, -1, places))
        places = np.flatnonzero(last_begin > last_end)
        moves, before = self._moves, -1
        path: list[tuple[dict[int, float], dict[int, int]]] = []
        for place, row in zip(words[places].tolist(), scores[places].tolist(), strict=True):
            if place != before + 1 or not path:
                _follow(path, moves, tags, before)
                path = [({0: 0.0}, {})]
            path.append(_step(path[-1][0], row, moves))
            before = place
        _follow(path, moves, tags, before)


def _step(
    last: dict[int, float], row: list[float], moves: list[list[float]]
) -> tuple[dict[int, float], dict[int, int]]:
    """Totals of the likely tags of a word, and the tags before them."""
    least = max(row) - _MARGIN
    reached: dict[int, float] = {}
    sources: dict[int, int] = {}
    for tag, score in enumerate(row):
        if score < least and tag:
            continue
        best, source = -math.inf, 0
        for other in last if tag not in _INSIDE else (tag - 1, tag):
            if other in last:
                total = last[other] + moves[other][tag]
                if total > best:
                    best, source = total, other
        if best > -math.inf:
            reached[tag] = best + score
            sources[tag] = source
    return reached, sources


def _follow(
    path: list[tuple[dict[int, float], dict[int, int]]],
    moves: list[list[float]],
    tags: list[int],
    last: int,
) -> None:
    """Write the best way through ``path``, whose last word is ``last``, into ``tags``."""
    if not path:
        return
    totals = path[-1][0]
    tag = max(totals, key=lambda t: totals[t] + moves[t][0])
    for _, sources in reversed(path[1:]):
        tags[last] = tag
        tag = sources[tag]
        last -= 1


def widened(marked: Flags, reach: int) -> Flags:
    """The marked words and ``reach`` words to either side of each."""
    wide = marked.copy()
    for k in range(1, reach + 1):
        wide[k:] |= marked[:-k]
        wide[:-k] |= marked[k:]
    return wide


def kind_of(gap: str) -> int:
    """The kind of a gap: line breaks count as spaces, quotation marks open as they close."""
    kind = gap_kind(gap.replace("\n", " "))
    return OPEN if kind == CLOSE else kind


def layout(tokens: Sequence[str]) -> tuple[list[str], list[str], list[int]]:
    """Folded words, the gaps around them, and the token that each word is.

    Punctuation belongs to the gaps, whether it is a token of its own or stands on a word.
    """
    forms: list[str] = []
    gaps = [" "]
    where: list[int] = []
    for i, token in enumerate(tokens):
        form = fold(token)
        core = _EDGE.sub("", form)
        if not core:
            gaps[-1] += form
            continue
        at = form.index(core)
        gaps[-1] += form[:at]
        forms.append(core)
        where.append(i)
        gaps.append(" " + form[at + len(core) :])
    return forms, gaps, where


@cache
def load() -> Tagger:
    """The tagger that the package carries, read once."""
    return Tagger(Path(__file__).with_name("tagger.npz").read_bytes())


def tag(tokens: Sequence[str]) -> list[str]:
    """One BIO tag of PERS, LOC, ORG or MISC for each token."""
    return tag_with(load(), tokens)


def tag_with(tagger: Tagger, tokens: Sequence[str]) -> list[str]:
    """As :func:`tag`, with the tables of ``tagger``."""
    forms, gaps, where = layout(tokens)
    tags = ["O"] * len(tokens)
    parted = [k for k in range(1, len(where)) if where[k] != where[k - 1] + 1]
    known = words_model.load().look_up(forms)
    for i, found in zip(where, tagger.tags(known, gaps, [0], parted), strict=True):
        tags[i] = TAGS[found]
    return tags


def tag_text(text: Text, known: Known, asked: Flags) -> list[tuple[int, int, str]]:
    """Names among the words ``asked`` for: first word, last word (exclusive) and kind."""
    starts = [first for first, _ in text.sentences]
    tags = load().tags(known, text.gaps, starts, asked=asked)
    found: list[tuple[int, int, str]] = []
    for i, number in [(i, number) for i, number in enumerate(tags) if number]:
        if number in _FIRST:
            found.append((i, i + 1, _FIRST[number]))
        else:
            first, _, kind = found[-1]
            found[-1] = first, i + 1, kind
    return found
