"""The article as the statement rules look at it: flat columns over its words."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from khabar.lexicon import load_rows, load_toml
from khabar.model import Mention
from khabar.names import Names
from khabar.names.lookup import WordInfo
from khabar.statements.cues import CueForm, book
from khabar.text import Quote, Text, fold
from khabar.words import Words


@cache
def lexicon() -> dict[str, frozenset[str]]:
    """The word classes of ``lexicon/statements.toml``, folded.

    ``according`` holds the according-to heads of one word, which stand with the cues.
    """
    found = {
        key: frozenset(fold(word) for word in group["words"])
        for key, group in load_toml("statements").items()
    }
    phrases = (p for group in book().according.values() for p in group)
    heads = {
        words[0] for words, before, _ in phrases if len(words) == 1 and before not in _NO_HEADS
    }
    return found | {"according": frozenset(heads)}


@cache
def titles() -> frozenset[str]:
    """What people are called by office, rank or trade, folded."""
    return frozenset(
        fold(form)
        for row in load_rows("roles")
        for forms in row[:4]
        for form in forms.split("|")
        if form
    )


#: ``كما`` is mostly a conjunction; what ``بدعوى`` leads to is a content.
_NO_HEADS = ("as", "content")


@dataclass(slots=True)
class Scene:
    """Columns over the words of one article; ``[i]`` speaks of word ``i`` or of the gap before it."""

    text: Text
    words: Words
    names: Names
    form: list[str]
    #: Form without a conjunction و or ف that the word layer takes for one.
    bare: list[str]
    #: A comma, semicolon, dash or bracket stands before the word.
    comma: bytearray
    colon: bytearray
    #: Part of speech, names taken into account.
    pos: list[str]
    #: The preposition that the word is, or "" (``علي`` in a person's name is none).
    prep: list[str]
    #: A named state, place or body begins at the word; a mention ends right before the word.
    begun: bytearray
    ended: bytearray
    #: The word begins the name of somebody by office (``رئيس الأركان``) or of a body.
    titled: bytearray
    #: The name or title of somebody who can speak begins at the word; no place.
    agent: bytearray
    #: The word belongs to a mention that began before it.
    within: bytearray
    #: Word after the person's name that the word belongs to, or 0.
    person: list[int]
    #: First word of the title before a person's name → word after the name.
    entitled: dict[int, int]
    #: The word belongs to a time expression.
    timed: bytearray
    #: Outermost quotation that begins at the word.
    opens: dict[int, Quote]
    #: Word after the last one of the outermost closed quotation around the word, else 0.
    quote_end: list[int]
    #: Word ranges of the quotations, by the quotation's offset.
    quote_range: dict[int, tuple[int, int]]
    #: Sentence of the word.
    sentence: list[int]
    #: Complementizer of the word as (proclitic, word), or None.
    thats: list[tuple[str, str] | None]
    #: Readings as a cue; where a particle was cut off for them, ``bare`` is without it.
    cues: list[tuple[CueForm, ...]]
    #: The words that can be cues, and those that begin a quotation of ``opens``; in order.
    cue_words: list[int]
    quoting: list[int]
    #: 1 where more can begin than one more word of a phrase: a mark before the word, a particle
    #: on it, a cue, or a word that opens, governs or joins something.
    turns: bytearray
    #: First word behind the dateline (``واشنطن (رويترز) -``), or 0.
    dateline: int = 0

    def mentions_in(self, first: int, last: int) -> list[tuple[Mention, tuple[int, int]]]:
        """The mentions that begin within a range of words, in order."""
        ranges = self.names.ranges
        at = bisect_left(ranges, (first, 0))
        found = []
        while at < len(ranges) and ranges[at][0] < last:
            found.append((self.names.mentions[at], ranges[at]))
            at += 1
        return found

    def cues_in(self, first: int, last: int) -> list[int]:
        """The words within a range that can be cues, in order."""
        at = bisect_left(self.cue_words, first)
        return self.cue_words[at : bisect_left(self.cue_words, last, at)]

    def quotes_in(self, first: int, last: int) -> list[Quote]:
        """The outermost quotations that begin within a range of words, in order."""
        at = bisect_left(self.quoting, first)
        return [self.opens[k] for k in self.quoting[at : bisect_left(self.quoting, last, at)]]

    def info(self, i: int) -> WordInfo | None:
        """What the lists of the names room say of word ``i``."""
        resolver = self.names.resolver
        return resolver.infos[i] if resolver is not None and i < len(resolver.infos) else None

    def owned(self, i: int) -> str:
        """The pronoun attached to word ``i``, or ""; the ة of a feminine noun is none."""
        pronoun = self.words.enclitic[i]
        return "" if pronoun == "ه" and self.text.raw[self.text.ends[i] - 1] == "ة" else pronoun

    def is_role(self, i: int) -> bool:
        """Word ``i`` is a noun of office, trade, rank or courtesy."""
        info = self.info(i)
        return info is not None and bool(info.roles or info.honorific)

    def governs(self, i: int) -> bool:
        """A state, or a capital that stands for it, begins at word ``i``: no club of that city."""
        for mention, _ in self.mentions_in(i, i + 1):
            if mention.kind == "state":
                return True
            if mention.actor is not None and self.names.actors[mention.actor].role == "GOV":
                return True
        return False

    def could_be_name(self, i: int) -> bool:
        """Word ``i`` is a part of a personal name, listed or tagged as one."""
        if self.person[i]:
            return True
        info = self.info(i)
        if info is None or info.roles or self.titled[i] or self.begun[i]:
            return False
        return self.pos[i] == "PROPN" or (any(info.name) and not info.name_clitic)

    def whole_name(self, i: int) -> bool:
        """``لاري كودلو``: the particle that word ``i`` seems to begin with is a letter of a name."""
        resolver = self.names.resolver
        if self.person[i] and resolver is not None and not resolver.clitics.get(i, "no"):
            return True
        info = self.info(i)
        if info is None or info.name_clitic or not any(info.name):
            return False
        if any(clitic for clitic, _ in info.phrases):
            return False
        follows = self.pos[i + 1] if i + 1 < len(self.pos) and not self.comma[i + 1] else ""
        return follows == "PROPN" or (info.plain and max(info.name) > _BORNE)

    def particle(self, i: int) -> str:
        """What is attached before the noun that word ``i`` is."""
        resolver = self.names.resolver
        if resolver is not None and i in resolver.clitics:
            return resolver.clitics[i]
        clitic = self.words.proclitic[i]
        # Nobody who speaks begins with the future's س or a ك of comparison: letters of a name.
        return "" if not clitic or self.whole_name(i) else clitic.rstrip("سك")

    def is_that(self, i: int) -> bool:
        """Word ``i`` is أن, إن, بأن … with or without a pronoun and a conjunction."""
        return self.thats[i] is not None

    def that(self, i: int) -> tuple[str, str] | None:
        """(proclitic, complementizer) of word ``i``, or None (``بان كي مون`` is a name)."""
        return self.thats[i]


#: A name so well known (base-2 logarithm of its bearers) needs no surname to be seen as one.
_BORNE = 3
PREP = frozenset({"في", "من", "الي", "علي", "عن", "مع"})
