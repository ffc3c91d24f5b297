"""Titles and offices compared: ``الرئيس الإيراني``, ``رئيس الوزراء``, ``المتحدث باسم الوزارة``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from khabar.names.classes import title_synonyms, words_of
from khabar.names.knowledge import Entry
from khabar.names.lookup import WordInfo
from khabar.text import fold

if TYPE_CHECKING:
    from khabar.names.linking import Linked

#: Words of a title that tell nobody apart.
_EMPTY = words_of("empty_in_titles")
_FORMER = words_of("former")
#: Dropped beside the word behind: رئيس (مجلس) الوزراء.
_COUNCIL = words_of("council")
_UN = words_of("of_the_un")
_SENT = words_of("sent_to")


class Title(msgspec.Struct, frozen=True):
    """A title as it is compared: content words, state, sector, gender."""

    words: frozenset[str]
    country: str | None
    sector: str | None
    gender: str | None
    #: Its role nouns: what it is looked up by.
    heads: frozenset[str] = frozenset()
    #: Folded name of the listed body in it.
    body: str | None = None
    #: Somebody held it once (``السابق``).
    former: bool = False

    def within(self, other: Title) -> bool:
        """Whether this is the other title or a shorter form of it."""
        if not self.words <= other.words or (other.former != self.former):
            return False
        if self.country is None or self.country == other.country:
            return True
        return other.country is None and self.words == other.words

    @staticmethod
    def read(actors: Linked, first: int, last: int, shared: int = -1) -> Title:
        """The title that stands in words ``first`` to ``last`` (exclusive)."""
        words: set[str] = set()
        heads: set[str] = set()
        country = sector = gender = body_sector = body = None
        former = False
        skip = first
        for i in [*([shared] if shared >= 0 else []), *range(first, last)]:
            info = actors.infos[i]
            if info.form in _UN:
                body_sector = body_sector or "IGO"
            former = former or info.form in _FORMER
            if info.honorific and not info.roles:
                gender = gender or _courtesy_gender(actors, info)
                continue
            if (i < skip and i != shared) or (
                info.small in ("stop", "locative", "verb") and info.form != "العام"
            ):
                continue
            if info.demonym is not None and info.demonym.country:
                pair = actors.demonym_pair(i) if i + 1 < last else None
                country = country or (pair or info.demonym).country
                skip = i + 2 if pair else skip
                continue
            word = info.roles[0].key if i == shared else content_word(info)
            if info.roles:
                role = info.roles[0]
                gender = gender or (role.gender if role.number == "s" or i == shared else None)
                if role.kind == "honorific":
                    continue
                if not info.honorific:
                    sector = sector or role.sector or ("MIL" if role.kind == "rank" else None)
                heads.add(word)
            if info.phrases and (info.body is None or i > first):
                entry, end = _listed(actors, i)
                if entry is not None:
                    away = heads & _SENT and i > first and actors.infos[i - 1].small == "locative"
                    country = country or (None if away else entry.country)
                    if entry.kind == "organization":
                        body_sector = body_sector or entry.role
                        body = body or fold(entry.name)
                    elif entry.kind == "state":
                        skip = end
                        continue
            if info.body is not None:
                body_sector = body_sector or info.body.sector
            if word and word not in _EMPTY:
                words.add(word)
        if words & _COUNCIL:
            words.discard("مجلس")
        if "خارجيه" in words or "داخليه" in words:
            words.discard("وزاره")
        if sector is None and body_sector is None and country and words == {"رييس"}:
            sector = "GOV"
        return Title(
            frozenset(words), country, sector or body_sector, gender, frozenset(heads), body, former
        )


def _courtesy_gender(actors: Linked, info: WordInfo) -> str | None:
    return next((gender for _, gender, _ in actors.know.honorifics[info.honorific]), None)


def _listed(actors: Linked, i: int) -> tuple[Entry | None, int]:
    """The listed name that begins at word ``i``, and its end."""
    forms = actors.text.forms
    for _, first in actors.infos[i].phrases:
        for rest, entry in actors.know.phrases[first]:
            last = i + 1 + len(rest)
            if tuple(forms[i + 1 : last]) == rest and entry.sure and entry.role != "MED":
                return entry, last
    return None, i


def content_word(info: WordInfo) -> str:
    """The word without article and attached particle, roles in the masculine singular."""
    if info.small in ("locative", "stop") and info.form not in ("العام", "عام"):
        return ""
    if info.roles:
        role = info.roles[0]
        word = role.key if role.number == "s" else info.role_form
    elif info.demonym is not None:
        word = info.demonym.lemma
    else:
        word = info.body_form or info.form
    if word.startswith("لل"):
        word = word[2:]
    for prefix in ("وال", "بال", "ال"):
        if word.startswith(prefix) and len(word) > len(prefix) + 1:
            word = word[len(prefix) :]
            break
    return title_synonyms().get(word, word)
