"""The tagger: tables that ``tools/train_words.py`` wrote, looked up and added.

Every word has a vector that depends on the word alone, so it is computed once and kept. What the
words of an article are follows from the vectors of five neighbours by two small layers.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from importlib.resources import files

import numpy as np

from khabar.words.closed import Closed
from khabar.words.features import CUTS, GAP_KINDS, PROCLITIC, STOP, gap_kind, letters
from khabar.words.network import (
    Floats,
    GapKinds,
    Ints,
    Network,
    gap_pairs,
    numbered,
    read_tables,
    strings,
)
from khabar.words.splitting import Split, Splitter

POS = ("VERB", "NOUN", "ADJ", "PROPN", "NUM", "PRON", "ADP", "CONJ", "PART", "ADV", "OTHER")
#: Outputs of the network in order, and what each group of them decides.
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("pos", POS),
    ("gender", ("", "m", "f")),
    ("number", ("", "s", "d", "p")),
    ("verb_form", ("", "past", "present")),
    ("person", ("", "1", "2", "3")),
    ("phrase", ("O", "B", "I")),
)
LABELS = dict(GROUPS)
#: First and last column (exclusive) of every group.
COLUMNS: dict[str, tuple[int, int]] = {}
for _group, _labels in GROUPS:
    _at = max((last for _, last in COLUMNS.values()), default=0)
    COLUMNS[_group] = (_at, _at + len(_labels))
#: Words kept between articles; about 35 MB when full.
MAX_CACHED_WORDS = 120_000


_MIN_NISBA = 5
#: Closed classes whose words stand before the noun that is the head: quantifiers, numerals, هذا.
_LIGHT = frozenset({"NOUN", "NUM", "PRON"})


#: The form has an article or a pronoun; it is a quantifier, numeral or demonstrative; it ends as an
#: indefinite accusative does (وفدا); it is that of a definite adjective of relation (السعودي). And
#: what is attached before it: nothing; a conjunction alone; a preposition.
FLAGS = MARKED, LIGHT, ACCUSATIVE, NISBA, BARE, JOINED, GOVERNED = (1, 2, 4, 8, 16, 32, 64)
_ATTACHED = {"": BARE, **dict.fromkeys("بلك", GOVERNED)}


class Cache:
    """What is known of the words met so far. A full one is replaced, never emptied."""

    def __init__(self, width: int) -> None:
        self.index: dict[str, int] = {}
        self.rows: Floats = np.zeros((4096, width), np.float32)
        self.sure = np.full(4096, -1, np.int64)
        self.proclitic: list[str] = []
        self.stem: list[str] = []
        self.enclitic: list[str] = []
        #: Number of ``phrases.ROLES``.
        self.role = np.zeros(4096, np.int64)
        #: ``FLAGS`` of the word, a bit each.
        self.flags = np.zeros(4096, np.uint8)

    def grow(self, count: int) -> None:
        """Make room for ``count`` words."""
        while count > len(self.rows):
            for name in ("rows", "sure", "role", "flags"):
                column = getattr(self, name)
                setattr(self, name, np.concatenate([column, np.zeros_like(column)]))


class Model:
    """Tables of the tagger and the words it has met."""

    def __init__(self, data: bytes) -> None:
        """``data``: the content of ``model.npz``."""
        t = read_tables(data)
        closed = Closed()
        forms = strings(t["forms"])
        frequent = int(np.count_nonzero(t["counts"]))  # the rest are stems that never stand alone
        counts = dict(
            zip(
                forms, np.exp2(t["counts"][:frequent].astype(np.float64) / 8).tolist(), strict=False
            )
        )
        pronoun_he = frozenset(forms[i] for i in t["pronoun_he"].tolist())
        self.splitter = Splitter(counts, pronoun_he, closed.splits)
        self.closed = closed
        self._letters = {n: i for i, n in enumerate(strings(t["letters"]))}
        self._letter_rows: Floats = t["letter_rows"].astype(np.float32)
        self._stems = dict(
            zip(map(forms.__getitem__, t["stems"].tolist()), range(len(t["stems"])), strict=True)
        )
        self._stem_rows, self._stem_scale = t["stem_rows"], t["stem_scale"].astype(np.float32)
        self._network = Network(t)
        #: Kinds of gaps, as ``features.gap_kind`` has them.
        self.gap_kinds = GapKinds(gap_kind)
        self._width = self._network.width
        self._cache = Cache(self._width)
        self._lock = threading.Lock()

    def look_up(self, forms: Sequence[str]) -> tuple[Cache, Ints]:
        """Numbers of ``forms`` in the cache that is returned with them."""
        cache = self._cache
        try:
            return cache, numbered(cache.index, forms)
        except KeyError:
            with self._lock:
                cache = self._learn(forms)
            return cache, numbered(cache.index, forms)

    def split(self, form: str) -> Split:
        """The parts of a word, which are known where it was met before."""
        cache = self._cache
        at = cache.index.get(form)
        if at is None:
            return self.splitter.split(form)
        return Split(cache.proclitic[at], cache.stem[at], cache.enclitic[at])

    def _learn(self, forms: Sequence[str]) -> Cache:
        cache = self._cache
        new = [f for f in dict.fromkeys(forms) if f not in cache.index]
        if cache.index and len(cache.index) + len(new) > MAX_CACHED_WORDS:
            cache = Cache(self._width)
            new = list(dict.fromkeys(forms))
        start = len(cache.stem)
        cache.grow(start + len(new))
        splits = list(map(self.splitter.split, new))
        listed = np.array([self._stems.get(split.stem, -1) for split in splits], np.int64)
        here = slice(start, start + len(new))
        cache.rows[here] = self._rows(splits, listed)
        cache.sure[here] = [known_pos(self.closed, split) for split in splits]
        cache.role[here] = [self.closed.roles.get(split.stem, 0) for split in splits]
        cache.flags[here] = list(map(self._flags, splits))
        for column, parts in zip(
            (cache.proclitic, cache.stem, cache.enclitic), zip(*splits, strict=True), strict=False
        ):
            column.extend(parts)
        cache.index.update(zip(new, range(start, start + len(new)), strict=True))
        self._cache = cache
        return cache

    def _rows(self, splits: list[Split], listed: Ints) -> Floats:
        """Vectors of words; ``listed``: the rows of their stems, -1 for a stem without one."""
        get, empty = self._letters.get, len(self._letter_rows) - 1
        rows = self._letter_rows[[get(PROCLITIC + split.proclitic, empty) for split in splits]]
        known = listed >= 0
        at = listed[known]
        rows[known] += self._stem_rows[at] * self._stem_scale[at, None]
        indices: list[int] = []
        offsets = []
        others = np.flatnonzero(~known)
        for k in others.tolist():
            names = letters(splits[k])
            usual = self.closed.usual.get(splits[k].stem)
            if usual:
                names.append("k:" + usual)
            offsets.append(len(indices))
            indices.extend([i for i in map(get, names) if i is not None])
            indices.append(empty)  # no word is without a feature
        if offsets:
            rows[others] = np.add.reduceat(self._letter_rows[indices], offsets, axis=0)
        return rows

    def _flags(self, split: Split) -> int:
        """``FLAGS`` of a word."""
        proclitic, stem, enclitic = split
        flags = _ATTACHED.get(proclitic[-1:], 0) if proclitic != "و" else JOINED
        if enclitic or (stem[:2] == "ال" and len(stem) > 3):
            flags |= MARKED
        if self.closed.usual.get(stem) in _LIGHT or stem.isdigit():
            flags |= LIGHT
        if self.splitter.is_accusative(split):
            flags |= ACCUSATIVE
        return flags | NISBA if _is_nisba(stem) else flags

    def scores(self, cache: Cache, words: Ints, kinds: Ints) -> Floats:
        """Outputs of the network for words between gaps (one gap more than words)."""
        return self._network.outputs(cache.rows[words], gap_pairs(kinds))


def _is_nisba(stem: str) -> bool:
    return len(stem) > _MIN_NISBA and stem[:2] == "ال" and stem.endswith(("ي", "يه"))


def known_pos(closed: Closed, split: Split) -> int:
    """The part of speech that the closed classes leave no doubt about, or -1."""
    stem = split.stem
    if split.enclitic and stem not in closed.usual:
        bare = stem[: -len(split.enclitic)]
        pos = closed.sure.get(bare) if stem in closed.splits else None
        return POS.index(pos) if pos in {"ADP", "CONJ"} else -1
    pos = closed.sure.get(stem)
    return POS.index(pos) if pos else -1


_loaded: list[Model] = []


def load() -> Model:
    """The model that the package carries, read once."""
    if not _loaded:
        _loaded.append(Model((files("khabar.words") / "model.npz").read_bytes()))
    return _loaded[0]


__all__ = ["COLUMNS", "CUTS", "GAP_KINDS", "GROUPS", "LABELS", "POS", "STOP", "Model", "load"]
