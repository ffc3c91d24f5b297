"""Days seen from today, days of the week, parts of the day, and clock times."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from khabar.times import calendar
from khabar.times.dates import _absorb, dated, month_at, numeric_date
from khabar.times.lexicon import PAIR, SINGULAR
from khabar.times.numbers import number
from khabar.times.scan import Found, Scan, Token
from khabar.times.tense import looks_ahead

_PARENTHESIS = {"", "(", "،", "[", ")", "،("}
_PART_HOURS = {"TAF": 12, "TEV": 12}
#: Before and after noon, written without a space behind the hour (10م).
_HALF_DAYS = {"ص": "TMO", "م": "TEV"}
_REFERENCES = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}
_MINUTES = {2: 30, 3: 20, 4: 15}


def day(scan: Scan, i: int) -> list[Found] | None:
    """One day: ``أمس الجمعة``، ``يوم الثلاثاء 12 شوال``، ``السبت المقبل``، ``20 مايو``."""
    k = i
    token = scan.token(i)
    if (
        token
        and token.entry.unit == "D"
        and not token.article
        and scan.joined(i + 1)
        and scan.is_in(i, "day_lead")
    ):
        k = i + 1
        days = dated(scan, k) or numeric_date(scan, k)
        if days:
            days[0].first = i
            return days
    found = _deictic(scan, k) or _weekday(scan, k, named=k > i)
    if found is None:
        return None
    found.first = i
    return [found]


def _deictic(scan: Scan, i: int) -> Found | None:
    token = scan.token(i)
    if token is None or token.entry.deictic is None:
        return None
    steps, last = token.entry.deictic, token.last
    if scan.next_in(last, "guard.yesterday_before"):
        return None
    if steps == 0:
        like = scan.before(i - 1 if scan.before(i, "this") else i, "like")
        if like or not (token.article or scan.is_in(i, "this")):
            return None
        if not scan.before(i, "part_word") and not _is_today(scan, i, token):
            return None
    if steps == 1 and scan.forms[i].endswith("غد") and not _tomorrow(scan, i, token):
        return None
    moment = calendar.moved(scan.today, steps)
    weekday = scan.token(last)
    if (
        weekday
        and weekday.entry.weekday
        and not weekday.clitic
        and scan.gap(last) in _PARENTHESIS
        and weekday.article
    ):
        end = weekday.last
        if scan.gap(last) == "" or scan.gap(end).startswith((")", "]")) or scan.gap(last) == "(":
            moment, last = _weekday_of(scan, weekday.entry.weekday, steps, moment), end
    elif scan.before(i, "negation") or (steps == 0 and _is_general(scan, i, last)):
        return Found(i, last, "DATE", _REFERENCES[(steps > 0) - (steps < 0)])
    found = Found(i, last, "DATE", calendar.day_value(moment), moment)
    _date_behind(scan, found)
    return found


def _weekday_of(
    scan: Scan, weekday: int, steps: int, moment: datetime.date | None
) -> datetime.date | None:
    """The named day of the week wins over the publication date, which may be approximate."""
    if moment is None or moment.isoweekday() == weekday:
        return moment
    near = moment if steps <= 0 else calendar.moved(scan.today, 1) or moment
    return calendar.weekday_near(near, weekday, None, steps > 0)


def publication_day(scan: Scan) -> datetime.date | None:
    """The day the article calls today: the publication date, unless the article names another.

    A crawled date can be some days late; the first «today, Sunday» of the text says what it was.
    """
    if scan.ref is None:
        return None
    for i in scan.hits:
        token = scan.token(i)
        if token is None or token.entry.deictic not in (0, -1, 1):
            continue
        weekday = scan.token(token.last)
        if weekday is None or not weekday.entry.weekday or not weekday.article or weekday.clitic:
            continue
        if scan.gap(token.last) in {"", "("}:
            steps = token.entry.deictic
            named = (weekday.entry.weekday - max(steps, 0) - 1) % 7 + 1
            latest = calendar.weekday_near(scan.ref, named, None, None)
            return calendar.moved(latest, -min(steps, 0))
    return scan.ref


def _is_today(scan: Scan, i: int, token: Token) -> bool:
    if scan.next_in(token.last, "guard.today_before") or scan.before(i, "guard.today_after"):
        return False
    before, after = scan.gap(i)[-1:], scan.gap(token.last)[:1]
    quoted = before in "«\"“'" and after in "»\"”'" and before != "" and after != ""
    return not quoted and token.clitic not in ("ب", "ل", "ك")


def _tomorrow(scan: Scan, i: int, token: Token) -> bool:
    weekday = scan.token(token.last)
    beside = weekday is not None and weekday.entry.weekday > 0 and weekday.article
    return scan.before(i, "day_word") or scan.before(i, "part_word") or beside


def _is_general(scan: Scan, i: int, last: int) -> bool:
    """Whether «today» means nowadays."""
    return scan.before(i, "until") or scan.before(i, "nowadays_after")


def _weekday(scan: Scan, i: int, *, named: bool) -> Found | None:
    token = scan.token(i)
    if token is None or not token.entry.weekday or not (token.article or named):
        return None
    if scan.next_in(token.last, "guard.weekday_before"):
        return None
    if not named and (token.clitic in ("ك",) or scan.before(i, "guard.weekday_after")):
        return None
    step, last = None, token.last
    follow = scan.token(last) if scan.joined(last) else None
    if (
        follow
        and follow.entry.step is not None
        and follow.article
        and not follow.entry.plural_only
        and not follow.clitic
    ):
        step, last = follow.entry.step, follow.last
    elif scan.next_in(last, "of"):
        week = scan.token(last + 1)
        behind = scan.token(week.last) if week and week.entry.unit == "W" and week.article else None
        if week and behind and behind.entry.step is not None and scan.ref:
            moment = calendar.moved(
                scan.ref, token.entry.weekday - scan.ref.isoweekday() + 7 * behind.entry.step
            )
            return Found(i, behind.last, "DATE", calendar.day_value(moment), moment)
    if scan.ref is None:
        found = Found(i, last, "DATE", f"XXXX-WXX-{token.entry.weekday}")
    else:
        moment = _linked(scan, i, token, last, step)
        found = Found(i, last, "DATE", calendar.day_value(moment), moment)
    _date_behind(scan, found)
    return found


def _linked(scan: Scan, i: int, token: Token, last: int, step: int | None) -> datetime.date | None:
    """The day of the week that is meant; «Thursday and Friday» follow one another."""
    previous = scan.previous
    if scan.ref is None:
        return None
    if step is None and previous and previous.day and previous.last == i and token.clitic == "و":
        return calendar.weekday_near(previous.day, token.entry.weekday, 1, None)
    ahead = looks_ahead(scan, i, last) if step is None else None
    return calendar.weekday_near(scan.ref, token.entry.weekday, step, ahead)


def _date_behind(scan: Scan, found: Found) -> None:
    """A date right behind a day says the same day exactly."""
    k = found.last
    if k >= scan.n:
        return
    if scan.gap(k) in _PARENTHESIS and not scan.is_in(k, "matching"):
        direct = dated(scan, k) if (token := scan.token(k)) and not token.clitic else None
        direct = direct or numeric_date(scan, k)
        if direct and len(direct) == 1 and (direct[0].day or scan.ref is None):
            near = direct[0].anchored or scan.gap(k) == "" or _same_weekday(found, direct[0])
            if near:
                found.value, found.day, found.last = direct[0].value, direct[0].day, direct[0].last
            return
    before = found.last
    _absorb(scan, found, None)
    if found.last != before:
        _absorb(scan, found, None)


def _same_weekday(a: Found, b: Found) -> bool:
    return a.day is not None and b.day is not None and a.day.isoweekday() == b.day.isoweekday()


def same_day(scan: Scan, i: int) -> list[Found] | None:
    """``نفس اليوم``، ``اليوم نفسه``، ``اليوم التالي``: seen from the day named last."""
    k = i + 1 if scan.is_in(i, "same") and scan.joined(i + 1) else i
    token = scan.token(k)
    if (
        token is None
        or token.entry.unit != "D"
        or token.entry.count != SINGULAR
        or not token.article
    ):
        return None
    if scan.day is None:
        return None
    last, moment = k + 1, scan.day
    if k == i:
        if scan.next_in(last, "following"):
            moment = calendar.moved(moment, 1) or moment
        elif not scan.next_in(last, "itself"):
            return None
        last += 1
    if scan.next_in(last, "of"):
        from khabar.times.years import year

        other = year(scan, last + 1)
        if other and len(other[0].value) == 4 and other[0].value.isdigit():
            moment = calendar.make_day(int(other[0].value), moment.month, moment.day) or moment
            last = other[0].last
    return [Found(i, last, "DATE", moment.isoformat(), moment)]


@dataclass(slots=True)
class Part:
    """A part of the day, and where its name ends."""

    code: str
    last: int


def part_of_day(scan: Scan, i: int) -> list[Found] | None:
    """``مساء الجمعة``، ``فجر اليوم``، ``ليل السبت الأحد``، ``هذا المساء``، ``منتصف ليل الأحد``."""
    if scan.is_in(i, "this"):
        token = scan.token(i + 1)
        if scan.before(i, "like"):
            return None
        if token and token.entry.part and token.article and scan.joined(i + 1) and scan.ref:
            return [_partial(i, token.last, scan.ref, token.entry.part)]
        return None
    midnight = scan.is_in(i, "middle")
    k = i + 1 if midnight else i
    token = scan.token(k)
    if token is None or not token.entry.part or (midnight and not scan.joined(k)):
        return None
    code = token.entry.part
    if code == "TNI" and token.article:
        return _night(scan, i, token)
    if token.article or token.last >= scan.n:
        return None
    at = token.last + 1 if scan.next_in(token.last, "of") else token.last
    if not scan.joined(at) or at >= scan.n:
        return None
    inner = day(scan, at) or dated(scan, at)
    if not inner or inner[0].value == "PRESENT_REF" or (scan.token(at) and _clitic(scan, at)):
        return None
    moment, last = inner[0].day, inner[0].last
    second = scan.token(last)
    if (
        code == "TNI"
        and second
        and second.entry.weekday
        and second.article
        and scan.gap(last) in {"", "/", "-", "–"}
    ):
        last = second.last
    if midnight and code == "TNI":
        moment = calendar.moved(moment, 1)
        last = _zone(scan, last) or last
        return [Found(i, last, "TIME", f"{calendar.day_value(moment)}T00:00", moment)]
    return [_partial(i, last, moment, code)]


def _clitic(scan: Scan, i: int) -> str:
    token = scan.token(i)
    return token.clitic if token else ""


def _partial(first: int, last: int, moment: datetime.date | None, code: str) -> Found:
    return Found(first, last, "TIME", f"{calendar.day_value(moment)}{code}", moment)


def _night(scan: Scan, i: int, token: Token) -> list[Found] | None:
    """``الليلة``، ``الليلة الماضية``، ``خلال الليل``: the night belongs to the day it begins on."""
    if scan.before(i - 1 if scan.before(i, "this") else i, "like"):
        return None
    follow = scan.token(token.last) if scan.joined(token.last) else None
    if follow and follow.entry.units_only:
        return None
    if token.entry.count == SINGULAR and follow and follow.entry.step is not None:
        moment = calendar.moved(scan.ref, follow.entry.step)
        return [_partial(i, follow.last, moment, "TNI")]
    if token.entry.count == SINGULAR and not token.clitic and scan.ref:
        return [_partial(i, token.last, scan.ref, "TNI")] if scan.gap(i) != "«" else None
    if token.entry.count == 0 and scan.before(i, "all_through") and scan.ref:
        anchor = scan.day if scan.day and abs((scan.ref - scan.day).days) < 7 else scan.ref
        return [_partial(i, token.last, calendar.moved(anchor, -1), "TNI")]
    return None


def day_with_part(scan: Scan, i: int) -> list[Found] | None:
    """A day, and the part of it where one is named behind it (``السبت مساء``)."""
    found = day(scan, i)
    if not found or len(found) != 1 or not found[0].value[:1].isdigit():
        return found
    last = found[0].last
    token = scan.token(last) if scan.joined(last) else None
    if (
        token
        and token.entry.alone
        and not token.clitic
        and not token.article
        and len(scan.forms[last]) > 1
    ):
        return [_partial(i, token.last, found[0].day, token.entry.alone)]
    return found


def again(scan: Scan, i: int) -> list[Found] | None:
    """``… ظهر الأربعاء أو مساء``: another part of the same day."""
    token, previous = scan.token(i), scan.previous
    if token is None or not token.entry.alone or previous is None or previous.day is None:
        return None
    if previous.type != "TIME" or previous.last != i - 1 or scan.forms[i - 1] not in ("او",):
        return None
    return [_partial(i, token.last, previous.day, token.entry.alone)]


def clock(scan: Scan, i: int) -> list[Found] | None:
    """``الساعة العاشرة والنصف صباحا``، ``10:30 بتوقيت غرينتش``، ``11 مساء يوم الجمعة``."""
    token = scan.token(i)
    if token is None:
        return None
    explicit = token.entry.unit == "TH" and token.entry.count == SINGULAR
    k = token.last if explicit else i
    if explicit and (k >= scan.n or scan.gap(k) not in {"", "(", ":"}):
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
    named = found.day is not None
    zone = _zone(scan, found.last)
    if zone:
        found.last = zone
    if not (explicit or exact or part or zone) or (
        not explicit and not exact and not zone and not named and not _adverb(scan, last)
    ):
        return None
    hour = _of_part(hour, part)
    if hour > 24 or minute > 59:
        return None
    moment = found.day or _clock_day(scan, i)
    found.day = moment
    found.value = f"{calendar.day_value(moment)}T{hour:02d}:{minute:02d}"
    return [found]


def _adverb(scan: Scan, last: int) -> bool:
    token = scan.token(last)
    return token is not None and bool(token.entry.alone)


def _digital(scan: Scan, i: int) -> tuple[int, int, int, bool] | None:
    """Hour, minute, end, and whether it is written as only clock times are."""
    token = scan.token(i)
    if token is None or not token.digits:
        return None
    if (
        len(token.digits) == 4
        and not token.mark
        and token.digits[0] in "012"
        and _zone(scan, i + 1)
    ):
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
    """The part of the day and the day behind an hour."""
    part = ""
    for _ in range(4):
        k = found.last
        if k >= scan.n or scan.gap(k) not in {"", "(", ")", "،"}:
            break
        if scan.gap(k) == "" and (
            scan.is_in(k, "a_little")
            or ((scan.is_in(k, "of") and part == "") or (scan.is_in(k, "of") and found.day is None))
        ):
            inner = scan.token(k + 1)
            if scan.is_in(k, "a_little"):
                found.last = k + 1
                continue
            if inner is None or not (
                inner.entry.part or inner.entry.weekday or inner.entry.deictic is not None
            ):
                break
            k += 1
        token = scan.token(k)
        if token is None or token.clitic:
            break
        if found.day is None:
            whole = part_of_day(scan, k) if token.entry.part else None
            if whole and whole[0].day and whole[0].type == "TIME":
                part = part or whole[0].value[10:13]
                found.day, found.last = whole[0].day, whole[0].last
                continue
            if token.entry.part and not token.entry.alone and not token.article and not part:
                part, found.last = token.entry.part, token.last
                continue
        if token.entry.alone and not part and scan.gap(k) == "":
            part, found.last = token.entry.alone, token.last
            continue
        inner_day = day(scan, k) or dated(scan, k) if found.day is None else None
        if inner_day and len(inner_day) == 1 and inner_day[0].day:
            found.day, found.last = inner_day[0].day, inner_day[0].last
            continue
        break
    return part


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


def _zone(scan: Scan, i: int) -> int:
    """Where the name of the clock ends (``بتوقيت غرينتش``، ``ت غ``), or 0."""
    if i + 1 >= scan.n or scan.gap(i) not in {"", "(", "،"}:
        return 0
    if scan.forms[i] == "ت" and scan.forms[i + 1] in ("غ", "م"):
        return i + 2
    k = i + 1 if scan.is_in(i, "zone_lead") else i
    if not scan.is_in(k, "zone.opening"):
        return 0
    if scan.next_in(k + 1, "zone.places"):
        last = k + 2
        return last + 1 if scan.next_in(last, "zone.tail") else last
    return 0


__all__ = ["PAIR", "again", "clock", "day", "day_with_part", "month_at", "part_of_day", "same_day"]
