"""The small network of the word layer, trained with numpy and scipy alone, on one thread.

A word is the sum of the vectors of its features. Five neighbouring words (and the gaps beside each)
make the first hidden layer, three neighbouring first layers the second; linear outputs follow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack

GROUPS = (("pos", 11), ("gender", 3), ("number", 4), ("tense", 3), ("person", 4), ("np", 3))
LOSS = {"pos": 1.0, "gender": 0.5, "number": 0.5, "tense": 0.3, "person": 0.2, "np": 1.0}
WINDOW = (-2, -1, 0, 1, 2)
SECOND = (-1, 0, 1)
Array = np.ndarray
PAD = -1


@dataclass
class Data:
    """A run of words: type number, gap kinds, target distributions and their weights.

    Texts are parted by rows of type ``PAD``, which are all zeros, as the ends of a text are.
    """

    types: Array
    before: Array
    after: Array
    target: Array  # words x outputs, each group sums to one
    weight: Array  # words x groups
    source: Array  # number of the word among all words, -1 between texts
    extra: Array | None = None  # words x states of the teacher's encoder

    @property
    def inside(self) -> Array:
        """Which rows are words."""
        return self.source >= 0

    def cut(self, start: int, stop: int) -> Data:
        """The rows from ``start`` to ``stop``."""
        return Data(*(None if c is None else c[start:stop] for c in self._columns()))

    def _columns(self) -> tuple[Array | None, ...]:
        return (
            self.types,
            self.before,
            self.after,
            self.target,
            self.weight,
            self.source,
            self.extra,
        )


class Net:
    """Parameters and their gradients."""

    def __init__(
        self, features: int, vector: Array, extra: int, gaps: int, size: int, seed: int
    ) -> None:
        """``vector``: distributional vectors of the stems; ``extra``: further inputs of a word."""
        d = h = size
        rng = np.random.default_rng(seed)
        k = sum(n for _, n in GROUPS)

        def init(*shape: int, scale: float) -> Array:
            return rng.normal(0, scale, shape).astype(np.float32)

        self.vector = vector
        self.p = {
            "F": init(features, d, scale=0.1),
            "P": init(vector.shape[1] + extra, d, scale=0.15),
            "GB": init(gaps, d, scale=0.1),
            "GA": init(gaps, d, scale=0.1),
            "W": init(len(WINDOW), d, h, scale=(2 / (len(WINDOW) * d)) ** 0.5),
            "b": np.zeros(h, np.float32),
            "U": init(len(SECOND), h, h, scale=0.5 * (2 / (len(SECOND) * h)) ** 0.5),
            "c": np.zeros(h, np.float32),
            "O": init(h, k, scale=h**-0.5),
            "o": np.zeros(k, np.float32),
        }
        self.m = {n: np.zeros_like(v) for n, v in self.p.items()}
        self.v = {n: np.zeros_like(v) for n, v in self.p.items()}
        self.step = 0

    def forward(self, x: csr_matrix, vec: Array, data: Data) -> dict[str, Array]:
        p = self.p
        valid = (data.types != PAD)[:, None].astype(np.float32)
        e = (x @ p["F"] + vec @ p["P"] + p["GB"][data.before] + p["GA"][data.after]) * valid
        z1 = p["b"] + sum(shift(e, o) @ p["W"][i] for i, o in enumerate(WINDOW))
        z1 = z1 * valid
        h1 = np.maximum(z1, 0)
        z2 = p["c"] + sum(shift(h1, o) @ p["U"][i] for i, o in enumerate(SECOND))
        h2 = np.maximum(z2, 0) + h1
        return {"e": e, "z1": z1, "h1": h1, "z2": z2, "h2": h2, "y": h2 @ p["O"] + p["o"]}

    def train_batch(
        self,
        x: csr_matrix,
        vec: Array,
        data: Data,
        rng: np.random.Generator,
        rate: float,
        drop: float,
    ) -> float:
        p = self.p
        f = self.forward(x, vec, data)
        mask = (rng.random(f["h2"].shape, dtype=np.float32) >= drop) / np.float32(1 - drop)
        h2 = f["h2"] * mask
        y = h2 @ p["O"] + p["o"]
        dy = np.zeros_like(y)
        loss, at = 0.0, 0
        for g, (name, n) in enumerate(GROUPS):
            q = softmax(y[:, at : at + n])
            t = data.target[:, at : at + n]
            w = data.weight[:, g : g + 1] * LOSS[name]
            loss -= float((w * t * np.log(q + 1e-9)).sum())
            dy[:, at : at + n] = (q - t) * w
            at += n
        count = max(1, int((data.types != PAD).sum()))
        dy /= count
        grad: dict[str, Array] = {"O": h2.T @ dy, "o": dy.sum(0)}
        dh2 = (dy @ p["O"].T) * mask
        dz2 = dh2 * (f["z2"] > 0)
        dh1 = dh2.copy()
        grad["c"] = dz2.sum(0)
        grad["U"] = np.empty_like(p["U"])
        for i, o in enumerate(SECOND):
            grad["U"][i] = shift(f["h1"], o).T @ dz2
            dh1 += shift(dz2 @ p["U"][i].T, -o)
        dz1 = dh1 * (f["z1"] > 0)
        grad["b"] = dz1.sum(0)
        grad["W"] = np.empty_like(p["W"])
        de = np.zeros_like(f["e"])
        for i, o in enumerate(WINDOW):
            grad["W"][i] = shift(f["e"], o).T @ dz1
            de += shift(dz1 @ p["W"][i].T, -o)
        de *= (data.types != PAD)[:, None]
        grad["P"] = vec.T @ de
        grad["F"] = x.T @ de
        for key, index in (("GB", data.before), ("GA", data.after)):
            one = csr_matrix(
                (np.ones(len(y), np.float32), (index, np.arange(len(y)))),
                shape=(len(p[key]), len(y)),
            )
            grad[key] = one @ de
        self._adam(grad, rate)
        return loss / count

    def _adam(self, grad: dict[str, Array], rate: float) -> None:
        self.step += 1
        c1, c2 = 1 - 0.9**self.step, 1 - 0.99**self.step
        for n, g in grad.items():
            m, v = self.m[n], self.v[n]
            m *= 0.9
            m += 0.1 * g
            v *= 0.99
            v += 0.01 * (g * g)
            decay = 1e-5 if n == "F" else 0.0
            update = (m / c1) / (np.sqrt(v / c2) + 1e-8)
            self.p[n] -= rate * (update + decay * 100 * self.p[n])


def shift(a: Array, o: int) -> Array:
    """Row ``i`` of the result is row ``i + o`` of ``a``; zero beyond the ends."""
    if o == 0:
        return a
    out = np.zeros_like(a)
    if abs(o) >= len(a):
        return out
    if o > 0:
        out[:-o] = a[o:]
    else:
        out[-o:] = a[:o]
    return out


def softmax(y: Array) -> Array:
    e = np.exp(y - y.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


class Lexical:
    """Features of all word types: letters always, the stem itself and its vector where known."""

    def __init__(
        self, letter_ids: list[list[int]], stem_ids: Array, letters: int, stems: int
    ) -> None:
        letter_ids = [*letter_ids, []]  # the last row, PAD, is empty
        indptr = np.cumsum([0, *[len(x) for x in letter_ids]])
        indices = np.array([i for x in letter_ids for i in x], np.int64)
        self.letters = csr_matrix(
            (np.ones(len(indices), np.float32), indices, indptr), shape=(len(letter_ids), letters)
        )
        self.stem = np.append(stem_ids, -1)
        self.stems = stems

    def matrix(
        self,
        types: Array,
        vector: Array,
        rng: np.random.Generator | None,
        hide: float,
        forget: float,
    ) -> tuple[csr_matrix, Array]:
        """Feature matrix and vectors; ``hide`` drops stem and vector, ``forget`` the stem alone."""
        stem = self.stem[types]
        known = stem >= 0
        has_vector = known.copy()
        if rng is not None:
            u = rng.random(len(types))
            has_vector &= u >= hide
            known = known & (u >= hide + forget)
        base = self.letters[types]
        rows = np.flatnonzero(known)
        lex = csr_matrix(
            (np.ones(len(rows), np.float32), (rows, stem[rows])), shape=(len(types), self.stems)
        )
        vec = np.where(has_vector[:, None], vector[np.maximum(stem, 0)], 0).astype(np.float32)
        return hstack([base, lex], format="csr", dtype=np.float32), vec


@dataclass
class Plan:
    """How long and how roughly to train; found by cross-validation inside the training part."""

    epochs: int
    batch: int
    rate: float = 3e-3
    hide: float = (
        0.1  # share of words whose stem and vector are hidden: they stand for unknown words
    )
    forget: float = 0.3  # share of words of which only the stem's own feature is hidden
    drop: float = 0.5  # of the last layer
    drop_extra: float = 0.2  # of the encoder's states


def train(
    net: Net, lexical: Lexical, parts: list[Data], plan: Plan, seed: int, report=None
) -> None:
    """Adam with a rate that falls to nothing; batches are runs of neighbouring words."""
    rng = np.random.default_rng(seed)
    runs = [(d, s) for d in parts for s in range(0, len(d.types), plan.batch)]
    total, done = plan.epochs * len(runs), 0
    for epoch in range(plan.epochs):
        loss = 0.0
        for r in rng.permutation(len(runs)):
            d, s = runs[r]
            piece = d.cut(s, s + plan.batch)
            x, vec = lexical.matrix(piece.types, net.vector, rng, plan.hide, plan.forget)
            if piece.extra is not None:
                kept = rng.random(piece.extra.shape, dtype=np.float32) >= plan.drop_extra
                vec = np.hstack(
                    [vec, piece.extra.astype(np.float32) * kept / (1 - plan.drop_extra)]
                )
            now = plan.rate * min(1.0, (done + 1) / 50) * max(0.02, 1 - done / total)
            loss += net.train_batch(x, vec, piece, rng, now, plan.drop)
            done += 1
        if report:
            report(epoch, loss / len(runs))


def predict(net: Net, lexical: Lexical, data: Data, batch: int = 4000) -> Array:
    """Distributions of every output group for all rows; runs overlap, so that no context is cut."""
    out = np.zeros((len(data.types), sum(n for _, n in GROUPS)), np.float32)
    for s in range(0, len(data.types), batch):
        first = max(0, s - 8)
        piece = data.cut(first, s + batch + 8)
        x, vec = lexical.matrix(piece.types, net.vector, None, 0, 0)
        if piece.extra is not None:
            vec = np.hstack([vec, piece.extra.astype(np.float32)])
        y = net.forward(x, vec, piece)["y"][s - first : s - first + batch]
        at = 0
        for _, n in GROUPS:
            out[s : s + len(y), at : at + n] = softmax(y[:, at : at + n])
            at += n
    return out
