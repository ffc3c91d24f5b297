"""Near-duplicates: wire copies and rewrites, found by MinHash and kept as links.

Articles are compared as sets of three-word shingles of their folded words; rensa (Rust) keeps the
signatures and the LSH index. The index lives in memory and is filled from the stored signatures.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

from khabar.sources.limits import LIMITS

#: Words of one shingle: two let stock phrases count, four lose rewrites with small changes.
SHINGLE = 3
PERMUTATIONS = 64
#: 16 bands of 4: a pair of similarity .5 is found with probability .64, of .7 with .99.
BANDS = 16
#: Estimated Jaccard similarity from which two articles are linked.
THRESHOLD = 0.5
SEED = 1
#: Articles of fewer words say too little to be anybody's copy.
SHORTEST = 20


def signature(words: Sequence[str]) -> bytes | None:
    """The MinHash state of an article's words; None for a very short one."""
    if len(words) < SHORTEST:
        return None
    try:
        import rensa
    except ImportError:  # without the extra `dedup` articles are kept, only not compared
        return None
    shingles = [" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)]
    minhash = rensa.RMinHash(PERMUTATIONS, SEED)
    minhash.update(shingles)
    state: bytes = minhash.__getstate__()
    return state


def available() -> bool:
    """Whether the library that compares articles is installed (``khabar[dedup]``)."""
    return find_spec("rensa") is not None


class Duplicates:
    """The LSH index over the articles of a store."""

    def __init__(self) -> None:
        import rensa

        self._rensa = rensa
        self._index: Any = rensa.RMinHashLSH(THRESHOLD, PERMUTATIONS, BANDS)
        self._known: dict[int, Any] = {}
        #: Highest article id in the index.
        self.last = 0

    def add(self, article: int, state: bytes) -> None:
        minhash = self._rensa.RMinHash(PERMUTATIONS, SEED)
        minhash.__setstate__(state)
        self._index.insert(article, minhash)
        self._known[article] = minhash
        self.last = max(self.last, article)

    def similar(self, state: bytes) -> list[tuple[int, float]]:
        """Articles like this one, the most similar first, with the estimated similarity."""
        minhash = self._rensa.RMinHash(PERMUTATIONS, SEED)
        minhash.__setstate__(state)
        scored = [
            (other, float(minhash.jaccard(self._known[other])))
            for other in set(self._index.query(minhash))
        ]
        close = [(other, score) for other, score in scored if score >= THRESHOLD]
        close.sort(key=lambda pair: (-pair[1], pair[0]))
        return close[: LIMITS.duplicate_links]

    def forget_after(self, article: int) -> None:
        """Drop what a rolled-back transaction had added."""
        for known in [k for k in self._known if k > article]:
            self._index.remove(known)
            del self._known[known]
        self.last = article
