"""Later mentions: a surname alone, a role without a name, a people."""

from __future__ import annotations

from functools import cache

from khabar.names import holders
from khabar.names.classes import words_of
from khabar.names.gazetteer import Span
from khabar.names.knowledge import load
from khabar.names.lookup import PEOPLE, TITLE, TOGETHER, WordInfo
from khabar.names.spelling import skeleton
from khabar.names.titles import title_end
from khabar.text import Text

#: Role nouns that are as often verbs.
_VERBS = words_of("role_or_verb")


def _taken(spans: list[Span]) -> set[int]:
    return {k for span in spans for k in range(span.first, span.last)}


def find_repeats(
    text: Text, infos: list[WordInfo], pos: list[str], spans: list[Span]
) -> list[Span]:
    """Names given elsewhere in the article, whole or by their last words: ``كي مون``, ``الجبير``."""
    endings: dict[str, set[tuple[str, ...]]] = {}
    for span in spans:
        if span.kind != "person" or span.last - span.first < 2:
            continue
        forms = list(text.forms[span.first : span.last])
        forms[0] = infos[span.first].name_form if infos[span.first].name_clitic else forms[0]
        if _foreign(infos[span.first]):
            endings.setdefault(forms[0], set()).add(())
        for k in range(len(forms)):
            if k and forms[k - 1] in _OPENERS:
                continue
            if len(forms[k]) > 1 and not (k == len(forms) - 1 and len(forms[k]) < 3):
                endings.setdefault(forms[k], set()).add(tuple(forms[k + 1 :]))
    taken = _taken(spans)
    written = {c + word: (c, word) for word in endings for c in _CLITICS}
    for word in endings:
        if word.startswith("ال"):
            written["لل" + word[2:]] = ("ل", word)
    famous = _famous()
    bones = {skeleton((text.forms[s.last - 1],)) for s in spans if s.kind == "person"}
    found: list[Span] = []
    end = 0
    for i in [i for i, form in enumerate(text.forms) if form in written or form in famous]:
        if i < end or i in taken:
            continue
        form = text.forms[i]
        if form not in written:
            same = skeleton((form[len(famous[form]) :],)) in bones
            if pos[i] == "PROPN" or same:
                found.append(Span(i, i + 1, "person", None, famous[form], source="list"))
            continue
        clitic, word = written[form]
        for ending in sorted(endings[word], key=lambda e: (-len(e), e)):
            last = i + 1 + len(ending)
            if tuple(text.forms[i + 1 : last]) != ending or not taken.isdisjoint(range(i, last)):
                continue
            if ending or _alone(infos, pos, text, i, clitic):
                found.append(Span(i, last, "person", None, clitic, source="repeat"))
                end = last
                break
    return found


_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "ول", "وب")


@cache
def _famous() -> dict[str, str]:
    """Forms of last names of office holders that are no other word and no Arab name: ``ماكرون``.

    Each with the particle attached to it.
    """
    know = load()
    words = [
        word
        for word in sorted(holders.load().surnames)
        if len(word) > 3
        and know.names.get(word, (0, 0, 0))[0] < 3
        and know.names.get(word, (0, 0, 0))[1] < 4
        and not word.startswith(("ال", "عبد", "ابو", "بن"))
        and word not in know.ordinary
        and word not in know.not_names
        and word not in know.demonyms
        and word not in know.phrases
        and word not in know.small
    ]
    return {clitic + word: clitic for clitic in reversed(_CLITICS) for word in words}


def _foreign(info: WordInfo) -> bool:
    """A first part that no Arab bears goes alone too: ``وانغ``."""
    return info.name[0] < 3 and len(info.name_form) > 2 and not info.common and not info.ordinary


#: Words after which a name is the complement of a role: المتحدث باسم ماي.
_ON = words_of("title_goes_on")
_OPENERS = words_of("openers")


