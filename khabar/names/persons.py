"""Persons: a title or role and the name behind it, or a name that shows itself.

Arabic has no capitals. What shows a name is what stands before it (``وزير الخارجية``, ``الدكتور``),
the small words inside it (``بن``, ``آل``, ``عبد``), the lists of names, and that nothing else is
known of the word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from khabar.names.gazetteer import Span
from khabar.names.knowledge import Knowledge
from khabar.names.lookup import KNOWN, NAME, PAIR, ROYAL, TITLE, WordInfo
from khabar.names.titles import title_end
from khabar.text import Text
from khabar.words import Words

_SPACE = re.compile(r"[\s.#_]*\Z|-\Z")
_LETTERS = re.compile("[\u0621-\u06d3]+")
_QUOTED = re.compile("[\\s\"“”«»'()ـ]*\\Z")
_QUOTE = re.compile('["“”«»]')
_TITLE_GAP = re.compile(r"[\s.#_\"“”«»'/\\-]*\Z")
_COMMA = re.compile('[\\s"”»]*[،,(–:-]*\\s*["“«\'#_]*\\s*\\Z')
_MAX_NAME = 8
#: A title is at most this many words long.
_MAX_TITLE = 16
#: Folded names that are also prepositions: no name begins with one unless a title stands before.
_PREPOSITIONS = frozenset(("علي",))
_STOPS = ("stop", "locative", "place", "verb")
_NO_NAME = ("VERB", "ADP", "PART", "PRON", "CONJ", "ADV", "NUM")


@dataclass(slots=True)
class Reader:
    """One article's words, for the small decisions below."""

    text: Text
    infos: list[WordInfo]
    words: Words
    pos: list[str]
    know: Knowledge
    starts: dict[int, Span]

    def strong(self, i: int) -> bool:
        """A word that begins a name by itself."""
        info = self.infos[i]
        given, _, foreign = info.name
        if info.small in _STOPS or info.small == "particle" or i in self.starts:
            return False
        if self.compound(i):
            return True
        if info.small == "opener":
            return info.form == "عبد" and i + 1 < len(self.infos) and self.infos[i + 1].definite
        if info.common or info.definite or info.demonym is not None or info.body is not None:
            return False
        if info.form in _PREPOSITIONS and not self._follows(i, "بن"):
            return False
        if info.roles and (given < 6 or info.name_clitic):
            return False
        if info.ordinary and info.name_clitic:
            return False
        if given >= 4:
            return True
        return (given >= 1 or foreign > 0) and not info.roles and self.followed(i)

    def compound(self, i: int) -> bool:
        """A name of two words: ``محيي الدين``."""
        info = self.infos[i]
        if not info.begins & PAIR or i + 1 >= len(self.infos) or self.text.gaps[i + 1] != " ":
            return False
        return self.infos[i + 1].form in self.know.compounds[info.name_form]

    def _follows(self, i: int, form: str) -> bool:
        return i + 1 < len(self.infos) and self.infos[i + 1].form == form

    def followed(self, i: int) -> bool:
        """Another part of a name stands right behind."""
        if i + 1 >= len(self.infos) or self.text.gaps[i + 1] != " ":
            return False
        after = self.infos[i + 1]
        return after.form == "بن" or (not after.name_clitic and self.name_like(i + 1))

    def name_like(self, i: int) -> bool:
        """A word that the lists know as a name and as nothing else."""
        info = self.infos[i]
        if info.form in _PREPOSITIONS:
            return self._between_names(i)
        if info.small in _STOPS or info.name_clitic:
            return False
        if info.body is not None and not info.body_clitic:
            return False
        given, family, foreign = info.name
        if info.ordinary_clitic and max(given, family) < 4:
            return False
        if info.roles:
            return max(given, family) >= 6 and not info.common
        if info.common:
            return (family >= 3 and info.definite) or (
                self.pos[i] == "PROPN" and family + foreign > 0
            )
        if info.demonym is not None and not info.demonym_clitic:
            return family >= 3 and info.definite
        return given + family > 0 or foreign > 0

    def _between_names(self, i: int) -> bool:
        """``محمد علي النقي``, not ``محمد على صديقه``."""
        if i == 0 or self.text.gaps[i] != " " or i + 1 >= len(self.infos):
            return False
        before, after = self.infos[i - 1], self.infos[i + 1]
        if before.name[0] < 3 or before.common or before.ordinary:
            return False
        if self.text.gaps[i + 1] != " ":
            return True
        if after.form in _PREPOSITIONS or after.small in ("stop", "locative", "place"):
            return after.small == "stop"
        listed = not after.common and max(after.name[:2]) >= 3 and not after.name_clitic
        return after.form == "بن" or (listed or (after.plain and after.definite))

    def unknown(self, i: int) -> bool:
        """A word of which nothing is known: a name in the right place."""
        info = self.infos[i]
        return (
            (info.plain or (self.pos[i] == "PROPN" and self._lifted(info)))
            and not info.name_clitic
            and len(info.form) > 1
            and not (self.words.proclitic[i] and self.pos[i] != "PROPN")
            and not (self.words.enclitic[i] and self.pos[i] != "PROPN")
            and _LETTERS.fullmatch(info.form) is not None
            and not info.common
            and self.pos[i] not in _NO_NAME
        )

    @staticmethod
    def _lifted(info: WordInfo) -> bool:
        """An ordinary word without article that the word layer takes for a name here."""
        return not (
            info.definite
            or info.ordinary_clitic
            or info.common
            or info.phrases
            or info.small
            or info.roles
            or info.body
            or info.demonym
            or len(info.form) < 3
        )

    def clitic(self, i: int) -> str:
        """The particle attached to the first word of a name, as far as anybody knows."""
        info = self.infos[i]
        if max(info.name) or info.name_clitic or self.pos[i] != "PROPN":
            return info.name_clitic
        clitic = self.words.proclitic[i]
        rest = info.form[len(clitic) :]
        return clitic if clitic and rest in self.know.names else ""

    def may_begin(self, i: int) -> bool:
        """A word that begins a name where a title has just ended."""
        info = self.infos[i]
        if info.small == "opener":
            return not info.form.startswith("ا") or info.form in ("ابو", "ال")
        if i in self.starts and (self.starts[i].kind != "place" or self.starts[i].clitic):
            return False
        if info.demonym is not None or (info.definite and not info.name[0]):
            return False
        if info.form in _INSIDE:
            return False
        if self.known_end(i) > i:
            return True
        if self.unknown(i) and (self.pos[i] == "PROPN" or self._before_name(i)):
            return True
        if info.form in _PREPOSITIONS:
            return self._follows(i, "بن") or (
                i + 1 < len(self.infos)
                and (self.name_like(i + 1) or self.unknown(i + 1))
                and (
                    "PROPN" in self.pos[i : i + 2]
                    or (self.infos[i + 1].definite and self.infos[i + 1].form.endswith("ي"))
                )
            )
        return self.strong(i) or self.name_like(i)

    def _before_name(self, i: int) -> bool:
        """The next word is taken for a name."""
        return (
            i + 1 < len(self.infos)
            and self.text.gaps[i + 1] == " "
            and (
                (self.pos[i + 1] == "PROPN" and (self.unknown(i + 1) or self.name_like(i + 1)))
                or self.strong(i + 1)
            )
        )

    def name_end(self, i: int, trusted: bool) -> int:
        """End of the name that begins at ``i``; ``trusted`` where a title stands before it."""
        text, infos = self.text, self.infos
        j, words, limit = i, 0, min(len(infos), i + _MAX_NAME)
        unknown = 0
        known = self.known_end(i)
        if known > i:  # what is known to be whole goes on with listed names only
            j, words, unknown = known, known - i, _MAX_NAME
        while j < limit:
            info = infos[j]
            if j > i and not self._joined(j):
                break
            if j > i and j in self.starts and self.starts[j].kind not in ("place",):
                break
            if info.form == "الله" and (j == i or infos[j - 1].name_form not in _OF_GOD):
                break
            if info.small == "particle" and j > i:
                foreign = info.form not in _FILIAL
                if info.form == "فان" and not infos[j - 1].name[2]:  # فإن
                    break
                if j + 1 >= len(infos) or infos[j + 1].small in ("locative", "verb"):
                    break
                if infos[j + 1].small == "stop" and not foreign:
                    break
                if infos[j + 1].small == "opener" and j + 2 < len(infos):
                    j += 1
                j += 2
                words += 1
                continue
            if info.small == "opener" and self._opens(j):
                j += 2
                words += 1
                continue
            if j == i:
                if not self.may_begin(j):
                    break
            elif (
                (trusted and info.form in _ORDINALS and infos[j - 1].name[0])
                or (info.form == "الدين" and words and not infos[j - 1].definite)
                or (trusted and words < 3 and self._last_part(j))
            ):
                pass
            elif not self.name_like(j) or (known > i and info.common):
                if not self._goes_on(j, words, unknown, trusted):
                    break
                unknown += 1
            words += 1
            j += 1
        return min(j, len(text.forms))

    def _last_part(self, j: int) -> bool:
        """An ordinary definite word closes a name behind a title: ``المهندس محمد العمرة أن``."""
        info, before = self.infos[j], self.infos[j - 1]
        if not info.form.startswith("ال") or before.name[0] < 5 or before.common:
            return False
        if info.small or info.body or info.demonym or j in self.starts or self.pos[j] == "VERB":
            return False
        if info.roles and info.roles[0].number != "p":
            return False
        after = self.infos[j + 1] if j + 1 < len(self.infos) else None
        ends = after is None or self.text.gaps[j + 1] != " " or after.small in ("stop", "verb")
        return ends and len(info.form) > 4

    def known_end(self, i: int) -> int:
        """End of a full name of the table of offices that begins at ``i``; ``i`` where none does."""
        info = self.infos[i]
        if not info.begins & KNOWN:
            return i
        for word in (info.form, info.form[1:]):
            for rest in self.know.people.get(word, ()):
                last = i + 1 + len(rest)
                if tuple(self.text.forms[i + 1 : last]) == rest:
                    return last
        return i

    def _opens(self, j: int) -> bool:
        """``عبد`` and ``أبو`` with the word they belong to."""
        if j + 1 >= len(self.infos) or self.text.gaps[j + 1].strip(" -"):
            return False
        after = self.infos[j + 1]
        if self.infos[j].form == "ام" and not self.name_like(j + 1):
            return False
        return after.small not in _STOPS and self.pos[j + 1] not in ("VERB", "ADP")

    def _joined(self, j: int) -> bool:
        gap = self.text.gaps[j]
        if not _SPACE.match(gap):
            return False
        return "." not in gap or len(self.infos[j - 1].form) == 1

    def _goes_on(self, j: int, words: int, unknown: int, trusted: bool) -> bool:
        """Whether an unlisted word goes on with a name of ``words`` parts."""
        info = self.infos[j]
        before = self.infos[j - 1]
        if words == 1 and before.name[2] and info.name[2] and info.small not in _STOPS:
            return True
        if words == 1 and trusted and before.name[2] and info.plain and not info.definite:
            return len(info.form) > 2
        if not self.unknown(j) or unknown >= (3 if trusted else 2):
            return False
        if info.form.startswith("ال"):
            return words <= 3 and (
                trusted
                or self.pos[j] == "PROPN"
                or info.form.endswith(("ي", "ان"))
                or (before.name[0] >= 5 and not info.form.endswith(("يه", "ات")))
            )
        return words <= 2 or trusted


