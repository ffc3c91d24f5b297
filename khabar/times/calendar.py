"""Calendar arithmetic: no text here, only days, months and years and their ISO spelling."""

from __future__ import annotations

import datetime
from functools import lru_cache

Date = datetime.date
#: Days: closer than the first and farther than the second decide without a verb.
_NEAR, _FAR = 31, 300
_DAY = datetime.timedelta(days=1)
_UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "M": "XXXX-XX",
    "Y": "XXXX",
    "DE": "XXX",
    "CE": "XX",
}


def day_value(day: Date | None) -> str:
    """A day as YYYY-MM-DD."""
    return day.isoformat() if day else _UNKNOWN["D"]


def moved(day: Date | None, days: int) -> Date | None:
    """The day some days later; None where it falls out of the calendar."""
    try:
        return day + days * _DAY if day else None
    except OverflowError:
        return None


def weekday_near(ref: Date, weekday: int, step: int | None, ahead: bool | None) -> Date | None:
    """The day of the week (Monday is 1) that is meant, seen from ``ref``.

    ``step`` is -1 for «last», 1 for «next», 0 for «this»; without it ``ahead`` decides, and the
    latest such day up to today is taken where nothing tells.
    """
    back = (ref.isoweekday() - weekday) % 7
    if step == -1:
        return moved(ref, -(back or 7))
    if step == 1:
        return moved(ref, 7 - back)
    if step == 0 or ahead:
        return moved(ref, -back % 7)
    return moved(ref, -back)


def week_value(day: Date) -> str:
    """The ISO week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def month_shift(day: Date, months: int) -> tuple[int, int]:
    """Year and month some months later."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def shifted(ref: Date | None, unit: str, steps: int) -> str | None:
    """The value of the unit (W, M, Y, DE, CE, D) that lies ``steps`` from the one of ``ref``."""
    if ref is None:
        return _UNKNOWN.get(unit)
    if unit in ("D", "W"):
        day = moved(ref, steps * (7 if unit == "W" else 1)) if abs(steps) < 4_000_000 else None
        if day is None:
            return None
        return week_value(day) if unit == "W" else day_value(day)
    year, month = ref.year, ref.month
    if unit == "M":
        year, month = month_shift(ref, steps)
    else:
        year += steps * {"Y": 1, "DE": 10, "CE": 100}[unit]
    if not 1 <= year <= 9999:
        return None
    return {
        "M": f"{year:04d}-{month:02d}",
        "Y": f"{year:04d}",
        "DE": f"{year // 10:03d}",
        "CE": f"{year // 100:02d}",
    }[unit]


def make_day(year: int, month: int, day: int) -> Date | None:
    """A day, or None where the calendar has none."""
    try:
        return Date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def hijri_day(year: int, month: int, day: int) -> Date | None:
    """The Gregorian day of a Hijri one: Umm al-Qura where its tables reach, else by arithmetic."""
    if not (1 <= month <= 12 and 1 <= day <= 30 and 1 <= year < 9000):
        return None
    from hijridate import Hijri

    try:
        return Date.fromisoformat(Hijri(year, month, day).to_gregorian().isoformat())
    except (ValueError, OverflowError):
        pass
    number = day + (29 * (month - 1) + month // 2) + (year - 1) * 354 + (3 + 11 * year) // 30
    try:
        return Date.fromordinal(number + 227014)
    except (ValueError, OverflowError):
        return None


def hijri_month(year: int, month: int) -> tuple[int, int] | None:
    """Gregorian year and month in which most of a Hijri month lies."""
    middle = hijri_day(year, month, 15)
    return (middle.year, middle.month) if middle else None


def hijri_in(year: int, month: int) -> int:
    """The Hijri year meant by a Gregorian one beside a Hijri month (رمضان 2022)."""
    if year < 1600:
        return year
    near = round((year - 622) * 33 / 32)
    for candidate in (near, near + 1, near - 1):
        pair = hijri_month(candidate, month)
        if pair and pair[0] == year:
            return candidate
    return near


def hijri_year(year: int) -> int | None:
    """The Gregorian year in which most of a Hijri year lies."""
    middle = hijri_day(year, 7, 1)
    return middle.year if middle else None


@lru_cache(maxsize=256)
def hijri_of(day: Date) -> tuple[int, int, int]:
    """Hijri year, month and day of a Gregorian day."""
    from hijridate import Gregorian

    try:
        year, month, number = Gregorian(day.year, day.month, day.day).to_hijri().datetuple()
        return year, month, number
    except (ValueError, OverflowError):
        return int((day.year - 622) * 33 / 32) + 1, 1, 1


def pick(
    candidates: list[Date], ref: Date, step: int | None, ahead: bool | None, slack: int
) -> Date | None:
    """The meant one of the same day (or first of month) in neighbouring years.

    Without a direction or a telling verb, a day that comes within ``slack`` days is meant as
    coming, any other as past. A day close at hand on one side and a year off on the other is meant
    on the near side, whatever the verb.
    """
    past = [c for c in candidates if c < ref]
    coming = [c for c in candidates if c >= ref]
    if step == -1:
        return past[-1] if past else None
    if step == 1:
        return next((c for c in candidates if c > ref), None)
    if not past or not coming:
        return past[-1] if past else (coming[0] if coming else None)
    until, since = (coming[0] - ref).days, (ref - past[-1]).days
    if since > _FAR and until <= _NEAR:
        return coming[0]
    if until > _FAR and since <= _NEAR:
        return past[-1]
    if ahead is None:
        ahead = until <= slack
    return coming[0] if ahead else past[-1]
