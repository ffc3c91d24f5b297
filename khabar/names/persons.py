"""Persons: a title or role and the name behind it, or a name that shows itself.

Arabic has no capitals. What shows a name is what stands before it (``وزير الخارجية``, ``الدكتور``),
the small words inside it (``بن``, ``آل``, ``عبد``), and the lists of names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from khabar.names.gazetteer import Span
from khabar.names.knowledge import Knowledge
from khabar.names.lookup import WordInfo
from khabar.text import Text

_SPACE = re.compile(r"[\s.]*\Z")
_TITLE_GAP = re.compile(r"[\s.،,\"“”«»'/()–-]*\Z")
_COMMA = re.compile(r"\s*[،,]?\s*[\"“«]?\s*\Z")
_MAX_NAME = 7
#: A title is at most this many words long.
_MAX_TITLE = 14


@dataclass(slots=True)
class Reader:
    """One article's words, for the small decisions below."""

    text: Text
    infos: list[WordInfo]
    pos: list[str]
    know: Knowledge
    starts: dict[int, Span]

    def strong(self, i: int) -> bool:
        """A word that may begin a name by itself."""
        info = self.infos[i]
        given = info.name[0]
        if info.small in ("stop", "locative", "place", "particle") or i in self.starts:
            return False
        if info.small == "opener":
            return i + 1 < len(self.infos) and self.name_like(i + 1)
        if info.definite or info.demonym is not None or info.body is not None:
            return False
        if info.roles and given < 6:
            return False
        if info.name_clitic and info.roles:
            return False
        return given >= 4 or (given >= 1 and not info.roles and self.followed(i))

    def followed(self, i: int) -> bool:
        return (
            i + 1 < len(self.infos)
            and self.text.gaps[i + 1] == " "
            and (self.name_like(i + 1) or self.infos[i + 1].form in ("بن", "ال"))
            and not self.infos[i + 1].name_clitic
        )

    def name_like(self, i: int) -> bool:
        """A word that the lists know as a name and as nothing else."""
        info = self.infos[i]
        if info.small in ("stop", "locative", "place") or self.pos[i] in ("ADP", "PART", "PRON"):
            return False
        if info.name_clitic or (info.body is not None and not info.body_clitic):
            return False
        given, family, foreign = info.name
        if info.roles:
            return max(given, family) >= 6
        if info.demonym is not None and not info.demonym_clitic:
            return family >= 3
        return given + family > 0 or foreign > 0

    def name_end(self, i: int, trusted: bool) -> int:
        """End of the name that begins at ``i``; ``trusted`` where a title stands before it."""
        text, infos = self.text, self.infos
        j, words, limit = i, 0, min(len(infos), i + _MAX_NAME)
        while j < limit:
            info = infos[j]
            if j > i and not _SPACE.match(text.gaps[j]):
                break
            if j > i and "." in text.gaps[j] and len(infos[j - 1].form) > 1:
                break
            if info.small == "particle" and j > i:
                if j + 1 < limit and infos[j + 1].small not in ("stop", "locative"):
                    j += 2
                    words += 1
                    continue
                break
            if info.small == "opener" and j + 1 < len(infos) and infos[j + 1].small != "stop":
                j += 2
                words += 1
                continue
            if not self._part(j, i, words, trusted):
                break
            words += 1
            j += 1
        return j

    def _part(self, j: int, i: int, words: int, trusted: bool) -> bool:
        info = self.infos[j]
        first = j == i
        if info.small in ("stop", "locative", "place") or self.pos[j] in ("VERB", "ADP", "PART"):
            return False
        if j in self.starts and not (first and trusted) and self.starts[j].kind != "place":
            return False
        if first:
            return info.plain or self.name_like(j) or self.strong(j) or info.name[0] >= 1
        if self.name_like(j):
            return True
        if info.name_clitic or info.body is not None or info.roles or info.demonym is not None:
            return False
        if info.form[0] in "وفلب" and info.definite and not info.form.startswith("ال"):
            return False
        if info.form.startswith("ال"):
            return words == 1 or info.form.endswith("ي")
        return info.plain and trusted and words < 3 and len(info.form) > 2


