"""Persons: a title or role and the name behind it, or a name that shows itself."""

from __future__ import annotations

from khabar.names.classes import words_of
from khabar.names.gazetteer import Span
from khabar.names.knowledge import Knowledge
from khabar.names.likely import last_word, likely_names
from khabar.names.lookup import NAME, PREPOSITIONS, ROYAL, TITLE, WordInfo
from khabar.names.reader import NO_NAME, STOPS, Reader
from khabar.names.title_before import (
    COMMA,
    alone,
    called_after,
    clear_behind,
    courtesies,
    each_own,
    name_after_role,
    own_title,
)
from khabar.names.titles import title_end
from khabar.text import Text
from khabar.words import Words

#: Role nouns that are as often verbs.
_VERBS = words_of("role_or_verb")


_BEGINS = TITLE | NAME


def find_persons(
    text: Text,
    infos: list[WordInfo],
    words: Words,
    know: Knowledge,
    listed: list[Span],
    tagged: list[tuple[int, int]],
) -> list[Span]:
    """All persons, each with the titles beside it; ``tagged``: what the tagger takes for them."""
    pos = words.pos
    reader = Reader(text, infos, words, pos, know, {s.first: s for s in listed})
    inside = {k for s in listed if s.last - s.first > 1 for k in range(s.first, s.last)}
    called = {s.first for s in listed if s.last - s.first > 1 and s.kind == "state"}
    ends = {k: last for first, last in tagged for k in range(first + 1, last)}
    reader.behind = frozenset(last for _, last in tagged)
    reader.apart = frozenset(first for first, _ in tagged if first in reader.behind)
    likely = reader.likely = likely_names(reader, tagged)
    spans: list[Span] = []
    end = 0
    for i in [
        i
        for i, info in enumerate(infos)
        if info.begins & _BEGINS or (info.plain and pos[i] == "PROPN") or i in likely
    ]:
        if i < end:
            continue
        info = infos[i]
        span = None
        if info.begins & TITLE and i not in called:
            span = _titled(reader, i)
        if span is None and i not in inside:
            span = _bare(reader, i)
            if span is None and i in likely:
                span = Span(i, likely[i], "person", None, reader.clitic(i), source="tagger")
        while span is not None:
            span.last = last_word(reader, span.first, span.last, ends)
            _title_behind(reader, span)
            spans.append(span)
            end = span.last
            span = _shares(reader, span)
    return spans


def _bare(reader: Reader, i: int) -> Span | None:
    """A name that no title introduces: listed, or unknown between a verb of saying and a title."""
    info = reader.infos[i]
    known = reader.known_end(i)
    if known > i and (
        info.small not in STOPS or known - i > 2 or (i > 0 and _said(reader, i - 1, False))
    ):
        clitic = "" if info.form in reader.know.people else info.form[0]
        last = reader.name_end(i, False)
        return Span(i, max(last, known), "person", None, clitic, source="list")
    pos = reader.pos[i]
    after = reader.pos[i + 1] if i + 1 < len(reader.pos) else ""
    listed = (info.name[0] >= 7 and pos not in NO_NAME) or (max(info.name) > 0 and pos == "PROPN")
    listed = listed or (info.name[0] >= 4 and pos not in NO_NAME and after == "PROPN")
    if (listed or info.small == "opener" or reader.compound(i)) and reader.strong(i):
        last = reader.name_end(i, False)
        second = reader.infos[i + 1] if last > i + 1 else info
        doubtful = last == i + 2 and (
            second.form == "الله" or (second.common and not (pos == "PROPN" == reader.pos[i + 1]))
        )
        if last == i + 1 and _surname_by_role(reader, i):
            return Span(i, i + 2, "person", None, reader.clitic(i), source="apposition")
        if last - i >= 2 and not doubtful and not called_after(reader, i):
            return Span(i, last, "person", None, reader.clitic(i), source="name")
    if info.definite or not (reader.unknown(i) or reader.name_like(i) or info.form in PREPOSITIONS):
        return None
    if i and reader.text.gaps[i] == " " and _said(reader, i - 1, info.form in PREPOSITIONS):
        last = reader.name_end(i, False)
        proper = reader.pos[i] == "PROPN" or info.form in PREPOSITIONS
        if last - i >= 2 and proper and not info.common:
            return Span(i, last, "person", None, reader.clitic(i), source="cue")
    if reader.pos[i] != "PROPN" and info.name[0] < 3:
        return None
    last = reader.name_end(i, False)
    if last - i >= 2 and last < len(reader.infos) and _role_follows(reader, last):
        return Span(i, last, "person", None, reader.clitic(i), source="apposition")
    return None


