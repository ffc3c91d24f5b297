"""The tagger: tables that ``tools/train_words.py`` wrote, looked up and added.

Every word has a vector that depends on the word alone, so it is computed once and kept. What the
words of an article are follows from the vectors of five neighbours by two small layers.
"""

from __future__ import annotations

import io
import threading
import zlib
from collections.abc import Sequence
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from khabar.words.closed import Closed
from khabar.words.features import CUTS, GAP_KINDS, PROCLITIC, SPACE, STOP, gap_kind, letters
from khabar.words.splitting import Split, Splitter

Floats = npt.NDArray[np.float32]

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
#: Words and gaps kept between articles; about 40 MB when full.
MAX_CACHED_WORDS = 150_000
MAX_CACHED_GAPS = 5_000


_MIN_NISBA = 5
_PREPOSITIONS = frozenset("بلك")
#: Closed classes whose words stand before the noun that is the head: quantifiers, numerals, هذا.

_LIGHT = frozenset({"NOUN", "NUM", "PRON"})


class Cache:
    """What is known of the words met so far. A full one is replaced, never emptied."""

    def __init__(self, width: int) -> None:
        self.index: dict[str, int] = {}
        self.rows: Floats = np.zeros((4096, width), np.float32)
        self.sure = np.full(4096, -1, np.int64)
        self.proclitic: list[str] = []
        self.stem: list[str] = []
        self.enclitic: list[str] = []
        #: The form has an article or a pronoun; it is a quantifier, numeral or demonstrative.
        self.marked = np.zeros(4096, np.bool_)
        self.light = np.zeros(4096, np.bool_)
        #: A preposition is attached; nothing is; a conjunction alone is.
        self.governed = np.zeros(4096, np.bool_)
        self.bare = np.zeros(4096, np.bool_)
        self.joined = np.zeros(4096, np.bool_)
        #: The form is that of a definite adjective of relation (السعودي).
        self.nisba = np.zeros(4096, np.bool_)
        #: Number of ``phrases.ROLES``.
        self.role = np.zeros(4096, np.int64)
        #: The form ends as an indefinite accusative does (وفدا).
        self.accusative = np.zeros(4096, np.bool_)

    def grow(self, count: int) -> None:
        """Make room for ``count`` words."""
        while count > len(self.rows):
            self.rows = np.concatenate([self.rows, np.zeros_like(self.rows)])
            self.sure = np.concatenate([self.sure, np.full_like(self.sure, -1)])
            for name in (
                "marked",
                "light",
                "governed",
                "bare",
                "joined",
                "nisba",
                "role",
                "accusative",
            ):
                column = getattr(self, name)
                setattr(self, name, np.concatenate([column, np.zeros_like(column)]))


