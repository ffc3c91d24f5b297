"""Absolute dates: days, months and years, in either calendar and any spelling."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from khabar.times import calendar
from khabar.times.lexicon import PAIR, PLURAL, SINGULAR
from khabar.times.numbers import Number, number
from khabar.times.scan import Found, Scan
from khabar.times.tense import looks_ahead

_OPEN = {"(", "/", "-", "–", "\\", "/(", "[", "،", ""}
_CLOSED = {"", ")", "]"}
_SPAN = {"", "-", "–", "—", "،", ","}
_NAME_GAPS = {"", "«", '"', "“", "'"}
#: Endings of a direction that belongs to both of two months.
_BOTH = ("ين", "ان")
_MAX_DAYS = 4


@dataclass(slots=True)
class Month:
    """A month's name, or the pair of names it has in two usages."""

    last: int
    value: int
    hijri: bool
    paired: bool = False


@dataclass(slots=True)
class Year:
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
        if len(token.digits) not in (3, 4) or token.article:
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
    if not (hijri or mark) and not 1000 <= value <= 2999:
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


def day_list(scan: Scan, i: int) -> tuple[list[tuple[int, int]], int] | None:
    """Days that share one month (``28 و30 مارس``): (first word, day) each, and where they end."""
    days: list[tuple[int, int]] = []
    k = i
    while len(days) < _MAX_DAYS:
        found = number(scan, k)
        if (
            found is None
            or not 1 <= found.value <= 31
            or found.mark
            or (days and _bad_clitic(scan, k))
        ):
            return None
        days.append((k, found.value))
        k = found.last
        ahead = scan.token(k)
        if scan.joined(k) and scan.is_in(k, "to") and not (ahead and ahead.entry.month):
            k += 1
            if scan.is_in(k, "day_word"):
                k += 1
            continue
        linked = (
            ahead is not None
            and ahead.clitic == "و"
            and (ahead.digits or ahead.entry.ordinal or ahead.entry.number)
        )
        if (linked and scan.joined(k)) or (
            scan.gap(k) in {"-", "–", "،"} and ahead and ahead.digits
        ):
            continue
        return days, k
    return None


def _bad_clitic(scan: Scan, k: int) -> bool:
    token = scan.token(k)
    return token is None or token.clitic not in ("", "و", "ل", "ال")


def dated(scan: Scan, i: int, *, pair: bool = True) -> list[Found] | None:
    """Days of a month, with or without their year: ``15 مايو``, ``من 5 إلى 10 مايو 2020``."""
    listed = day_list(scan, i)
    if listed is None:
        return None
    days, k = listed
    if not scan.joined(k) and scan.gap(k) not in {"-", "/"}:
        return None
    first = k
    if scan.is_in(k, "of") and scan.joined(k + 1):
        k += 1
    k = month_word(scan, k)
    month = month_at(scan, k)
    if month and k == first and _is_score(scan, k, month):
        return None
    token = scan.token(k)
    if month is None or (token and token.clitic):
        return _of_this_month(scan, days, k)
    if _names_something(scan, i):
        return None
    year = year_after(scan, month.last, month.hijri)
    last = year.last if year else month.last
    shared = year or _later_year(scan, last)
    found: list[Found] = []
    for n, (first, day) in enumerate(days):
        moment = resolve_day(scan, day, month, shared, days[0][0])
        value = calendar.day_value(moment) if moment else _unresolved(scan, day, month, shared)
        if value is None:
            return None
        end = last if n == len(days) - 1 else _end_of_number(scan, first)
        found.append(Found(first, end, "DATE", value, moment, anchored=year is not None))
    if pair:
        _absorb(scan, found[-1], month)
    return found


def _is_score(scan: Scan, k: int, month: Month) -> bool:
    """``3-صفر``: a score, unless a year or a direction says that Safar is meant."""
    if not month.hijri:
        return False
    return not scan.joined(k) or (scan.is_in(k, "zero") and not year_after(scan, month.last, True))


def _names_something(scan: Scan, i: int) -> bool:
    """Whether the date is the name of a street, a square or a movement."""
    return i > 0 and scan.gap(i) in _NAME_GAPS and scan.is_in(i - 1, "guard.date_after")