def _surname_by_role(reader: Reader, i: int) -> bool:
    """``محمد جذري، محلل اقتصادي``: an ordinary word between a given name and an office."""
    if i + 2 >= len(reader.infos) or reader.text.gaps[i + 1] != " ":
        return False
    info = reader.infos[i + 1]
    other = info.small or info.roles or info.body or info.demonym or info.definite
    if other or reader.words.proclitic[i + 1] or reader.pos[i + 1] in NO_NAME[1:]:
        return False
    if reader.pos[i + 1] == "VERB" and not (i and _said(reader, i - 1, False)):
        return False
    return i + 1 not in reader.starts and _role_follows(reader, i + 2)


def _said(reader: Reader, i: int, without_on: bool) -> bool:
    """A verb of saying; ``without_on``: one that never takes على."""
    form = reader.infos[i].form
    bare = form[1:] if form.startswith("و") and form not in reader.know.small else form
    if without_on:
        return bare in reader.know.says
    return reader.know.small.get(bare) == "verb"


def _role_follows(reader: Reader, j: int) -> bool:
    """A comma and an office: what stands before is the name of who holds it."""
    info = reader.infos[j]
    gap = reader.text.gaps[j]
    if not info.roles or info.role_clitic or not ("،" in gap or "," in gap):
        return False
    if info.roles[0].kind not in ("office", "trade", "rank") or info.roles[0].number != "s":
        return False
    return (
        title_end(reader.text, reader.infos, reader.pos, reader.starts, j) > j + 1 or info.definite
    )


def _titled(reader: Reader, i: int) -> Span | None:
    """A title run that begins at ``i`` and the name behind it."""
    infos = reader.infos
    courtesy = infos[i].honorific or infos[i].role_form in ROYAL
    if courtesy and infos[i].body is None and called_after(reader, i):
        return None
    j, honorific = courtesies(reader, i)
    if honorific:
        if j < len(infos) and infos[j].roles and not reader.strong(j):
            role = name_after_role(reader, j)
            if role >= 0:
                after, more = courtesies(reader, role)
                return _span(reader, i, after, more)
        else:
            span = _span(reader, i, j, True)
            if span is not None:
                return span
    roles = infos[i].roles
    kin = roles and roles[0].kind in ("kin", "party")
    if kin and infos[i].possessed and not clear_behind(reader, i):
        return None
    if roles and roles[0].kind == "rank":
        return None
    if roles and roles[0].kind != "source" and (roles[0].number == "s" or each_own(reader, i)):
        j = name_after_role(reader, i)
        if j >= 0:
            after, more = courtesies(reader, j)
            span = _span(reader, own_title(reader, i, j), after, more)
            if span is not None and infos[i].roles[0].number != "s":
                span.titles, span.shared = [(i + 1, after)], i
            return span
    return None


def _shares(reader: Reader, span: Span) -> Span | None:
    """The next person under the same role: ``… والإيراني مسعود بزشكيان``."""
    i = span.last
    if not span.titles or i + 1 >= len(reader.infos) or reader.text.gaps[i].strip(" \n،,"):
        return None
    info = reader.infos[i]
    state = reader.starts.get(i)
    if state is not None and state.kind == "state" and state.clitic == "و":
        start = state.last
    elif info.demonym is not None and info.demonym_clitic == "و" and info.definite:
        start = i + 1
    else:
        return None
    if start >= len(reader.infos) or not reader.may_begin(start):
        return None
    last = reader.name_end(start, True)
    if last - start < 2:
        return None
    head = span.shared if span.shared >= 0 else span.titles[0][0]
    return Span(start, last, "person", None, "", [(i, start)], "distributed", head)


def _span(reader: Reader, i: int, j: int, honorific: bool) -> Span | None:
    """The name that begins at ``j`` behind the title that begins at ``i``."""
    if j >= len(reader.infos) or (j > i and not COMMA.match(reader.text.gaps[j])):
        return None
    last = reader.name_end(j, True)
    if last == j or (last == j + 1 and not honorific and not alone(reader, j)):
        return None
    return Span(j, last, "person", None, "", titles=[(i, j)], source="title")


def _title_behind(reader: Reader, span: Span) -> None:
    """A role phrase that follows the name: ``عادل الجبير، وزير الخارجية السعودي``."""
    j = span.last
    if j >= len(reader.infos) or not COMMA.match(reader.text.gaps[j]):
        return
    info = reader.infos[j]
    if not info.roles or info.role_clitic or info.roles[0].kind not in ("office", "trade"):
        return
    if info.possessed or info.roles[0].number != "s":
        return
    if reader.pos[j] == "VERB" or info.form in _VERBS:
        return
    last = title_end(reader.text, reader.infos, reader.pos, reader.starts, j)
    if last == j + 1 and not info.role_form.startswith("ال"):
        return
    if last < len(reader.infos) and name_after_role(reader, j) == last:
        return
    span.titles.append((j, last))
