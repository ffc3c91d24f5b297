"""Later mentions: a surname alone, a role without a name, a people."""

from __future__ import annotations

from khabar.names.actors import Actors
from khabar.names.gazetteer import Span
from khabar.names.lookup import WordInfo, variants
from khabar.names.spelling import name_key
from khabar.text import Text

_MAX_ROLE = 8


def _taken(spans: list[Span]) -> set[int]:
    return {k for span in spans for k in range(span.first, span.last)}


def find_surnames(
    text: Text, infos: list[WordInfo], actors: Actors, spans: list[Span]
) -> list[Span]:
    """Single words that are the last word of a person's name given elsewhere in the article."""
    surnames: set[str] = set()
    for span in spans:
        if span.kind == "person" and span.last - span.first > 1:
            key = name_key(text.forms[span.first : span.last], infos[span.first])
            if len(key) > 1 and len(key[-1]) > 2:
                surnames.add(key[-1])
    if not surnames:
        return []
    taken = _taken(spans)
    found = []
    for i, info in enumerate(infos):
        if i in taken or info.small in ("stop", "locative") or info.roles:
            continue
        if info.demonym is not None and i and not infos[i - 1].honorific:
            continue
        for clitic, rest in variants(info.form):
            if rest in surnames:
                found.append(Span(i, i + 1, "person", None, clitic, source="surname"))
                break
    return found


def find_roles(
    text: Text, infos: list[WordInfo], pos: list[str], spans: list[Span]
) -> list[Span]:
    """Definite role phrases that no name follows: ``الرئيس الإيراني``, ``وزير الخارجية``."""
    taken = _taken(spans)
    titled = {k for s in spans if s.title for k in range(*s.title)}
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
        last = role_end(text, infos, pos, i)
        definite = info.role_form.startswith("ال") or last > i + 1
        if definite and not (last == i + 1 and role.kind != "office"):
            found.append(Span(i, last, "role", None, info.role_clitic, source="role"))
        i = max(last, i + 1)
    return found


def role_end(text: Text, infos: list[WordInfo], pos: list[str], i: int) -> int:
    """End of the role phrase at ``i``: its definite complements, bodies and adjectives."""
    j = i + 1
    while j < min(len(infos), i + _MAX_ROLE):
        info = infos[j]
        if not text.gaps[j].isspace() or info.small == "stop" or pos[j] == "VERB":
            break
        if info.form == "باسم" or (info.body is not None and not info.body_form.startswith("ال")):
            j += 1
            continue
        if info.form.startswith(("ال", "لل")) or (
            info.form.startswith("وال") and j > i + 1 and infos[j - 1].form.startswith("ال")
        ):
            if info.roles and j > i + 1:
                break
            j += 1
            continue
        break
    while j > i + 1 and infos[j - 1].form == "باسم":
        j -= 1
    return j


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
