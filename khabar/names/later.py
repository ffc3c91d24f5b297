"""Later mentions: a surname alone, a role without a name, a people."""

from __future__ import annotations

from khabar.names.gazetteer import Span
from khabar.names.lookup import WordInfo, variants
from khabar.names.titles import title_end
from khabar.text import Text


#: Role nouns that are as often verbs.
_VERBS = frozenset(("طالب", "وطالب", "عالم", "حكم"))


def _taken(spans: list[Span]) -> set[int]:
    return {k for span in spans for k in range(span.first, span.last)}


def find_repeats(text: Text, infos: list[WordInfo], pos: list[str], spans: list[Span]) -> list[Span]:
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
    if not endings:
        return []
    taken = _taken(spans)
    found = []
    count = len(infos)
    i = 0
    while i < count:
        span = None
        if i not in taken:
            for clitic, rest in variants(infos[i].form):
                for ending in sorted(endings.get(rest, ()), key=len, reverse=True):
                    last = i + 1 + len(ending)
                    if tuple(text.forms[i + 1 : last]) == ending and taken.isdisjoint(range(i, last)):
                        if ending or _alone(infos, pos, text, i, clitic):
                            span = Span(i, last, "person", None, clitic, source="repeat")
                            break
                if span:
                    break
        if span is None:
            i += 1
        else:
            found.append(span)
            i = span.last
    return found


def _foreign(info: WordInfo) -> bool:
    """A first part that no Arab bears goes alone too: ``وانغ``."""
    return info.name[0] < 3 and len(info.name_form) > 2 and not info.common and not info.ordinary


_OPENERS = frozenset(("عبد", "ابو", "ابي", "ابا", "ال", "ام"))


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
    text: Text, infos: list[WordInfo], pos: list[str], spans: list[Span]
) -> list[Span]:
    """Definite role phrases that no name follows: ``الرئيس الإيراني``, ``وزير الخارجية``."""
    taken = _taken(spans)
    starts = {s.first: s for s in spans if s.entry is not None}
    titled = {k for s in spans for t in s.titles for k in range(*t)}
    found: list[Span] = []
    i, count = 0, len(infos)
    while i < count:
        info = infos[i]
        if not info.roles or i in taken or i in titled or info.possessed:
            i += 1
            continue
        role = info.roles[0]
        if role.kind not in ("office", "trade", "rank") or role.number != "s":
            i += 1
            continue
        last = title_end(text, infos, pos, starts, i)
        after = infos[i + 1] if i + 1 < last else None
        definite = info.role_form.startswith("ال") or (
            after is not None
            and after.small != "locative"
            and (after.definite or bool(after.phrases) or after.body is not None or bool(after.roles))
        )
        if definite and not (last == i + 1 and role.kind == "party") and info.form not in _VERBS:
            found.append(Span(i, last, "role", None, info.role_clitic, source="role"))
        i = max(last, i + 1)
    return found


def find_groups(
    text: Text, infos: list[WordInfo], pos: list[str], spans: list[Span]
) -> list[Span]:
    """Peoples as nouns: ``السعوديون``, ``الأكراد``."""
    taken = _taken(spans)
    found = []
    for i, info in enumerate(infos):
        people = info.demonym
        if people is None or people.number != "p" or i in taken or not info.definite:
            continue
        before = infos[i - 1] if i else None
        noun = before is not None and text.gaps[i] == " " and (
            before.definite or before.roles or before.body
        )
        if not noun:
            found.append(Span(i, i + 1, "group", None, info.demonym_clitic, source="people"))
    return found
