"""Titles before a name: courtesy, rank and office, and where the name behind them begins."""

from __future__ import annotations

import re

from khabar.names.classes import words_of
from khabar.names.lookup import PREPOSITIONS, ROYAL
from khabar.names.reader import INSIDE_TITLE, Reader

_QUOTE = re.compile('["“”«»]')
_TITLE_GAP = re.compile(r"[\s.#_\"“”«»'/\\-]*\Z")
#: What may stand between a title and its name.
COMMA = re.compile('[\\s"”»]*[،,–:-]*\\s*["“«\'#_]*\\s*\\Z')
#: A title is at most this many words long.
_MAX_TITLE = 16
_RANKS_BEHIND = words_of("ranks_behind")
_CALLED = words_of("called_after")
_ATTACHED = words_of("attached")
_LINKS = words_of("title_links") | PREPOSITIONS


def courtesies(reader: Reader, i: int) -> tuple[int, bool]:
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


def name_after_role(reader: Reader, i: int) -> int:
    """Where a name begins behind the role noun ``i`` and its complements; -1 where none does."""
    infos, gaps, pos = reader.infos, reader.text.gaps, reader.pos
    j = i + 1
    limit = min(len(infos), i + _MAX_TITLE)
    linked = False
    closed = infos[i].role_form.startswith("ال") or infos[i].possessed
    while j < limit:
        info = infos[j]
        gap = gaps[j]
        comma = "،" in gap or "," in gap
        if not _TITLE_GAP.match(gap) and not COMMA.match(gap):
            return -1
        if "\n" in gap and gap.strip() == "" and gap.count("\n") > 1:
            return -1
        if reader.known_end(j) > j + 1 and (closed or info.small == ""):
            return j
        if closed and j in reader.likely:
            return j
        if info.small == "locative":
            if info.form not in _LINKS and not _leads_on(reader, j):
                return -1
            linked = True
        elif linked and info.roles and info.definite and info.roles[0].kind == "trade":
            return -1  # a title of its own: … في مواعدة المغنية نيكول
        if info.small in ("stop", "verb") and info.form not in INSIDE_TITLE:
            return -1
        if pos[j] == "VERB" and not (info.definite or info.honorific or reader.name_like(j)):
            return -1
        if not called_after(reader, j) and infos[j - 1].form != "باسم":
            if (info.honorific or info.role_form in ROYAL) and courtesies(reader, j)[1]:
                return j
            # ``المؤسس المشارك لـ"آفاق"``: a firm or body by its name
            in_quotes = _QUOTE.search(gap) is not None and bool(
                infos[j - 1].body or infos[j - 1].roles or infos[j - 1].form in ("ل", "ب")
            )
            if in_quotes or _named_behind(reader, j):
                pass
            elif (closed and _given_with_article(reader, j)) or (
                reader.strong(j) and not info.name_clitic and (closed or info.name[0] >= 6)
            ):
                return j
            if (
                closed
                and not in_quotes
                and not info.definite
                and reader.may_begin(j)
                and _two(reader, j)
            ):
                return j
        if (comma or ":" in gap or "(" in gap) and info.form not in INSIDE_TITLE:
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
            or (closed and info.form in INSIDE_TITLE)
        )
        closed = closed or _QUOTE.search(gaps[last]) is not None
        j = last
    return -1


def _given_with_article(reader: Reader, j: int) -> bool:
    """``الخبير الاقتصادي المهدي فقير``: a given name that has the article."""
    info = reader.infos[j]
    given = info.definite and info.plain and info.name[0] >= 4 and info.form != "الله"
    if not given or j + 1 >= len(reader.infos):
        return False
    after = reader.infos[j + 1]
    known = reader.name_like(j + 1) or (after.definite and after.plain and after.name[1] > 0)
    return reader.text.gaps[j + 1] == " " and not after.name_clitic and known


def _named_behind(reader: Reader, j: int) -> bool:
    """``عمدة بلدية سان جان، كاثرين موريو``: a name ends the title, the holder's own follows."""
    k = j + 1
    if k + 1 >= len(reader.infos) or not reader.text.gaps[k].startswith(("،", ",", " ،")):
        return False
    if reader.infos[j - 1].definite or reader.infos[j].definite:
        return False
    own = k in reader.likely or (reader.may_begin(k) and reader.name_end(k, True) - k > 1)
    return own and reader.name_end(j, True) == k


def _leads_on(reader: Reader, j: int) -> bool:
    """Whether a title goes on behind a preposition: ``سفير المملكة في اليمن``, not ``عبر نجمه``."""
    if j + 1 >= len(reader.infos):
        return False
    info = reader.infos[j + 1]
    named = j + 1 in reader.starts or info.small == "place" or info.body is not None
    return info.definite or named or reader.infos[j].form in PREPOSITIONS


def _quoted_to(reader: Reader, j: int) -> int:
    """End of the quoted name that begins at ``j``."""
    for k in range(j + 1, min(len(reader.infos), j + 6) + 1):
        if _QUOTE.search(reader.text.gaps[k]):
            return k
    return j + 1


def _two(reader: Reader, j: int) -> bool:
    """What nobody knows is a name after a title when two parts stand together or one is listed."""
    if reader.infos[j].small == "opener":
        return True
    return reader.name_end(j, True) - j >= 2 or alone(reader, j)


def alone(reader: Reader, j: int) -> bool:
    """One word after a role is a name when the lists know it, or nobody knows it."""
    info = reader.infos[j]
    given, family, foreign = info.name
    if info.common or info.definite or info.roles or info.demonym is not None:
        return False
    if info.form in PREPOSITIONS:
        return False
    if given >= 3 or family >= 3 or foreign > 0:
        return True
    # Behind a title ``و`` is more often "and" than a name's first letter.
    return reader.unknown(j) and len(info.form) > 3 and not info.form.startswith("و")


def called_after(reader: Reader, i: int) -> bool:
    """A body, street or prize called after a person: ``جامعة الملك سعود``."""
    before = reader.infos[i - 1] if i else None
    if before is None or reader.text.gaps[i] != " ":
        return False
    # صاحب السمو الملكي الأمير: titles of rank stand in a row, but never many.
    for _ in range(4):
        if before.role_form not in ROYAL or before.small == "place" or i < 2:
            break
        i -= 1
        if reader.text.gaps[i] != " ":
            return False
        before = reader.infos[i - 1]
    if before.small == "place":
        return True
    return (
        before.body is not None
        and not before.body_form.startswith("ال")
        and (before.body.sector in ("EDU", "HLH", "MIL", "REB") or before.body.key in _CALLED)
    )


def each_own(reader: Reader, i: int) -> bool:
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


def own_title(reader: Reader, i: int, j: int) -> int:
    """``محامي الرئيس الفرنسي نيكولا ساركوزي``: the name belongs to the title inside."""
    infos = reader.infos
    if infos[i].roles[0].kind != "kin" and infos[i].roles[0].key not in _ATTACHED:
        return i
    for k in range(i + 1, j):
        if infos[k].role_form in ROYAL:
            return k
    return i


def clear_behind(reader: Reader, i: int) -> bool:
    """Behind ``ابنته`` only a listed given name is a name."""
    return (
        i + 1 < len(reader.infos) and reader.infos[i + 1].name[0] >= 3 and reader.may_begin(i + 1)
    )
