"""The words of an article as the steps of this room see them."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from dataclasses import dataclass, field

import msgspec

from khabar.text import Text
from khabar.text.fold import INVISIBLE
from khabar.times.lexicon import NOTHING, Entry, lexicon

#: The gap before a word that begins a paragraph.
BREAK = "¶"
_BLANK = re.compile(f"[\\s{INVISIBLE}ـ]+")
_DIGITS = re.compile(r"([^0-9]*)([0-9]{1,9})([^0-9]*)")


class Token(msgspec.Struct):
    """A word, or several that make one name, of the lexicon; or a number in digits."""

    first: int
    last: int
    #: Letters attached at the left that are not of the expression.
    clitic: str
    article: bool
    entry: Entry
    digits: str = ""
    #: What is written without a space behind the digits (2015م).
    mark: str = ""


class Found(msgspec.Struct):
    """An expression: words ``first`` to ``last`` (exclusive), and what it means."""

    first: int
    last: int
    type: str
    value: str
    #: The day it lies on, for expressions behind it that only name an hour.
    day: datetime.date | None = None
    #: A year or direction of its own, that a neighbour can share.
    anchored: bool = False


@dataclass(slots=True)
class Scan:
    """One article with the state that later expressions resolve against."""

    text: Text
    ref: datetime.date | None
    forms: list[str] = field(init=False)
    #: Words that may begin an expression.
    hits: list[int] = field(init=False)
    n: int = field(init=False)
    breaks: frozenset[int] = field(init=False)
    sentence_starts: list[int] = field(init=False)
    #: The day the article calls today.
    today: datetime.date | None = None
    #: The expression found last.
    previous: Found | None = None
    #: The day named last, and in which word.
    day: datetime.date | None = None
    day_at: int = -1
    #: The value found last that begins with a year, for «the same month».
    anchor: str = ""
    _tokens: dict[int, Token | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.forms = self.text.forms
        self.n = len(self.forms)
        self.breaks = frozenset(first for first, _ in self.text.paragraphs)
        self.sentence_starts = [first for first, _ in self.text.sentences]
        table = lexicon().forms
        self.hits = [i for i, f in enumerate(self.forms) if f in table or not f.isalpha()]

    def gap(self, i: int) -> str:
        """What stands before word ``i``, without white space; BREAK between paragraphs."""
        if i >= self.n or i in self.breaks:
            return BREAK
        gap = self.text.gaps[i]
        return "" if gap == " " else _BLANK.sub("", gap)

    def mark_after(self, i: int) -> str:
        """The first mark behind the word before ``i``, whatever follows."""
        return _BLANK.sub("", self.text.gaps[i])[:1]

    def joined(self, i: int) -> bool:
        """Whether word ``i`` follows the one before with nothing but space between."""
        return self.gap(i) == ""

    def is_in(self, i: int, key: str) -> bool:
        """Whether word ``i`` is one of the lexicon's words called ``key``."""
        return 0 <= i < self.n and self.forms[i] in lexicon().words[key]

    def next_in(self, i: int, key: str) -> bool:
        """Whether word ``i`` is one of these, and follows directly."""
        return self.joined(i) and self.is_in(i, key)

    def before(self, i: int, key: str) -> bool:
        """Whether the word before ``i`` is one of these, and ``i`` follows it directly."""
        return i > 0 and self.joined(i) and self.is_in(i - 1, key)

    def sentence_start(self, i: int) -> int:
        """First word of the sentence of word ``i``."""
        at = bisect_right(self.sentence_starts, i) - 1
        return self.sentence_starts[at] if at >= 0 else 0

    def step_at(self, i: int) -> tuple[int, int] | None:
        """``الماضي``, ``المقبل`` at word ``i``, of the phrase before it: (units to go, end)."""
        token = self.token(i) if self.joined(i) else None
        if token is None or token.entry.step is None or token.entry.plural_only:
            return None
        return (token.entry.step, token.last) if token.article and not token.clitic else None

    def token(self, i: int) -> Token | None:
        """What word ``i`` means, with the words behind it that belong to its name."""
        if i in self._tokens:
            return self._tokens[i]
        token = self._read(i) if 0 <= i < self.n else None
        self._tokens[i] = token
        return token

    def _read(self, i: int) -> Token | None:
        form = self.forms[i]
        variant = lexicon().forms.get(form)
        if variant is not None:
            entry, last = variant.entry, i + 1
            for rest, meaning in variant.entry.phrases:
                end = i + 1 + len(rest)
                if tuple(self.forms[i + 1 : end]) == rest and all(
                    self.joined(k) for k in range(i + 1, end)
                ):
                    entry, last = meaning, end
                    break
            return Token(i, last, variant.clitic, variant.article, entry)
        if form < ":" or form[-1:] < ":":
            return self._read_digits(i, form)
        return None

    def _read_digits(self, i: int, form: str) -> Token | None:
        match = _DIGITS.fullmatch(form)
        if match is None or match.group(1).isascii() != (match.group(1) == ""):
            return None
        before, digits, mark = match.groups()
        article = before.endswith("ال") or before.endswith("لل")
        return Token(i, i + 1, before, article, NOTHING, digits, mark)
