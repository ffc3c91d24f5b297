"""Months by name in both calendars, the year behind them, and which year is meant without one."""

from __future__ import annotations

import datetime

import msgspec

from khabar.times import calendar
from khabar.times.lexicon import SINGULAR
from khabar.times.numbers import number
from khabar.times.scan import Scan
from khabar.times.tense import looks_ahead

_OPEN = {"(", "/", "-", "–", "\\", "/(", "[", "،", ""}
_CLOSED = {"", ")", "]"}


class Month(msgspec.Struct):
    """A month's name, or the pair of names it has in two usages."""

    last: int
    value: int
    hijri: bool
    paired: bool = False


class Year(msgspec.Struct):
    """A year, or the step from this one (-1 last, 0 this, 1 next), that ends before ``last``."""

    last: int
    value: int = 0
    hijri: bool = False
    #: Step of the year; or, with ``of_month``, the direction of the month itself.
    step: int | None = None
    of_month: bool = False


def month_at(scan: Scan, i: int) -> Month | None:
    """The month that word ``i`` names, with its second name."""
    token = scan.token(i)
    if token is None or not token.entry.month or (token.article and not token.entry.hijri):
        return None
    month = Month(token.last, token.entry.month, token.entry.hijri)
    if token.entry.hijri or scan.gap(token.last) not in _OPEN:
        return month
    other = scan.token(token.last)
    if other and other.entry.month == month.value and not other.entry.hijri and not other.clitic:
        month.last, month.paired = other.last, True
    return month


def month_word(scan: Scan, i: int) -> int:
    """First word of a month's name, behind «month»."""
    token = scan.token(i)
    named = token is not None and token.entry.unit == "M" and not token.article
    return i + 1 if named and scan.joined(i + 1) else i


def year_number(scan: Scan, i: int, gaps: set[str]) -> Year | None:
    """A year in four digits, or in words from a thousand."""
    if i >= scan.n or scan.gap(i) not in gaps:
        return None
    token = scan.token(i)
    if token is None or token.clitic:
        return None
    if token.digits:
        if len(token.digits) > 4 or token.article:
            return None
        value, last, mark = int(token.digits), token.last, token.mark
    else:
        words = number(scan, i)
        if words is None or words.ordinal or not 1000 <= words.value <= 2999:
            return None
        value, last, mark = words.value, words.last, ""
    if not mark and last < scan.n and scan.gap(last) in {"", "-"}:
        for key in ("hijri_mark", "gregorian_mark"):
            if scan.is_in(last, key):
                mark, last = scan.forms[last], last + 1
                break
    hijri = mark in ("ه", "هجري", "هجريه", "للهجره")
    if mark and not hijri and mark not in ("م", "ميلادي", "ميلاديه", "للميلاد"):
        return None
    if (len(str(value)) < 3 and not hijri) or (not (hijri or mark) and not 1000 <= value <= 2999):
        return None
    return Year(last, value, hijri)


def year_after(scan: Scan, i: int, hijri: bool) -> Year | None:
    """The year or direction behind a month's name."""
    closed = _CLOSED
    if i >= scan.n:
        return None
    year = year_number(scan, i, closed | {"،", ",", "-", "–", "/", "("})
    if year is not None:
        year.hijri = year.hijri or (hijri and year.value < 1600)
        return year
    if scan.gap(i) not in closed:
        return None
    token = scan.token(i)
    if (
        token
        and token.entry.step is not None
        and not token.entry.units_only
        and not token.entry.plural_only
    ):
        year = year_number(scan, token.last, {"", "("})
        return year or Year(token.last, step=token.entry.step, of_month=True)
    k = i + 1 if scan.is_in(i, "of") and scan.joined(i + 1) else i
    this = scan.is_in(k, "this")
    unit = scan.token(k + 1 if this else k)
    if (
        unit is None
        or unit.entry.unit != "Y"
        or unit.entry.count != SINGULAR
        or (this and not scan.joined(k + 1))
    ):
        return None
    if this:
        return Year(unit.last, step=0)
    year = year_number(scan, unit.last, {"", "("})
    if year is not None:
        return year
    follow = scan.token(unit.last) if scan.joined(unit.last) else None
    if follow and follow.entry.step is not None:
        exact = year_number(scan, follow.last, {"", "("})
        return exact or Year(follow.last, step=follow.entry.step)
    if scan.next_in(unit.last, "itself") and scan.anchor:
        return Year(unit.last + 1, value=int(scan.anchor[:4]))
    return None


def resolve_month(scan: Scan, month: Month, year: Year | None, i: int) -> str | None:
    """Value of a month without a day."""
    if year and year.value:
        if month.hijri:
            number_of_year = calendar.hijri_in(year.value, month.value)
            pair = calendar.hijri_month(number_of_year, month.value)
            return f"{pair[0]:04d}-{pair[1]:02d}" if pair else None
        return f"{year.value:04d}-{month.value:02d}"
    days = _candidates(scan, month, 15 if month.hijri else 1)
    if scan.ref is None:
        return None if month.hijri else f"XXXX-{month.value:02d}"
    if month.hijri:
        chosen = _choose(scan, days, year, i, month)
    else:
        ref = scan.ref.replace(day=1)
        chosen = _choose(scan, days, year, i, month, ref)
    return f"{chosen.year:04d}-{chosen.month:02d}" if chosen else None


def resolve_day(
    scan: Scan, day: int, month: Month, year: Year | None, i: int
) -> datetime.date | None:
    """The Gregorian day of a day and month."""
    if year and year.value:
        if month.hijri or year.hijri:
            number_of_year = calendar.hijri_in(year.value, month.value)
            return calendar.hijri_day(number_of_year, month.value, day)
        return calendar.make_day(year.value, month.value, day)
    if scan.ref is None:
        return None
    return _choose(scan, _candidates(scan, month, day), year, i, month)


def _candidates(scan: Scan, month: Month, day: int) -> list[datetime.date]:
    if scan.ref is None:
        return []
    if month.hijri:
        now = calendar.hijri_of(scan.ref)[0]
        days = [calendar.hijri_day(y, month.value, day) for y in range(now - 1, now + 2)]
    else:
        now = scan.ref.year
        days = [calendar.make_day(y, month.value, day) for y in range(now - 4, now + 5)]
    return [d for d in days if d]


def _choose(
    scan: Scan,
    days: list[datetime.date],
    year: Year | None,
    i: int,
    month: Month,
    ref: datetime.date | None = None,
) -> datetime.date | None:
    ref = ref or scan.ref
    if ref is None:
        return None
    if year and year.step is not None and not year.of_month:
        wanted = ref.year + year.step
        return next((d for d in days if d.year == wanted), None)
    step = year.step if year else None
    if step == 0:
        same = [d for d in days if d.year == ref.year]
        return same[0] if same else None
    last = month.last
    ahead = looks_ahead(scan, i, last) if step is None else None
    return calendar.pick(days, ref, step, ahead, 150 if month.hijri else 45)
