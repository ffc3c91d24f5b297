"""Parts of the day."""

from __future__ import annotations

import datetime

from khabar.times import calendar
from khabar.times.dates import dated
from khabar.times.days import day
from khabar.times.lexicon import SINGULAR
from khabar.times.scan import Found, Scan, Token

#: «This morning» is of today; «this age» (العصر) is not.
_OF_TODAY = ("TMO", "TEV", "TNI")


def part_of_day(scan: Scan, i: int) -> list[Found] | None:
    """``مساء الجمعة``، ``فجر اليوم``، ``ليل السبت الأحد``، ``هذا المساء``، ``منتصف ليل الأحد``."""
    if scan.is_in(i, "this"):
        token = scan.token(i + 1)
        if scan.before(i, "like"):
            return None
        if (
            token
            and token.entry.part
            and token.article
            and scan.joined(i + 1)
            and scan.ref
            and token.entry.part in _OF_TODAY
        ):
            return [partial(i, token.last, scan.ref, token.entry.part)]
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
        last = zone(scan, last) or last
        return [Found(i, last, "TIME", f"{calendar.day_value(moment)}T00:00", moment)]
    return [partial(i, last, moment, code)]


def _clitic(scan: Scan, i: int) -> str:
    token = scan.token(i)
    return token.clitic if token else ""


def partial(first: int, last: int, moment: datetime.date | None, code: str) -> Found:
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
        return [partial(i, follow.last, moment, "TNI")]
    if token.entry.count == SINGULAR and not token.clitic and scan.ref:
        return [partial(i, token.last, scan.ref, "TNI")] if scan.gap(i) != "«" else None
    if token.entry.count == 0 and scan.before(i, "all_through") and scan.ref:
        anchor = scan.day if scan.day and abs((scan.ref - scan.day).days) < 7 else scan.ref
        return [partial(i, token.last, calendar.moved(anchor, -1), "TNI")]
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
        return [partial(i, token.last, found[0].day, token.entry.alone)]
    return found


def again(scan: Scan, i: int) -> list[Found] | None:
    """``… ظهر الأربعاء أو مساء``: another part of the same day."""
    token, previous = scan.token(i), scan.previous
    if token is None or not token.entry.alone or previous is None or previous.day is None:
        return None
    if previous.type != "TIME" or previous.last != i - 1 or scan.forms[i - 1] not in ("او",):
        return None
    return [partial(i, token.last, previous.day, token.entry.alone)]


def zone(scan: Scan, i: int) -> int:
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
