"""Titles and offices compared: ``الرئيس الإيراني``, ``رئيس الوزراء``, ``المتحدث باسم الوزارة``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.names.lookup import WordInfo
from khabar.text import fold

if TYPE_CHECKING:
    from khabar.names.actors import Actors

#: Words of a title that tell nobody apart.
_EMPTY = frozenset(("سابق", "سابقه", "اسبق", "حالي", "جديد", "جديده", "رسمي", "رسميه", "شوون", "نفسه", "نفسها", "ذاته", "ذاتها", "راحل", "الراحل", "باسم", "و", "شريفين"))  # fmt: skip
#: Words that newspapers use for one another in titles.
_SAME = {"ناطق": "متحدث", "حكومه": "وزراء", "عاهل": "ملك", "مسيول": "مسوول", "برلمان": "نواب", "امريكي": "اميركي"}  # fmt: skip
#: Dropped beside the word behind: رئيس (مجلس) الوزراء.
_COUNCIL = frozenset(("وزراء", "نواب"))


@dataclass(slots=True, frozen=True)
class Title:
    """A title as it is compared: content words, state, sector, gender."""

    words: frozenset[str]
    country: str | None
    sector: str | None
    gender: str | None

    def within(self, other: Title) -> bool:
        """Whether this is the other title or a shorter form of it."""
        if not self.words <= other.words:
            return False
        if self.country is None or self.country == other.country:
            return True
        return other.country is None and self.words == other.words

    @staticmethod
    def read(actors: Actors, first: int, last: int) -> Title:
        """The title that stands in words ``first`` to ``last`` (exclusive)."""
        words: set[str] = set()
        country = sector = gender = body = None
        for i in range(first, last):
            info = actors.infos[i]
            if info.honorific and not info.roles or info.small in ("stop", "locative", "verb"):
                continue
            if info.roles and info.roles[0].kind in ("honorific",):
                continue
            word = content_word(info)
            if info.demonym is not None and info.demonym.country:
                country = country or info.demonym.country
                continue
            if info.roles:
                role = info.roles[0]
                gender = gender or (role.gender if role.number == "s" else None)
                sector = sector or role.sector
                if role.kind == "rank" and sector is None:
                    sector = "MIL"
            if info.body is not None:
                body = body or info.body.sector
            if info.phrases:
                state, role_of, is_state = _listed(actors, i)
                country = country or state
                body = body or role_of
                if is_state:
                    continue
            if word and word not in _EMPTY:
                words.add(word)
        if words & _COUNCIL:
            words.discard("مجلس")
        if "خارجيه" in words or "داخليه" in words:
            words.discard("وزاره")
        return Title(frozenset(words), country, sector or body, gender)


def _listed(actors: Actors, i: int) -> tuple[str | None, str | None, bool]:
    """State and role of the listed name that begins at word ``i``."""
    forms = actors.text.forms
    for _, first in actors.infos[i].phrases:
        for rest, entry in actors.know.phrases[first]:
            if tuple(forms[i + 1 : i + 1 + len(rest)]) == rest and entry.sure:
                role = entry.role if entry.kind == "organization" else None
                return entry.country, role, entry.kind == "state"
    return None, None, False


def content_word(info: WordInfo) -> str:
    """The word without article and attached particle, roles in the masculine singular."""
    if info.small in ("locative", "stop") and info.form not in ("العام", "عام"):
        return ""
    if info.roles:
        role = info.roles[0]
        word = fold(role.lemma) if role.number == "s" else info.role_form
    elif info.demonym is not None:
        word = fold(info.demonym.lemma)
    else:
        word = info.body_form or info.form
    if word.startswith("لل"):
        word = word[2:]
    for prefix in ("وال", "بال", "ال"):
        if word.startswith(prefix) and len(word) > len(prefix) + 1:
            word = word[len(prefix) :]
            break
    return _SAME.get(word, word)