def find_persons(
    text: Text, infos: list[WordInfo], words: Words, know: Knowledge, listed: list[Span]
) -> list[Span]:
    """All persons, each with the titles beside it."""
    pos = words.pos
    reader = Reader(text, infos, words, pos, know, {s.first: s for s in listed})
    inside = {k for s in listed if s.last - s.first > 1 for k in range(s.first, s.last)}
    called = {s.first for s in listed if s.last - s.first > 1 and s.kind == "state"}
    spans: list[Span] = []
    end = 0
    for i, info in enumerate(infos):
        if i < end or not (info.begins & (TITLE | NAME) or (info.plain and pos[i] == "PROPN")):
            continue
        span = None
        if info.begins & TITLE and i not in called:
            span = _titled(reader, i)
        if span is None and i not in inside:
            span = _bare(reader, i)
        while span is not None:
            _title_behind(reader, span)
            spans.append(span)
            end = span.last
            span = _shares(reader, span)
    return spans


def _bare(reader: Reader, i: int) -> Span | None:
    """A name that no title introduces: listed, or unknown between a verb of saying and a title."""
    info = reader.infos[i]
    known = reader.known_end(i)
    said = i > 0 and _said(reader, i - 1, False)
    if known > i and (info.small not in _STOPS or known - i > 2 or said):
        clitic = "" if info.form in reader.know.people else info.form[0]
        last = reader.name_end(i, False)
        return Span(i, max(last, known), "person", None, clitic, source="list")
    pos = reader.pos[i]
    listed = (info.name[0] >= 7 and pos not in _NO_NAME) or (max(info.name) > 0 and pos == "PROPN")
    if (listed or info.small == "opener" or reader.compound(i)) and reader.strong(i):
        last = reader.name_end(i, False)
        second = reader.infos[i + 1] if last > i + 1 else info
        doubtful = last == i + 2 and (
            second.form == "الله" or (second.common and not (pos == "PROPN" == reader.pos[i + 1]))
        )
        if last - i >= 2 and not doubtful and not _named_after(reader, i):
            return Span(i, last, "person", None, reader.clitic(i), source="name")
    if info.definite or not (
        reader.unknown(i) or reader.name_like(i) or info.form in _PREPOSITIONS
    ):
        return None
    if i and reader.text.gaps[i] == " " and _said(reader, i - 1, info.form in _PREPOSITIONS):
        last = reader.name_end(i, False)
        proper = reader.pos[i] == "PROPN" or info.form in _PREPOSITIONS
        if last - i >= 2 and proper and not info.common:
            return Span(i, last, "person", None, reader.clitic(i), source="cue")
    if reader.pos[i] != "PROPN" and info.name[0] < 3:
        return None
    last = reader.name_end(i, False)
    if last - i >= 2 and last < len(reader.infos) and _role_follows(reader, last):
        return Span(i, last, "person", None, reader.clitic(i), source="apposition")
    return None


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