class Model:
    """Tables of the tagger and the words it has met."""

    def __init__(self, data: bytes) -> None:
        """``data``: the content of ``model.npz``."""
        with np.load(io.BytesIO(data)) as z:
            t = {name: z[name] for name in z.files}
        closed = Closed()
        forms = _strings(t["forms"])
        frequent = int(np.count_nonzero(t["counts"]))  # the rest are stems that never stand alone
        counts = dict(
            zip(
                forms, np.exp2(t["counts"][:frequent].astype(np.float64) / 8).tolist(), strict=False
            )
        )
        pronoun_he = frozenset(forms[i] for i in t["pronoun_he"].tolist())
        self.splitter = Splitter(counts, pronoun_he, closed.splits)
        self.closed = closed
        self._letters = {n: i for i, n in enumerate(_strings(t["letters"]))}
        self._letter_rows: Floats = t["letter_rows"].astype(np.float32)
        self._stems = dict(
            zip(map(forms.__getitem__, t["stems"].tolist()), range(len(t["stems"])), strict=True)
        )
        self._stem_rows, self._stem_scale = t["stem_rows"], t["stem_scale"].astype(np.float32)
        before, after = t["before"].astype(np.float32), t["after"].astype(np.float32)
        #: What the gaps before and after a word add to its vector, a row for each pair of kinds.
        self._around: Floats = (before[:, None] + after[None]).reshape(-1, before.shape[1])
        self._first_reach, self._second_reach = len(t["first"]) // 2, len(t["second"]) // 2
        self._first, self._second = _stacked(t["first"]), _stacked(t["second"])
        self._first_bias = t["first_bias"].astype(np.float32)
        self._second_bias = t["second_bias"].astype(np.float32)
        self._out, self._out_bias = t["out"].astype(np.float32), t["out_bias"].astype(np.float32)
        self._width = self._letter_rows.shape[1]
        self._cache = Cache(self._width)
        self._lock = threading.Lock()
        self._gaps: dict[str, int] = {" ": SPACE}

    def look_up(self, forms: Sequence[str]) -> tuple[Cache, npt.NDArray[np.int64]]:
        """Numbers of ``forms`` in the cache that is returned with them."""
        cache = self._cache
        try:
            return cache, numbered(cache.index, forms)
        except KeyError:
            with self._lock:
                cache = self._learn(forms)
            return cache, numbered(cache.index, forms)

    def _learn(self, forms: Sequence[str]) -> Cache:
        cache = self._cache
        new = [f for f in dict.fromkeys(forms) if f not in cache.index]
        if cache.index and len(cache.index) + len(new) > MAX_CACHED_WORDS:
            cache = Cache(self._width)
            new = list(dict.fromkeys(forms))
        start = len(cache.stem)
        cache.grow(start + len(new))
        indices: list[int] = []
        offsets: list[int] = []
        stems: list[int] = []
        sure, marked, light, governed, role, accusative = [], [], [], [], [], []
        for form in new:
            split = self.splitter.split(form)
            offsets.append(len(indices))
            usual = self.closed.usual.get(split.stem)
            stem = self._stems.get(split.stem, -1)
            if stem >= 0:
                clitic = self._letters.get(PROCLITIC + split.proclitic)
                if clitic is not None:
                    indices.append(clitic)
            else:
                names = letters(split)
                if usual:
                    names.append("k:" + usual)
                indices.extend([i for i in map(self._letters.get, names) if i is not None])
            indices.append(len(self._letter_rows) - 1)  # an empty row: no word is without a feature
            stems.append(stem)
            sure.append(known_pos(self.closed, split))
            cache.proclitic.append(split.proclitic)
            cache.stem.append(split.stem)
            cache.enclitic.append(split.enclitic)
            marked.append(bool(split.enclitic) or (split.stem[:2] == "ال" and len(split.stem) > 3))
            role.append(self.closed.roles.get(split.stem, 0))
            governed.append(split.proclitic[-1:] in _PREPOSITIONS)
            accusative.append(self.splitter.is_accusative(split))
            light.append(usual in _LIGHT or split.stem.isdigit())
        if new:
            rows = np.add.reduceat(self._letter_rows[indices], offsets, axis=0)
            where = np.array(stems)
            known = np.flatnonzero(where >= 0)
            at = where[known]
            rows[known] += self._stem_rows[at] * self._stem_scale[at, None]
            here = slice(start, start + len(new))
            cache.rows[here], cache.sure[here] = rows, sure
            cache.marked[here], cache.light[here] = marked, light
            cache.bare[here] = [not proclitic for proclitic in cache.proclitic[start:]]
            cache.joined[here] = [proclitic == "و" for proclitic in cache.proclitic[start:]]
            cache.nisba[here] = [_is_nisba(stem) for stem in cache.stem[start:]]
            cache.role[here] = role
            cache.governed[here], cache.accusative[here] = governed, accusative
        cache.index.update(zip(new, range(start, start + len(new)), strict=True))
        self._cache = cache
        return cache

    def gap_kinds(self, gaps: Sequence[str]) -> npt.NDArray[np.int64]:
        """Kinds of gaps, as ``features.gap_kind`` has them."""
        known = self._gaps
        try:
            return numbered(known, gaps)
        except KeyError:
            with self._lock:
                if len(known) > MAX_CACHED_GAPS:
                    known = self._gaps = {" ": SPACE}
                for gap in gaps:
                    if gap not in known:
                        known[gap] = gap_kind(gap)
            return numbered(known, gaps)

    def scores(
        self, cache: Cache, words: npt.NDArray[np.int64], kinds: npt.NDArray[np.int64]
    ) -> Floats:
        """Outputs of the network for words between gaps (one gap more than words)."""
        around = self._around[kinds[:-1] * GAP_KINDS + kinds[1:]]
        around += cache.rows[words]
        z = _neighbours(around, self._first_reach) @ self._first
        z += self._first_bias
        np.maximum(z, 0, out=z)
        deep: Floats = _neighbours(z, self._second_reach) @ self._second
        deep += self._second_bias
        np.maximum(deep, 0, out=deep)
        deep += z
        out: Floats = deep @ self._out
        out += self._out_bias
        return out


def numbered(numbers: dict[str, int], strings: Sequence[str]) -> npt.NDArray[np.int64]:
    """The number of every string; KeyError where one has none."""
    return np.fromiter(map(numbers.__getitem__, strings), np.int64, len(strings))


def _neighbours(rows: Floats, reach: int) -> Floats:
    """Each row with the ``reach`` rows before and after it, side by side; zeros beyond the ends."""
    n, width = rows.shape
    padded = np.zeros((n + 2 * reach, width), np.float32)
    padded[reach : reach + n] = rows
    item = padded.itemsize
    view = np.lib.stride_tricks.as_strided(
        padded, (n, (2 * reach + 1) * width), (width * item, item), writeable=False
    )
    return np.ascontiguousarray(view)


def _stacked(weights: npt.NDArray[np.float16]) -> Floats:
    return weights.astype(np.float32).reshape(-1, weights.shape[-1])


def _strings(packed: npt.NDArray[np.uint8]) -> list[str]:
    return zlib.decompress(packed.tobytes()).decode("utf-8").split("\n")


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