def _alone(infos: list[WordInfo], pos: list[str], text: Text, i: int, clitic: str) -> bool:
    """Whether one word can be a surname here."""
    info = infos[i]
    if info.small in ("stop", "locative", "place", "verb") or info.form == "علي":
        return False
    before = infos[i - 1] if i else None
    if pos[i] == "PROPN" and not clitic and not info.roles and info.demonym is None:
        return True
    if info.roles or info.common or info.ordinary or info.demonym is not None:
        if before is None or text.gaps[i] != " ":
            return False
        return bool(before.honorific) or before.small in ("stop", "verb") or pos[i - 1] == "VERB"
    return True


def find_roles(
    text: Text, infos: list[WordInfo], pos: list[str], beginners: list[int], spans: list[Span]
) -> list[Span]:
    """Definite role phrases that no name follows: ``الرئيس الإيراني``, ``وزير الخارجية``.

    ``beginners``: the words that may begin anything.
    """
    taken = _taken(spans)
    titled = {k for s in spans for t in s.titles for k in range(*t)}
    starts = {s.first: s for s in spans if s.entry is not None}
    people = {s.first: s for s in spans if s.kind == "person"}
    found: list[Span] = []
    end = 0
    for i in beginners:
        info = infos[i]
        if i < end or not info.begins & TITLE or not info.roles or info.possessed:
            continue
        role = info.roles[0]
        if i in taken or i in titled or role.number != "s" or info.form in _VERBS:
            continue
        if role.kind not in ("office", "trade") or not _stands(text, infos, pos, i):
            continue
        last = title_end(text, infos, pos, starts, i)
        last = next((k for k in range(i + 1, last) if k in people), last)
        if (
            last in people
            and text.gaps[last].isspace()
            and infos[last - 1].form not in _ON
            and _entitle(people[last], i, last)
        ):
            end = last
            continue
        if info.role_form.startswith("ال"):
            definite = last > i + 1 or role.key not in _NEEDS_MORE
        else:
            definite = last > i + 1 and _definite(infos[i + 1])
        if definite:
            found.append(Span(i, last, "role", None, info.role_clitic, source="role"))
            end = last
    return found


def _entitle(person: Span, first: int, last: int) -> bool:
    """A role right before a name found by itself is that person's title."""
    if not person.titles:
        person.titles.append((first, last))
    return True


def _definite(info: WordInfo) -> bool:
    """Whether the word makes an idafa definite."""
    if info.small in ("locative", "verb"):
        return False
    if info.form.startswith("ال") or any(clitic == "" for clitic, _ in info.phrases):
        return True
    return bool((info.body and not info.body_clitic) or (info.roles and not info.role_clitic))


def _stands(text: Text, infos: list[WordInfo], pos: list[str], i: int) -> bool:
    """Whether a role noun is a noun here and no adjective: not ``السبب الرئيس``, ``السياسي``."""
    info = infos[i]
    adjective = info.roles[0].kind == "trade" and info.role_form.endswith(("ي", "يه"))
    if info.begins & TOGETHER:
        return True
    if pos[i] == "VERB" or (pos[i] == "ADJ" and adjective):
        return False
    before = infos[i - 1] if i and text.gaps[i] == " " else None
    if before is None or not info.role_form.startswith("ال") or info.role_clitic:
        return True
    if before.honorific or before.roles:
        return not before.definite or bool(before.honorific)
    return not (before.definite and pos[i - 1] in ("NOUN", "ADJ", "PROPN"))


#: Role nouns that mean a person only with a complement.
_NEEDS_MORE = words_of("needs_more")


def find_groups(
    text: Text, infos: list[WordInfo], pos: list[str], beginners: list[int], spans: list[Span]
) -> list[Span]:
    """Peoples as nouns: ``السعوديون``, ``الأكراد``; ``beginners``: the words that may begin one."""
    taken = _taken(spans)
    found = []
    for i in beginners:
        info = infos[i]
        if not info.begins & PEOPLE or i in taken or not info.definite:
            continue
        before = infos[i - 1] if i else None
        noun = (
            before is not None
            and text.gaps[i] == " "
            and (before.definite or before.roles or before.body)
        )
        if not noun and not (before is not None and pos[i] == "ADJ" and pos[i - 1] == "NOUN"):
            found.append(Span(i, i + 1, "group", None, info.demonym_clitic, source="people"))
    return found