def _named_after(reader: Reader, i: int) -> bool:
    """A body, street or prize called after a person: ``جامعة الملك سعود``."""
    before = reader.infos[i - 1] if i else None
    if before is None or reader.text.gaps[i] != " ":
        return False
    if before.small == "place":
        return True
    if before.role_form in ROYAL and i > 1:
        return _named_after(reader, i - 1)
    return (
        before.body is not None
        and not before.body_form.startswith("ال")
        and (before.body.sector in ("EDU", "HLH", "MIL", "REB") or before.body.lemma in _CALLED)
    )


#: Further nouns that are called after persons.
_CALLED = frozenset(("مركز", "مؤسسة", "جمعية", "شركة", "مجموعة", "دار", "متحف"))


def _titled(reader: Reader, i: int) -> Span | None:
    """A title run that begins at ``i`` and the name behind it."""
    infos = reader.infos
    courtesy = infos[i].honorific or infos[i].role_form in ROYAL
    if courtesy and infos[i].body is None and _named_after(reader, i):
        return None
    j, honorific = _honorifics(reader, i)
    if honorific:
        if j < len(infos) and infos[j].roles and not reader.strong(j):
            role = _name_after_role(reader, j)
            if role >= 0:
                after, more = _honorifics(reader, role)
                return _span(reader, i, after, more)
        else:
            span = _span(reader, i, j, True)
            if span is not None:
                return span
    roles = infos[i].roles
    kin = roles and roles[0].kind in ("kin", "party")
    if kin and infos[i].possessed and not _clear_behind(reader, i):
        return None
    if roles and roles[0].kind == "rank" and not infos[i].role_form.startswith("ال"):
        return None
    if roles and roles[0].kind != "source" and (roles[0].number == "s" or _each_own(reader, i)):
        j = _name_after_role(reader, i)
        if j >= 0:
            after, more = _honorifics(reader, j)
            span = _span(reader, _own_title(reader, i, j), after, more)
            if span is not None and infos[i].roles[0].number != "s":
                span.titles, span.shared = [(i + 1, after)], i
            return span
    return None


