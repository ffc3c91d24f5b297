"""The text of one article: words, sentences, paragraphs and quotations, by offset."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left

import msgspec

from khabar.text.fold import INVISIBLE, VOWEL_MARKS, bare, flatten, flatten_words, marks
from khabar.text.layout import paragraph_ends
from khabar.text.quotes import Quote, find_quotes

_LETTER = r"[^\W_ـ]"
_WORD = re.compile(f"({_LETTER}+(?:[{VOWEL_MARKS}{INVISIBLE}]+{_LETTER}+)*[{VOWEL_MARKS}]*)")
_STOP = re.compile("[.!?؟۔]")
_SOFT_DOTS = re.compile(r"\.\.+|…")
#: Words of the longest sentence. One newspaper sentence in 6,000 is longer; without an end, a text
#: that repeats one word would cost every later stage the square of its length.
_LONGEST = 400


class Text(msgspec.Struct):
    """One article as every later stage sees it. Word arrays have one entry per written word.

    ``raw[starts[i]:ends[i]]`` is word ``i`` as printed, ``forms[i]`` its folded form, ``gaps[i]``
    what stands between it and the word before (``gaps[len(forms)]`` follows the last word).
    Sentences and paragraphs are ranges of words, end exclusive.
    """

    raw: str
    starts: list[int]
    ends: list[int]
    forms: list[str]
    gaps: list[str]
    paragraphs: list[tuple[int, int]] = []
    sentences: list[tuple[int, int]] = []
    #: Words that begin a sentence inside a quotation (the quotation itself stays in one sentence).
    inner_starts: set[int] = set()
    quotes: list[Quote] = []
    #: Number of words of the headline, where the text begins with one.
    headline: int = 0

    def __len__(self) -> int:
        return len(self.forms)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets of the words ``first`` to ``last`` (exclusive)."""
        return self.starts[first], self.ends[last - 1]

    def slice(self, first: int, last: int) -> str:
        """The words ``first`` to ``last`` (exclusive) as printed."""
        return self.raw[self.starts[first] : self.ends[last - 1]]

    def after_letters(self, i: int, count: int) -> int:
        """Offset behind the first ``count`` letters of word ``i`` and the marks on them."""
        at, end = self.starts[i], self.ends[i]
        while count and at < end:
            at += 1
            count -= 1
            while at < end and not bare(flatten(self.raw[at])):
                at += 1
        return at

    def word_at(self, offset: int) -> int:
        """Index of the first word that ends after ``offset``; ``len(self)`` where none does."""
        return bisect_left(self.ends, offset + 1)

    def words_in(self, start: int, end: int) -> tuple[int, int]:
        """Range of the words that lie between two offsets."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def read_text(raw: str) -> Text:
    """Divide an article. Deterministic, and linear in the length of ``raw``."""
    flat = flatten_words(raw)
    parts = _WORD.split(flat)  # by turns a gap and a word
    gaps, forms = parts[::2], parts[1::2]
    offsets = list(itertools.accumulate(map(len, parts)))
    starts, ends = offsets[:-1:2], offsets[1::2]
    if flat != flat.lower():
        forms = list(map(str.lower, forms))
    for i in {bisect_left(ends, at + 1) for at in marks(flat)}:  # the words that hold a mark
        if i < len(forms):
            forms[i] = bare(flat[starts[i] : ends[i]])
    text = Text(raw, starts, ends, forms, gaps)
    bounds, headline_end = paragraph_ends(raw)
    text.quotes = find_quotes(raw, bounds)
    text.headline = bisect_left(starts, headline_end)
    _divide(text, bounds)
    return text


def _divide(text: Text, bounds: list[int]) -> None:
    """Fill in paragraphs and sentences."""
    count = len(text.forms)
    breaks = sorted({bisect_left(text.starts, b) for b in bounds} | {0, count})
    paragraph_starts = set(breaks)
    cuts = set(breaks)
    quoted = _closed_ranges(text)
    at = 0
    for i in [i for i, gap in enumerate(text.gaps) if gap != " "]:
        if (
            not 0 < i < count
            or i in paragraph_starts
            or not _STOP.search(text.gaps[i])
            or not _ends_sentence(text, i)
        ):
            continue
        while at < len(quoted) and quoted[at][1] <= i:
            at += 1
        if at < len(quoted) and quoted[at][0] < i:
            text.inner_starts.add(i)
        else:
            cuts.add(i)
    # A quotation over several paragraphs is kept in one sentence.
    for first, last in quoted:
        for b in [c for c in breaks if first < c < last]:
            text.inner_starts.add(b)
            cuts.discard(b)
    text.paragraphs = [(a, b) for a, b in itertools.pairwise(breaks) if a < b]
    points = sorted(cuts)
    text.sentences = [
        (at, min(at + _LONGEST, b))
        for a, b in itertools.pairwise(points)
        for at in range(a, b, _LONGEST)
    ]


def _closed_ranges(text: Text) -> list[tuple[int, int]]:
    """Word ranges of the outermost closed quotations, ascending, not overlapping."""
    ranges: list[tuple[int, int]] = []
    for quote in text.quotes:
        if not quote.closed:
            continue
        first, last = text.words_in(quote.start, quote.end)
        if last > first and (not ranges or first >= ranges[-1][1]):
            ranges.append((first, last))
    return ranges


def _ends_sentence(text: Text, i: int) -> bool:
    """Whether the stop in the gap before word ``i`` ends a sentence."""
    gap, before, after = text.gaps[i], text.forms[i - 1], text.forms[i]
    stops = _STOP.findall(gap)
    dots_only = all(s == "." for s in stops)
    if dots_only:
        if gap == ".":  # no space: 1.5, B.B.C, or a space forgotten between two sentences
            return len(before) > 2 and len(after) > 2 and not (before.isascii() or after.isascii())
        if _SOFT_DOTS.search(gap) and "\n" not in gap:
            return False
        if len(before) == 1 and before.isalpha() and gap.startswith("."):
            return False  # د. م. أ.
    tail = gap[max(gap.rfind(s) for s in stops) + 1 :]
    return not any(c in tail for c in "،,؛")
