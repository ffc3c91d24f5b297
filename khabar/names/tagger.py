"""Names in a token sequence: a small linear model of persons, places, bodies and the rest.

Every feature is a property of one folded word seen from a nearby place, so the scores of a word
are looked up once and added; the best valid sequence is found sentence by sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from khabar.lexicon import load_rows
from khabar.text import fold

TAGS = ("O", *(f"{p}-{k}" for k in ("PERS", "LOC", "ORG", "MISC") for p in "BI"))
#: How far to either side a word is seen.
REACH = 2
_LISTS = ("person_names", "places", "countries", "bodies", "media", "roles", "ordinary_words")
_CLITICS = ("وال", "بال", "ولل", "كال", "فال", "ال", "لل", "و", "ب", "ل", "ف", "ك")
_IMPOSSIBLE = -1e6
_SPLIT = re.compile("[|_]")

Table = NDArray[np.float32]


@cache
def _known() -> dict[str, frozenset[str]]:
    """Words of each list: single ones, and the parts of longer names."""
    found = {}
    for name in _LISTS:
        at = -1 if name == "person_names" else 0
        cells = (_SPLIT.sub(" ", row[at]) for row in load_rows(name))
        words = (fold(w) for cell in cells for w in cell.split())
        found[name] = frozenset(w for w in words if len(w) > 1)
    return found


def properties(form: str) -> list[str]:
    """What is seen of one folded word: its letters, its stem and the lists that know it."""
    found = [f"w={form}"]
    cut = (form[len(c) :] for c in _CLITICS if form.startswith(c) and len(form) > len(c) + 2)
    stem = next(cut, form)
    found.append(f"s={stem}")
    for size in (1, 2, 3):
        if len(form) > size:
            found += [f"p={form[:size]}", f"e={form[-size:]}"]
    found.append(f"n={min(len(form), 9)}")
    kind = "digit" if form[:1].isdigit() else "latin" if form.isascii() and form.isalpha() else ""
    found.append(f"k={kind or ('letter' if form.isalpha() else 'mark')}")
    for name, words in _known().items():
        if form in words:
            found.append(f"g={name}")
        if stem != form and stem in words:
            found.append(f"h={name}")
    return found


@cache
def _model() -> tuple[dict[str, Table], Table]:
    """Scores of each property (one row a place, one column a tag) and of tag pairs."""
    scores: dict[str, Table] = {}
    moves = np.zeros((len(TAGS), len(TAGS)), np.float32)
    for name, *cells in load_rows("../names/tagger_weights"):
        if name == "moves":
            moves[:] = np.array(cells, np.float32).reshape(moves.shape) / 100
            continue
        rows = scores.setdefault(name, np.zeros((2 * REACH + 1, len(TAGS)), np.float32))
        rows[int(cells[0])] = np.array(cells[1].split(), np.float32) / 100
    for i, before in enumerate(TAGS):
        for j, after in enumerate(TAGS):
            if after[0] == "I" and before[1:] != after[1:]:
                moves[i, j] = _IMPOSSIBLE
    return scores, moves


def tag(tokens: Sequence[str]) -> list[str]:
    """One BIO tag of PERS, LOC, ORG or MISC for each token; a sentence ends at ``.``."""
    forms = [fold(token) for token in tokens]
    seen = {form: _scores(form) for form in dict.fromkeys(forms)}
    tags: list[str] = []
    for first, last in _sentences(forms):
        tags += _decode([seen[form] for form in forms[first:last]])
    return tags


def _sentences(forms: list[str]) -> Iterator[tuple[int, int]]:
    first = 0
    for i, form in enumerate(forms):
        if form == "." or i + 1 == len(forms):
            yield first, i + 1
            first = i + 1


def _scores(form: str) -> Table:
    total = np.zeros((2 * REACH + 1, len(TAGS)), np.float32)
    weights = _model()[0]
    for name in properties(form):
        rows = weights.get(name)
        if rows is not None:
            total += rows
    return total


def _decode(words: list[Table]) -> list[str]:
    """The best tags of one sentence that BIO allows."""
    count, moves = len(words), _model()[1]
    table = np.stack(words)
    scores = np.zeros((count, len(TAGS)), np.float32)
    for place in range(-REACH, REACH + 1):
        low, high = max(0, -place), min(count, count - place)
        if low < high:
            scores[low:high] += table[low + place : high + place, place + REACH]
    best = scores[0].copy()
    best[[i for i, t in enumerate(TAGS) if t[0] == "I"]] = _IMPOSSIBLE
    back = []
    for row in scores[1:]:
        reached = best[:, None] + moves
        back.append(reached.argmax(0))
        best = reached.max(0) + row
    path = [int(best.argmax())]
    for pointer in reversed(back):
        path.append(int(pointer[path[-1]]))
    return [TAGS[i] for i in reversed(path)]
