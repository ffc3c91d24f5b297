"""Clitics: which letters at the ends of a written word are words of their own.

``و`` before a word is a conjunction in وقال and a root letter in وزير; nothing but knowledge of the
words tells. A split is believed when the rest is a word that the corpus knows, and the whole is not
much more frequent than the rest can account for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Split(NamedTuple):
    """A word in three parts; ``stem`` keeps article and pronoun."""

    proclitic: str
    stem: str
    enclitic: str


#: How much more frequent than its rest a word may be and still be split, per first letter. Tuned on
#: the treebank's training part.
LIMITS = {"و": 3.0, "ف": 1.5, "ب": 1.5, "ل": 1.5, "ك": 0.15, "س": 1.5}
_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلك"
_BEFORE_UNKNOWN = "وبل"
_ARTICLE = "ال"
_PRESENT = "يتنا"
#: Attached pronouns, longer ones first.
ENCLITICS = ("هما", "كما", "هم", "هن", "ها", "نا", "كم", "ني", "ه", "ك")
_BY_LAST = {last: tuple(e for e in ENCLITICS if e[-1] == last) for last in "امنيهك"}
_FIRST = frozenset(LIMITS)
_MIN_STEM = 2
_MIN_BARE = 5.0
_RARE = 20.0
_MAX_LENGTH = 40


class Splitter:
    """Splits folded forms with the counts of a corpus and a list of fixed splits."""

    def __init__(
        self,
        counts: Mapping[str, float],
        pronoun_he: frozenset[str],
        fixed: Mapping[str, Split | None],
    ) -> None:
        """``counts``: frequency of forms; ``pronoun_he``: forms whose last ه is a pronoun."""
        self._counts = counts
        self._pronoun_he = pronoun_he
        self._fixed = fixed

    def split(self, form: str) -> Split:
        """The most likely division of ``form``."""
        if form in self._fixed:
            return self._fixed[form] or Split("", form, self._enclitic(form))
        if len(form) <= _MIN_STEM or len(form) > _MAX_LENGTH:
            return Split("", form, "")
        proclitic, stem = self._proclitics(form) if form[0] in _FIRST else ("", form)
        if proclitic and stem in self._fixed:
            inner = self._fixed[stem]
            if inner is not None:
                return Split(proclitic + inner.proclitic, inner.stem, inner.enclitic)
        return Split(proclitic, stem, self._enclitic(stem))

    def is_accusative(self, split: Split) -> bool:
        """Whether the last alif is the ending of an indefinite accusative: the rest is a word."""
        stem = split.stem
        if len(stem) <= _MIN_STEM + 1 or stem[-1] != "ا" or split.enclitic or stem[:2] == _ARTICLE:
            return False
        return self._counts.get(stem[:-1], 0.0) >= _MIN_BARE

    def _proclitics(self, form: str) -> tuple[str, str]:
        """Conjunction, preposition and future particle before the rest of ``form``."""
        rest = form[1:]
        if form[0] in _CONJUNCTIONS:
            if rest in self._fixed:
                return form[0], rest
            clitic, stem = self._preposition(rest)
            unknown = form not in self._counts
            if self._believed(form, rest) or (clitic and unknown and self._believed(form, stem)):
                return form[0] + clitic, stem
        return self._preposition(form)

    def _preposition(self, form: str) -> tuple[str, str]:
        """Preposition or future particle before the rest of ``form``, and that rest."""
        first, rest = form[:1], form[1:]
        if len(rest) < _MIN_STEM or form in self._fixed:
            return "", form
        if form.startswith("لل"):
            restored = _ARTICLE + form[2:]
            if len(form) > 3 and self._believed(form, restored):
                return "ل", restored
        if first in _PREPOSITIONS and self._believed(form, rest):
            return first, rest
        if (
            first == "س"
            and rest[0] in _PRESENT
            and rest not in self._fixed
            and self._believed(form, rest)
        ):
            return first, rest
        return "", form

    def _believed(self, form: str, rest: str) -> bool:
        counts = self._counts
        if len(rest) < _MIN_STEM:
            return False
        known = counts.get(rest, 0.0)
        whole = counts.get(form, 0.0)
        if known == 0.0 and form[0] == "و" and whole < _RARE:
            known = counts.get(_ARTICLE + rest, 0.0)
        if known == 0.0:
            # والـ، بالـ: an article inside a word is proof enough where the whole is no known word,
            # but for ف and ك, with which more foreign names begin (فاليري، كالينينغراد)
            article = rest.startswith(_ARTICLE) and len(rest) > 4
            return article and form[0] in _BEFORE_UNKNOWN and whole < _RARE
        return whole <= LIMITS[form[0]] * known + 1.0

    def _enclitic(self, stem: str) -> str:
        endings = _BY_LAST.get(stem[-1])
        if endings is None or (stem[:2] == _ARTICLE and len(stem) > 4):
            return ""
        for ending in endings:
            if not stem.endswith(ending) or len(stem) - len(ending) < _MIN_STEM:
                continue
            base = stem[: -len(ending)]
            known, whole = self._base(base), self._counts.get(stem, 0.0)
            if ending == "ه":
                likely = stem in self._pronoun_he or base.endswith("ت")
                return "ه" if likely and known and whole <= 10.0 * known else ""
            strict = ending in ("ك", "كم", "ني", "نا", "كما")
            if strict and len(base) <= _MIN_STEM:
                return ""
            return ending if known and whole <= (0.5 if strict else 4.0) * known + 1.0 else ""
        return ""

    def _base(self, base: str) -> float:
        counts = self._counts
        most = counts.get(base, 0.0)
        if base.endswith("ت"):
            most = max(most, counts.get(base[:-1] + "ه", 0.0))
        if base.endswith("ا"):
            most = max(most, counts.get(base[:-1] + "ي", 0.0))
        if base.endswith("و"):
            most = max(most, counts.get(base + "ا", 0.0), counts.get(base[:-1] + "اء", 0.0))
        if base.endswith("اي"):
            most = max(most, counts.get(base[:-1] + "ء", 0.0))
        return max(most, counts.get(_ARTICLE + base, 0.0))
