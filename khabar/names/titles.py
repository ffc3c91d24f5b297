"""How far a title without its name reaches."""

from __future__ import annotations

from khabar.names.classes import words_of
from khabar.names.gazetteer import Span
from khabar.names.lookup import WordInfo
from khabar.text import Text

_MAX_ROLE = 12
#: Prepositions that may stand inside a title (``سفير المملكة في اليمن``).
_LINKS = words_of("title_links")
_INSIDE = words_of("inside_title")
#: Words after which a title goes on whatever they are.
_ON = words_of("title_goes_on")


def title_end(
    text: Text, infos: list[WordInfo], pos: list[str], starts: dict[int, Span], i: int
) -> int:
    """End of the role phrase at ``i``: its complements, bodies and adjectives, places behind ``في``."""
    j = i + 1
    while j < min(len(infos), i + _MAX_ROLE):
        info = infos[j]
        if not text.gaps[j].isspace():
            break
        span = starts.get(j)
        if span is not None and span.entry is not None and span.entry.role != "MED":
            if j == i + 1 and not span.clitic and infos[i].role_form.startswith("ال"):
                break  # اتهم الوزير | إيران
            j = span.last
            continue
        if info.form in _LINKS:
            after = infos[j + 1] if j + 1 < len(infos) else None
            if after is not None and after.small == "place" and j + 2 in starts:
                j = starts[j + 2].last
                continue
            if after is not None and (j + 1 in starts or (after.definite and after.body)):
                j += 1
                continue
            break
        if info.form in _ON:
            j += 1
            continue
        if info.small in ("stop", "locative", "verb") and info.form not in _INSIDE:
            break
        if info.roles and not info.role_clitic and j == i + 1 and not info.definite:
            j += 1
            continue
        if (pos[j] == "VERB" and not info.definite) or (info.honorific and len(info.honorific) > 2):
            break
        if info.body is not None and not info.body_form.startswith("ال"):
            if j == i + 1 and not info.body_clitic and infos[i].role_form.startswith("ال"):
                break
            j += 1
            continue
        if j == i + 1 and info.form.startswith("لل") and infos[i].role_form.startswith("ال"):
            break  # ودعا البابا للأرض المقدسة
        if info.form.startswith("للت") and not (info.body or info.phrases or info.roles):
            break  # a purpose: المسؤول للتأكد
        if info.form.startswith("بال") and info.body is None:
            break
        if info.form.startswith(("ال", "لل", "بال")) or info.demonym is not None:
            if _second_noun(infos, pos, j):
                break  # انتقد نقيب الأطباء | الخطة
            if info.roles and j > i + 1 and not info.role_clitic and infos[j - 1].body is None:
                break
            j += 1
            continue
        if info.form.startswith("وال") and j > i + 1 and infos[j - 1].definite:
            j += 1
            continue
        construct = j == i + 1 and not infos[i].role_form.startswith("ال")
        idafa = construct and info.ordinary and not info.name[0] and j + 1 < len(infos)
        if idafa and infos[j + 1].form.startswith("ال") and text.gaps[j + 1] == " ":
            j += 2
            continue
        break
    while j > i + 1 and (infos[j - 1].form in _LINKS or infos[j - 1].small == "locative"):
        j -= 1
    return j


def _second_noun(infos: list[WordInfo], pos: list[str], j: int) -> bool:
    """A noun with the article right behind another one possesses nothing: a new phrase begins."""
    info, before = infos[j], infos[j - 1]
    plain = info.demonym is None and info.body is None and not info.roles
    nisba = info.form.endswith(("ي", "يه"))
    return (
        plain
        and not nisba
        and pos[j] == "NOUN"
        and info.form.startswith("ال")
        and before.form.startswith("ال")
        and pos[j - 1] == "NOUN"
    )
