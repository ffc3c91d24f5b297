"""Bodies that no list knows, by the noun that heads their name: ``وزارة الخارجية السعودية``."""

from __future__ import annotations

import re

import msgspec

from khabar.names.classes import words_of
from khabar.names.gazetteer import Span
from khabar.names.lookup import ROYAL, WordInfo
from khabar.text import Text

_SPACE = re.compile(r"\s+\Z")
_OPEN = re.compile("\\s*[\"“”«„]\\s*\\Z|\\s*''\\Z")
_CLOSE = re.compile("[\"”“»]|''")
#: A name of a body is looked for over at most so many words.
_REACH = 9
_QUOTED_REACH = 7
#: Small words that stand inside names of bodies.
_INSIDE = words_of("inside_body")
_RANKS = words_of("places_in_ranks")


def find_bodies(
    text: Text,
    infos: list[WordInfo],
    pos: list[str],
    beginners: list[int],
    listed: list[Span],
) -> list[Span]:
    """Bodies by head noun, around the listed names; those may stand inside (``جامعة تبوك``).

    ``beginners``: the words that may begin anything.
    """
    starts = {span.first: span for span in listed}
    inside = {k for span in listed for k in range(span.first + 1, span.last)}
    spans: list[Span] = []
    end = 0
    for i in beginners:
        info = infos[i]
        if i < end or info.body is None or i in inside:
            continue
        if (pos[i] == "VERB" and not info.definite) or not _heads(text, infos, pos, i):
            continue
        if i in starts and not _longer(starts[i]):
            continue
        last = body_end(text, infos, pos, starts, i)
        if last > i:
            span = Span(i, last, info.body.kind, None, info.body_clitic, source="head")
            named = next((starts[k] for k in range(i + 1, last) if k in starts), None)
            medium = named.entry if named is not None else None
            bears = info.body.sector in (None, "MED")  # no ``جامعة الأناضول``
            if medium is not None and medium.role == "MED" and bears:
                span.entry = medium
            spans.append(span)
            end = last
    return spans


def _heads(text: Text, infos: list[WordInfo], pos: list[str], i: int) -> bool:
    """Whether the noun heads a body here: no adjective (``الملاحة البحرية``), no half of another."""
    form = infos[i].body_form
    before = infos[i - 1] if i and text.gaps[i] == " " else None
    if form == "وسايل":
        return i + 1 < len(infos) and infos[i + 1].form in ("اعلام", "الاعلام")
    if form in ("الاعلام", "اعلام") and (
        form == "اعلام" or (before and before.body_form == "وسايل")
    ):
        return False
    if before is None or infos[i].body_clitic:
        return True
    adjective = form.startswith("ال") and form.endswith("يه")
    return not (adjective and (before.definite or before.roles))


def _longer(span: Span) -> bool:
    """A one-word listing that a head noun may extend (``المجلس الانتقالي`` stays as it is)."""
    return span.last - span.first == 1


def body_end(
    text: Text, infos: list[WordInfo], pos: list[str], starts: dict[int, Span], i: int
) -> int:
    """Where the name that ``infos[i]`` heads ends; ``i`` where it heads none."""
    head = infos[i]
    assert head.body is not None
    definite = head.body_form.startswith("ال")
    j, count = i + 1, min(len(infos), i + _REACH)
    proper = definite
    so_far = _SoFar(definite)
    while j < count:
        gap = text.gaps[j]
        info = infos[j]
        if _OPEN.match(gap) and not definite:
            close = _closing(text, j)
            if close:
                return _adjectives(text, infos, close)
        if not _SPACE.match(gap):
            break
        span = starts.get(j)
        if span is not None and not span.clitic and span.entry is not None:
            if span.entry.role == "MED" and not (j == i + 1 and not definite):
                break
            if definite and j == i + 1 and info.demonym is None:
                break
            proper = True
            j = span.last
            if span.kind in ("state", "place"):
                return _adjectives(text, infos, j)
            continue
        step = _step(infos, pos, i, j, so_far)
        late = so_far.named and step == "complement"
        if step == "" or (late and not _agrees_in_form(head, info, pos[j])):
            break
        so_far.named |= info.demonym is not None and bool(info.demonym.country)
        so_far.linked |= step == "linked"
        so_far.coordinated |= step == "coordinated"
        proper |= info.definite or info.demonym is not None or step == "name"
        j += 1
    if proper and head.body.key in _WEAK and not _says_who(infos, pos, starts, i, j):
        return i
    return j if proper else i


#: Heads that as often are things: جهاز الراوتر, حركة المرور.
_WEAK = words_of("weak_heads")


def _says_who(
    infos: list[WordInfo], pos: list[str], starts: dict[int, Span], i: int, j: int
) -> bool:
    """Whether a state, a listed name or a proper name stands in the name of a body."""
    return (
        any(
            k in starts
            or infos[k].demonym is not None
            or pos[k] == "PROPN"
            or infos[k].body is not None
            for k in range(i + 1, j)
        )
        or j == i + 1
    )


class _SoFar(msgspec.Struct):
    """What a name of a body holds up to the word that is looked at."""

    #: The head has the article.
    definite: bool
    #: A part with ل was taken (``للطيران``), one with و, an adjective of a state.
    linked: bool = False
    coordinated: bool = False
    named: bool = False


