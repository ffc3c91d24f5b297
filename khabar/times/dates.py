"""Days of a month, in words or digits, alone or several that share the month."""

from __future__ import annotations

import datetime

from khabar.times import calendar
from khabar.times.lexicon import SINGULAR
from khabar.times.months import Month, Year, month_at, month_word, resolve_day, year_after
from khabar.times.numbers import number
from khabar.times.scan import Found, Scan

_SPAN = {"", "-", "–", "—", "،", ","}
_NAME_GAPS = {"", "«", '"', "“", "'"}
#: Endings of a direction that belongs to both of two months.
_BOTH = ("ين", "ان")
_MAX_DAYS = 4


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
    if _is_of_period(scan, i):
        return None
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
    if names_something(scan, i):
        return None
    year = year_after(scan, month.last, month.hijri)
    last = year.last if year else month.last
    shared = year or later_year(scan, last)
    found: list[Found] = []
    for n, (first, day) in enumerate(days):
        moment = resolve_day(scan, day, month, shared, days[0][0])
        value = calendar.day_value(moment) if moment else _unresolved(scan, day, month, shared)
        if value is None:
            return None
        end = last if n == len(days) - 1 else _end_of_number(scan, first)
        found.append(Found(first, end, "DATE", value, moment, anchored=year is not None))
    if pair:
        written_again(scan, found[-1], month)
    return found


def _is_of_period(scan: Scan, i: int) -> bool:
    """``الأسبوع الأول من يناير``، ``النصف الثاني من مايو``: an ordinal of something else."""
    before, token = scan.token(i - 1), scan.token(i)
    if before is None or token is None or not token.entry.ordinal or not scan.joined(i):
        return False
    return before.article and (before.entry.unit in ("W", "M", "Y") or before.entry.fraction > 0)


def _is_score(scan: Scan, k: int, month: Month) -> bool:
    """``3-صفر``: a score, unless a year or a direction says that Safar is meant."""
    if not month.hijri:
        return False
    return not scan.joined(k) or (scan.is_in(k, "zero") and not year_after(scan, month.last, True))


def names_something(scan: Scan, i: int) -> bool:
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


def later_year(scan: Scan, i: int) -> Year | None:
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
    first = scan.token(days[0][0])
    if first is not None and first.article and first.entry.weekday:
        return None  # ``يوم الأحد المقبل`` is a weekday, not the first of the month
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


def written_again(scan: Scan, found: Found, month: Month | None) -> None:
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
    written_again(scan, found, Month(last, month, hijri))
    return [found]
