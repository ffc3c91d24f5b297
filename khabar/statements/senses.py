"""What a written word can be to the statement rules: looked up once, for all articles."""

from __future__ import annotations

import threading
from functools import cache

import numpy as np

from khabar.statements.cues import CueForm, book, read
from khabar.statements.phrases import eventive
from khabar.statements.scene import PREP, lexicon
from khabar.words import Known
from khabar.words.model import Cache

#: Bits of what a word can be: more may begin there than one more word of a phrase, as it opens,
#: governs or joins something or has a particle; a cue, in some place; a noun by its article.
TURNS, CUE, ARTICLE = 1, 2, 4
#: Readings as a cue, and the word without the particles that were cut off for them.
Reading = tuple[tuple[CueForm, ...], str]


class Senses:
    """Columns over the words met so far, by the numbers that the word layer gave them."""

    def __init__(self, words: Cache) -> None:
        room = len(words.sure)
        self.words = words
        self.count = 0
        self.flags = np.zeros(room, np.uint8)
        #: The word without a conjunction و or ف that the word layer takes for one.
        self.bare = np.empty(room, np.object_)
        #: The preposition that the word is, or "".
        self.prep = np.empty(room, np.object_)
        #: The complementizer that it is, as (proclitic, word), or None.
        self.that = np.empty(room, np.object_)
        #: What the word is as a cue where it is a verb, and where it is none.
        self.verbs: list[Reading] = []
        self.others: list[Reading] = []

    def learn(self) -> None:
        """Look up the words that the word layer has met since the last time."""
        words, prepositions, openers = self.words, _prepositions(), _complementizers()
        for n in range(self.count, len(words)):
            form, proclitic, stem = words.forms[n], words.proclitic[n], words.stem[n]
            joined = proclitic[:1] in ("و", "ف") and len(form) > 2
            bare = form[1:] if joined else form
            self.bare[n], self.prep[n] = bare, prepositions.get(form, "")
            self.that[n] = openers.get(form)
            self.verbs.append(read(form, bare, stem, True))
            self.others.append(read(form, bare, stem, False))
            cue = bool(self.verbs[n][0] or self.others[n][0])
            turns = bool(proclitic) or form in _signs() or bool(hidden_clitic(form))
            article = form.startswith("ال") and len(form) > 4 and form not in _not_nouns()
            self.flags[n] = turns * TURNS | cue * CUE | article * ARTICLE
            self.count = n + 1


_lock = threading.Lock()
_last: list[Senses] = []


def senses(known: Known) -> Senses:
    """The columns in which the numbers of ``known`` count."""
    found = _last[0] if _last else None
    if found is None or found.words is not known.cache:
        found = Senses(known.cache)
        _last[:] = [found]
    if found.count < len(known.cache):
        with _lock:
            found.learn()
    return found


def hidden_clitic(form: str) -> str:
    """``باغتصابهن``: the ب before a verbal noun that the word layer has not cut off."""
    return "ب" if form[0] == "ب" and len(form) > 4 and eventive(form[1:]) else ""


@cache
def _complementizers() -> dict[str, tuple[str, str]]:
    """Written form → (proclitic, complementizer)."""
    words = lexicon()["complementizers"]
    return {clitic + w: (clitic, w) for clitic in ("وب", "ف", "و", "ب", "") for w in sorted(words)}


@cache
def _prepositions() -> dict[str, str]:
    # ``بـ«…»``: before a quotation mark the particle stands alone.
    return {form: form for form in (*PREP, "ب", "ل")}


@cache
def _signs() -> frozenset[str]:
    """Words that open a clause, a source or a phrase, join clauses or govern what follows."""
    lex = lexicon()
    kinds = ("questions", "relatives", "contrasts", "prepositions")
    sources = {*book().according, *_complementizers(), *_prepositions(), "كما", "دون"}
    return frozenset(sources.union(*(lex[kind] for kind in kinds)))


@cache
def _not_nouns() -> frozenset[str]:
    lex = lexicon()
    return lex["relatives"] | lex["prepositions"] | lex["lead_ins"]