def _clear_behind(reader: Reader, i: int) -> bool:
    """Behind ``ابنته`` only a listed given name is a name."""
    return (
        i + 1 < len(reader.infos) and reader.infos[i + 1].name[0] >= 3 and reader.may_begin(i + 1)
    )


def _own_title(reader: Reader, i: int, j: int) -> int:
    """``محامي الرئيس الفرنسي نيكولا ساركوزي``: the name belongs to the title inside."""
    infos = reader.infos
    if infos[i].roles[0].kind != "kin" and infos[i].roles[0].lemma not in _ATTACHED:
        return i
    for k in range(i + 1, j):
        if infos[k].role_form in ROYAL:
            return k
    return i


_ATTACHED = frozenset(("محامي", "محام", "حارس", "أرملة"))


def _each_own(reader: Reader, i: int) -> bool:
    """A role of several, with one state and then a name: ``الرئيسين الروسي فلاديمير بوتين``."""
    if i + 2 >= len(reader.infos):
        return False
    span = reader.starts.get(i + 1)
    if span is not None:
        return (
            span.kind == "state" and span.last < len(reader.infos) and reader.may_begin(span.last)
        )
    after = reader.infos[i + 1]
    return after.demonym is not None and after.definite and reader.may_begin(i + 2)


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
    if j >= len(reader.infos) or (j > i and not _COMMA.match(reader.text.gaps[j])):
        return None
    last = reader.name_end(j, True)
    if last == j or (last == j + 1 and not honorific and not _single(reader, j)):
        return None
    return Span(j, last, "person", None, "", titles=[(i, j)], source="title")


