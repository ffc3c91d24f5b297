"""Mentions of persons, bodies, states, groups and places, and the actors they belong to."""

from __future__ import annotations

import datetime

import msgspec
from msgspec.structs import replace

from khabar.model import Actor, Mention, Time
from khabar.names.actors import Actors
from khabar.names.bodies import find_bodies
from khabar.names.classes import words_of
from khabar.names.dateline import Dateline, find_dateline
from khabar.names.gazetteer import Span, find_listed, out_of_times
from khabar.names.later import find_groups, find_repeats, find_roles
from khabar.names.likely import open_words
from khabar.names.lookup import WordInfo, lookup
from khabar.names.offices import content_word
from khabar.names.persons import find_persons
from khabar.names.tagger import tag_text
from khabar.text import Text
from khabar.words import Words


class Names(msgspec.Struct, frozen=True):
    """What is named in an article: mentions in order of their start, actors by id."""

    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    #: Word ranges of the mentions, parallel to ``mentions``.
    ranges: tuple[tuple[int, int], ...] = ()
    #: Words of the dateline, and the actor of its agency.
    dateline: tuple[int, int] | None = None
    agency: int | None = None
    #: Knows who a phrase means; adds described speakers.
    resolver: Actors | None = None
    _media: dict[int, tuple[int, int]] = {}

    def medium_at(self, i: int) -> tuple[int, int] | None:
        """Word range of the medium that begins with word ``i``."""
        return self._media.get(i)


def find(
    text: Text, words: Words, times: list[Time], published: datetime.date | None = None
) -> Names:
    """Find and link the names of an article."""
    if not text.forms:
        return Names()
    look = lookup()
    printed, text = text, _divided(text)
    infos = look.words(words.known)
    beginners = [i for i, info in enumerate(infos) if info.begins]
    look.in_phrases(text.forms, infos, beginners)
    listed = find_listed(text, infos, beginners, look)
    listed = out_of_times(text, infos, listed, times, look)
    asked = open_words(words.pos, listed)
    tagged = [
        (first, last)
        for first, last, kind in tag_text(printed, words.known, asked)
        if kind == "PERS"
    ]
    persons = find_persons(text, infos, words, look.know, listed, tagged)
    dateline = find_dateline(printed, infos, look, persons)
    if dateline is not None:
        listed = _with_dateline(listed, dateline)
    bodies = find_bodies(text, infos, words.pos, beginners, listed)
    spans = _settle(persons, _told_apart(infos, bodies, listed), listed)
    actors = Actors(text, infos, look.know, published)
    spans += find_repeats(text, infos, words.pos, spans)
    spans += find_roles(text, infos, words.pos, beginners, spans)
    spans += find_groups(text, infos, words.pos, beginners, spans)
    spans.sort(key=lambda s: (s.first, -s.last))
    return _build(text, spans, actors, dateline)


def _divided(text: Text) -> Text:
    """The text with a mark in the gaps between paragraphs, so that no name runs over one."""
    gaps = list(text.gaps)
    for first, _ in text.paragraphs:
        if first:
            gaps[first] += "¶"
    return replace(text, gaps=gaps)


def _with_dateline(listed: list[Span], dateline: Dateline) -> list[Span]:
    """The listed names with those of the dateline, which may be sure only there."""
    own = [*dateline.places, *([dateline.medium] if dateline.medium else [])]
    others = [s for s in listed if not dateline.first <= s.first < dateline.last]
    return sorted([*own, *others], key=lambda s: s.first)


#: Sectors whose body needs no other name where a state has one of it: ``الحكومة``, ``الشرطة``.
_ONE_EACH = frozenset(("GOV", "MIL", "COP", "JUD", "LEG", "SPY", "OPP"))


def _told_apart(infos: list[WordInfo], bodies: list[Span], listed: list[Span]) -> list[Span]:
    """Bodies without heads that stand alone and mean nobody: ``الشركات``, ``المركز``."""
    named = {content_word(infos[s.first]) for s in (*bodies, *listed) if s.last - s.first > 1}
    kept = []
    for span in bodies:
        head = infos[span.first].body
        alone = span.last - span.first == 1 and head is not None
        vague = head is not None and (head.sector not in _ONE_EACH or head.key in _GENERIC)
        if alone and vague and content_word(infos[span.first]) not in named:
            continue
        kept.append(span)
    return kept


_GENERIC = words_of("vague_heads")


def _settle(persons: list[Span], bodies: list[Span], listed: list[Span]) -> list[Span]:
    """Where spans of different kinds overlap: persons, then the longer body, then the list."""
    taken: set[int] = {first for span in persons for first, _ in span.titles[:1]}
    kept: list[Span] = []
    order = [*persons, *sorted([*bodies, *listed], key=lambda s: (s.first - s.last, s.first))]
    for span in order:
        words = range(span.first, span.last)
        if span.kind == "person" or taken.isdisjoint(words):
            kept.append(span)
            taken.update(words)
    kept.sort(key=lambda s: s.first)
    return kept


def _build(text: Text, spans: list[Span], actors: Actors, dateline: Dateline | None) -> Names:
    mentions: list[Mention] = []
    ranges: list[tuple[int, int]] = []
    media: dict[int, tuple[int, int]] = {}
    actors.link_all(spans)
    for span in spans:
        number = actors.of_range.get((span.first, span.last))
        one = None if number is None else actors.all[number]
        if one is None and span.kind == "role":
            continue
        start, hidden = actors.after_clitic(span.first, span.clitic)
        if hidden:  # the lam before the article is left with it: للوزير
            start = text.after_letters(span.first, len(span.clitic) - 1)
        end = text.ends[span.last - 1]
        end += _closing_mark(text, start, end)
        kind = span.kind
        mentions.append(Mention((start, end), text.raw[start:end], kind, one.id if one else None))
        ranges.append((span.first, span.last))
        if one is not None and one.role == "MED" and one.kind == "organization":
            media[span.first] = (span.first, span.last)
    place = agency = None
    if dateline is not None:
        place = dateline.first, dateline.last
        if dateline.medium is not None:
            agency = actors.of_range.get((dateline.medium.first, dateline.medium.last))
    return Names(tuple(mentions), actors.finish(), tuple(ranges), place, agency, actors, media)


def _closing_mark(text: Text, start: int, end: int) -> int:
    """1 where a quotation mark opened inside the name closes right behind it."""
    inside, behind = text.raw[start:end], text.raw[end : end + 1]
    for opening, closing in _MARKS:
        if behind == closing and inside.count(opening) > inside.count(closing) * (
            opening != closing
        ):
            return int(opening != closing or inside.count(opening) % 2 == 1)
    return 0


_MARKS = (("«", "»"), ("“", "”"), ('"', '"'))
