"""Search stems: folded words without the particles that are written together with them.

``والاتفاق``, ``للاتفاق``, ``الإتّفاق`` and ``اتفاق`` have one stem. Text and queries go through the
same function, so the stem need not be a word: it only has to be the same for all spellings.
"""

from __future__ import annotations

import re
from functools import lru_cache

from khabar.errors import InputError
from khabar.sources.limits import LIMITS
from khabar.text import fold

_WORD = re.compile(r"[^\W_]+")
_PREFIX_LETTERS = 3
_TERM = re.compile(r'(-?)"([^"]*)"?|(\S+)')


#: What comes off: a conjunction or the article where three letters remain, a preposition only
#: together with the article (``ب`` or ``ل`` alone begin too many ordinary words).
_PARTICLES = re.compile("(?:و(?=...)|ال(?=...)|لل(?=...)|ف(?=ال...)|[بك]ال(?=...))+")


@lru_cache(maxsize=100_000)
def stem(form: str) -> str:
    """The stem of one folded word."""
    particles = _PARTICLES.match(form)
    return form[particles.end() :] if particles else form


def stems(text: str) -> list[str]:
    """The stems of all words of ``text`` in order."""
    return [stem(form) for form in _WORD.findall(fold(text))]


def stem_line(text: str) -> str:
    """The stems of ``text`` as the full-text index takes them."""
    return " ".join(stems(text))


def match_expression(query: str) -> str:
    """An FTS5 expression for what a user typed; empty where it holds no word.

    All words must occur; ``"…"`` holds a phrase, ``-word`` must not occur, ``word*`` begins a word.
    Every other sign is only a sign: no input is a syntax error.

    Raises:
        InputError: the query is longer than the limits allow.
    """
    if len(query) > LIMITS.query_chars:
        raise InputError(
            f"the query has {len(query):,} characters; at most {LIMITS.query_chars:,} are searched"
        )
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in _TERM.findall(query):
        negative = bool(minus) or (word.startswith("-") and len(word) > 1)
        body = stems(phrase or word)
        if not body:
            continue
        prefix = "*" if not negative and _opens(word, body) else ""
        (unwanted if negative else wanted).append(f'"{" ".join(body)}"{prefix}')
    if not wanted:
        return ""
    expression = " AND ".join(_bounded(wanted))
    for term in _bounded(unwanted):
        expression = f"({expression}) NOT {term}"
    return expression


def _opens(word: str, body: list[str]) -> bool:
    """Whether ``word*`` stands for all words that begin so: with one or two letters they are too
    many to be a search, and the star is left out."""
    return word.endswith("*") and len(body[-1]) >= _PREFIX_LETTERS


def _bounded(terms: list[str]) -> list[str]:
    """Each term once, no more than the limits allow, and few beginnings among them."""
    once = list(dict.fromkeys(terms))[: LIMITS.query_terms]
    begun = [t for t in once if t.endswith("*")][LIMITS.query_prefixes :]
    return [t.rstrip("*") if t in begun else t for t in once]


def hit_pattern(query: str) -> re.Pattern[str] | None:
    """Finds the query's words in unfolded text, to mark them; None where there is no word."""
    parts = []
    for minus, phrase, word in _TERM.findall(query):
        if minus or word.startswith("-"):
            continue
        found = stems(phrase or word)[: LIMITS.query_terms]
        body = [_loose(s) for s in found]
        if body:
            end = r"\w*" if _opens(word, found) else ""
            parts.append(r"[\W_]+".join(_PREFIX + b for b in body) + end)
    if not parts:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?![\w{_MARKS}])", re.IGNORECASE)


_MARKS = (
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069"
)
_PREFIX = f"(?:[وفبكلاٱ][{_MARKS}]*){{0,4}}"
_SPELLINGS = {
    "ا": "[اأإآٱٲٳ]",
    "و": "[وؤ]",
    "ي": "[يىئیېے]",
    "ه": "[هةۀہەھ]",
    "ك": "[كکڪګ]",
    **{str(i): f"[{i}{chr(0x660 + i)}{chr(0x6F0 + i)}]" for i in range(10)},
}


def _loose(word: str) -> str:
    return "".join(f"{_SPELLINGS.get(c, re.escape(c))}[{_MARKS}]*" for c in word)
