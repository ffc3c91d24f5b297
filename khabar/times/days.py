"""Days seen from today and days of the week."""

from __future__ import annotations

import datetime

from khabar.times import calendar
from khabar.times.dates import dated, numeric_date, written_again
from khabar.times.lexicon import SINGULAR
from khabar.times.scan import Found, Scan, Token
from khabar.times.tense import looks_ahead
from khabar.times.years import year

_PARENTHESIS = {"", "(", "،", "[", ")", "،("}
_REFERENCES = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}


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
    before, after = scan.gap(i)[-1:], scan.mark_after(token.last)
    quoted = before in "«\"“'" and after in "»\"”'" and before != "" and after != ""
    if after and after in "»\"”'" and i and scan.gap(i - 1)[-1:] in ("«", '"', "“", "'"):
        return False  # a newspaper: «إسرائيل اليوم»
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
    follow = scan.step_at(last)
    if follow is not None:
        step, last = follow
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
    written_again(scan, found, None)
    if found.last != before:
        written_again(scan, found, None)


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
        other = year(scan, last + 1)
        if other and len(other[0].value) == 4 and other[0].value.isdigit():
            moment = calendar.make_day(int(other[0].value), moment.month, moment.day) or moment
            last = other[0].last
    return [Found(i, last, "DATE", moment.isoformat(), moment)]
