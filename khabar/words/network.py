"""What the two taggers share: tables read once, and two small layers over neighbouring words.

Every word has a vector that depends on the word alone. What the gaps beside it add, and a few
neighbours, make a hidden layer; a few of those the second one, which is added to the first.
"""

from __future__ import annotations

import io
import threading
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from khabar.words.features import GAP_KINDS, PROCLITIC, letters
from khabar.words.splitting import Split

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Tables = Mapping[str, npt.NDArray[Any]]
#: Different gaps kept between articles.
MAX_GAPS = 5_000


def read_tables(data: bytes) -> Tables:
    """The arrays of an ``npz`` file."""
    with np.load(io.BytesIO(data)) as z:
        return {name: z[name] for name in z.files}


def strings(packed: npt.NDArray[np.uint8]) -> list[str]:
    """The strings that a table holds."""
    return zlib.decompress(packed.tobytes()).decode("utf-8").split("\n")


class GapKinds:
    """The kinds of gaps, by a function that is asked once for each different gap."""

    def __init__(self, kind_of: Callable[[str], int]) -> None:
        self._kind_of = kind_of
        self._known: dict[str, int] = {}
        self._lock = threading.Lock()

    def __call__(self, gaps: Sequence[str]) -> Ints:
        known = self._known
        try:
            return np.fromiter(map(known.__getitem__, gaps), np.int64, len(gaps))
        except KeyError:
            with self._lock:
                if len(known) > MAX_GAPS:
                    known = self._known = {}
                for gap in gaps:
                    if gap not in known:
                        known[gap] = self._kind_of(gap)
            return self(gaps)


def gap_pairs(kinds: Ints) -> Ints:
    """For every word between gaps, the number of the pair of gaps beside it."""
    return kinds[:-1] * GAP_KINDS + kinds[1:]


class Vectors:
    """What the vector of a word is made of: the row of its stem, or else those of its letters."""

    def __init__(self, tables: Tables, stems: list[str]) -> None:
        """``stems``: those that have rows, in the order of the rows."""
        self._stems = {stem: at for at, stem in enumerate(stems)}
        self._stem_rows, scale = tables["stem_rows"], tables["stem_scale"]
        self._stem_scale: Floats = scale.astype(np.float32)[:, None]
        self._letters = {name: at for at, name in enumerate(strings(tables["letters"]))}
        self._letter_rows: Floats = tables["letter_rows"].astype(np.float32)

    def of(self, splits: Sequence[Split], usual: Mapping[str, str]) -> Floats:
        """The vectors of words; ``usual``: the part of speech of stems in closed classes."""
        get, empty = self._letters.get, len(self._letter_rows) - 1
        rows = self._letter_rows[[get(PROCLITIC + split.proclitic, empty) for split in splits]]
        stems = np.array([self._stems.get(split.stem, -1) for split in splits], np.int64)
        listed = stems >= 0
        at = stems[listed]
        rows[listed] += self._stem_rows[at] * self._stem_scale[at]
        others = np.flatnonzero(~listed)
        indices: list[int] = []
        offsets = []
        for k in others.tolist():
            names = letters(splits[k])
            if splits[k].stem in usual:
                names.append("k:" + usual[splits[k].stem])
            offsets.append(len(indices))
            indices.extend([i for i in map(get, names) if i is not None])
            indices.append(empty)  # no word is without a feature
        if offsets:
            rows[others] = np.add.reduceat(self._letter_rows[indices], offsets, axis=0)
        return rows


class Network:
    """The layers; ``reach`` and ``second_reach`` are how far to either side each one sees."""

    def __init__(self, tables: Tables) -> None:
        t = {
            name: tables[name].astype(np.float32)
            for name in ("before", "after", "first_bias", "second_bias", "out", "out_bias")
        }
        before, after = t["before"], t["after"]
        #: Length of a word's vector.
        self.width = before.shape[1]
        #: What the gaps before and after a word add to its vector, a row for each pair of kinds.
        self._around: Floats = (before[:, None] + after[None]).reshape(-1, self.width)
        self._first, self._second = _stacked(tables["first"]), _stacked(tables["second"])
        self._first_bias, self._second_bias = t["first_bias"], t["second_bias"]
        self._out, self._out_bias = t["out"], t["out_bias"]
        self.reach = len(self._first) // self.width // 2
        self.second_reach = len(self._second) // self._first.shape[1] // 2

    def outputs(
        self, rows: Floats, pairs: Ints, near: Flags | None = None, asked: Flags | None = None
    ) -> Floats:
        """A row of outputs for every word, from its vector and the gaps beside it.

        ``near``: the words that need a first layer, where not all of them do; ``asked``: those
        of them whose outputs are wanted.
        """
        padded, seen = _padded(len(rows), self.reach, self.width)
        self._around.take(pairs, 0, out=seen, mode="clip")  # no pair is clipped: it is faster
        seen += rows
        beside = _beside(padded, self.reach, near)
        padded, hidden = _padded(len(beside), self.second_reach, self._first.shape[1])
        np.matmul(beside, self._first, out=hidden)
        hidden += self._first_bias
        np.maximum(hidden, 0, out=hidden)
        deep: Floats = _beside(padded, self.second_reach, asked) @ self._second
        deep += self._second_bias
        np.maximum(deep, 0, out=deep)
        deep += hidden if asked is None else hidden[asked]
        out: Floats = deep @ self._out
        out += self._out_bias
        return out


def _stacked(weights: npt.NDArray[Any]) -> Floats:
    return weights.astype(np.float32).reshape(-1, weights.shape[-1])


def _padded(count: int, reach: int, width: int) -> tuple[Floats, Floats]:
    """Rows with ``reach`` rows of zeros before and after them: all, and those in the middle."""
    padded: Floats = np.zeros((count + 2 * reach, width), np.float32)
    return padded, padded[reach : reach + count]


def _beside(padded: Floats, reach: int, marked: Flags | None) -> Floats:
    """Each marked row of the middle with the ``reach`` rows before and after it, side by side."""
    rows, width = padded.shape
    shape, strides = (rows - 2 * reach, (2 * reach + 1) * width), padded.strides
    view: Floats = np.ndarray(shape, np.float32, padded, strides=strides)  # rows overlap in memory
    return view.copy() if marked is None else view[marked]
