"""All time expressions of an article: ordered small steps that decide or abstain."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from khabar.model import Time
from khabar.text import Text
from khabar.text.fold import bare as folded
from khabar.times import bare, clock, dates, days, lengths, parts, periods, sets, years
from khabar.times.lexicon import NOTHING, Entry, lexicon
from khabar.times.scan import Found, Scan, Token


def reference(scan: Scan, i: int) -> list[Found] | None:
    """``حاليا``، ``مؤخرا``، ``مستقبلا``: a time without a date."""
    token = scan.token(i)
    if (
        token is None
        or not token.entry.reference
        or token.clitic in ("ل", "ك")
        or scan.before(i, "guard.reference_after")
    ):
        return None
    if scan.is_in(i, "finally_words") or (
        _only_behind_in(scan, i) and token.last == i + 1 and not scan.before(i, "in_time")
    ):
        return None
    return [Found(i, token.last, "DATE", token.entry.reference)]


def lead(scan: Scan, i: int) -> list[Found] | None:
    """``في وقت سابق السبت``، ``ساعة متأخرة من ليلة أمس``: the value is that of what follows."""
    token = scan.token(i)
    if token is None or token.entry.lead is None:
        return None
    k = token.last + 1 if scan.next_in(token.last, "of") else token.last
    if k >= scan.n or scan.gap(k) not in {"", "،"}:
        return None
    for step in (
        parts.part_of_day,
        parts.day_with_part,
        dates.dated,
        bare.month_alone,
        years.year,
        periods.period,
    ):
        found = step(scan, k)
        if found:
            break
    else:
        return None
    inner = found[0]
    inner.first = i - 1 if scan.is_in(i, "time_noun") and scan.before(i, "in_time") else i
    if token.entry.lead and inner.type == "DATE" and inner.day:
        inner.type, inner.value = "TIME", inner.value + token.entry.lead
    return found


def _only_behind_in(scan: Scan, i: int) -> bool:
    return scan.forms[i].endswith(tuple(lexicon().words["only_in"]))


Step = Callable[[Scan, int], list[Found] | None]
_COUNTED = ("digits", "number", "vague")
#: The first step that answers wins; what begins earlier or reads more comes first. Beside each step
#: what its first word may be, for it is asked of no other: the fields of ``Entry`` of which one is
#: set, "digits", or the key of small words of the lexicon.
STEPS: tuple[tuple[Step, tuple[str, ...]], ...] = (
    (reference, ("reference",)),
    (lead, ("lead",)),
    (days.same_day, ("unit", "same")),
    (clock.clock, ("digits", "unit", "ordinal")),
    (dates.numeric_date, ("digits",)),
    (years.before_christ, ("digits",)),
    (dates.dated, ("digits", "number", "ordinal")),
    (parts.part_of_day, ("part", "this", "middle")),
    (parts.again, ("alone",)),
    (periods.weekend, ("end", "holiday")),
    (periods.edge, ("edge",)),
    (dates.extreme, ("extreme",)),
    (sets.repeated, ("repeated", "weekday", "unit", "part", *_COUNTED)),
    (parts.day_with_part, ("unit", "deictic", "weekday")),
    (bare.month_alone, ("unit", "month")),
    (years.year, ("unit",)),
    (periods.period, ("unit", "this")),
    (years.century, ("unit",)),
    (years.decade, ("decade",)),
    (periods.quarter, ("fraction",)),
    (periods.season, ("season",)),
    (periods.sport_season, ("season_word",)),
    (lengths.length, ("approximate", "fraction", "unit", *_COUNTED)),
    (bare.bare_year, ("digits",)),
)
_ON_DIGITS = tuple(step for step, signs in STEPS if "digits" in signs)


def asked_of(token: Token, form: str) -> tuple[Step, ...]:
    """The steps that are asked of a word, in order."""
    if token.digits:
        return _ON_DIGITS
    lex = lexicon()
    key = form, id(token.entry)
    steps = lex.steps.get(key)
    if steps is None:
        steps = lex.steps[key] = tuple(
            step
            for step, signs in STEPS
            if any(form in lex.words.get(s, ()) or _is_set(token.entry, s) for s in signs)
        )
    return steps


def _is_set(entry: Entry, field: str) -> bool:
    return getattr(entry, field, None) != getattr(NOTHING, field, None)


def find(text: Text, date: datetime.date | None) -> list[Time]:
    """All time expressions in order of their place, resolved against the publication date."""
    scan = Scan(text, date)
    scan.today = days.publication_day(scan)
    found: list[Time] = []
    end = 0
    for i in scan.hits:
        token = scan.token(i) if i >= end else None
        if token is None:
            continue
        for step in asked_of(token, scan.forms[i]):
            answer = step(scan, i)
            if answer:
                break
        else:
            continue
        for one in answer:
            if one.first < end or one.last <= one.first:
                one.first = max(one.first, end)
                if one.last <= one.first:
                    continue
            found.append(_time(scan, one))
            end = one.last
            _remember(scan, one)
    return found


def _remember(scan: Scan, found: Found) -> None:
    scan.previous = found
    if found.value[:4].isdigit():
        scan.anchor = found.value
    if found.day is not None:
        scan.day, scan.day_at = found.day, found.first


def _time(scan: Scan, found: Found) -> Time:
    text = scan.text
    start, end = text.starts[found.first], text.ends[found.last - 1]
    stop = text.ends[found.first]
    token = scan.token(found.first)
    if token is not None and token.clitic:
        start = _past_letters(text.raw, start, stop, _attached(token.clitic, token.article))
    elif token is None and scan.forms[found.first][0] in "وف" and _leads(scan, found.first):
        start = _past_letters(text.raw, start, stop, 1)
    end = _closed(text.raw, start, end)
    return Time((start, end), found.type, found.value, text.raw[start:end])


def _leads(scan: Scan, i: int) -> bool:
    words = lexicon().words
    return any(scan.forms[i][1:] in words[key] for key in ("since", "before", "after", "in_time"))


def _closed(raw: str, start: int, end: int) -> int:
    """The end with the bracket that closes one opened inside: ``اليوم (السبت)``."""
    inside = raw[start:end]
    if inside.count("(") <= inside.count(")"):
        return end
    after = end
    while after < len(raw) and after < end + 3 and (raw[after].isspace() or not folded(raw[after])):
        after += 1
    return after + 1 if raw[after : after + 1] == ")" else end


def _attached(clitic: str, article: bool) -> int:
    """Letters before the expression itself; ``لل`` stays, for it holds the article."""
    if clitic.endswith("ال"):
        return len(clitic) - 2
    return len(clitic) - 1 if article and clitic.endswith("ل") else len(clitic)


def _past_letters(raw: str, start: int, stop: int, letters: int) -> int:
    """The offset behind so many letters of a word and the marks they carry.

    A ligature (``ﷺ``) is one character and many letters: where nothing of the word would be left,
    it stays whole.
    """
    at = start
    for _ in range(letters):
        at += 1
        while at < stop and not folded(raw[at]):
            at += 1
    return at if at < stop else start