def _end_of_number(scan: Scan, i: int) -> int:
    found = number(scan, i)
    return found.last if found else i + 1


def _unresolved(scan: Scan, day: int, month: Month, year: Year | None) -> str | None:
    if (
        scan.ref is None
        and not month.hijri
        and not (year and year.value)
        and calendar.make_day(2000, month.value, day)
    ):
        return f"XXXX-{month.value:02d}-{day:02d}"
    return None


def _later_year(scan: Scan, i: int) -> Year | None:
    """The year of the second end of a range, for a first end that has none."""
    if i >= scan.n or scan.gap(i) not in _SPAN:
        return None
    k = i + 1 if scan.is_in(i, "to") else i
    token = scan.token(k)
    if token is None or (k == i and token.clitic != "و" and scan.gap(i) == ""):
        return None
    day = number(scan, k)
    if day is not None and 1 <= day.value <= 31:
        k = day.last
        if scan.is_in(k, "of"):
            k += 1
    month = month_at(scan, month_word(scan, k))
    if month is None:
        return None
    year = year_after(scan, month.last, month.hijri)
    shared = year and year.of_month and scan.forms[year.last - 1].endswith(_BOTH)
    return year if year and (year.value or not year.of_month or shared) else None


def _of_this_month(scan: Scan, days: list[tuple[int, int]], k: int) -> list[Found] | None:
    """``الخامس عشر من الشهر الجاري`` and ``29 من الشهر الفضيل``."""
    token = scan.token(k)
    if scan.ref is None or token is None or len(days) > 2:
        return None
    if (
        token.entry.step is not None
        and not token.entry.plural_only
        and scan.before(days[0][0], "day_word")
    ):
        step, last = token.entry.step, token.last
    elif token.entry.unit == "M" and token.entry.count == SINGULAR and token.article:
        follow = scan.token(token.last)
        if scan.next_in(token.last, "holy_month"):
            year = calendar.hijri_of(scan.ref)[0]
            moments = [calendar.hijri_day(year, 9, d) for _, d in days]
            return _days_found(scan, days, moments, token.last + 1)
        if scan.before(k, "this") and scan.is_in(k - 1, "this"):
            step, last = 0, token.last
        elif follow and follow.entry.step is not None and scan.joined(token.last):
            step, last = follow.entry.step, follow.last
        else:
            return None
    else:
        return None
    year, month = calendar.month_shift(scan.ref, step)
    return _days_found(scan, days, [calendar.make_day(year, month, d) for _, d in days], last)


def _days_found(
    scan: Scan, days: list[tuple[int, int]], moments: list[datetime.date | None], last: int
) -> list[Found] | None:
    found = []
    for n, ((first, _), moment) in enumerate(zip(days, moments, strict=True)):
        if moment is None:
            return None
        end = last if n == len(days) - 1 else _end_of_number(scan, first)
        found.append(Found(first, end, "DATE", moment.isoformat(), moment))
    return found


def _absorb(scan: Scan, found: Found, month: Month | None) -> None:
    """Take in the same day written a second time, in the other calendar or in digits."""
    k = found.last
    if k >= scan.n or scan.gap(k) not in {"", "،", ",", "(", "-", "/", ")", ")،", "–"}:
        return
    named = False
    for _ in range(3):
        if scan.is_in(k, "matching") or (named and scan.is_in(k, "day_word")):
            named, k = True, k + 1
        else:
            break
    if (not named and scan.gap(k) not in {"(", "-", "/"}) or k >= scan.n:
        return
    other = dated(scan, k, pair=False) or numeric_date(scan, k)
    if not other or len(other) != 1 or other[0].day is None:
        return
    day = other[0].day
    near = found.day is not None and abs((day - found.day).days) <= 3
    if named or near:
        if month is None or month.hijri:
            found.value, found.day = day.isoformat(), day
        found.last, found.anchored = other[0].last, True


