"""Counts of words and of their neighbours in the news text that the word layer learns from."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

from khabar.text import Text, fold, read_text

_CONTEXTS = 1500
_OFFSETS = (-2, -1, 1, 2)


def articles(data: Path) -> Iterator[tuple[str, Text]]:
    """Identifier and text of every article, in a fixed order; repeated contents once."""
    seen = set()
    for path in sorted((data / "ant").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                item = json.loads(line)
                if item["content"] not in seen:
                    seen.add(item["content"])
                    yield item["id"], read_text(item["content"])


class Corpus:
    """All words of the corpus as numbers, with their counts."""

    def __init__(self, data: Path) -> None:
        counts: Counter[str] = Counter()
        closing: Counter[tuple[str, bool]] = Counter()
        ids: dict[str, int] = {}
        stream: list[int] = []
        self.texts: list[tuple[str, Text]] = []
        for key, text in articles(data):
            self.texts.append((key, text))
            counts.update(text.forms)
            for i, form in enumerate(text.forms):
                if form.endswith("ه"):
                    closing[form, "ة" in text.raw[text.ends[i] - 2 : text.ends[i]]] += 1
            stream.extend([-1] * 3)
            stream.extend([ids.setdefault(f, len(ids)) for f in text.forms])
        self.counts = counts
        self.ids = ids
        self.stream = np.array(stream, np.int32)
        #: Forms in -ه that are a pronoun more often than the feminine ending.
        self.pronoun_he = {
            f for f in counts if f.endswith("ه") and closing[f, False] > closing[f, True]
        }


def vectors(
    corpus: Corpus,
    stems: dict[str, int],
    stem_of: dict[str, str],
    proclitic_of: dict[str, str],
    size: int,
) -> np.ndarray:
    """Distributional vectors of stems: which words and clitics stand around them.

    Positive pointwise mutual information of a stem with the frequent stems at four distances and
    with its own proclitics, reduced by a truncated singular value decomposition.
    """
    number = np.full(len(corpus.ids) + 1, -1, np.int64)
    clitics = sorted(set(proclitic_of.values()))
    clitic = np.zeros(len(corpus.ids) + 1, np.int64)
    clitic_ids = {c: i for i, c in enumerate(clitics)}
    frequency: Counter[str] = Counter()
    for form, i in corpus.ids.items():
        stem = stem_of[form]
        frequency[stem] += corpus.counts[form]
        number[i] = stems.get(stem, -1)
        clitic[i] = clitic_ids[proclitic_of[form]]
    context_stems = [s for s, _ in frequency.most_common(_CONTEXTS)]
    context_number = {s: i for i, s in enumerate(context_stems)}
    context = np.full(len(corpus.ids) + 1, _CONTEXTS, np.int64)
    for form, i in corpus.ids.items():
        context[i] = context_number.get(stem_of[form], _CONTEXTS)
    rows, cols = [], []
    stream = corpus.stream
    here = number[stream]
    kinds = (_CONTEXTS + 1) * len(clitics)
    joint = context[stream] * 1
    width = _CONTEXTS + 1
    for k, offset in enumerate(_OFFSETS):
        other = np.roll(joint, -offset)
        valid = (here >= 0) & (np.roll(stream, -offset) >= 0)
        rows.append(here[valid])
        cols.append(k * width + other[valid])
        rows.append(here[valid])
        cols.append(4 * width + k * len(clitics) + clitic[np.roll(stream, -offset)][valid])
    valid = here >= 0
    rows.append(here[valid])
    cols.append(4 * width + 4 * len(clitics) + clitic[stream][valid])
    total = 4 * width + 5 * len(clitics)
    del kinds
    r, c = np.concatenate(rows), np.concatenate(cols)
    m = csr_matrix((np.ones(len(r), np.float32), (r, c)), shape=(len(stems), total))
    m.sum_duplicates()
    row, col = np.asarray(m.sum(1)).ravel(), np.asarray(m.sum(0)).ravel() ** 0.75
    coo = m.tocoo()
    pmi = np.log(coo.data * col.sum() / (row[coo.row] * col[coo.col]) + 1e-9)
    keep = pmi > 0
    weight = pmi[keep] * np.minimum(1.0, np.sqrt(coo.data[keep] / 3))
    ppmi = csr_matrix((weight, (coo.row[keep], coo.col[keep])), shape=m.shape, dtype=np.float32)
    start = np.ones(min(ppmi.shape), np.float32) / np.sqrt(min(ppmi.shape))
    u, s, _ = svds(ppmi, k=size, v0=start)
    order = np.argsort(-s)
    u, s = u[:, order], s[order]
    sign = np.sign(u[np.abs(u).argmax(0), np.arange(size)])
    out = u * sign * np.sqrt(s)
    norm = np.linalg.norm(out, axis=1, keepdims=True)
    return (out / np.maximum(norm, 1e-6)).astype(np.float32)


def folded(words: list[str]) -> list[str]:
    """Folded forms of a list."""
    return [fold(w) for w in words]


def name_corpus(path: Path) -> list[tuple[Text, list[str]]]:
    """Sentences of a file of ``token TAG`` lines, with the BIO tag of every written word."""
    sentences: list[list[tuple[str, str]]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        token, _, tag = line.strip().rpartition(" ")
        if token:
            sentences[-1].append((token, tag))
        if token in {"", ".", "؟", "!"} and sentences[-1]:
            sentences.append([])
    found = []
    for sentence in sentences:
        raw, starts = "", []
        for token, _ in sentence:
            starts.append(len(raw))
            raw += token + " "
        text = read_text(raw)
        if len(text):
            places = np.searchsorted(starts, text.starts, side="right") - 1
            found.append((text, [sentence[p][1] for p in places.tolist()]))
    return found
