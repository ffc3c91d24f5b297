"""The dateline: where and by whom an article was filed, before its first sentence.

``واشنطن (رويترز) -``, ``دبي، الإمارات العربية المتحدة (CNN)--``, ``عبدالرحمن الشهري - عين اليوم``.
"""

from __future__ import annotations

import re

import msgspec

from khabar.names.classes import words_of
from khabar.names.gazetteer import Span
from khabar.names.knowledge import Entry
from khabar.names.lookup import Lookup, WordInfo
from khabar.text import Text

#: A dateline is at most this many words long.
_LONGEST = 16
#: So many words of writers' names that no list knows.
_BYLINE = 4
_BETWEEN = re.compile('[\\s،,()\\[\\]"«»“”:/|*–—−-]*\\Z')
#: Words that may stand between place and agency.
_FILLERS = words_of("byline")


class Dateline(msgspec.Struct):
    """Words ``first`` to ``last`` (exclusive), the places and the medium among them."""

    first: int
    last: int
    medium: Span | None
    places: list[Span]


def find_dateline(
    text: Text, infos: list[WordInfo], look: Lookup, persons: list[Span]
) -> Dateline | None:
    """The dateline of an article, or None."""
    first = text.headline if 0 < text.headline < len(infos) else 0
    people = {span.first: span for span in persons if not span.titles}
    medium: Span | None = None
    places: list[Span] = []
    i, byline, count = first, 0, len(infos)
    signed = False  # ``حاتم النجيمي – تربة``: somebody's name and a dash
    while i < min(count, first + _LONGEST):
        if i > first and not _BETWEEN.match(text.gaps[i]):
            break
        span = _listed(text, infos, look, i)
        if span is not None and span.entry is not None:
            if span.entry.role == "MED":
                medium = medium or span
            else:
                places.append(span)
            i = span.last
        elif i in people:
            i, signed = people[i].last, signed or i == first
        elif infos[i].form in _FILLERS and i > first:
            i += 1
        elif byline < _BYLINE and (infos[i].plain or max(infos[i].name)) and not infos[i].common:
            byline += 1
            i, signed = i + 1, signed or i == first
        else:
            break
        ended = medium is not None or (signed and _dashed(text, first, i))
        if i < count and (medium or places) and _closed(text, i, ended):
            nxt = None if "--" in text.gaps[i] else _listed(text, infos, look, i)
            if nxt is None and i not in people:
                return Dateline(first, i, medium, places)
    return None


def _dashed(text: Text, first: int, last: int) -> bool:
    return any(re.search(r"[–—]|\s-|-\s", text.gaps[k]) for k in range(first + 1, last))


def _closed(text: Text, i: int, ended: bool) -> bool:
    """Whether the gap before word ``i`` ends a dateline."""
    gap = text.gaps[i]
    if "--" in gap or "–" in gap or "—" in gap or re.search(r"-\s|\s-|\)\s*[:-]", gap):
        return True
    return ended and (":" in gap or "\n" in gap or "  " in gap)


def _listed(text: Text, infos: list[WordInfo], look: Lookup, i: int) -> Span | None:
    """A place, state or medium that begins at ``i``, whether its name is sure or not."""
    best: tuple[int, Entry] | None = None
    for clitic, word in infos[i].phrases:
        if clitic:
            continue
        for rest, entry in look.phrases[word]:
            last = i + 1 + len(rest)
            if tuple(text.forms[i + 1 : last]) != rest:
                continue
            if entry.kind not in ("place", "state") and entry.role != "MED":
                continue
            if entry.role == "MED" and entry.type == "platform":
                continue
            if best is None or last > best[0] or (last == best[0] and _rather(text, i, entry)):
                best = last, entry
    return Span(i, best[0], best[1].kind, best[1], source="dateline") if best else None


def _rather(text: Text, i: int, entry: Entry) -> bool:
    """Behind a dash or in brackets the medium is meant, at the start the place."""
    return (entry.role == "MED") == bool(re.search('[(«"“–—-]', text.gaps[i]))
