"""Clock times."""

from __future__ import annotations

import datetime

from khabar.times import calendar
from khabar.times.dates import dated
from khabar.times.days import day
from khabar.times.lexicon import SINGULAR
from khabar.times.numbers import number
from khabar.times.parts import part_of_day, zone
from khabar.times.scan import Found, Scan

#: Before and after noon, written without a space behind the hour (10م).
_HALF_DAYS = {"ص": "TMO", "م": "TEV"}
_MINUTES = {2: 30, 3: 20, 4: 15}


def clock(scan: Scan, i: int) -> list[Found] | None:
    """``الساعة العاشرة والنصف صباحا``، ``10:30 بتوقيت غرينتش``، ``11 مساء يوم الجمعة``."""
    token = scan.token(i)
    if token is None:
        return None
    explicit = token.entry.unit == "TH" and token.entry.count == SINGULAR
    k = token.last if explicit else i
    if explicit and scan.gap(k) not in {"", "(", ":"}:
        return None
    read = _digital(scan, k)
    if read is None and (explicit or (token.entry.ordinal and token.article)):
        read = _spoken(scan, k)
        if read and not explicit and not (scan.joined(read[2]) and _adverb(scan, read[2])):
            return None
    if read is None:
        return None
    hour, minute, last, exact = read
    found = Found(i, last, "TIME", "")
    ending = scan.token(last - 1)
    half = _HALF_DAYS.get(ending.mark, "") if ending else ""
    part = _clock_tail(scan, found) or half
    named_zone = zone(scan, found.last)
    found.last = named_zone or found.last
    if not (explicit or exact or named_zone or (part and (found.day or _adverb(scan, last)))):
        return None
    hour = _of_part(hour, part)
    if hour > 24 or minute > 59:
        return None
    found.day = found.day or _clock_day(scan, i)
    found.value = f"{calendar.day_value(found.day)}T{hour:02d}:{minute:02d}"
    return [found]


def _adverb(scan: Scan, last: int) -> bool:
    token = scan.token(last)
    return token is not None and bool(token.entry.alone)


def _digital(scan: Scan, i: int) -> tuple[int, int, int, bool] | None:
    """Hour, minute, end, and whether it is written as only clock times are."""
    token = scan.token(i)
    if token is None or not token.digits:
        return None
    if len(token.digits) == 4 and not token.mark and token.digits[0] in "012" and zone(scan, i + 1):
        return int(token.digits[:2]), int(token.digits[2:]), i + 1, True
    if len(token.digits) > 2 or (token.mark and token.mark not in _HALF_DAYS):
        return None
    if token.mark:
        return int(token.digits), 0, i + 1, False
    hour, minute, last, exact = int(token.digits), 0, i + 1, False
    follow = scan.token(i + 1)
    if follow and follow.digits and not follow.clitic and scan.gap(i + 1) in {":", ".", "٫"}:
        if len(follow.digits) != 2 or (follow.mark and follow.mark not in _HALF_DAYS):
            return None
        exact = scan.gap(i + 1) == ":"
        minute, last = int(follow.digits), i + 2
        if scan.gap(last) == ":" and scan.forms[last].isdigit():
            last += 1
        elif exact and scan.gap(last) in {"/", "."} and scan.forms[last].isdigit():
            return None
    if hour > 24 and minute <= 24 and i and scan.token(i - 1) and scan.gap(i) == "":
        hour, minute = minute, hour  # «59: 11», turned around by a line that runs left to right
    return (hour, minute, last, exact) if hour <= 24 and minute < 60 else None


def _spoken(scan: Scan, i: int) -> tuple[int, int, int, bool] | None:
    count = number(scan, i)
    if (
        count is None
        or count.digits
        or (not count.ordinal and count.value != 1)
        or not 1 <= count.value <= 12
    ):
        return None
    hour, minute, last = count.value, 0, count.last
    minus = scan.next_in(last, "minus")
    k = last + 1 if minus else last
    token = scan.token(k) if scan.joined(k) else None
    if token and token.entry.fraction and (minus or token.clitic == "و"):
        minute, last = _MINUTES[token.entry.fraction], token.last
    elif token and (minus or token.clitic == "و"):
        extra = number(scan, k)
        unit = scan.token(extra.last) if extra else None
        if extra and unit and unit.entry.unit == "TM" and 0 < extra.value < 60:
            minute, last = extra.value, unit.last
    if minus and minute:
        hour, minute = (hour - 1) or 12, 60 - minute
    return hour, minute, last, True


def _clock_tail(scan: Scan, found: Found) -> str:
    """Take in the part of the day and the day behind an hour; the part's code."""
    part = ""
    for _ in range(4):
        k = found.last
        if scan.gap(k) not in {"", "(", ")", "،"}:
            break
        if scan.next_in(k, "a_little"):
            found.last += 1
            continue
        if scan.next_in(k, "of") and scan.joined(k + 1):
            k += 1
        step = _tail_step(scan, k, found, part)
        if step is None:
            break
        part = step
    return part


def _tail_step(scan: Scan, k: int, found: Found, part: str) -> str | None:
    """One word or day more behind an hour: the part of the day known after it, or None."""
    token = scan.token(k)
    if token is None or token.clitic:
        return None
    if found.day is None and token.entry.part:
        whole = part_of_day(scan, k)
        if whole and whole[0].day and whole[0].type == "TIME":
            found.day, found.last = whole[0].day, whole[0].last
            return part or whole[0].value[10:13]
    if not part and scan.gap(k) == "":
        code = token.entry.alone or ("" if token.article else token.entry.part)
        if code:
            found.last = token.last
            return code
    if found.day is None:
        inner = day(scan, k) or dated(scan, k)
        if inner and len(inner) == 1 and inner[0].day:
            found.day, found.last = inner[0].day, inner[0].last
            return part
    return None


def _of_part(hour: int, part: str) -> int:
    if part in ("TAF", "TEV") and hour < 12:
        return hour + 12
    if part == "TMI" and hour < 4:
        return hour + 12
    if part == "TNI":
        return hour + 12 if 6 <= hour < 12 else hour % 12 if hour == 12 else hour
    if part == "TMO" and hour == 12:
        return 0
    return hour


def _clock_day(scan: Scan, i: int) -> datetime.date | None:
    if scan.day is not None and scan.day_at >= scan.sentence_start(i):
        return scan.day
    return scan.ref
