"""What every written word is. One entry per word of ``Text`` in every column."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from khabar.text import Text
from khabar.words import model as tagger
from khabar.words.model import Known
from khabar.words.phrases import BEGIN, INSIDE, Evidence, find_phrases, join_names, settle

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
VERB, NOUN, ADJ, PROPN, NUM, PRON, ADP, CONJ, PART, ADV, OTHER = tagger.POS
_VERB, _NOUN, _PROPN = (tagger.POS.index(p) for p in (VERB, NOUN, PROPN))
_LAST_INFLECTED = _PROPN  # VERB, NOUN, ADJ and PROPN come first
#: By part of speech: words of a phrase by definition, words of none, and words an article makes definite.
_IN_PHRASE = np.array([p in {NOUN, PROPN, NUM} for p in tagger.POS])
_NO_PHRASE = np.array([p in {VERB, ADP, CONJ} for p in tagger.POS])
_NOMINAL = np.array([p in {NOUN, ADJ, PROPN, NUM} for p in tagger.POS])
_LABELS = {group: np.array(labels, np.object_) for group, labels in tagger.GROUPS}
_CUTS = np.array([k in tagger.CUTS for k in range(tagger.GAP_KINDS)])


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
    verb_form: list[str]
    #: "1", "2", "3" or "": of verbs.
    person: list[str]
    #: Index into ``phrases`` of the phrase that holds the word, or -1.
    phrase_of: list[int]
    #: The written words, by number in the memory of this process.
    known: Known = field(compare=False, repr=False)

    def phrase_at(self, i: int) -> tuple[int, int, int] | None:
        """The noun phrase (first, last exclusive, head) that holds word ``i``, or None."""
        at = self.phrase_of[i] if 0 <= i < len(self.phrase_of) else -1
        return self.phrases[at] if at >= 0 else None


def analyse(text: Text) -> Words:
    """Part of speech, agreement, clitics and noun phrases of every word."""
    return analyse_with(tagger.load(), text)


def analyse_with(model: tagger.Model, text: Text) -> Words:
    """As :func:`analyse`, with the tables of ``model``."""
    known = model.look_up(text.forms)
    if not text.forms:
        return Words([], [], [], [], [], [], [], [], [], [], [], known)
    cache, words = known
    kinds = model.gap_kinds(text.gaps)
    kinds[[first for first, _ in text.sentences]] = tagger.STOP
    scores = model.scores(known, kinds)
    sure = cache.sure[words]
    pos = np.where(sure >= 0, sure, _best(scores, "pos"))
    cut = _CUTS[kinds[:-1]]
    role = cache.role[words]
    join_names(pos, role, cut)
    verb, inflected = pos == _VERB, pos <= _LAST_INFLECTED
    always = verb | (pos == _NOUN)  # their gender and number are never left open
    for group in ("gender", "number"):
        scores[always, tagger.COLUMNS[group][0]] = -np.inf
    first, _ = tagger.COLUMNS["phrase"]
    surplus = scores[:, first + BEGIN] - scores[:, first + INSIDE]
    scores[_IN_PHRASE[pos], first] = -np.inf
    labels = np.where(_NO_PHRASE[pos], 0, _best(scores, "phrase"))
    flags = cache.flags[words]
    marked = (flags & tagger.MARKED) != 0
    definite = (pos == _PROPN) | (marked & _NOMINAL[pos])
    evidence = Evidence(
        pos,
        definite,
        marked,
        (flags & tagger.LIGHT) != 0,
        (flags & tagger.GOVERNED) != 0,
        (flags & tagger.ACCUSATIVE) != 0,
        role,
        (flags & tagger.BARE) != 0,
        (flags & tagger.NISBA) != 0,
        (flags & tagger.JOINED) != 0,
        cut,
        surplus,
    )
    settle(labels, evidence)
    phrases, phrase_of = find_phrases(labels, evidence)
    numbers = words.tolist()
    return Words(
        _names("pos", pos),
        _names("gender", np.where(inflected, _best(scores, "gender"), 0)),
        _names("number", np.where(inflected, _best(scores, "number"), 0)),
        list(map(cache.proclitic.__getitem__, numbers)),
        list(map(cache.stem.__getitem__, numbers)),
        list(map(cache.enclitic.__getitem__, numbers)),
        definite.tolist(),
        phrases,
        _names("verb_form", np.where(verb, _best(scores, "verb_form"), 0)),
        _names("person", np.where(verb, _best(scores, "person"), 0)),
        phrase_of,
        known,
    )


def _best(scores: Floats, group: str) -> Ints:
    """The label of the group with the highest score."""
    first, last = tagger.COLUMNS[group]
    best: Ints = scores[:, first:last].argmax(1)
    return best


def _names(group: str, numbers: Ints) -> list[str]:
    names: list[str] = _LABELS[group][numbers].tolist()
    return names
