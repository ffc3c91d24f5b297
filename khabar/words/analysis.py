"""What every written word is. One entry per word of ``Text`` in every column."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.text import Text

VERB, NOUN, ADJ, PROPN, NUM, PRON, ADP, CONJ, PART, ADV, OTHER = (
    "VERB",
    "NOUN",
    "ADJ",
    "PROPN",
    "NUM",
    "PRON",
    "ADP",
    "CONJ",
    "PART",
    "ADV",
    "OTHER",
)


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
    #: Folded form without ``proclitic``; the article and pronoun suffix stay.
    stem: list[str]
    #: Attached pronoun after the stem ("ه", "ها", "هم" …) or "".
    enclitic: list[str]
    #: The word is definite by its form (article, pronoun suffix) or by being a proper name.
    definite: list[bool]
    #: Maximal noun phrases: (first word, last word exclusive, head word), in order, not overlapping.
    phrases: list[tuple[int, int, int]]


def analyse(text: Text) -> Words:
    """Part of speech, agreement, clitics and noun phrases of every word."""
    n = len(text)
    return Words(["NOUN"] * n, [""] * n, [""] * n, [""] * n, list(text.forms), [""] * n, [False] * n, [])
