"""The tagger: tables that ``tools/train_words.py`` wrote, looked up and added.

Every word has a vector that depends on the word alone, so it is computed once and kept. What the
words of an article are follows from the vectors of five neighbours by two small layers.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import numpy as np

from khabar.words.closed import Closed
from khabar.words.features import CUTS, GAP_KINDS, STOP, gap_kind
from khabar.words.network import (
    Floats,
    GapKinds,
    Ints,
    Network,
    Vectors,
    gap_pairs,
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
#: Words kept between articles; about 40 MB when full.
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
    """What is known of the words met so far, by number. A full one is replaced, never emptied."""

    def __init__(self, room: int, width: int) -> None:
        # Memory of arrays full of zeros is taken only where they are written.
        self.index: dict[str, int] = {}
        self.rows: Floats = np.zeros((room, width), np.float32)
        self.sure = np.zeros(room, np.int64)
        self.forms: list[str] = []
        self.proclitic: list[str] = []
        self.stem: list[str] = []
        self.enclitic: list[str] = []
        #: Number of ``phrases.ROLES``.
        self.role = np.zeros(room, np.int64)
        #: ``FLAGS`` of the word, a bit each.
        self.flags = np.zeros(room, np.uint8)

    def __len__(self) -> int:
        return len(self.forms)

    def numbers(self, forms: Sequence[str]) -> Ints:
        """The numbers of ``forms``; -1 for a new one."""
        return np.fromiter(map(self.index.get, forms, repeat(-1)), np.int64, len(forms))


class Known(NamedTuple):
    """The words of an article: by number, in what is known of them."""

    cache: Cache
    numbers: Ints


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
        self._vectors = Vectors(t, [forms[i] for i in t["stems"].tolist()])
        self._network = Network(t)
        #: Kinds of gaps, as ``features.gap_kind`` has them.
        self.gap_kinds = GapKinds(gap_kind)
        self._width = self._network.width
        self._cache = Cache(MAX_CACHED_WORDS, self._width)
        self._lock = threading.Lock()

    def look_up(self, forms: Sequence[str]) -> Known:
        """The words of an article, learned where they are new."""
        cache = self._cache
        numbers = cache.numbers(forms)
        new = np.flatnonzero(numbers < 0)
        if len(new):
            unknown = [forms[i] for i in new.tolist()]
            with self._lock:
                learned = self._learn(cache, unknown)
            if not learned:
                self._cache = Cache(max(MAX_CACHED_WORDS, len(forms)), self._width)
                return self.look_up(forms)
            numbers[new] = cache.numbers(unknown)
        return Known(cache, numbers)

    def _learn(self, cache: Cache, forms: list[str]) -> bool:
        """Enter the new ones of ``forms``, if there is room for them."""
        new = [f for f in dict.fromkeys(forms) if f not in cache.index]
        start = len(cache)
        if start + len(new) > len(cache.rows):
            return False
        splits = list(map(self.splitter.split, new))
        here = slice(start, start + len(new))
        cache.rows[here] = self._vectors.of(splits, self.closed.usual)
        cache.sure[here] = [known_pos(self.closed, split) for split in splits]
        cache.role[here] = [self.closed.roles.get(split.stem, 0) for split in splits]
        cache.flags[here] = list(map(self._flags, splits))
        cache.forms += new
        for column, parts in zip(
            (cache.proclitic, cache.stem, cache.enclitic), zip(*splits, strict=True), strict=False
        ):
            column.extend(parts)
        cache.index.update(zip(new, range(start, start + len(new)), strict=True))
        return True

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

    def scores(self, known: Known, kinds: Ints) -> Floats:
        """Outputs of the network for words between gaps (one gap more than words)."""
        return self._network.outputs(known.cache.rows[known.numbers], gap_pairs(kinds))


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
        _loaded.append(Model(Path(__file__).with_name("model.npz").read_bytes()))
    return _loaded[0]


__all__ = ["COLUMNS", "CUTS", "GAP_KINDS", "GROUPS", "LABELS", "POS", "STOP", "Model", "load"]