def find_persons(
    text: Text, infos: list[WordInfo], pos: list[str], know: Knowledge, listed: list[Span]
) -> list[Span]:
    """All persons, each with the title before it."""
    reader = Reader(text, infos, pos, know, {s.first: s for s in listed})
    inside = {k for s in listed for k in range(s.first, s.last) if s.entry and s.last - s.first > 1}
    spans: list[Span] = []
    i, count = 0, len(infos)
    while i < count:
        if i in inside and not infos[i].roles:
            i += 1
            continue
        span = _titled(reader, i)
        if span is None and reader.strong(i):
            last = reader.name_end(i, False)
            if last - i >= 2:
                span = Span(i, last, "person", None, infos[i].name_clitic, source="name")
        if span is None:
            i += 1
        else:
            spans.append(span)
            i = span.last
    return spans


def _titled(reader: Reader, i: int) -> Span | None:
    """A title run that begins at ``i`` and the name behind it."""
    infos = reader.infos
    start = i
    j, honorific = _honorifics(reader, i)
    if not honorific and not infos[i].roles:
        return None
    if not honorific:
        found = _name_after_role(reader, i)
        if found < 0:
            return None
        j, honorific = _honorifics(reader, found)
    elif j < len(infos) and infos[j].roles and not reader.strong(j):
        found = _name_after_role(reader, j)
        if found < 0:
            return None
        j, _ = _honorifics(reader, found)
    if j >= len(infos):
        return None
    last = reader.name_end(j, True)
    if last == j or (last == j + 1 and not honorific and not _single(reader, j)):
        return None
    return Span(j, last, "person", None, "", start, (start, j), "title")


def _single(reader: Reader, j: int) -> bool:
    """One word after a role is a name when the lists know it and it is not an adjective."""
    info = reader.infos[j]
    given, family, foreign = info.name
    return not info.definite and info.demonym is None and not info.roles and (
        given >= 3 or family >= 4 or foreign > 0
    )


def _honorifics(reader: Reader, i: int) -> tuple[int, bool]:
    """End of the run of courtesy titles and ranks at ``i``, and whether there is one."""
    infos, forms, gaps = reader.infos, reader.text.forms, reader.text.gaps
    j, any_found = i, False
    while j < len(infos) and j - i < 8:
        info = infos[j]
        step = 0
        if info.honorific and (j == i or _TITLE_GAP.match(gaps[j])):
            for rest, _, _ in reader.know.honorifics[info.honorific]:
                if tuple(forms[j + 1 : j + 1 + len(rest)]) == rest:
                    step = 1 + len(rest)
                    break
            if step == 1 and len(info.honorific) == 1 and not _initial(gaps, j):
                step = 0
        if not step and info.roles and (j == i or _TITLE_GAP.match(gaps[j])):
            role = info.roles[0]
            if role.kind in ("rank", "honorific") and info.role_form.startswith("ال"):
                step = 1
            elif info.role_form in _ROYAL and info.role_form.startswith("ال"):
                step = 1
        if not step:
            break
        any_found = True
        j += step
    return j, any_found


_ROYAL = frozenset(("الامير", "الاميره", "الملك", "الملكه", "السلطان", "الرييس", "النايب", "الوزير"))


def _initial(gaps: list[str], j: int) -> bool:
    """``د.`` or ``د/``: a letter that stands for a title has a dot, a slash or a space."""
    after = gaps[j + 1] if j + 1 < len(gaps) else ""
    return after.startswith((".", "/", "\\")) or after == " "


def _name_after_role(reader: Reader, i: int) -> int:
    """Where a name begins behind the role noun ``i`` and its complements; -1 where none does."""
    infos, gaps, pos = reader.infos, reader.text.gaps, reader.pos
    j = i + 1
    limit = min(len(infos), i + _MAX_TITLE)
    while j < limit:
        info = infos[j]
        gap = gaps[j]
        comma = "،" in gap or "," in gap
        if not _TITLE_GAP.match(gap) and not gap.isspace():
            return -1
        if info.small == "stop" or pos[j] == "VERB" and not info.name[0]:
            return -1
        if info.honorific or reader.strong(j) and not info.name_clitic:
            return j
        if comma:
            return j if reader.name_like(j) and not info.definite else -1
        if info.name[2] and info.plain and not info.name_clitic and reader.followed(j):
            return j
        span = reader.starts.get(j)
        j = span.last if span is not None else j + 1
    return -1
