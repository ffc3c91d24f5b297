"""Names that stand in the lists: states, places, bodies, media."""

from __future__ import annotations

import re

import msgspec
from msgspec.structs import replace

from khabar.model import Time
from khabar.names.classes import words_of
from khabar.names.knowledge import Entry
from khabar.names.lookup import LISTED, Lookup, WordInfo
from khabar.text import Text

_JOIN = re.compile(r"[\s\"“”«»'()\[\]\-.ـ]*\Z")
_QUOTE = re.compile("[\"“”«»„]|''|<<|>>|\\(\\(")
#: A bare name shorter than this is not found behind an attached particle.
_SHORT = 4


class Span(msgspec.Struct):
    """Words ``first`` to ``last`` (exclusive) that name something."""

    first: int
    last: int
    kind: str
    entry: Entry | None = None
    #: Attached particle of the first word.
    clitic: str = ""
    #: Word ranges of the titles before and after a person's name.
    titles: list[tuple[int, int]] = []
    source: str = ""
    #: Role word of an earlier title that this one goes on with, or -1.
    shared: int = -1


def find_listed(
    text: Text, infos: list[WordInfo], beginners: list[int], look: Lookup
) -> list[Span]:
    """Listed names, longest first from left to right, not overlapping.

    ``beginners``: the words that may begin anything.
    """
    spans: list[Span] = []
    end = 0
    forms, seconds = [*text.forms[1:], ""], look.know.seconds
    for i in beginners:
        info = infos[i]
        if not info.begins & LISTED or i < end:
            continue
        second = forms[i]
        for _, word in info.phrases:
            if "" in seconds[word] or second in seconds[word]:
                break
        else:
            continue
        span = _match(text, infos, i, look)
        if span is not None:
            end = span.last
            if span.kind == "none":
                continue
            _extend(text, infos, span)
            spans.append(span)
            end = span.last
    _choose_rivals(text, infos, spans, look)
    return spans


def out_of_times(
    text: Text, infos: list[WordInfo], spans: list[Span], times: list[Time], look: Lookup
) -> list[Span]:
    """The names of which no date takes the last words: ``إسرائيل`` of ``إسرائيل اليوم الاثنين``."""
    doubtful = {s.last for s in spans if s.last - s.first > 1 and text.forms[s.last - 1] in _TODAY}
    if not doubtful:
        return spans
    begins = dict(text.words_in(*time.span) for time in times)
    kept = []
    for span in spans:
        dated = span.last in doubtful and begins.get(span.last - 1, 0) > span.last
        whole = _match(text, infos, span.first, look, span.last - 1) if dated else span
        if whole is not None:
            kept.append(whole)
    return kept


def _choose_rivals(text: Text, infos: list[WordInfo], spans: list[Span], look: Lookup) -> None:
    """Of two places with one name the one whose state the article speaks of: عمان, طرابلس."""
    rivals = look.know.rivals
    doubtful = []
    for span in spans:
        if span.entry is not None and span.entry.kind in ("state", "place"):
            form = text.forms[span.first][len(span.clitic) :]
            key = (form, *text.forms[span.first + 1 : span.last])
            if key in rivals:
                doubtful.append((span, rivals[key]))
    if not doubtful:
        return
    unsure = {id(span) for span, _ in doubtful}
    states = [s.entry.country for s in spans if s.entry is not None and id(s) not in unsure]
    states += [i.demonym.country for i in infos if i.demonym is not None]
    for span, entries in doubtful:
        span.entry = max(entries, key=lambda e: states.count(e.country))


def _extend(text: Text, infos: list[WordInfo], span: Span) -> None:
    """``الديوان الملكي الأردني``: an adjective of another state makes it another body."""
    entry, last = span.entry, span.last
    if entry is None or entry.kind != "organization" or last >= len(infos):
        return
    info = infos[last]
    if not text.gaps[last].isspace() or info.demonym is None or not info.form.startswith("ال"):
        return
    country = info.demonym.country
    if country is None or info.demonym.number != "s":
        return
    if entry.country not in (None, country) and entry.role in ("REB", "MED"):
        return
    span.last = last + 1
    if entry.country != country and entry.role not in ("IGO", "NGO", "MED"):
        name = text.slice(span.first, span.last)[len(span.clitic) :]
        span.entry = replace(entry, name=" ".join(name.split()), country=country)


def _match(
    text: Text, infos: list[WordInfo], i: int, look: Lookup, end: int | None = None
) -> Span | None:
    forms, gaps, count = text.forms, text.gaps, len(text.forms) if end is None else end
    best: Span | None = None
    second = forms[i + 1] if i + 1 < count else ""
    for clitic, first in infos[i].phrases:
        for rest, entry in look.phrases[first]:
            if rest and rest[0] != second:
                continue
            last = i + 1 + len(rest)
            if best is not None and last <= best.last:
                break
            if last > count or (rest and tuple(forms[i + 1 : last]) != rest):
                continue
            if rest and not all(_JOIN.match(gaps[k]) for k in range(i + 1, last)):
                continue
            span = Span(i, last, entry.kind, entry, clitic)
            if _holds(text, infos, span, entry, first):
                best = span
                break
    return best


def _holds(text: Text, infos: list[WordInfo], span: Span, entry: Entry, first: str) -> bool:
    """Whether the surroundings allow this reading; ``first`` is the first word of the name."""
    i, last, clitic = span.first, span.last, span.clitic
    single = last == i + 1
    if single and clitic and (len(first) < _SHORT or (not entry.sure and entry.role != "MED")):
        return False
    if single and clitic and entry.type == "city":
        info = infos[i]
        if (
            "ك" in clitic
            or info.common
            or info.ordinary
            or (max(info.name) and not info.name_clitic)
        ):
            return False
    before = infos[i - 1] if i else None
    if entry.role == "MED":
        if entry.sure and not (single and first.isascii() and len(first) < 3):
            return True
        return quoted(text, i, last) or (before is not None and is_medium(before))
    if entry.sure:
        return True
    if entry.kind == "organization":
        return quoted(text, i, last) or (before is not None and before.body is not None)
    return before is not None and (
        (before.small == "place" or before.form in _BEFORE) and not clitic
    )


def is_medium(info: WordInfo) -> bool:
    """A noun such as newspaper, agency, channel."""
    return info.body is not None and (
        info.body.sector == "MED" or info.body.key in _AGENCY or info.body.key == "شبكه"
    )


_AGENCY = words_of("agency")
_BEFORE = words_of("before_places")
#: Words at the end of a medium's name that may be a date's.
_TODAY = words_of("today")


def quoted(text: Text, first: int, last: int) -> bool:
    """Whether quotation marks enclose exactly these words."""
    return (
        _QUOTE.search(text.gaps[first]) is not None and _QUOTE.search(text.gaps[last]) is not None
    )
