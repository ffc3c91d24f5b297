"""Folding: the form in which text is searched.

Newspapers write the same word with and without vowel marks, hamzas, dots on the last yeh,
tatweel or direction marks. :func:`fold` takes such differences away; :func:`flatten` does the
part of it that keeps every character in its place, so that offsets stay those of the original.
"""

from __future__ import annotations

import re
import unicodedata

# One character for one character: hamza seats, dotless and Persian letters, digits, spaces.
_LETTERS = {
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ٲ": "ا",
    "ٳ": "ا",
    "ؤ": "و",
    "ئ": "ي",
    "ى": "ي",
    "ی": "ي",
    "ې": "ي",
    "ے": "ي",
    "ة": "ه",
    "ۀ": "ه",
    "ہ": "ه",
    "ە": "ه",
    "ھ": "ه",
    "ک": "ك",
    "ڪ": "ك",
    "ګ": "ك",
}
_DIGITS = {zero + i: str(i) for zero in (0x0660, 0x06F0) for i in range(10)}
_SPACES = dict.fromkeys([0x00A0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x0009], " ")
_IN_WORDS = {**{ord(k): v for k, v in _LETTERS.items()}, **_DIGITS}
_FLAT = {**_IN_WORDS, **_SPACES}
_LONG = 100

#: Marks that stand on or in a word without being a letter of it: vowel marks, Quranic signs, a
#: decomposed hamza or madda, tatweel.
VOWEL_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff\u0300-\u036f"
#: Characters without width: joiners, direction marks, soft hyphen, byte-order mark.
INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"

_RARE_LETTERS = "\u00c0-\u024f\u1e00-\u1eff\ufb00-\ufdff\ufe70-\ufefc\uff01-\uff5e"
_MARK = re.compile(f"[{VOWEL_MARKS}{INVISIBLE}]")
_RARE = re.compile(f"[{_RARE_LETTERS}]")
_FOLDED = re.compile(f"[{VOWEL_MARKS}{INVISIBLE}{_RARE_LETTERS}]")


def flatten(text: str) -> str:
    """Fold letters, digits and spaces one for one: the result has the length of ``text``."""
    return _translated(text, _FLAT)


def flatten_words(text: str) -> str:
    """Fold letters and digits one for one; what stands between words stays as it is."""
    return _translated(text, _IN_WORDS)


def _translated(text: str, table: dict[int, str]) -> str:
    if len(text) < _LONG:
        return text.translate(table)
    for code, folded in table.items():  # a tenth of the time of translate() on a whole article
        text = text.replace(chr(code), folded)
    return text


def marks(flat: str) -> list[int]:
    """Offsets of what folding takes away or widens in a flattened text."""
    return [m.start() for m in _FOLDED.finditer(flat)]


def bare(flat: str) -> str:
    """Finish folding a flattened word: no marks, no ligatures, Latin letters without accents."""
    if _RARE.search(flat):
        flat = unicodedata.normalize("NFKD", flat)
        flat = flatten(flat)
    return _MARK.sub("", flat).lower()


def fold(text: str) -> str:
    """The search form of ``text``; shorter than it where it has marks."""
    return bare(flatten(text))
