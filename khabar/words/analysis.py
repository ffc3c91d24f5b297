"""What every written word is. One entry per word of ``Text`` in every column."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from khabar.text import Text
from khabar.words import model as tagger
from khabar.words.phrases import find_phrases

VERB, NOUN, ADJ, PROPN, NUM, PRON, ADP, CONJ, PART, ADV, OTHER = tagger.POS
_NOMINAL = (NOUN, ADJ, PROPN, NUM)


@dataclass(slots=True)
class Words:
    """Columns over the words of an article, all of ``len(text)`` entries."""

    #: One of VERB NOUN ADJ PROPN NUM PRON ADP CONJ PART ADV OTHER: of the stem, clitics aside.
    pos: list[str]
    #: "m", "f" or "" where the form does not show it (of the agreement: broken plurals are "f"/"p" as marked).
    gender: list[str]
    #: "s", "d", "p" or "".
    number: list[str]
    #: Attached particles before the stem, folded, the article left out: "", "و", "ف", "وب", "ل", "س" …
    proclitic: list[str]
    #: Folded form without ``proclitic``; the article and pronoun suffix stay (للسلطة: السلطه).
    stem: list[str]
    #: Attached pronoun after the stem ("ه", "ها", "هم" …) or "".
    enclitic: list[str]
    #: The word is definite by its form (article, pronoun suffix) or by being a proper name.
    definite: list[bool]
    #: Maximal noun phrases: (first word, last word exclusive, head word), in order, not overlapping.
    #: A phrase ends before a preposition, a relative, a verb, and at any punctuation but quotation
    #: marks and hyphens; idafa, adjectives, apposition, coordination and names are inside.
    phrases: list[tuple[int, int, int]]
    #: "past", "present" or "" (no verb, or an imperative).
    verb_form: list[str] = field(default_factory=list)
    #: "1", "2", "3" or "": of verbs.
    person: list[str] = field(default_factory=list)
    #: Index into ``phrases`` of the phrase that holds the word, or -1.
    phrase_of: list[int] = field(default_factory=list)

    def phrase_at(self, i: int) -> tuple[int, int, int] | None:
        """The noun phrase (first, last exclusive, head) that holds word ``i``, or None."""
        at = self.phrase_of[i] if 0 <= i < len(self.phrase_of) else -1
        return self.phrases[at] if at >= 0 else None

    def is_verb(self, i: int) -> bool:
        """Whether word ``i`` is a verb."""
        return self.pos[i] == VERB

    def is_name(self, i: int) -> bool:
        """Whether word ``i`` is a proper name or part of one."""
        return self.pos[i] == PROPN


def analyse(text: Text) -> Words:
    """Part of speech, agreement, clitics and noun phrases of every word."""
    return analyse_with(tagger.load(), text)


def analyse_with(model: tagger.Model, text: Text) -> Words:
    """As :func:`analyse`, with the tables of ``model``."""
    if not text.forms:
        return Words([], [], [], [], [], [], [], [])
    cache, words = model.look_up(text.forms)
    kinds = model.gap_kinds(text.gaps)
    kinds[[first for first, _ in text.sentences]] = tagger.STOP
    scores = model.scores(cache, words, kinds)
    picks, at = {}, 0
    for name, labels in tagger.GROUPS:
        picks[name] = scores[:, at : at + len(labels)].argmax(1)
        at += len(labels)
    sure = cache.sure[words]
    pos_of = np.where(sure >= 0, sure, picks["pos"])
    verb = pos_of == 0
    bare = pos_of > 3  # nothing but verbs, nouns, adjectives and names has gender and number
    picks["gender"][bare] = 0
    picks["number"][bare] = 0
    picks["verb_form"][~verb] = 0
    picks["person"][~verb] = 0
    numbers = words.tolist()
    column = {
        name: [labels[k] for k in picks[name].tolist()] for name, labels in tagger.GROUPS[1:5]
    }
    pos = [tagger.POS[k] for k in pos_of.tolist()]
    marked, light = cache.marked, cache.light
    phrases, phrase_of = find_phrases(
        picks["phrase"], pos_of, np.array([light[k] for k in numbers]), np.isin(kinds, tagger.CUTS)
    )
    return Words(
        pos,
        column["gender"],
        column["number"],
        [cache.proclitic[k] for k in numbers],
        [cache.stem[k] for k in numbers],
        [cache.enclitic[k] for k in numbers],
        [p == PROPN or (marked[k] and p in _NOMINAL) for p, k in zip(pos, numbers, strict=True)],
        phrases,
        column["verb_form"],
        column["person"],
        phrase_of,
    )