def _single(reader: Reader, j: int) -> bool:
    """One word after a role is a name when the lists know it, or nobody knows it."""
    info = reader.infos[j]
    given, family, foreign = info.name
    if info.common or info.definite or info.roles or info.demonym is not None:
        return False
    if info.form in _PREPOSITIONS:
        return False
    return given >= 3 or family >= 3 or foreign > 0 or (reader.unknown(j) and len(info.form) > 3)


def _honorifics(reader: Reader, i: int) -> tuple[int, bool]:
    """End of the run of courtesy titles and ranks at ``i``, and whether there is one."""
    infos, forms, gaps = reader.infos, reader.text.forms, reader.text.gaps
    j, any_found = i, False
    while j < len(infos) and j - i < 8:
        info = infos[j]
        if j > i and not _TITLE_GAP.match(gaps[j]):
            break
        step = _courtesy(reader, j) if info.honorific else 0
        if not step and info.roles and info.role_form.startswith("ال"):
            role = info.roles[0]
            if role.kind in ("rank", "honorific") or info.role_form in ROYAL:
                step = 1
        if step == 1 and j + 1 < len(forms) and forms[j + 1] in _RANKS_BEHIND:
            step = 2
        if not step:
            break
        any_found = True
        j += step
    return j, any_found


def _courtesy(reader: Reader, j: int) -> int:
    """Words of the courtesy phrase at ``j``; a letter such as ``د`` needs a dot or slash behind."""
    forms, gaps = reader.text.forms, reader.text.gaps
    honorific = reader.infos[j].honorific
    for rest, _, _ in reader.know.honorifics[honorific]:
        if tuple(forms[j + 1 : j + 1 + len(rest)]) == rest:
            if len(honorific) == 1 and not rest:
                after = gaps[j + 1].strip()
                return (
                    1 if after in (".", "/", "\\", "./") or (not after and honorific == "د") else 0
                )
            return 1 + len(rest)
    return 0