def _step(infos: list[WordInfo], pos: list[str], i: int, j: int, so_far: _SoFar) -> str:
    """What the word does in the name: adjective, complement, linked, coordinated, name or ""."""
    info, first = infos[j], j == i + 1
    if info.form in _RANKS:
        return ""
    if info.form in _INSIDE:
        return "adjective" if so_far.definite or not first else ""
    if info.small in ("stop", "locative", "place", "verb"):
        return ""
    if not info.form.startswith("ال") and pos[j] in ("VERB", "ADP", "PART", "PRON"):
        return ""
    if info.demonym is not None and not info.demonym_clitic:
        if info.form.startswith("ال"):
            return "adjective" if _agrees(infos[i], info) else ""
        body = infos[i].body
        if body is not None and body.sector == "MED" and not so_far.definite:
            return "adjective"
        return "name" if first and info.demonym.number == "p" else ""
    if _called_after(infos, i, j):
        return "complement"
    if info.form.startswith("ال"):
        if pos[j] == "VERB" and not (info.roles or info.body):
            return ""
        role = info.roles and not first and not so_far.linked and not so_far.coordinated
        if role and not _agrees_in_form(infos[i], info, pos[j]):
            return ""
        if info.body is not None and so_far.definite:
            return ""
        if so_far.definite and first and (info.roles or info.name[1] > 4):
            return ""
        return "" if _second_noun(infos, pos, j) else "complement"
    if info.form.startswith("لل") and not so_far.linked and not first and not info.roles:
        return "linked"
    if info.form[0] == "و" and info.definite and not so_far.coordinated and not first:
        known = info.body or info.roles or info.demonym or info.phrases
        return "" if known or (so_far.definite and not so_far.linked) else "coordinated"
    if not so_far.definite and info.body is not None and info.body_clitic == "" and first:
        return "complement"
    if (
        not so_far.definite
        and first
        and info.name[2]
        and not info.roles
        and not info.name_clitic
        and not info.common
    ):
        return "name"
    if so_far.definite and j >= i + 2 and not so_far.linked and _for(infos, i, j):
        return "linked"
    if so_far.linked and infos[j - 1].form.startswith("ل") and info.form.startswith("ال"):
        return "complement"
    return ""


def _second_noun(infos: list[WordInfo], pos: list[str], j: int) -> bool:
    """``الحكومة التأكيد``: a noun with the article behind another one begins a new phrase."""
    form, before = infos[j].form, infos[j - 1].form
    if pos[j] != "NOUN" or pos[j - 1] not in ("NOUN", "PROPN") or not before.startswith("ال"):
        return False
    return infos[j].demonym is None and not form.endswith(("ي", "يه"))


def _called_after(infos: list[WordInfo], i: int, j: int) -> bool:
    """``جامعة الأميرة نورة بنت عبدالرحمن``: the person a body is called after."""
    head, info, before = infos[i].body, infos[j], infos[j - 1]
    if head is None or infos[i].body_form.startswith("ال") or head.sector not in _CALLED:
        return False
    given = infos[i + 1].name[0] >= 4 and not infos[i + 1].definite and not infos[i + 1].common
    if j == i + 1:
        return info.role_form in ROYAL or (given and not info.name_clitic and not info.roles)
    royal = infos[i + 1].role_form in ROYAL or given
    return (
        royal
        and j <= i + 6
        and (
            max(info.name) > 0
            or before.form in ("بن", "بنت")
            or (info.form in ("بن", "بنت", "عبد", "ال"))
        )
    )


#: Sectors whose bodies are called after persons.
_CALLED = frozenset(("EDU", "HLH", None, "MIL"))


def _agrees_in_form(head: WordInfo, word: WordInfo, pos: str) -> bool:
    """Whether a definite word can be an adjective of the head by its tag and its ending."""
    body = head.body
    feminine = body is None or body.gender == "f" or body.number == "p"
    return pos == "ADJ" and word.form.endswith("ه") == feminine


def _agrees(head: WordInfo, adjective: WordInfo) -> bool:
    """``الخارجية السعودي`` are no pair: that adjective belongs to the minister before."""
    body, people = head.body, adjective.demonym
    if body is None or people is None or people.number != "s":
        return True
    return people.gender == ("m" if body.gender == "m" and body.number == "s" else "f")


def _for(infos: list[WordInfo], i: int, j: int) -> bool:
    """``لحقوق الإنسان`` behind ``المرصد السوري``; not a purpose such as ``لتخفيف العبء``."""
    form, head = infos[j].form, infos[i].body
    if head is not None and head.sector in ("MIL", "COP"):
        return False
    if len(form) < 4 or form[0] != "ل" or form[1] in "لت" or form[-1] == "ه":
        return False
    return j + 1 < len(infos) and infos[j + 1].form.startswith("ال") and infos[j].ordinary


def _closing(text: Text, j: int) -> int:
    """End of the quoted words that begin at ``j``; 0 where the quotation is long or open."""
    for k in range(j + 1, min(len(text.forms), j + _QUOTED_REACH) + 1):
        if _CLOSE.search(text.gaps[k]):
            return k
        if any(c in text.gaps[k] for c in ".،؛:\n"):
            return 0
    return 0


def _adjectives(text: Text, infos: list[WordInfo], j: int) -> int:
    """Definite adjectives of belonging after a quoted name: ``وكالة "الأناضول" التركية``."""
    for _ in range(3):
        if j >= len(infos) or infos[j].demonym is None or not infos[j].form.startswith("ال"):
            return j
        if any(c in text.gaps[j] for c in ".،؛:\n("):
            return j
        j += 1
    return j
