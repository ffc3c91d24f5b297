"""Closed classes: particles, prepositions, pronouns, conjunctions, numerals; and their clitics."""

from __future__ import annotations

from khabar.lexicon import load_rows
from khabar.text import fold
from khabar.words.phrases import ROLES
from khabar.words.splitting import ENCLITICS, Split

_FIRST_PERSON = "ي"
_COMPLEMENTIZER = "ان"  # أن and إن
_CLITICS_BEFORE_IT = ("ب", "ل")
_MIN_POSSESSED = 4


class Closed:
    """The closed classes, folded."""

    def __init__(self) -> None:
        rows = load_rows("words_closed")
        #: Part of speech of words that are nothing else, and of those that are usually this.
        self.sure = {fold(word): pos for word, pos, how in rows if how == "sure"}
        self.usual = {fold(word): pos for word, pos, _ in rows}
        #: Numbers of ``phrases.ROLES``, by stem.
        self.roles = {fold(word): ROLES[role] for word, role in load_rows("words_roles")}
        #: Words whose division is known; None where only the first letter is known to be no clitic.
        self.splits: dict[str, Split | None] = {w: Split("", w, "") for w in self.usual}
        pronouns = (*ENCLITICS, _FIRST_PERSON)
        for word, how, *parts in load_rows("words_clitics"):
            form = fold(word)
            if how == "host":
                for pronoun in pronouns:
                    self.splits.setdefault(form + pronoun, Split("", form + pronoun, pronoun))
            elif how == "parts":
                clitic, _, stem = fold(parts[0]).partition("+")
                self.splits[form] = Split(clitic, stem, "")
            elif how == "whole":
                self.splits.setdefault(form, None)
            elif form not in self.splits:
                self.splits[form] = self._divide(form)
        for clitic in _CLITICS_BEFORE_IT:
            for pronoun in pronouns:
                stem = _COMPLEMENTIZER + pronoun
                self.splits[clitic + stem] = Split(clitic, stem, pronoun)

    def _divide(self, form: str) -> Split:
        """The division of a word whose first letter is known to be a clitic."""
        inner = self.splits.get(form[1:])
        if inner is not None:
            return Split(form[0] + inner.proclitic, inner.stem, inner.enclitic)
        if form.startswith("لل"):
            return Split("ل", "ال" + form[2:], "")
        stem = form[1:]
        if stem.startswith("ال") or len(stem) <= _MIN_POSSESSED:
            return Split(form[0], stem, "")
        ending = next((e for e in ENCLITICS if stem.endswith(e) and e not in {"ك", "ني", "كم"}), "")
        if ending == "ه" and not stem.endswith(("ته", "اره", "كمله", "وره", "سعه")):
            ending = ""
        return Split(form[0], stem, ending)