#: Words that make a name together with الله.
_OF_GOD = frozenset(("عبد", "نصر", "عطا", "عطاء", "فضل", "خلف", "سعد", "ضيف", "فتح", "حسب", "رزق", "خير", "جار", "هبه", "شكر", "حمد", "الحمد", "نعمه", "لطف", "جاد", "عوض", "دخيل", "ولي", "امان", "حفظ", "فرج", "حسن", "احمد", "محمد"))  # fmt: skip
_ORDINALS = frozenset(("الاول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس"))
_FILIAL = frozenset(("بن", "ابن", "بنت", "ابنه", "ولد"))
_RANKS_BEHIND = frozenset(("ركن", "اول", "الركن", "طيار"))


def _name_after_role(reader: Reader, i: int) -> int:
    """Where a name begins behind the role noun ``i`` and its complements; -1 where none does."""
    infos, gaps, pos = reader.infos, reader.text.gaps, reader.pos
    j = i + 1
    limit = min(len(infos), i + _MAX_TITLE)
    closed = infos[i].role_form.startswith("ال") or infos[i].possessed
    while j < limit:
        info = infos[j]
        gap = gaps[j]
        comma = "،" in gap or "," in gap
        if not _TITLE_GAP.match(gap) and not _COMMA.match(gap):
            return -1
        if "\n" in gap and gap.strip() == "" and gap.count("\n") > 1:
            return -1
        if reader.known_end(j) > j + 1 and (closed or info.small == ""):
            return j
        if info.small in ("stop", "verb") and info.form not in _INSIDE:
            return -1
        if pos[j] == "VERB" and not (info.definite or info.honorific or reader.name_like(j)):
            return -1
        if not _named_after(reader, j):
            if (info.honorific or info.role_form in ROYAL) and _honorifics(reader, j)[1]:
                return j
            in_quotes = _QUOTE.search(gap) is not None and bool(
                infos[j - 1].body or infos[j - 1].roles
            )
            if in_quotes:
                pass
            elif reader.strong(j) and not info.name_clitic and (closed or info.name[0] >= 6):
                return j
            if (
                closed
                and not in_quotes
                and not info.definite
                and reader.may_begin(j)
                and _two(reader, j)
            ):
                return j
        if (comma or ":" in gap or "(" in gap) and info.form not in _INSIDE:
            return -1
        if info.roles and closed and not info.role_clitic and info.role_form.startswith("ال"):
            closed = True
        span = reader.starts.get(j)
        last = span.last if span is not None else j + 1
        if _QUOTE.search(gap) and (infos[j - 1].body or infos[j - 1].roles):
            last = max(last, _quoted_to(reader, j))
        closed = (
            span is not None
            or info.definite
            or info.demonym is not None
            or info.possessed
            or (closed and info.form in _INSIDE)
        )
        closed = closed or _QUOTE.search(gaps[last]) is not None
        j = last
    return -1


def _quoted_to(reader: Reader, j: int) -> int:
    """End of the quoted name that begins at ``j``."""
    for k in range(j + 1, min(len(reader.infos), j + 6) + 1):
        if _QUOTE.search(reader.text.gaps[k]):
            return k
    return j + 1


#: Small words that stand inside a title.
_INSIDE = frozenset(("السابق", "السابقه", "الاسبق", "الحالي", "الاول", "الثاني", "الراحل", "الجديد", "الجديده", "العام", "غير", "عام", "انذاك"))  # fmt: skip


def _two(reader: Reader, j: int) -> bool:
    """What nobody knows is a name after a title when two parts stand together or one is listed."""
    if reader.infos[j].small == "opener":
        return True
    return reader.name_end(j, True) - j >= 2 or _single(reader, j)


def _title_behind(reader: Reader, span: Span) -> None:
    """A role phrase that follows the name: ``عادل الجبير، وزير الخارجية السعودي``."""
    j = span.last
    if j >= len(reader.infos) or not _COMMA.match(reader.text.gaps[j]):
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
    if last < len(reader.infos) and _name_after_role(reader, j) == last:
        return
    span.titles.append((j, last))


#: Role nouns that are as often verbs.
_VERBS = frozenset(("طالب", "عالم", "حكم"))