def extreme(scan: Scan, i: int) -> list[Found] | None:
    """``آخر يوم من رمضان``، ``أول أيام يناير``."""
    token = scan.token(i)
    if token is None or not token.entry.extreme or not scan.next_in(i + 1, "day_word"):
        return None
    k = i + 3 if scan.next_in(i + 2, "of") else i + 2
    k = month_word(scan, k)
    month = month_at(scan, k)
    if month is None or not scan.joined(k):
        return None
    year = year_after(scan, month.last, month.hijri)
    numbers = (1,) if token.entry.extreme == "first" else (31, 30, 29, 28)
    for day in numbers:
        moment = resolve_day(scan, day, month, year, i)
        if moment is None or (month.hijri and day == 30 and calendar.hijri_of(moment)[2] != 30):
            continue
        return [Found(i, year.last if year else month.last, "DATE", moment.isoformat(), moment)]
    return None


def month_alone(scan: Scan, i: int) -> list[Found] | None:
    """A month with or without its year: ``مايو الماضي``، ``شهر آب/أغسطس 2020``."""
    k = month_word(scan, i)
    month = month_at(scan, k)
    if month is None or (k > i and scan.token(k) is None):
        return None
    year = year_after(scan, month.last, month.hijri)
    last = year.last if year else month.last
    if scan.next_in(last, "guard.month_before") or _names_something(scan, i):
        return None
    shared = year or _later_year(scan, last)
    if shared is None and k == i and not _stands_as_date(scan, i, month):
        return None
    value = resolve_month(scan, month, shared, i)
    if value is None:
        return None
    return [Found(i, last, "DATE", value, anchored=year is not None)]


def _stands_as_date(scan: Scan, i: int, month: Month) -> bool:
    """Whether a bare month's name is a date here, and no other name or word."""
    token = scan.token(i)
    if token is None:
        return False
    if month.paired:
        return True
    stem = scan.forms[i][len(token.clitic) :]
    if scan.is_in(i, "bound_month") or stem in _words("bound_month"):
        return False
    weak = stem in _words("weak_month")
    if token.clitic in ("ب", "ل", "وب") and not weak:
        return True
    if scan.before(i, "month_preposition" if weak else "preposition"):
        return True
    previous = scan.previous
    linked = token.clitic == "و" or (i > 0 and scan.is_in(i - 1, "to"))
    return linked and previous is not None and i - previous.last <= 1 and len(previous.value) == 7


def _words(key: str) -> frozenset[str]:
    from khabar.times.lexicon import lexicon

    return lexicon().words[key]


def numeric_date(scan: Scan, i: int) -> list[Found] | None:
    """``12/10/2024``، ``2024-10-12``، ``12.10.2024``، ``1436/10/12هـ``."""
    parts, seps = [], []
    for k in range(i, min(i + 3, scan.n)):
        token = scan.token(k)
        if token is None or not token.digits or (k > i and token.clitic) or len(token.digits) > 4:
            return None
        if k > i:
            seps.append(scan.gap(k))
        parts.append(token)
    if len(parts) < 3 or seps[0] != seps[1] or seps[0] not in {"/", "-", ".", "\\", "–"}:
        return None
    if scan.gap(i + 3) == seps[0] and scan.forms[i + 3].isdigit():
        return None
    a, b, c = (p.digits for p in parts)
    if len(a) == 4 and len(c) <= 2:
        year, month, day = int(a), int(b), int(c)
    elif len(c) == 4 or (len(c) == 2 and seps[0] == "/"):
        day, month, year = int(a), int(b), int(c)
        year += 0 if len(c) == 4 else 2000 if year < 50 else 1900
    else:
        return None
    last, mark = i + 3, parts[2].mark or parts[0].mark
    if not mark and (scan.next_in(last, "hijri_mark") or scan.next_in(last, "gregorian_mark")):
        mark, last = scan.forms[last], last + 1
    if month > 12 >= day:
        day, month = month, day
    hijri = mark == "ه" or 1300 <= year <= 1500
    moment = calendar.hijri_day(year, month, day) if hijri else calendar.make_day(year, month, day)
    if moment is None:
        return None
    found = Found(i, last, "DATE", moment.isoformat(), moment, anchored=True)
    _absorb(scan, found, Month(last, month, hijri))
    return [found]


__all__ = [
    "PAIR",
    "PLURAL",
    "Number",
    "dated",
    "extreme",
    "month_alone",
    "numeric_date",
    "year_number",
]
